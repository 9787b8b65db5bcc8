"""What the forum tells to whoever keeps something in memory."""

from django.dispatch import Signal

token_withdrawn = Signal()
"""A phone is nobody any more: `code` of the event and `digest` of the token, sent after the commit."""
