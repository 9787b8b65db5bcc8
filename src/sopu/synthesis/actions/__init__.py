"""Every change of themes, findings, snapshots and dispositions."""
