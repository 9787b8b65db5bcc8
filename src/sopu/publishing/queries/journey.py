"""The front pages: every negotiation as a door with its live figures, and the journey of one."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, npgettext

from sopu.forum.models import Contribution, Event, Participant, PromptKind
from sopu.negotiations.models import Milestone, Negotiation, Party, Station
from sopu.negotiations.queries import Progress, StationState, Step, stations_of, steps
from sopu.publishing.models import Compilation, Delivery
from sopu.publishing.queries.agreed import Agreed, agreed_of
from sopu.publishing.queries.planned import Planned, planned_of
from sopu.synthesis.models import FindingVersion, ThemeWord
from sopu.web.templatetags.kit import spaced

LATEST_COUNT = 3


@dataclass(frozen=True, slots=True)
class Figures:
    """How much there is of a negotiation; `sentence_count` is of those that are not hidden."""

    party_count: int = 0
    voice_count: int = 0
    organisation_count: int = 0
    sentence_count: int = 0


@dataclass(frozen=True, slots=True)
class Understood:
    """What has come of what was said: themes in use, signed findings, and parties that have their material."""

    theme_count: int = 0
    finding_count: int = 0
    delivered_count: int = 0

    @property
    def is_begun(self) -> bool:
        """There is something to tell."""
        return bool(self.theme_count or self.delivered_count)


@dataclass(frozen=True, slots=True)
class Door:
    """A negotiation on the front page."""

    slug: str
    name: str
    is_demo: bool
    figures: Figures
    next_step: str
    next_on: dt.date | None


@dataclass(frozen=True, slots=True)
class StationNow:
    """A station of the journey with its live number; a station whose stage is ahead has none."""

    station: Station
    progress: Progress
    is_done: bool
    number: str
    unit: str
    detail: str
    day: dt.date | None

    @property
    def name(self) -> str:
        return str(self.station.label)


@dataclass(frozen=True, slots=True)
class Sentence:
    """Somebody's words and where they belong; only a commitment candidate names its organisation."""

    text: str
    language: str
    discussion: str
    kind: str
    organisation: str


@dataclass(frozen=True, slots=True)
class Journey:
    """All that the front page of a negotiation tells."""

    figures: Figures
    stations: list[StationNow]
    steps: list[Step]
    next_steps: list[Step]
    latest: list[Sentence]
    event: Event | None
    compilation: Compilation | None
    delivered_count: int
    agreed: Agreed | None

    @property
    def reached_count(self) -> int:
        """How many stations have been reached, the one that is now among them."""
        return sum(station.progress != Progress.AHEAD for station in self.stations)


def doors() -> list[Door]:
    """Every negotiation, that of the latest term and the newest first."""
    negotiations = list(Negotiation.objects.with_grounds().order_by("-term__starts_on", "-created_at", "-pk"))
    figures = figures_of(negotiations)
    ahead: dict[int, Milestone] = {}
    for milestone in Milestone.objects.filter(done_on__isnull=True).order_by("due_on", "number"):
        ahead.setdefault(milestone.negotiation_id, milestone)
    return [
        Door(
            slug=one.slug,
            name=one.name,
            is_demo=one.is_demo,
            figures=figures[one.pk],
            next_step=ahead[one.pk].name if one.pk in ahead else "",
            next_on=ahead[one.pk].due_on if one.pk in ahead else None,
        )
        for one in negotiations
    ]


def figures_of(negotiations: Iterable[Negotiation]) -> dict[int, Figures]:
    """The live figures of these negotiations by id: three queries however many there are."""
    keys = [one.pk for one in negotiations]
    parties = dict(
        Party.objects.filter(negotiation__in=keys)
        .order_by()
        .values_list("negotiation")
        .annotate(n=Count("id"))
        .values_list("negotiation", "n")
    )
    voices = {
        key: (voice_count, organisation_count)
        for key, voice_count, organisation_count in Participant.objects.present()
        .filter(event__negotiation__in=keys, event__is_rehearsal=False)
        .values_list("event__negotiation")
        .annotate(voices=Count("id"), organisations=Count("organisation", distinct=True))
    }
    sentences = dict(
        Contribution.objects.visible()
        .filter(discussion__event__negotiation__in=keys, discussion__event__is_rehearsal=False)
        .order_by()
        .values_list("discussion__event__negotiation")
        .annotate(n=Count("id"))
    )
    return {key: Figures(parties.get(key, 0), *voices.get(key, (0, 0)), sentences.get(key, 0)) for key in keys}


