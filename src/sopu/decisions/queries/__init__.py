"""What pages of decisions show."""
