"""How django-allauth behaves here."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.http import HttpRequest
from django.utils.translation import gettext as _

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


class PasskeyAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """A passkey is one more way to sign in, enough alone; the code by letter stays for a device that was lost."""

    def is_mfa_enabled(self, user: Any, types: Any = None) -> bool:
        """Nobody is asked for a passkey after a password or a code."""
        return False

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        """What a passkey is called until its owner calls it something else."""
        number: int = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return _("Passkey %d") % number

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The site as the device shows it."""
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        return entity | {"name": "Sopu"}
