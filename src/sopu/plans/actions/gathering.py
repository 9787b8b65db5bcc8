"""Several measures are made at once of what the hall said: each stands on its finding or on its sentence."""

import datetime as dt
import uuid
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from sopu.accounts.models import User
from sopu.core.refusals import Refused
from sopu.plans.actions.commitments import Lead
from sopu.plans.actions.grounds import state_basis
from sopu.plans.actions.measures import add_measure
from sopu.plans.models import Goal, Measure
from sopu.plans.queries.candidates import Offered
from sopu.synthesis.models import FindingVersion

LONGEST_NAME = 110
"""Characters of a name that is taken from a longer text."""


@transaction.atomic
def make_measures(
    *,
    goal: Goal,
    findings: Sequence[FindingVersion],
    offers: Sequence[Offered],
    by: User | None,
    now: dt.datetime,
    act_id: uuid.UUID,
) -> list[Measure]:
    """A measure is made of each; the party that a sentence was said for is proposed to lead it, and answers itself.

    The same act makes nothing twice.
    """
    if not findings and not offers:
        raise Refused("nothing_chosen", _("Choose at least one finding or sentence. Nothing was stored."))
    made = [_of_finding(goal, one, by, now, act_id) for one in findings]
    return made + [_of_offer(goal, one, by, now, act_id) for one in offers]


def _of_finding(goal: Goal, version: FindingVersion, by: User | None, now: dt.datetime, act_id: uuid.UUID) -> Measure:
    texts = {"fi": version.text_fi, "sv": version.text_sv} if version.text_fi or version.text_sv else {}
    measure = _made(goal, texts or {"fi": version.text_en}, None, by, now, uuid.uuid5(act_id, f"finding {version.pk}"))
    state_basis(measure=measure, finding=version.finding, by=by, now=now)
    return measure


def _of_offer(goal: Goal, offer: Offered, by: User | None, now: dt.datetime, act_id: uuid.UUID) -> Measure:
    said, act = offer.sentence, uuid.uuid5(act_id, f"sentence {offer.sentence.pk}")
    texts = {"sv" if said.language == "sv" else "fi": said.text}
    measure = _made(goal, texts, offer, by, now, act)
    state_basis(measure=measure, contribution=said, by=by, now=now)
    return measure


def _made(
    goal: Goal, texts: dict[str, str], offer: Offered | None, by: User | None, now: dt.datetime, act_id: uuid.UUID
) -> Measure:
    told = {f"text_{language}": text for language, text in texts.items()}
    names = {f"name_{language}": shortened(text) for language, text in texts.items()}
    plan = goal.plan
    return add_measure(
        goal=goal,
        responsible=offer.party if offer else None,
        by=by,
        now=now,
        act_id=act_id,
        lead=Lead(texts, offer.sentence) if offer else None,
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
        **told,
        **names,
    )


def shortened(text: str) -> str:
    """The first sentence of a text, cut at a word where it is long: what a measure is called before it has a name."""
    first = " ".join(text.split())
    end = first.find(". ")
    first = first[:end] if 0 < end <= LONGEST_NAME else first.rstrip(".")
    if len(first) <= LONGEST_NAME:
        return first
    return first[:LONGEST_NAME].rsplit(" ", 1)[0].rstrip(",;:") + "…"
