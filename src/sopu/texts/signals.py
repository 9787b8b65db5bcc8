"""What texts announce."""

from django.dispatch import Signal

submitting = Signal()
"""A draft is about to be given to the bodies: `document`, `now`. Who knows why it may not be raises `Refused`."""
