"""Where every case stands today with the wording that was submitted last, and whether the document is in force."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sopu.decisions.models import AgendaItem, Appeal, AppealStage, Case, Decision, EntryIntoForce, Publication
from sopu.decisions.rules import (
    APPEALABLE,
    Act,
    Annulled,
    Condition,
    ConditionKind,
    Decided,
    Finality,
    Force,
    Level,
    Outcome,
    Placed,
    Position,
    State,
    course_of,
    finality_of,
    force_of,
    state_of,
)
from sopu.negotiations.models import Party, PartyQuerySet
from sopu.organisations.rules import main_language
from sopu.texts.models import Document, Version, VersionText
from sopu.texts.rules import languages_of

YES = frozenset({Outcome.APPROVED, Outcome.CONDITIONAL, Outcome.AMENDED})


@dataclass(frozen=True, slots=True)
class CaseStanding:
    """One party's case and where it stands with one version.

    `decision` is what the deciding body did last on this version, or an earlier one that still counts for it
    (`is_carried`): its wording is the same. `is_divergent` is an approval of other words than were submitted. While it
    `is_appealed` it does not become final; once it `is_annulled` it counts for nothing. `next` is the coming meeting
    where the case is on the agenda, `is_late` that the due day has passed without a decision.
    """

    case: Case
    state: State
    fingerprint: str
    decision: Decision | None
    finality: Finality | None
    published: Publication | None
    is_appealed: bool
    is_annulled: bool
    is_carried: bool
    is_divergent: bool
    unexpected_count: int
    next: AgendaItem | None
    last: AgendaItem | None
    is_late: bool

    @property
    def has_decided(self) -> bool:
        """Whether the deciding body has said yes, no, or that it knows."""
        return _decides(self.decision, self.case) and not self.is_annulled

    @property
    def is_certified(self) -> bool:
        """The body that decides said yes to words that were submitted: of that it gets a certificate."""
        return self.has_decided and self.decision is not None and self.decision.outcome in YES and not self.is_divergent

    @property
    def position(self) -> Position:
        """The same as the rule of entry into force asks it."""
        return Position(
            party=str(self.case.party_id),
            standing=self.state,
            fingerprint=self.decision.fingerprint if self.decision else "",
            on=self.decision.decided_on if self.decision and not self.is_annulled else None,
            is_final=self.state is State.FINAL,
            outcome=self.outcome,
        )

    @property
    def outcome(self) -> Outcome | None:
        """What was decided of this version: what one body amended and is submitted now, it has approved."""
        return _outcome(self.decision, self.case, is_carried=self.is_carried) if self.decision else None


@dataclass(frozen=True, slots=True)
class DocumentStanding:
    """A document under decision: its newest submitted version, its cases, and whether it is in force.

    The parties and the `condition` are those of the version; `without_case` are parties that have no case yet.
    """

    document: Document
    version: Version
    fingerprints: Mapping[str, str]
    cases: tuple[CaseStanding, ...]
    without_case: tuple[Party, ...]
    condition: Condition
    force: Force
    noted: EntryIntoForce | None


@dataclass(frozen=True, slots=True)
class _Records:
    items: Mapping[int, list[AgendaItem]]
    decisions: Mapping[int, list[Decision]]
    publications: Mapping[int, Publication]
    appeals: Mapping[int, Appeal]

    def is_at(self, decision: Decision | None, stage: AppealStage) -> bool:
        """Whether the latest word on an appeal against the decision is this."""
        appeal = self.appeals.get(decision.pk) if decision else None
        return appeal is not None and appeal.stage == stage


def standings_of(documents: Iterable[Document], today: dt.date) -> tuple[DocumentStanding, ...]:
    """The documents that have been submitted, each with all its cases; in a fixed number of questions."""
    chosen = list(documents)
    versions = {one.document_id: one for one in Version.objects.current().filter(document__in=chosen)}
    return _standings([one for one in chosen if one.pk in versions], versions, today)


def standing_of(version: Version, today: dt.date) -> DocumentStanding:
    """One version, as its cases stand today."""
    (only,) = _standings([version.document], {version.document_id: version}, today)
    return only


def _standings(
    documents: list[Document], versions: Mapping[int, Version], today: dt.date
) -> tuple[DocumentStanding, ...]:
    cases: dict[int, list[Case]] = defaultdict(list)
    for case in Case.objects.filter(document__in=documents).at_hand().order_by("party__number"):
        cases[case.document_id].append(case)
    texts: dict[int, dict[str, str]] = defaultdict(dict)
    for text in VersionText.objects.filter(version__document__in=documents):
        texts[text.version_id][text.language] = text.sha256
    noted = {one.version_id: one for one in EntryIntoForce.objects.filter(version__in=list(versions.values()))}
    parties = list(_parties_of(documents))
    records = _records(documents)
    found = []
    for document in documents:
        version, condition = versions[document.pk], condition_of(versions[document.pk])
        theirs = {one.pk: one for one in parties if one.pk in version.deciding["parties"]}
        asked = [one for one in cases[document.pk] if one.party_id in theirs]
        stood = tuple(_standing(case, version, texts, records, today) for case in asked)
        without = tuple(theirs[key] for key in theirs if all(case.party_id != key for case in asked))
        force = _force(condition, stood, without, texts[version.pk], today)
        entered = noted.get(version.pk)
        found.append(DocumentStanding(document, version, texts[version.pk], stood, without, condition, force, entered))
    return tuple(found)


def _parties_of(documents: list[Document]) -> PartyQuerySet:
    """All parties of the documents' negotiations, in their order."""
    negotiations = {one.negotiation_id for one in documents}
    return Party.objects.filter(negotiation__in=negotiations).with_organisations().order_by("number")