def journey_of(negotiation: Negotiation) -> Journey:
    """The journey of a negotiation: where it is, and what has come of it so far."""
    figures = figures_of([negotiation])[negotiation.pk]
    own_steps = steps(negotiation)
    event = _event_of_note(negotiation)
    compilation = Compilation.objects.filter(event=event).first() if event else None
    understood = _understood(negotiation)
    agreed, planned = agreed_of(negotiation, timezone.localdate()), planned_of(negotiation)
    return Journey(
        figures=figures,
        stations=[_now(state, negotiation, figures, understood, agreed, planned) for state in stations_of(own_steps)],
        steps=own_steps,
        next_steps=[step for step in own_steps if not step.done_on][:3],
        latest=_latest(negotiation),
        event=event,
        compilation=compilation,
        delivered_count=understood.delivered_count,
        agreed=agreed,
    )


def _event_of_note(negotiation: Negotiation) -> Event | None:
    """The event that is open, else the latest that was, else the next."""
    events = list(Event.objects.in_earnest().filter(negotiation=negotiation))
    is_open = [event for event in events if event.is_open]
    was_open = [event for event in events if event.opened_at]
    return next(iter(is_open or was_open or events[-1:]), None)


def _understood(negotiation: Negotiation) -> Understood:
    """Of all the negotiation's events that are no rehearsals."""
    events = negotiation.events.in_earnest()
    delivered = Delivery.objects.filter(package__compilation__event__in=events).values("package__party").distinct()
    return Understood(
        theme_count=ThemeWord.objects.in_use().filter(theme__event__in=events).count(),
        finding_count=FindingVersion.objects.standing().signed().filter(finding__event__in=events).count(),
        delivered_count=delivered.count(),
    )


def _latest(negotiation: Negotiation) -> list[Sentence]:
    own = Contribution.objects.visible().filter(discussion__event__in=negotiation.events.in_earnest())
    newest = own.with_origins().order_by("-id")[:LATEST_COUNT]
    return [_sentence(contribution) for contribution in newest]


def _sentence(contribution: Contribution) -> Sentence:
    prompt, organisation = contribution.prompt, contribution.speaker_organisation
    is_commitment = prompt.kind == PromptKind.COMMITMENT
    return Sentence(
        text=contribution.text,
        language=contribution.language,
        discussion=contribution.discussion.name,
        kind=prompt.get_kind_display(),
        organisation=organisation.name if is_commitment and organisation else "",
    )


def _now(
    state: StationState,
    negotiation: Negotiation,
    figures: Figures,
    understood: Understood,
    agreed: Agreed | None,
    planned: Planned | None,
) -> StationNow:
    number, unit, detail = "", "", ""
    if state.station == Station.DUTY:
        number = spaced(figures.party_count)
        unit = ngettext("party", "parties", figures.party_count)
        detail = negotiation.legal_ground.citation
    elif state.station == Station.FORUM and (figures.voice_count or state.progress != Progress.AHEAD):
        number = spaced(figures.voice_count)
        unit = ngettext("voice", "voices", figures.voice_count)
        detail = _what_was_said(figures)
    elif state.station == Station.SYNTHESIS and (understood.is_begun or state.progress != Progress.AHEAD):
        number, unit, detail = _what_was_understood(understood, figures)
    elif state.station == Station.AGREEMENT and agreed:
        number, unit, detail = agreed.words
    elif state.station == Station.APPROVAL and agreed:
        number, unit, detail = agreed.approval
    elif state.station == Station.PLAN and planned:
        number, unit, detail = planned.words
    elif state.station == Station.MONITORING and planned:
        number, unit, detail = planned.monitoring
    return StationNow(state.station, state.progress, state.is_done, number, unit, detail, state.day)


def _what_was_understood(understood: Understood, figures: Figures) -> tuple[str, str, str]:
    """The themes and findings, once there are any; and how many parties have the material."""
    delivered = ngettext(
        "party of %d has its material", "parties of %d have their material", understood.delivered_count
    )
    delivered %= figures.party_count
    if not understood.theme_count:
        return spaced(understood.delivered_count), delivered, ""
    findings = ngettext("%s finding", "%s findings", understood.finding_count) % spaced(understood.finding_count)
    told = [findings] if understood.finding_count else []
    if understood.delivered_count:
        told.append(f"{spaced(understood.delivered_count)} {delivered}")
    return (
        spaced(understood.theme_count),
        npgettext("after a number", "theme", "themes", understood.theme_count),
        ", ".join(told),
    )


def _what_was_said(figures: Figures) -> str:
    sentences = ngettext("%s sentence", "%s sentences", figures.sentence_count) % spaced(figures.sentence_count)
    organisations = ngettext("%s organisation", "%s organisations", figures.organisation_count)
    return _("%(sentences)s, %(organisations)s") % {
        "sentences": sentences,
        "organisations": organisations % spaced(figures.organisation_count),
    }
