"""Every change of an account."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from sopu.accounts.models import User
from sopu.core.refusals import Refused


@transaction.atomic
def open_account(*, email: str, name: str, password: str | None = None) -> User:
    """A person gets an account; without a password they sign in by a code sent to them."""
    try:
        validate_email(email)
    except ValidationError:
        raise Refused("not_an_address", _("“%s” is not an e-mail address.") % email) from None
    if not name.strip():
        raise Refused("nameless", _("An account needs the person's name."))
    if User.objects.known_by(email).exists():
        raise Refused("known_already", _("%s has an account already.") % email)
    return User.objects.create_user(email, name.strip(), password)
