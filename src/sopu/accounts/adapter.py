"""How django-allauth behaves here."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.http import HttpRequest

SMTP = "django.core.mail.backends.smtp.EmailBackend"
CONSOLE = "django.core.mail.backends.console.EmailBackend"


def letters_are_printed() -> bool:
    """No mail server is set: letters of signing in come out in the server's own window."""
    return settings.EMAIL_BACKEND == SMTP and not settings.EMAIL_HOST


class ClosedAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Accounts are given by an organisation's process owner; nobody signs up by themselves."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def render_mail(self, *args: Any, **kwargs: Any) -> EmailMessage:
        """The letter, and the way it goes."""
        letter: EmailMessage = super().render_mail(*args, **kwargs)
        if letters_are_printed():
            letter.connection = get_connection(CONSOLE)
        return letter
