"""What pages of decisions ask for."""
