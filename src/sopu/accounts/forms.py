"""Passkeys as browsers send them: what isn't whole is answered in a sentence."""

from typing import Any

from allauth.mfa.webauthn.forms import AddWebAuthnForm, LoginWebAuthnForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

NOT_WHOLE = (AttributeError, KeyError, TypeError, ValueError)
"""What the reader of passkeys raises over what no browser would send."""


class SignInByPasskeyForm(LoginWebAuthnForm):  # type: ignore[misc]  # allauth ships no types
    """Somebody signs in by a passkey."""

    def clean_credential(self) -> Any:
        """The passkey, if it is one and somebody's."""
        try:
            return super().clean_credential()
        except NOT_WHOLE:
            raise ValidationError(_("That is not a passkey. Try again, or sign in another way.")) from None


class AddPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]  # allauth ships no types
    """Somebody adds a passkey to their own account."""

    def clean(self) -> dict[str, Any]:
        """The passkey, if it is one and answers what was asked."""
        try:
            cleaned: dict[str, Any] = super().clean()
        except NOT_WHOLE:
            raise ValidationError(_("That is not a passkey. Try again.")) from None
        return cleaned
