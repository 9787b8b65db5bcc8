"""What is done to plans: one verb a function."""
