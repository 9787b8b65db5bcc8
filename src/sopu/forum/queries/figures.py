"""Live counts of an event by its grid and by organisation, and what one person with many tokens could have done."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Min

from sopu.core.groups import LEAST
from sopu.forum.models import Contribution, Event, Participant

LATELY = dt.timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Grid:
    """How many visible sentences each discussion has by prompt; `rows` are number, name and counts with a total."""

    columns: list[str]
    rows: list[tuple[int, str, list[int], int]]
    totals: list[int]


def grid_of(event: Event) -> Grid:
    """Discussions × prompts, the grid of the plan: three queries."""
    prompts, discussions = list(event.prompts.all()), list(event.discussions.all())
    said = Contribution.objects.of(event).visible().order_by().values_list("discussion", "prompt")
    counts = {(discussion, prompt): n for discussion, prompt, n in said.annotate(n=Count("id"))}
    rows = []
    for one in discussions:
        cells = [counts.get((one.pk, prompt.pk), 0) for prompt in prompts]
        rows.append((one.number, one.name, cells, sum(cells)))
    totals = [sum(row[2][at] for row in rows) for at in range(len(prompts))]
    return Grid([str(one.get_kind_display()) for one in prompts], rows, [*totals, sum(totals)])


@dataclass(frozen=True, slots=True)
class Watch:
    """What would look odd if one person held many tokens. The figures accuse nobody: a hall shares one address.

    `joined_lately` came in ten minutes and `joined_at_most` in the busiest minute; `silent` said and answered nothing;
    `repeated` texts were said word for word by several tokens, `repeating` of them in all.
    """

    tokens: int
    joined_lately: int
    joined_at_most: int
    silent: int
    repeated: int
    repeating: int
    largest: list[tuple[str, int]]


def watch_of(event: Event, now: dt.datetime) -> Watch:
    """The figures of an event: four queries."""
    people = Participant.objects.filter(event=event, token_digest__isnull=False)
    joined = list(people.values_list("joined_at", flat=True))
    minutes: dict[dt.datetime, int] = {}
    for moment in joined:
        minute = moment.replace(second=0, microsecond=0)
        minutes[minute] = minutes.get(minute, 0) + 1
    silent = people.filter(contributions=None, reactions=None, abstentions=None).count()
    texts = (
        Contribution.objects.of(event).order_by().values("text").annotate(tokens=Count("participant", distinct=True))
    )
    same = list(texts.filter(tokens__gt=1).values_list("tokens", flat=True))
    return Watch(
        tokens=len(joined),
        joined_lately=sum(1 for moment in joined if now - moment < LATELY),
        joined_at_most=max(minutes.values(), default=0),
        silent=silent,
        repeated=len(same),
        repeating=sum(same),
        largest=_largest(event),
    )


def _largest(event: Event) -> list[tuple[str, int]]:
    """The organisations with most tokens; a group smaller than five is not told."""
    people = Participant.objects.filter(event=event, token_digest__isnull=False, organisation__isnull=False)
    rows = people.order_by().values("organisation").annotate(n=Count("id"), name=Min("organisation__name_fi"))
    found = rows.filter(n__gte=LEAST).order_by("-n", "organisation").values_list("name", "n")
    return list(found[:5])
