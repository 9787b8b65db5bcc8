"""What is true now of each event's synthesis in a negotiation."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sopu.forum.models import Contribution, Event
from sopu.negotiations.models import Negotiation
from sopu.synthesis.models import Disposition, FindingVersion, Placement, ThemeWord
from sopu.synthesis.rules import answers_of_sentences


@dataclass(frozen=True, slots=True)
class EventLine:
    """An event, and how much of it has been understood: `unanswered` sentences wait for what became of them."""

    event: Event
    sentences: int
    themes: int
    findings: int
    unanswered: int


def syntheses_of(negotiation: Negotiation) -> list[EventLine]:
    """The negotiation's events that have sentences, the latest first: six queries however many there are."""
    events = {event.pk: event for event in negotiation.events.all()}
    of_events = dict(
        Contribution.objects.visible().filter(discussion__event__in=events).values_list("pk", "discussion__event")
    )
    words = ThemeWord.objects.filter(theme__event__in=events).in_use().values_list("theme", "theme__event")
    in_use = dict(words)
    findings = FindingVersion.objects.filter(finding__event__in=events).standing()
    themes, found = Counter(in_use.values()), Counter(findings.values_list("finding__event", flat=True))
    said = Counter(of_events.values())
    answered = Counter(of_events[key] for key in _answered(events, of_events, in_use))
    return [
        EventLine(event, said[pk], themes[pk], found[pk], said[pk] - answered[pk])
        for pk, event in events.items()
        if said[pk]
    ]


def _answered(events: Iterable[int], of_events: Iterable[int], in_use: Iterable[int]) -> Iterable[int]:
    """The sentences that have an answer of their own or by their theme."""
    used = set(in_use)
    placed = dict(
        Placement.objects.filter(sorting__event__in=list(events)).standing().values_list("contribution", "theme")
    )
    themes = {key: theme if (theme := placed.get(key)) in used else None for key in of_events}
    rows = Disposition.objects.filter(event__in=list(events)).standing().values_list("theme", "contribution")
    of_themes = {theme: True for theme, _ in rows if theme}
    own = {contribution: True for _, contribution in rows if contribution}
    return answers_of_sentences(themes, own, of_themes)
