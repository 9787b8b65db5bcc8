"""Every change of a negotiation."""
