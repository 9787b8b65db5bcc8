"""How an event stands right now, for those who send acts to it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from sopu.forum.models import Discussion, Event, ModerationMode, Participant, Prompt
from sopu.forum.rules import Hall
from sopu.negotiations.models import Party


@dataclass(frozen=True, slots=True)
class HallNow:
    """An event as the rules see it, and the ids behind its numbers."""

    hall: Hall
    discussion_ids: dict[int, int]
    prompt_ids: dict[str, int]
    numbers: dict[int, int]
    closes_at: dict[int, dt.datetime | None]
    opened_at: dt.datetime | None


def halls_of(events: Iterable[int], now: dt.datetime, *, with_parties: bool = False) -> dict[int, HallNow]:
    """These events by id at a moment: three queries however many there are, and one more for their parties."""
    ids = list(events)
    discussions: dict[int, list[Discussion]] = {event: [] for event in ids}
    for discussion in Discussion.objects.filter(event__in=ids):
        discussions[discussion.event_id].append(discussion)
    prompts: dict[int, dict[str, int]] = {event: {} for event in ids}
    for event, kind, pk in Prompt.objects.filter(event__in=ids).values_list("event_id", "kind", "id"):
        prompts[event][kind] = pk
    parties = _parties(ids) if with_parties else {}
    return {
        event.pk: _hall(event, discussions[event.pk], prompts[event.pk], parties.get(event.pk, frozenset()), now)
        for event in Event.objects.filter(pk__in=ids)
    }


def _parties(events: list[int]) -> dict[int, frozenset[int]]:
    rows = Party.objects.filter(negotiation__events__in=events).order_by()
    found: dict[int, set[int]] = {}
    for event, organisation in rows.values_list("negotiation__events", "organisation_id"):
        found.setdefault(event, set()).add(organisation)
    return {event: frozenset(organisations) for event, organisations in found.items()}


def _hall(
    event: Event, discussions: list[Discussion], prompts: dict[str, int], parties: frozenset[int], now: dt.datetime
) -> HallNow:
    """After the closing, while late input lasts, every discussion takes in."""
    is_open = event.takes_in(now)
    is_late = is_open and not event.is_open
    kinds = {pk: kind for kind, pk in prompts.items()}
    only = {d.number: kinds[d.only_prompt_id] for d in discussions if d.only_prompt_id in kinds and not is_late}
    return HallNow(
        hall=Hall(
            is_open=is_open,
            discussions={d.number: is_late or d.is_open for d in discussions},
            prompts=frozenset(prompts),
            organisations=parties,
            only=only,
            holds_all=event.moderation == ModerationMode.BEFORE,
        ),
        opened_at=event.opened_at,
        discussion_ids={d.number: d.pk for d in discussions},
        prompt_ids=prompts,
        numbers={d.pk: d.number for d in discussions},
        closes_at={d.number: event.late_until if is_late else d.closes_at for d in discussions},
    )


def participants_by(keys: set[tuple[str, str]]) -> dict[tuple[str, str], Participant]:
    """Who joined the event of each code with the token of each digest; those that nobody has are left out."""
    people = Participant.objects.filter(token_digest__in=[digest for _, digest in keys]).select_related("event")
    found = {(person.event.code, person.token_digest or ""): person for person in people}
    return {key: found[key] for key in keys if key in found}
