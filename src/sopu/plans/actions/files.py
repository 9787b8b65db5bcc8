"""Tables that come in: why one can't be read, and that what was read of it waits for a person."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from sopu.core.refusals import Refused
from sopu.core.tables import Unreadable
from sopu.plans.models import PlanIntake, SeriesIntake


@contextmanager
def refused_unless_readable() -> Iterator[None]:
    """While a file is read: one that can't be is refused with a sentence."""
    try:
        yield
    except Unreadable as unreadable:
        raise Refused(unreadable.code, _sentence(unreadable)) from None


def _sentence(unreadable: Unreadable) -> str:
    limit = number_format(int(str(unreadable.facts.get("limit", 0))), force_grouping=True)
    sentences = {
        "too_large": _("The file is larger than 5 MB. Bring it in parts."),
        "too_many_rows": _("The file has more than %(limit)s rows. Bring it in parts.") % {"limit": limit},
        "too_many_columns": _("The file has more than %(limit)s columns.") % {"limit": limit},
        "too_much_text": _("The file has more text than can be read at once. Bring it in parts."),
        "with_password": _("The file is locked with a password. Save it without one and try again."),
        "swells": _("The file would swell beyond all measure when it is unpacked, so it is not opened."),
        "no_rows": _("There are no rows under a heading in the file."),
        "empty_file": _("The file is empty."),
        "not_utf8": _("The letters of the file can’t be read. Save it as UTF-8, or as an Excel workbook."),
        "other_encoding": _("The letters of the file can’t be read. Save it as UTF-8, or as an Excel workbook."),
    }
    return sentences.get(unreadable.code) or _(
        "The file can’t be read. Save it as an Excel workbook (.xlsx) and try again."
    )


def demand_waiting(intake: PlanIntake | SeriesIntake) -> None:
    """Nobody has confirmed or discarded what was read."""
    if intake.confirmed_at is not None:
        raise Refused("confirmed_already", _("This file has been confirmed already."))
    if intake.discarded_at is not None:
        raise Refused("discarded_already", _("This file has been discarded."))
