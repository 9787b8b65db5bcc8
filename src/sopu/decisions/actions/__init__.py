"""Every change of cases and decisions."""
