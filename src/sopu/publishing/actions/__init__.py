"""Every change in publishing: one verb a function."""
