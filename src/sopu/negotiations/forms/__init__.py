"""What people fill in about a negotiation."""
