"""Cases are opened, one a party, and placed on agendas."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from sopu.accounts.models import User
from sopu.core.refusals import Refused
from sopu.decisions.models import AgendaItem, Case, Task
from sopu.decisions.rules import fits, system_of, tidy
from sopu.decisions.rules.numbers import CaseSystem, Fit
from sopu.negotiations.actions.milestones import reach_station
from sopu.negotiations.models import Party, Station
from sopu.organisations.models import Body, Level
from sopu.texts.models import Document, DocumentKind, Version

DECIDES = {DocumentKind.STRATEGIC: Level.COUNCIL, DocumentKind.FRAMEWORK: Level.COUNCIL}
"""Which level decides on a document of a kind, unless a party's own rules of procedure say otherwise: else boards."""


@transaction.atomic
def open_cases(*, document: Document, task: str = Task.APPROVE, due_on: dt.date | None = None) -> list[Case]:
    """Every party of the document gets its case; those that have one keep it as it is."""
    Document.objects.select_for_update().get(pk=document.pk)
    have = set(document.cases.values_list("party_id", flat=True))
    return [
        open_case(document=document, party=party, task=task, due_on=due_on)
        for party in document.parties.with_bodies()
        if party.pk not in have
    ]


@transaction.atomic
def open_case(*, document: Document, party: Party, task: str = Task.APPROVE, due_on: dt.date | None = None) -> Case:
    """A party's case of the document, decided at the level that decides such documents as a rule."""
    bodies = {body.level: body for body in party.organisation.bodies.all()}
    level = Level.BOARD if task == Task.NOTE else DECIDES.get(DocumentKind(document.kind), Level.BOARD)
    decides = bodies.get(level) or next(iter(bodies.values()), None)
    if decides is None:
        raise Refused(
            "no_body",
            _("%(party)s has no body that could decide. Nothing was stored.") % {"party": party.organisation.name},
        )
    prepares = bodies.get(Level.BOARD) if decides.level == Level.COUNCIL else None
    return Case.objects.create(
        document=document, party=party, decides=decides, prepares=prepares, task=task, due_on=due_on
    )


@transaction.atomic
def set_case(
    *,
    case: Case,
    number: str,
    system: str,
    decides: Body,
    prepares: Body | None,
    task: str,
    due_on: dt.date | None,
    feed: str = "",
) -> Fit | None:
    """A party's case number, bodies, due day and feed; tells how the number agrees with the system, refuses none."""
    if {body.organisation_id for body in (decides, prepares) if body} != {case.party.organisation_id}:
        raise Refused("another_body", _("A case is decided by the party’s own bodies. Nothing was stored."))
    case.number = tidy(number) if number.strip() else ""
    case.system = system or (system_of(case.number) or "") if case.number else system
    case.decides, case.prepares, case.task, case.due_on, case.feed = decides, prepares, task, due_on, feed
    case.save()
    return fits(case.number, CaseSystem(case.system)) if case.number and case.system else None


@transaction.atomic
def place_on_agenda(
    *,
    case: Case,
    version: Version,
    body: Body,
    meeting_on: dt.date,
    number: str = "",
    by: User | None,
    now: dt.datetime,
) -> AgendaItem:
    """A case comes to the agenda of a body's meeting; placing it there twice gives the same item."""
    if version.document_id != case.document_id or not version.is_public:
        raise Refused("not_submitted", _("Only a submitted version comes to an agenda. Nothing was stored."))
    if body.organisation_id != case.party.organisation_id:
        raise Refused("another_body", _("A case is decided by the party’s own bodies. Nothing was stored."))
    item, _is_new = AgendaItem.objects.get_or_create(
        case=case,
        version=version,
        body=body,
        meeting_on=meeting_on,
        defaults={"number": number, "placed_by": by, "placed_at": now},
    )
    if number and item.number != number:
        item.number = number
        item.save(update_fields=["number"])
    return item


@transaction.atomic
def reach_approval(*, document: Document, on: dt.date) -> None:
    """The milestones of approval are done when the strategic agreement is in force."""
    if document.kind == DocumentKind.STRATEGIC:
        reach_station(negotiation=document.negotiation, station=Station.APPROVAL, on=on)
