"""Settings, addresses, the servers' entry points and the console program. Knows everything, is known by nobody."""