def _records(documents: list[Document]) -> _Records:
    items: dict[int, list[AgendaItem]] = defaultdict(list)
    placed = AgendaItem.objects.standing().filter(case__document__in=documents)
    for item in placed.select_related("body").order_by("id"):
        items[item.case_id].append(item)
    decisions: dict[int, list[Decision]] = defaultdict(list)
    found = Decision.objects.standing().filter(item__case__document__in=documents)
    for decision in found.select_related("item__body").order_by("decided_on", "id"):
        decisions[decision.item.case_id].append(decision)
    of_these = {"decision__item__case__document__in": documents}
    return _Records(
        items,
        decisions,
        {one.decision_id: one for one in Publication.objects.filter(**of_these).order_by("id")},
        {one.decision_id: one for one in Appeal.objects.filter(**of_these).order_by("id")},
    )


def language_of(case: Case, worded: Collection[str]) -> str:
    """The language in which the party decides first, if the version is `worded` in it; else that of the original."""
    first = main_language(case.party.organisation.language_status)
    return first if first in worded else case.document.original


Prints = Mapping[int, Mapping[str, str]]
"""The fingerprints of versions, by version and language."""


def _standing(case: Case, version: Version, texts: Prints, records: _Records, today: dt.date) -> CaseStanding:
    prints = texts[version.pk]
    fingerprint = prints.get(language_of(case, prints), "")
    decisions = records.decisions[case.pk]
    own = [one for one in decisions if one.item.version_id == version.pk]
    is_decided = any(_decides(one, case) for one in own)
    carried = None if is_decided else _carried(decisions, case, version, texts, records)
    decision = carried or _last(own, case)
    acts = _acts(records, case, carried.item.version_id if carried else version.pk, carried)
    published = records.publications.get(decision.pk) if decision else None
    is_appealed, is_annulled = (records.is_at(decision, one) for one in (AppealStage.LODGED, AppealStage.UPHELD))
    finality = None if is_annulled else _finality(case, decision, published)
    level = Level(case.decides.level)
    course = course_of(acts, decides=level)
    state = state_of(
        acts,
        decides=level,
        today=today,
        appeal_ends=finality.last_day if finality else None,
        final_on=None if is_appealed or finality is None else finality.final_on,
    )
    ahead = [one for one in records.items[case.pk] if one.meeting_on >= today and _is_open(one, decisions)]
    has_decided = _decides(decision, case) and not is_annulled
    return CaseStanding(
        case=case,
        state=state,
        fingerprint=fingerprint,
        decision=decision,
        finality=finality,
        published=published,
        is_appealed=is_appealed,
        is_annulled=is_annulled,
        is_carried=carried is not None,
        is_divergent=not is_annulled and _is_divergent(decision, prints, carried),
        unexpected_count=len(course.unexpected),
        next=min(ahead, key=lambda one: one.meeting_on, default=None),
        last=records.items[case.pk][-1] if records.items[case.pk] else None,
        is_late=not has_decided and case.due_on is not None and case.due_on < today,
    )


def _decides(decision: Decision | None, case: Case) -> bool:
    """Whether the body has said yes, no, or that it knows."""
    return decision is not None and _outcome(decision, case) in {*APPEALABLE, Outcome.NOTED}


