"""What pages of texts show."""
