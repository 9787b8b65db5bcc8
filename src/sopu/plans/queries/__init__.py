"""What pages and papers of plans read."""
