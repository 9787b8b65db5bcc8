"""Documents of plans as values: what is written into a file, and what is read of one."""
