"""What became of themes and sentences is said, with a reason; a later word stands, and nothing is rewritten."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from sopu.accounts.models import User
from sopu.core.refusals import Refused
from sopu.forum.models import Contribution, Event
from sopu.negotiations.models import Party
from sopu.synthesis.models import Disposition, Outcome, Target, ThemeWord

LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said of what was said: the outcome, why, where it goes, and whose own work it is."""

    outcome: Outcome
    reason: str
    target: Target = Target.NONE
    party: Party | None = None


@dataclass(frozen=True, slots=True)
class Chosen:
    """Of what kind the chosen are (`theme` or `contribution`), and the latest word on each that was seen, or none."""

    kind: str
    seen: Mapping[int, int] | None
    names: Mapping[int, str]


@transaction.atomic
def answer_themes(
    *,
    event: Event,
    themes: Collection[int],
    answer: Answer,
    made_by: User,
    seen: Mapping[int, int] | None = None,
    act_id: uuid.UUID | None = None,
) -> list[Disposition]:
    """Each of the themes gets this answer, by one reason.

    `seen` tells the latest word on each that the answerer saw (0 where there was none): a newer one refuses all of
    them. The same act again stores nothing.
    """
    if answer.outcome == Outcome.OPEN:
        raise Refused("not_an_answer", _("Choose what became of it."))
    return _say(event, Chosen("theme", seen, _themes(event, themes)), answer, made_by, act_id)


@transaction.atomic
def answer_sentences(
    *,
    event: Event,
    sentences: Collection[int],
    answer: Answer,
    made_by: User,
    seen: Mapping[int, int] | None = None,
    act_id: uuid.UUID | None = None,
) -> list[Disposition]:
    """Each of the sentences gets an answer of its own, which stands before its theme's; else as `answer_themes`."""
    if answer.outcome == Outcome.OPEN:
        raise Refused("not_an_answer", _("Choose what became of it."))
    return _say(event, Chosen("contribution", seen, _sentences(event, sentences)), answer, made_by, act_id)


@transaction.atomic
def reopen(
    *,
    event: Event,
    reason: str,
    made_by: User,
    themes: Collection[int] = (),
    sentences: Collection[int] = (),
    seen: Mapping[int, int] | None = None,
    act_id: uuid.UUID | None = None,
) -> list[Disposition]:
    """The answers to the themes, or to the sentences, are taken back: they wait for another, or for their theme's."""
    kind, names = ("theme", _themes(event, themes)) if themes else ("contribution", _sentences(event, sentences))
    if act_id is None or not Disposition.objects.of(event).filter(act_id=act_id).exists():
        answered = Disposition.objects.of(event).standing().filter(**{f"{kind}__in": list(names)})
        if answered.count() < len(names):
            raise Refused("not_answered", _("There is no answer to take back."))
    return _say(event, Chosen(kind, seen, names), Answer(Outcome.OPEN, reason), made_by, act_id)


def _say(event: Event, chosen: Chosen, answer: Answer, made_by: User, act_id: uuid.UUID | None) -> list[Disposition]:
    Event.objects.select_for_update().get(pk=event.pk)  # of two who answer at once, the later sees the earlier's word
    act = act_id or uuid.uuid4()
    stored = list(Disposition.objects.of(event).filter(act_id=act))
    if stored:
        return stored
    reason = _checked(event, answer)
    _refuse_what_was_answered_meanwhile(event, chosen)
    now = timezone.now()
    return [
        Disposition.objects.create(
            act_id=act,
            event=event,
            **{f"{chosen.kind}_id": key},
            outcome=answer.outcome,
            target=answer.target,
            party=answer.party,
            reason=reason,
            made_by=made_by,
            made_at=now,
        )
        for key in chosen.names
    ]


def _checked(event: Event, answer: Answer) -> str:
    """The reason as it is kept; an answer that says too little, or two things at once, is refused."""
    reason = " ".join(answer.reason.split())
    if not reason:
        raise Refused("no_reason", _("Give a reason: whoever wrote the sentence reads it with their receipt."))
    if len(reason) > LONGEST_REASON:
        raise Refused("reason_too_long", _("The reason is longer than 500 characters."))
    if answer.outcome in (Outcome.USED, Outcome.PARTLY) and not answer.target:
        raise Refused("no_target", _("Tell where it is used."))
    if answer.outcome == Outcome.REJECTED and answer.target:
        raise Refused("rejected_somewhere", _("What is rejected is used nowhere: choose another outcome or no target."))
    if answer.target == Target.PARTY and answer.party is None:
        raise Refused("no_party", _("Tell whose own work it is."))
    if answer.target != Target.PARTY and answer.party is not None:
        raise Refused("party_unasked", _("A party is named only when it is the party’s own work."))
    if answer.party is not None and answer.party.negotiation_id != event.negotiation_id:
        raise Refused("party_elsewhere", _("That party does not take part in this negotiation."))
    return reason


def _themes(event: Event, keys: Collection[int]) -> dict[int, str]:
    """The names of the event's themes in use, by key; any other is refused."""
    words = ThemeWord.objects.of(event).in_use().filter(theme__in=keys).with_themes()
    return _all_of(keys, {word.theme_id: word.name for word in words})


def _sentences(event: Event, keys: Collection[int]) -> dict[int, str]:
    """The texts of the event's visible sentences, by key; any other is refused."""
    rows = Contribution.objects.of(event).visible().filter(pk__in=keys).order_by("id")
    return _all_of(keys, dict(rows.values_list("pk", "text")))


def _all_of(keys: Collection[int], found: dict[int, str]) -> dict[int, str]:
    if not keys:
        raise Refused("nothing_chosen", _("Choose first what you answer."))
    if set(keys) - set(found):
        raise Refused("not_here", _("Some of what you chose is no longer here. Choose again."))
    return found


def _refuse_what_was_answered_meanwhile(event: Event, chosen: Chosen) -> None:
    if chosen.seen is None:
        return
    rows = Disposition.objects.of(event).filter(**{f"{chosen.kind}__in": list(chosen.names)}).order_by()
    latest = dict(rows.values_list(chosen.kind).annotate(latest=Max("id")))
    newer = [pk for key, pk in latest.items() if pk > chosen.seen.get(key, 0)]
    if not newer:
        return
    other = Disposition.objects.at_hand().get(pk=max(newer))
    at = date_format(timezone.localtime(other.made_at), "TIME_FORMAT")
    facts = {
        "name": other.made_by.name,
        "at": at,
        "what": Truncator(chosen.names[other.theme_id or other.contribution_id or 0]).chars(80),
        "outcome": capfirst(other.get_outcome_display()),
        "reason": other.reason,
    }
    raise Refused(
        "answered_meanwhile",
        _(
            "%(name)s answered at %(at)s: “%(what)s”. %(outcome)s: %(reason)s "
            "Your words are kept. Save again if they shall stand instead."
        )
        % facts,
    )
