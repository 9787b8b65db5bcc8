"""What pages ask of the synthesis."""
