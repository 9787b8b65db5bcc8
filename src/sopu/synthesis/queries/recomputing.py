"""Snapshots are reckoned again from what is kept, to see whether the same comes out. Nothing is changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from sopu.forum.models import Event
from sopu.synthesis.models import Snapshot
from sopu.synthesis.queries.groups import marks_in
from sopu.synthesis.queries.opinion import METHOD, Result, digest_of, reckoned
from sopu.synthesis.queries.votes import Answered, answered_in


class Outcome(StrEnum):
    """What came of reckoning again."""

    EQUAL = "equal"
    DIFFERS = "differs"
    MOVED_ON = "moved_on"
    """What went in is no longer at hand as it was, so it could not be reckoned again; what is kept is whole."""


@dataclass(frozen=True, slots=True)
class Recomputed:
    """A snapshot reckoned again: whether the same came out, and in sentences what did not."""

    snapshot: Snapshot
    outcome: Outcome
    differences: tuple[str, ...] = ()


def snapshots_to_recompute(event: Event | None = None) -> QuerySet[Snapshot]:
    """All snapshots, or those of one event, the oldest first."""
    rows = Snapshot.objects.select_related("event").order_by("id")
    return rows if event is None else rows.filter(event=event)


def opinion_again(snapshot: Snapshot) -> Recomputed:
    """Who agreed with whom, from the answers up to the snapshot's marks: five queries."""
    answered = answered_in(snapshot.event, marks_in(snapshot))
    again = reckoned(snapshot.event, answered, snapshot.seed)
    differences = (
        *method_differs(snapshot, METHOD),
        *_inputs_differ(snapshot, answered),
        *results_differ(snapshot, again, leaving="inputs"),
    )
    return Recomputed(snapshot, Outcome.DIFFERS if differences else Outcome.EQUAL, differences)


def themes_again(snapshot: Snapshot, method: str, again: Result | None) -> Recomputed:
    """What it is about: `again` is the new result, None when what people have sorted or said since has changed what
    the machine reads, so that only what is kept can be looked at."""
    differences = (*method_differs(snapshot, method), *results_differ(snapshot, again or snapshot.result))
    if not again:
        moved = _(
            "What people have sorted or said since then has changed what went in; only what is kept was looked at."
        )
        return Recomputed(snapshot, Outcome.DIFFERS if differences else Outcome.MOVED_ON, (*differences, moved))
    return Recomputed(snapshot, Outcome.DIFFERS if differences else Outcome.EQUAL, differences)


def method_differs(snapshot: Snapshot, method: str) -> tuple[str, ...]:
    """What to say when the method is no longer the one that the snapshot names."""
    if snapshot.method == method:
        return ()
    return (_("The method has changed: %(then)s then, %(now)s now.") % {"then": snapshot.method, "now": method},)


def _inputs_differ(snapshot: Snapshot, answered: Answered) -> list[str]:
    if answered.digest == snapshot.input_digest:
        return []
    then, now = snapshot.result.get("inputs", {}), answered.digests
    told = [
        _said("votes.csv", then, now, snapshot.result["votes"], len(answered.votes)),
        _said("sentences.csv", then, now, len(snapshot.result["sentences"]), len(answered.sentences)),
        _said("people.csv", then, now, snapshot.result["people"], len(answered.people)),
    ]
    return [one for one in told if one] or [_("Input: its digest is not the one that was kept.")]


def _said(name: str, then: dict[str, str], now: dict[str, str], count: int, count_now: int) -> str:
    if then.get(name) == now[name]:
        return ""
    told = {"name": name, "then": count, "now": count_now}
    if count_now < count:
        return _("Input: %(name)s has %(now)s rows, it had %(then)s: some have been deleted since.") % told
    if count_now > count:
        return _("Input: %(name)s has %(now)s rows, it had %(then)s: some came late.") % told
    return _("Input: %(name)s has as many rows as then, %(now)s, but other content.") % told


def results_differ(snapshot: Snapshot, again: Result, leaving: str = "") -> list[str]:
    """Where the new result is not the kept one, and whether the kept one is as its digest says."""
    told = []
    if digest_of(snapshot.result) != snapshot.result_digest:
        told.append(_("The kept result is not the one whose digest was kept: somebody has changed it."))
    names = sorted(again.keys() | snapshot.result.keys())
    parts = [name for name in names if name != leaving and snapshot.result.get(name) != again.get(name)]
    if parts:
        told.append(_("Result: these parts differ: %(parts)s.") % {"parts": ", ".join(parts)})
    return told


def rows_told(ones: Sequence[Recomputed]) -> list[dict[str, Any]]:
    """The same as JSON takes it."""
    return [
        {
            "event": one.snapshot.event.code,
            "snapshot": one.snapshot.pk,
            "kind": one.snapshot.kind,
            "made_at": one.snapshot.made_at.isoformat(),
            "method": one.snapshot.method,
            "input_digest": one.snapshot.input_digest,
            "result_digest": one.snapshot.result_digest,
            "outcome": one.outcome.value,
            "differences": list(one.differences),
        }
        for one in ones
    ]
