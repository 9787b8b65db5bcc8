"""What texts announce."""

from django.dispatch import Signal

version_submitted = Signal()
"""A version was given to the bodies for decision: `version`."""
