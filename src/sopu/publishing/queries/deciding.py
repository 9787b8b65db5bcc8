"""What a party must do next with the texts and decisions of its negotiations, and what process owners must."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Count
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sopu.decisions.queries.standing import CaseStanding, DocumentStanding, standings_of
from sopu.negotiations.models import Mandate, Role
from sopu.publishing.queries.todo import Task, due
from sopu.texts.models import ChangeProposal, CommentRound, Document
from sopu.texts.queries.rounds import heard_in

KEEPERS = {Role.COORDINATOR, Role.REGISTRAR}


@dataclass(frozen=True, slots=True)
class Deciding:
    """Tasks, what only waits, and what is done."""

    tasks: list[Task]
    waiting: list[Task]
    done: list[str]


def deciding(mandates: list[Mandate], today: dt.date) -> Deciding:
    """Of all the negotiations that the person has mandates in; in a fixed number of questions."""
    owned = {one.negotiation_id for one in mandates if one.role == Role.PROCESS_OWNER}
    kept = {(one.negotiation_id, one.organisation_id) for one in mandates if one.role in KEEPERS}
    spoken = {(one.negotiation_id, one.organisation_id) for one in mandates if one.role == Role.COORDINATOR}
    found = Deciding([], [], [])
    if not owned and not kept:
        return found
    negotiations = {one.negotiation_id for one in mandates}
    documents = Document.objects.filter(negotiation__in=negotiations).at_hand().order_by("negotiation", "number")
    for standing in standings_of(documents, today):
        for one in standing.cases:
            if (standing.document.negotiation_id, one.case.party.organisation_id) in kept:
                _of_case(found, standing, one, today)
        if standing.document.negotiation_id in owned:
            found.tasks.extend(_diverging(standing))
    rounds = CommentRound.objects.under_way().filter(version__document__negotiation__in=negotiations)
    at_hand = rounds.select_related("version__document__negotiation").prefetch_related("version__document__parties")
    found.tasks.extend(_commenting(list(at_hand), spoken, today))
    found.tasks.extend(_answering(owned))
    return found


def _of_case(found: Deciding, standing: DocumentStanding, one: CaseStanding, today: dt.date) -> None:
    url = reverse("case", args=[one.case.pk])
    named = {"document": standing.document.name, "party": one.case.party.organisation.name}
    negotiation = standing.document.negotiation.name
    if one.has_decided:
        assert one.decision is not None
        facts = {**named, "day": _day(one.decision.decided_on), "outcome": one.decision.get_outcome_display()}
        found.done.append(_("%(party)s: “%(document)s”, %(outcome)s %(day)s") % facts)
    elif one.next:
        title = _("“%(document)s” is handled on %(day)s") % {**named, "day": _day(one.next.meeting_on)}
        found.waiting.append(Task(title, one.next.body.name, url, negotiation, one.next.meeting_on, "wait"))
    else:
        found.tasks.append(_next_step(standing, one, url, today))


def _next_step(standing: DocumentStanding, one: CaseStanding, url: str, today: dt.date) -> Task:
    """A meeting that has been held is recorded; else the case goes to an agenda."""
    document, negotiation = standing.document.name, standing.document.negotiation.name
    is_held = one.last is not None and (one.decision is None or one.last.pk != one.decision.item_id)
    if is_held and one.last is not None:
        facts = {"body": one.last.body.name, "day": _day(one.last.meeting_on), "document": document}
        title = _("Record what %(body)s decided on %(day)s") % facts
        task = Task(title, document, reverse("record_decision", args=[one.case.pk]), negotiation, word=_("Held"))
    else:
        title = _("Bring “%(document)s” to an agenda") % {"document": document}
        note = _("%(party)s: %(body)s decides. The decision pack has a ready proposal.") % {
            "party": one.case.party.organisation.name,
            "body": one.case.decides.name,
        }
        task = Task(title, note, url, negotiation, word=_("Not on an agenda"))
    return due(task, one.case.due_on, today) if one.case.due_on else task


def _diverging(standing: DocumentStanding) -> Iterator[Task]:
    """A body approved other words: they lead to the next version, or to a talk."""
    for one in standing.cases:
        if one.is_divergent and one.decision:
            title = _("%(party)s approved other words of “%(document)s”") % {
                "party": one.case.party.organisation.name,
                "document": standing.document.name,
            }
            note = _("Compare them, and take them into the next version if all can agree.")
            url = reverse("decision", args=[one.decision.pk])
            yield Task(title, note, url, standing.document.negotiation.name, tone="bad", word=_("Other wording"))


def _commenting(rounds: Sequence[CommentRound], spoken: set[tuple[int, int]], today: dt.date) -> Iterator[Task]:
    """Rounds in which an organisation that the person speaks for has said nothing yet."""
    heard = heard_in(rounds)
    for one in rounds:
        document = one.version.document
        asked = [party.organisation_id for party in document.parties.all()]
        own = [key for key in asked if (document.negotiation_id, key) in spoken]
        if any((one.pk, key) not in heard for key in own):
            title = _("Comment on the draft of “%(document)s”") % {"document": document.name}
            note = _("Comment clause by clause, and propose other words where they are needed.")
            task = Task(title, note, reverse("round", args=[one.pk]), document.negotiation.name)
            yield due(task, one.due_on, today)


def _answering(owned: set[int]) -> Iterator[Task]:
    """Change proposals that wait for an answer, by round."""
    if not owned:
        return
    waiting = (
        ChangeProposal.objects.unanswered()
        .filter(version__document__negotiation__in=owned, version__round__isnull=False)
        .order_by("version")
        .values("version__round")
        .annotate(count=Count("pk"))
    )
    counts = {one["version__round"]: one["count"] for one in waiting}
    for held in CommentRound.objects.filter(pk__in=counts).select_related("version__document__negotiation"):
        count, document = counts[held.pk], held.version.document
        title = ngettext("Answer %(count)s change proposal", "Answer %(count)s change proposals", count)
        url = reverse("proposals", args=[held.pk])
        yield Task(title % {"count": count}, document.name, url, document.negotiation.name, word=_("Without an answer"))


def _day(on: dt.date) -> str:
    return date_format(on, "SHORT_DATE_FORMAT")
