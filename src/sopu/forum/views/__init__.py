"""Pages of the forum: the hall on a phone, the desk, the wall."""
