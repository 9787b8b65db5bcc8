"""Fixtures that every test may use; worlds are made by `builders`."""
