"""Tags for the templates of the synthesis."""
