"""What the forum tells to whoever keeps or makes something of it."""

from django.dispatch import Signal

token_withdrawn = Signal()
"""A phone is nobody any more: `code` of the event and `digest` of the token, sent after the commit."""

sentences_given = Signal()
"""Somebody said something, or much was brought in: sent after each commit, so whoever listens must be quick."""

text_erased = Signal()
"""The text of `contribution`, a key, is gone for good: sent before the commit, so that what was made of it goes too."""
