"""What each party commits itself to: the preparers propose, the party answers, and every word of both is kept.

A proposal never takes the place of what the party itself has said: the party is asked again only when the measure has
changed since, or when it declined and something else is proposed.
"""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sopu.accounts.models import User
from sopu.core.fingerprints import normal_text
from sopu.core.refusals import Refused
from sopu.forum.models import Contribution
from sopu.negotiations.models import Party
from sopu.plans.models import Commitment, Measure, OptOut
from sopu.plans.rules import Level, Stage
from sopu.plans.rules.commitments import Misfit, Said, may_ask_again, misfit_of
from sopu.plans.rules.words import LANGUAGES
from sopu.texts.models import Version


@dataclass(frozen=True, slots=True)
class Lead:
    """In which words a responsible party is asked to lead, by language, and what its own people said in the hall."""

    texts: Mapping[str, str]
    contribution: Contribution | None = None


class Answered(Refused):
    """Somebody else has said something of the commitment since: `standing` is what stands."""

    def __init__(self, standing: Commitment | None) -> None:
        super().__init__(
            "answered_meanwhile",
            _("This commitment has been changed meanwhile. Nothing was stored: look at what stands, and answer to it."),
        )
        self.standing = standing


@transaction.atomic
def propose_commitment(
    *,
    measure: Measure,
    party: Party,
    level: str,
    by: User | None,
    now: dt.datetime,
    texts: Mapping[str, str] | None = None,
    contribution: Contribution | None = None,
    act_id: uuid.UUID | None = None,
) -> Commitment:
    """The preparers propose a level and words in some languages; the same act, or the same again, stores nothing twice.

    A proposal that waits is changed by a new one. A party that has answered is asked again only as the rule allows.
    """
    if act_id and (done := Commitment.objects.filter(act_id=act_id).first()):
        if (done.measure, done.party, done.level, _texts(done)) == (measure, party, level, _words(texts)):
            return done
        act_id = None  # somebody went back to a form that they had sent
    held = _held(measure, party)
    last, answer = _last(held, party), _answer(held, party)
    if level == Level.OPTS_OUT:
        raise Refused("opts_out_itself", _("Only the party itself can say that it opts out. Nothing was stored."))
    _demand_fit(held, party, level)
    words = _words(texts)
    candidate = contribution or (last.contribution if last else None)
    if last and last.stage == Stage.PROPOSED and _proposes(last) == (level, words, candidate):
        return last
    _demand_unanswered(held, answer, level, words)
    told = {"level": level, "stage": Stage.PROPOSED, "contribution": candidate, "said_by": by, "said_at": now}
    return _kept(held, party, last, act_id=act_id, **told, **words)


@transaction.atomic
def propose_to_many(
    *,
    measure: Measure,
    parties: Iterable[Party],
    level: str,
    by: User | None,
    now: dt.datetime,
    texts: Mapping[str, str] | None = None,
    contribution: Contribution | None = None,
) -> list[Commitment]:
    """The same is proposed to several parties: all of them, or none.

    What somebody said in the hall stays linked only to the commitment of the organisation on whose behalf it was said.
    """
    spoke, chosen = contribution.speaker_organisation if contribution else None, list(parties)
    if contribution and spoke not in {party.organisation for party in chosen}:
        raise Refused("another_speaker", _("The sentence was said on behalf of an organisation that is not chosen."))
    return [
        propose_commitment(
            measure=measure,
            party=party,
            level=level,
            texts=texts,
            contribution=contribution if party.organisation == spoke else None,
            by=by,
            now=now,
        )
        for party in chosen
    ]


@transaction.atomic
def withdraw_commitment_proposal(*, measure: Measure, party: Party, by: User | None, now: dt.datetime) -> Commitment:
    """The preparers take back a proposal that waits for its answer; what the party has said stays."""
    held = _held(measure, party)
    last = _last(held, party)
    if last is None or last.stage != Stage.PROPOSED:
        raise Refused(
            "nothing_waits", _("No proposal waits for this party’s answer, so there is nothing to take back.")
        )
    return _kept(held, party, last, level=last.level, stage=Stage.WITHDRAWN, said_by=by, said_at=now)


