"""Findings are written, worded anew, taken back and signed by people.

Nothing is rewritten: each change is a version, and the latest stands. `seen` is the number of the version that the
writer's form showed, and what somebody else wrote meanwhile is never overwritten. `act_id` is the form's own: sent
twice, it is stored once.
"""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from sopu.accounts.models import User
from sopu.core.refusals import Refused
from sopu.forum.models import Contribution, Event
from sopu.negotiations.models import GoalArea
from sopu.synthesis.models import Finding, FindingKind, FindingSource, FindingVersion, SignOff, Snapshot, Theme
from sopu.synthesis.queries.support import support_of
from sopu.web.languages import LANGUAGES


@dataclass(frozen=True, slots=True)
class Saying:
    """What a finding says: its sentence and the minority's view by language, and what each stands on, by their keys."""

    kind: FindingKind
    texts: Mapping[str, str]
    sources: frozenset[int] = frozenset()
    minority: Mapping[str, str] = field(default_factory=dict)
    minority_sources: frozenset[int] = frozenset()
    goal_area: GoalArea | None = None
    theme: Theme | None = None


@transaction.atomic
def write_finding(
    *, event: Event, saying: Saying, made_by: User | None, now: dt.datetime, act_id: uuid.UUID, is_draft: bool = False
) -> FindingVersion:
    """A finding of its own, in its first version; a machine's draft has nobody as its writer."""
    if earlier := _in_turn(event, act_id):
        return earlier
    _must_be_sound(event, saying)
    last = event.findings.order_by("-number").first()
    finding = Finding.objects.create(event=event, number=last.number + 1 if last else 1, made_at=now)
    return _add_version(finding, saying, number=1, made_by=made_by, now=now, act_id=act_id, is_draft=is_draft)


@transaction.atomic
def revise_finding(
    *, finding: Finding, saying: Saying, seen: int, made_by: User, now: dt.datetime, act_id: uuid.UUID
) -> FindingVersion:
    """A new version stands from now on; it is nobody's draft any more, and unsigned until it is signed itself."""
    if earlier := _in_turn(finding.event, act_id):
        return earlier
    latest = _as_seen(finding, seen)
    _must_be_sound(finding.event, saying)
    return _add_version(finding, saying, number=latest.number + 1, made_by=made_by, now=now, act_id=act_id)


@transaction.atomic
def withdraw_finding(
    *, finding: Finding, seen: int, made_by: User, now: dt.datetime, act_id: uuid.UUID
) -> FindingVersion:
    """The finding is taken back: it stands no more, and its versions stay to be read."""
    if earlier := _in_turn(finding.event, act_id):
        return earlier
    latest = _as_seen(finding, seen)
    sources = list(latest.source_rows.values_list("contribution_id", "is_minority"))
    withdrawn = FindingVersion.objects.get(pk=latest.pk)
    withdrawn.pk, withdrawn._state.adding = None, True
    withdrawn.number, withdrawn.act_id, withdrawn.is_withdrawn = latest.number + 1, act_id, True
    withdrawn.is_draft, withdrawn.made_by, withdrawn.made_at = False, made_by, now
    withdrawn.save()
    _stand_on(withdrawn, sources)
    return withdrawn


@transaction.atomic
def sign_finding(*, finding: Finding, seen: int, signed_by: User, now: dt.datetime) -> SignOff:
    """The version that was seen is said in the signer's name; signed again, it is as it was.

    Its support is frozen as it is now. It must have a source that can still be read, and so must the minority's view.
    """
    _take_turn(finding.event)
    latest = _as_seen(finding, seen)
    if earlier := SignOff.objects.filter(version=latest).first():
        return earlier
    _must_have_sources(latest)
    latest.snapshot = _latest_snapshot(finding.event)
    latest.support = support_of(finding.event, _own_sources(latest), snapshot=latest.snapshot).to_json()
    latest.save(update_fields=["support", "snapshot"])
    return SignOff.objects.create(version=latest, signed_by=signed_by, signed_at=now)


def _take_turn(event: Event) -> None:
    """One change of an event's findings at a time."""
    Event.objects.select_for_update().get(pk=event.pk)


