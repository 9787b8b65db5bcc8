"""What pages of the forum ask: frozen answers."""
