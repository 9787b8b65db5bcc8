"""The pages where what was said is understood."""