def _in_turn(event: Event, act_id: uuid.UUID) -> FindingVersion | None:
    """What the act has made already, if it was sent before."""
    _take_turn(event)
    return FindingVersion.objects.of(event).filter(act_id=act_id).first()


def _as_seen(finding: Finding, seen: int) -> FindingVersion:
    latest = finding.versions.order_by("-number")[0]
    if latest.is_withdrawn:
        raise Refused("withdrawn", _("This finding has been taken back."))
    if latest.number != seen:
        said = {"name": latest.made_by or _("a machine"), "text": latest.text}
        raise Refused("newer", _("%(name)s has written a newer version meanwhile. It says: “%(text)s”") % said)
    return latest


def _must_be_sound(event: Event, saying: Saying) -> None:
    """It says something, and stands on visible sentences of the same event, each for one of the two views."""
    if not any(saying.texts.values()):
        raise Refused("says_nothing", _("Write the finding in one language at least."))
    if saying.sources & saying.minority_sources:
        raise Refused("both", _("One sentence can’t be a source of the finding and of the minority’s view alike."))
    if saying.minority_sources and not any(saying.minority.values()):
        raise Refused("no_minority", _("Write the minority’s view too, or leave its sources out."))
    if any(saying.minority.values()) and not saying.minority_sources:
        raise Refused("minority_without_source", _("Choose a source for the minority’s view too."))
    chosen = saying.sources | saying.minority_sources
    if Contribution.objects.of(event).visible().filter(pk__in=chosen).count() != len(chosen):
        raise Refused(
            "hidden_source", _("A sentence that you chose has been hidden meanwhile. It is no longer a source.")
        )
    _must_be_of(event, saying)


def _must_be_of(event: Event, saying: Saying) -> None:
    is_foreign = saying.goal_area and saying.goal_area.negotiation_id != event.negotiation_id
    if is_foreign or (saying.theme and saying.theme.event_id != event.pk):
        raise Refused("elsewhere", _("The goal area and the theme must be of the same event."))


def _must_have_sources(version: FindingVersion) -> None:
    visible = Contribution.objects.visible().values("pk")
    shown = set(version.source_rows.filter(contribution__in=visible).values_list("is_minority", flat=True))
    if False not in shown:
        raise Refused("no_source", _("A finding without a source can’t be signed. Choose the sentences it stands on."))
    if any(_by_language(version, "minority").values()) and True not in shown:
        raise Refused("minority_without_source", _("Choose a source for the minority’s view too."))


def _by_language(version: FindingVersion, name: str) -> dict[str, str]:
    return {language: getattr(version, f"{name}_{language}") for language in LANGUAGES}


def _add_version(
    finding: Finding,
    saying: Saying,
    *,
    number: int,
    made_by: User | None,
    now: dt.datetime,
    act_id: uuid.UUID,
    is_draft: bool = False,
) -> FindingVersion:
    snapshot = _latest_snapshot(finding.event)
    version = FindingVersion.objects.create(
        act_id=act_id,
        finding=finding,
        number=number,
        kind=saying.kind,
        goal_area=saying.goal_area,
        theme=saying.theme,
        snapshot=snapshot,
        support=support_of(finding.event, saying.sources, snapshot=snapshot).to_json(),
        is_draft=is_draft,
        made_by=made_by,
        made_at=now,
        **{f"text_{language}": text for language, text in saying.texts.items()},
        **{f"minority_{language}": text for language, text in saying.minority.items()},
    )
    sources = [(pk, False) for pk in saying.sources] + [(pk, True) for pk in saying.minority_sources]
    _stand_on(version, sources)
    return version


def _stand_on(version: FindingVersion, sources: Iterable[tuple[int, bool]]) -> None:
    FindingSource.objects.bulk_create(
        FindingSource(version=version, contribution_id=pk, is_minority=is_minority)
        for pk, is_minority in sorted(sources)
    )


def _own_sources(version: FindingVersion) -> list[int]:
    return list(version.source_rows.filter(is_minority=False).values_list("contribution_id", flat=True))


def _latest_snapshot(event: Event) -> Snapshot | None:
    return Snapshot.objects.of(event).opinions().first()
