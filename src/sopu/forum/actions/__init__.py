"""Every change in the forum: one verb a function."""