@transaction.atomic
def answer_commitment(
    *,
    measure: Measure,
    party: Party,
    stage: str,
    by: User | None,
    now: dt.datetime,
    based_on: int,
    level: str = "",
    texts: Mapping[str, str] | None = None,
    reason: str = "",
    strategy: str | None = None,
    since: dt.date | None = None,
    act_id: uuid.UUID | None = None,
) -> Commitment:
    """The party itself accepts, amends or declines, or commits itself unasked; the same act stores nothing twice.

    `based_on` is the number of the latest record that the answerer saw, 0 for none: if there is a later one, `Answered`
    is raised. What is not told (`level`, `texts`, `strategy`) stays as in that record. Once the plan has been
    submitted, an answer holds from a day: `since`, or today.
    """
    if act_id and (done := Commitment.objects.filter(act_id=act_id).first()):
        told = _told(done, stage, level, texts, reason, strategy)
        if (done.measure, done.party) == (measure, party) and all(getattr(done, name) == told[name] for name in told):
            return done
        act_id = None  # somebody went back to a form that they had sent: what stands now is not what they saw
    held = _held(measure, party)
    last = _last(held, party)
    before = _answer(held, party) if last and last.stage == Stage.WITHDRAWN else last
    if based_on != (before.number if before else 0):
        raise Answered(before)
    told = _told(before, stage, level, texts, reason, strategy)
    _demand_answer(held, party, before, told)
    if before and _says_already(before, told, since, held):
        return before
    candidate = before.contribution if before else None
    day = _since(held, since, now)
    told |= {"act_id": act_id, "contribution": candidate, "since": day, "said_by": by, "said_at": now}
    return _kept(held, party, last, **told)


@transaction.atomic
def accept_proposals(
    *, measures: Iterable[tuple[Measure, int]], party: Party, by: User | None, now: dt.datetime
) -> list[Commitment]:
    """Several proposals are accepted in one press, each as its reader saw it (its number); all of them, or none."""
    return [
        answer_commitment(measure=measure, party=party, stage=Stage.ACCEPTED, by=by, now=now, based_on=number)
        for measure, number in measures
    ]


@transaction.atomic
def ask_to_lead(*, measure: Measure, by: User | None, now: dt.datetime, lead: Lead | None = None) -> None:
    """The responsible party is asked to lead; others that lead or were asked to are asked to do their part instead.

    For when a measure is made, or its responsible party has changed.
    """
    said = Commitment.objects.filter(measure=measure).select_related("party")
    stands = {one.party_id: one for one in said.standing()} | {one.party_id: one for one in said.waiting()}
    for one in stands.values():
        if one.level == Level.LEADS and one.party_id != measure.responsible_id and one.stage != Stage.DECLINED:
            propose_commitment(measure=measure, party=one.party, level=Level.DOES, by=by, now=now)
    if measure.responsible is None:
        return
    own = stands.get(measure.responsible.pk)
    if own is None or own.level != Level.LEADS or own.stage == Stage.DECLINED:
        propose_commitment(
            measure=measure,
            party=measure.responsible,
            level=Level.LEADS,
            texts=lead.texts if lead else None,
            contribution=lead.contribution if lead else None,
            by=by,
            now=now,
        )


def _held(measure: Measure, party: Party) -> Measure:
    """The measure, held meanwhile so that of two who speak at once the second is told."""
    held = Measure.objects.select_for_update(of=("self",)).at_hand().get(pk=measure.pk)
    if held.left_out_at is not None or held.goal.left_out_at is not None:
        raise Refused("left_out", _("The measure has been left out of the plan. Nothing was stored."))
    if not held.goal.plan.document.parties.filter(pk=party.pk).exists():
        raise Refused("no_party", _("This organisation is not a party of the plan. Nothing was stored."))
    return held


def _last(measure: Measure, party: Party) -> Commitment | None:
    return Commitment.objects.filter(measure=measure, party=party).order_by("number").last()


def _answer(measure: Measure, party: Party) -> Commitment | None:
    return Commitment.objects.filter(measure=measure, party=party).answers().order_by("number").last()


def _words(texts: Mapping[str, str] | None) -> dict[str, str]:
    return {f"text_{language}": normal_text((texts or {}).get(language, "")) for language in LANGUAGES}


def _texts(one: Commitment) -> dict[str, str]:
    return {"text_fi": one.text_fi, "text_sv": one.text_sv}


def _proposes(one: Commitment) -> tuple[str, dict[str, str], Contribution | None]:
    return one.level, _texts(one), one.contribution


