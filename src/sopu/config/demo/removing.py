"""A demonstration's negotiation goes with all that stands on it; accounts and reference data stay."""

from sopu.forum.models import Contribution, Discussion, Event, Participant, Prompt
from sopu.ledger.actions import discard_log
from sopu.ledger.queries import log_of
from sopu.negotiations.models import Letter, Negotiation
from sopu.publishing.actions.compiling import discard_compilation
from sopu.publishing.actions.proving import discard_dossiers
from sopu.publishing.models import Compilation
from sopu.synthesis.models import Descriptor, Disposition, Finding, Snapshot, Sorting


def remove_negotiation(negotiation: Negotiation) -> None:
    """From the end of the river to its beginning, since what lies downstream holds what it stands on.

    The demonstration that it goes on from goes too.
    """
    if negotiation.predecessor and negotiation.predecessor.is_demo:
        remove_negotiation(negotiation.predecessor)
    for compilation in Compilation.objects.of(negotiation):
        discard_compilation(compilation=compilation)
    Letter.objects.filter(negotiation=negotiation).delete()
    of_its_events = {"event__negotiation": negotiation}
    for said in (Disposition, Finding, Sorting, Snapshot, Descriptor):
        said._default_manager.filter(**of_its_events).delete()
    Contribution.objects.filter(discussion__event__negotiation=negotiation).delete()
    for model in (Participant, Prompt, Discussion):
        model._default_manager.filter(**of_its_events).delete()
    Event.objects.filter(negotiation=negotiation).delete()
    discard_dossiers(negotiation=negotiation)
    discard_log(log=log_of(negotiation.slug))
    negotiation.delete()
