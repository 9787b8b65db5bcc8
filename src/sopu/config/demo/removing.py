"""A demonstration's negotiation goes with all that stands on it; accounts and reference data stay."""

from functools import partial

from django.db import transaction

from sopu.decisions.models import AgendaItem, Case, Decision, EntryIntoForce, MinutesMatch
from sopu.forum.models import Contribution, Discussion, Event, Participant, Prompt
from sopu.ledger.actions import discard_log
from sopu.ledger.models import Log
from sopu.negotiations.models import Letter, Negotiation
from sopu.plans.models import (
    Commitment,
    Goal,
    Indicator,
    IndicatorReading,
    Measure,
    MeetingPoint,
    MonitoringRound,
    Observation,
    OptOut,
    Plan,
    Report,
    Retrieval,
    StatusReport,
    Succession,
    ToDo,
)
from sopu.publishing import files
from sopu.publishing.actions.compiling import discard_compilation
from sopu.publishing.actions.proving import discard_dossiers
from sopu.publishing.models import Compilation
from sopu.synthesis.models import Descriptor, Disposition, Finding, Snapshot, Sorting
from sopu.texts.models import ChangeProposal, Clause, Comment, Document, TextIntake, Version, Wording


def remove_negotiation(negotiation: Negotiation) -> None:
    """From the end of the river to its beginning, since what lies downstream holds what it stands on.

    The demonstration that it goes on from goes too.
    """
    if negotiation.predecessor and negotiation.predecessor.is_demo:
        remove_negotiation(negotiation.predecessor)
    for compilation in Compilation.objects.of(negotiation):
        discard_compilation(compilation=compilation)
    Letter.objects.filter(negotiation=negotiation).delete()
    _remove_plans(negotiation)
    _remove_documents(negotiation)
    of_its_events = {"event__negotiation": negotiation}
    for said in (Disposition, Finding, Sorting, Snapshot, Descriptor):
        said._default_manager.filter(**of_its_events).delete()
    Contribution.objects.filter(discussion__event__negotiation=negotiation).delete()
    for model in (Participant, Prompt, Discussion):
        model._default_manager.filter(**of_its_events).delete()
    Event.objects.filter(negotiation=negotiation).delete()
    discard_dossiers(negotiation=negotiation)
    for log in Log.objects.filter(origin__endswith=f"/n/{negotiation.slug}"):
        discard_log(log=log.origin)  # whatever the address was at which the demonstration was served
    negotiation.delete()


def _remove_plans(negotiation: Negotiation) -> None:
    """From what was measured and handled back to the plan; the latest period goes first."""
    plans = Plan.objects.of(negotiation)
    ToDo.objects.filter(point__meeting__negotiation=negotiation).delete()
    MeetingPoint.objects.filter(meeting__negotiation=negotiation).delete()
    Report.objects.filter(plan__in=plans).delete()
    for said in (IndicatorReading, StatusReport):
        said._default_manager.filter(round__plan__in=plans).delete()
    MonitoringRound.objects.filter(plan__in=plans).delete()
    Succession.objects.filter(later__goal__plan__in=plans).delete()
    Commitment.objects.filter(measure__goal__plan__in=plans).delete()
    OptOut.objects.filter(plan__in=plans).delete()
    Measure.objects.filter(goal__plan__in=plans).delete()
    Goal.objects.filter(plan__in=plans).delete()
    for of_indicators in (Observation, Retrieval):
        of_indicators._default_manager.filter(indicator__negotiation=negotiation).delete()
    Indicator.objects.filter(negotiation=negotiation).delete()
    for plan in plans:
        plan.delete()


def _remove_documents(negotiation: Negotiation) -> None:
    """Decisions hold versions and clauses, proposals hold the files that they came in, successors hold predecessors."""
    decisions = Decision.objects.in_negotiation(negotiation)
    for name in decisions.exclude(extract="").values_list("extract", flat=True):
        transaction.on_commit(partial(files.discard, name))
    MinutesMatch.objects.of(negotiation).delete()
    EntryIntoForce.objects.filter(version__document__negotiation=negotiation).delete()
    while decisions.standing().delete()[0]:
        continue
    AgendaItem.objects.filter(case__document__negotiation=negotiation).delete()
    Case.objects.in_negotiation(negotiation).delete()
    ChangeProposal.objects.filter(version__document__negotiation=negotiation).delete()
    Comment.objects.filter(round__version__document__negotiation=negotiation).delete()
    TextIntake.objects.filter(document__negotiation=negotiation).delete()
    Version.objects.filter(document__negotiation=negotiation).delete()
    Wording.objects.filter(clause__document__negotiation=negotiation, translates__isnull=False).delete()
    Clause.objects.filter(document__negotiation=negotiation).delete()
    for document in Document.objects.of(negotiation).order_by("-number"):
        document.delete()