def _demand_fit(measure: Measure, party: Party, level: str) -> None:
    """The responsible party leads, and nobody else does."""
    misfit = misfit_of(level, is_responsible=party.pk == measure.responsible_id)
    if misfit is Misfit.ANOTHER_LEADS:
        raise Refused(
            "another_leads",
            _("Only the responsible party leads a measure. Choose another level, or change who is responsible."),
        )
    if misfit is Misfit.MUST_LEAD:
        raise Refused(
            "must_lead",
            _("The responsible party leads the measure. To do less, decline or opt out: then another one is chosen."),
        )


def _demand_unanswered(measure: Measure, answer: Commitment | None, level: str, words: Mapping[str, str]) -> None:
    """A party that has answered is asked again only as the rule allows."""
    if answer is None:
        return
    said = Said(answer.stage, answer.level, answer.revision)
    is_same = (answer.level, _texts(answer)) == (level, words)
    if not may_ask_again(said, is_same=is_same, revision=measure.revision):
        raise Refused(
            "answered",
            _("The party has answered already. It can be asked again when the measure has changed since."),
        )


def _told(
    before: Commitment | None,
    stage: str,
    level: str,
    texts: Mapping[str, str] | None,
    reason: str,
    strategy: str | None,
) -> dict[str, Any]:
    """What the answer says: what is not told is as before."""
    words = _words(texts) if texts is not None else _texts(before) if before else _words(None)
    return {
        "stage": stage,
        "level": level or (before.level if before else ""),
        "reason": reason.strip(),
        "strategy": (before.strategy if before else "") if strategy is None else strategy.strip(),
        **words,
    }


def _demand_answer(measure: Measure, party: Party, before: Commitment | None, told: Mapping[str, Any]) -> None:
    stage, level = told["stage"], told["level"]
    if stage not in (Stage.ACCEPTED, Stage.AMENDED, Stage.DECLINED):
        raise Refused("no_answer", _("A party accepts, amends or declines. Nothing was stored."))
    if level not in set(Level):
        raise Refused("no_level", _("Choose how far your organisation commits itself."))
    if stage == Stage.DECLINED and (before is None or before.stage != Stage.PROPOSED):
        raise Refused("nothing_waits", _("Nothing has been proposed that could be declined. To stay out, opt out."))
    if stage == Stage.DECLINED and not told["reason"]:
        raise Refused("no_reason", _("Say why your organisation declines: the others read it."))
    if level == Level.OPTS_OUT and not told["reason"]:
        raise Refused("no_reason", _("Say why your organisation opts out: the others read it."))
    if stage == Stage.ACCEPTED and before and before.stage == Stage.PROPOSED and _differs(before, told):
        raise Refused("not_as_proposed", _("This is not what was proposed: choose “accept otherwise”."))
    if stage != Stage.DECLINED:
        _demand_fit(measure, party, level)
    if stage != Stage.DECLINED and level != Level.OPTS_OUT:
        _demand_in(measure, party)


def _demand_in(measure: Measure, party: Party) -> None:
    """Who has opted out of the goal area commits itself to nothing in it."""
    goal = measure.goal
    if OptOut.objects.standing().filter(plan=goal.plan_id, party=party, goal_area=goal.goal_area_id).exists():
        raise Refused(
            "opted_out",
            _("Your organisation has opted out of this goal area. Take that back first."),
        )


def _differs(before: Commitment, told: Mapping[str, Any]) -> bool:
    return any(getattr(before, name) != told[name] for name in ("level", "text_fi", "text_sv"))


def _says_already(before: Commitment, told: Mapping[str, Any], since: dt.date | None, measure: Measure) -> bool:
    """The party has said just this already, of the measure as it is now."""
    if before.stage not in (Stage.ACCEPTED, Stage.AMENDED) or before.revision != measure.revision:
        return False
    is_same = all(getattr(before, name) == told[name] for name in ("level", "text_fi", "text_sv", "reason", "strategy"))
    return is_same and since in (None, before.since)


def _since(measure: Measure, since: dt.date | None, now: dt.datetime) -> dt.date | None:
    """The day from which it holds: told, or today once the plan has been submitted."""
    plan = measure.goal.plan
    if since is not None and since > plan.ends_on:
        raise Refused("after_plan", _("The plan has ended by that day. Nothing was stored."))
    if since is None and Version.objects.current().filter(document=plan.document_id).exists():
        return timezone.localdate(now)
    return since


def _kept(measure: Measure, party: Party, last: Commitment | None, **told: Any) -> Commitment:
    number = (last.number if last else 0) + 1
    act_id = told.pop("act_id", None) or uuid.uuid4()
    return Commitment.objects.create(
        act_id=act_id, measure=measure, party=party, number=number, revision=measure.revision, **told
    )
