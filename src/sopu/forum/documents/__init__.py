"""What the forum prints: frozen values in, files out."""
