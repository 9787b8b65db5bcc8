"""What plans announce."""

from django.dispatch import Signal

measures_told = Signal()
"""What everybody may read of how measures go may have changed: `plan`."""
