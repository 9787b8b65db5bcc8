"""Whose a sentence is, in words: what a table agreed on carries its number, what one of eight said does not."""

from django.utils.translation import gettext as _

from sopu.forum.models import Contribution, Voice


def mark_of(voice: str, table: int | None) -> str:
    """What everybody may see beside a sentence; empty of one's own."""
    if voice == Voice.TABLE and table is not None:
        return _("table %(number)s, agreed") % {"number": table}
    return _("one at a table") if voice == Voice.ONE else ""


def mark_at_desk(row: Contribution) -> str:
    """What those who run the event see: the number of the table in any case."""
    table = row.participant.table
    if table is not None and row.voice == Voice.ONE:
        return _("table %(number)s, said by one") % {"number": table.number}
    return mark_of(row.voice, table.number if table else None)
