"""Days of a document's decisions for calendars: meetings, due days, ends of appeal periods."""

import datetime as dt
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from sopu.core.icalendar import Happening
from sopu.decisions.models import AgendaItem, Decision
from sopu.decisions.queries.standing import CaseStanding, standings_of
from sopu.decisions.rules import Outcome
from sopu.texts.models import Document


def happenings_of(document: Document, url: str, today: dt.date) -> list[Happening]:
    """Every day of the document's cases, each with a name that stays; five questions more than the standing takes."""
    placed = AgendaItem.objects.standing().filter(case__document=document)
    items = list(placed.select_related("case__party__organisation", "body"))
    decisions = {one.item_id: one for one in Decision.objects.standing().of(document)}
    found = [_meeting(item, decisions.get(item.pk), document, url) for item in items]
    for standing in standings_of([document], today):
        for one in standing.cases:
            found += [*_due(one, document, url), *_appeal(one, document, url)]
    return found


def _uid(name: str) -> str:
    return f"{name}@{urlsplit(settings.ORIGIN).hostname}"


def _meeting(item: AgendaItem, decision: Decision | None, document: Document, url: str) -> Happening:
    """A meeting with the case on its agenda; it is off when the case was removed from the agenda."""
    words = {"body": item.body.name, "document": document.name}
    number = _("Number on the agenda: %s") % item.number if item.number else ""
    return Happening(
        uid=_uid(f"meeting-{item.act_id}"),
        day=item.meeting_on,
        summary=_("%(body)s: %(document)s") % words,
        changed_at=decision.recorded_at if decision else item.placed_at,
        description="\n".join(line for line in (number, decision.minutes if decision else "") if line),
        url=url,
        categories=(_("Meeting"),),
        is_off=decision is not None and decision.outcome == Outcome.REMOVED,
    )


def _due(one: CaseStanding, document: Document, url: str) -> Iterator[Happening]:
    """The due day of a decision that is missing."""
    if one.case.due_on and not one.has_decided:
        words = {"party": one.case.party.organisation.name, "document": document.name}
        yield Happening(
            uid=_uid(f"due-{one.case.pk}"),
            day=one.case.due_on,
            summary=_("Decision due, %(party)s: %(document)s") % words,
            changed_at=one.case.opened_at,
            url=url,
            categories=(_("Due day"),),
        )


def _appeal(one: CaseStanding, document: Document, url: str) -> Iterator[Happening]:
    """The last day on which the latest decision can be appealed."""
    if one.decision and one.published and one.finality and one.finality.last_day:
        words = {"party": one.case.party.organisation.name, "document": document.name}
        yield Happening(
            uid=_uid(f"appeal-{one.decision.act_id}"),
            day=one.finality.last_day,
            summary=_("Appeal period ends, %(party)s: %(document)s") % words,
            changed_at=one.published.recorded_at,
            url=url,
            categories=(_("Appeal period"),),
        )
