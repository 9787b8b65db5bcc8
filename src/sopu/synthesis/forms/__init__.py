"""What the pages of the synthesis take in."""
