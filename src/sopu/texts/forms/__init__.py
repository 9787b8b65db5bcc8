"""What is filled in of texts."""
