"""The structures of cooperation are written down, changed and taken away."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from sopu.core.refusals import Refused
from sopu.negotiations.models import Negotiation, Structure
from sopu.negotiations.models.structures import LEVELS


@transaction.atomic
def write_structure(
    *, negotiation: Negotiation, level: int, texts: Mapping[str, str], structure: Structure | None = None
) -> Structure:
    """A structure is written down, or written again; `texts` are its fields by language, such as `name_fi`."""
    if level not in LEVELS:
        raise Refused("unknown_level", _("The levels are from 1 to 4."))
    if not any(texts.get(f"name_{language}") for language in ("fi", "sv", "en")):
        raise Refused("nameless", _("A structure needs a name in some language."))
    if structure is None:
        last = negotiation.structures.aggregate(last=Max("number"))["last"] or 0
        structure = Structure(negotiation=negotiation, number=last + 1)
    structure.level = level
    for field, text in texts.items():
        setattr(structure, field, text)
    structure.save()
    return structure


@transaction.atomic
def remove_structure(*, structure: Structure) -> None:
    """The parties no longer cooperate in this structure."""
    structure.delete()