def _last(decisions: list[Decision], case: Case) -> Decision | None:
    """What the deciding body did last, or its yes, which stands until it decides anew; else what any body did last."""
    own = [one for one in decisions if one.item.body_id == case.decides_id]
    decided = next((one for one in reversed(own) if _decides(one, case)), None)
    if decided and decided.outcome == Outcome.APPROVED:
        return decided
    return next(reversed(own or decisions), None)


def _carried(
    decisions: list[Decision], case: Case, version: Version, texts: Prints, records: _Records
) -> Decision | None:
    """An earlier yes to the very words that are submitted now, unless it was annulled."""
    same = [one for one in decisions if _outcome(one, case) in YES and _is_same(one, case, version, texts)]
    standing = (one for one in reversed(same) if not records.is_at(one, AppealStage.UPHELD))
    return next((one for one in standing if one.outcome != Outcome.CONDITIONAL), None)


def _is_same(decision: Decision, case: Case, version: Version, texts: Prints) -> bool:
    """Whether what was decided on is what is submitted now, in each language in which the party decides.

    A bilingual party had both wordings before it. Where it approved words of its own, the other wording follows them.
    """
    was, now = texts[decision.item.version_id], texts[version.pk]
    if now.get(decision.language) != decision.fingerprint:
        return False
    others = set(languages_of(case.party.organisation.language_status)) - {decision.language}
    is_own = decision.outcome == Outcome.AMENDED
    return is_own or all(was[one] == now[one] for one in others & was.keys() & now.keys())


def _outcome(decision: Decision, case: Case, *, is_carried: bool = False) -> Outcome:
    """What a record amounts to: a board's yes to what the council decides only proposes."""
    if is_carried:
        return Outcome.APPROVED
    outcome = Outcome(decision.outcome)
    is_proposal = decision.item.body.level == Level.BOARD and case.decides.level == Level.COUNCIL
    return Outcome.PROPOSED if is_proposal and outcome in YES else outcome


def _acts(records: _Records, case: Case, version: int, carried: Decision | None) -> list[Act]:
    """The records of one wording as the graph walks them, by day; a decision follows its placing."""
    decided = {one.item_id: one for one in records.decisions[case.pk]}
    acts: list[tuple[dt.date, int, Act]] = []
    for item in records.items[case.pk]:
        if item.version_id != version:
            continue
        level = Level(item.body.level)
        acts.append((item.meeting_on, item.pk, Placed(level, item.meeting_on)))
        if one := decided.get(item.pk):
            acts.append(
                (
                    one.decided_on,
                    item.pk,
                    Decided(level, one.decided_on, _outcome(one, case, is_carried=one == carried)),
                )
            )
            if records.is_at(one, AppealStage.UPHELD):
                annulled_on = records.appeals[one.pk].happened_on
                acts.append((annulled_on, item.pk, Annulled(annulled_on)))
    return [act for _day, _pk, act in sorted(acts, key=lambda one: one[:2])]


def _is_open(item: AgendaItem, decisions: list[Decision]) -> bool:
    return all(one.item_id != item.pk for one in decisions)


def _finality(case: Case, decision: Decision | None, published: Publication | None) -> Finality | None:
    if decision is None:
        return None
    return finality_of(
        Outcome(decision.outcome),
        Level(decision.item.body.level),
        case.party.organisation.kind,
        published.published_on if published else None,
    )


def _is_divergent(decision: Decision | None, prints: Mapping[str, str], carried: Decision | None) -> bool:
    if decision is None or carried is not None or decision.outcome not in YES:
        return False
    return prints.get(decision.language) != decision.fingerprint


def condition_of(version: Version) -> Condition:
    """The version's condition as the rule asks it; parties are named by their ids as text."""
    terms = version.deciding
    return Condition(
        kind=ConditionKind(terms["condition"]),
        count=terms["count"],
        named=frozenset(map(str, terms["named"])),
        not_before=dt.date.fromisoformat(terms["not_before"]) if terms["not_before"] else None,
    )


def _force(
    condition: Condition,
    stood: tuple[CaseStanding, ...],
    without_case: tuple[Party, ...],
    prints: Mapping[str, str],
    today: dt.date,
) -> Force:
    """Cases that are asked only to note the document have no part in its entry into force."""
    asked = [one for one in stood if one.case.task == "approve"]
    wording = {
        str(one.case.party_id): prints.get(one.decision.language, "") if one.decision else one.fingerprint
        for one in asked
    }
    unasked = [Position(str(one.pk), State.NOT_STARTED) for one in without_case] if asked else []
    return force_of(condition, [*(one.position for one in asked), *unasked], wording=wording, today=today)
