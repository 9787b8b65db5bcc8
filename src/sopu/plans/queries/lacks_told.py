"""What a plan lacks, in a sentence each, with the page on which it can be mended."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sopu.plans.queries.plan_texts import PlanText
from sopu.plans.rules.readiness import Code, Lack, Severity
from sopu.texts.models import Language


@dataclass(frozen=True, slots=True)
class Told:
    """A lack in words: what it is of (`name`), what is wrong, and where it can be mended."""

    name: str
    sentence: str
    url: str
    is_blocking: bool


def told(lack: Lack, text: PlanText) -> Told:
    """The lack in the reader's language."""
    name, url = _thing(lack, text)
    return Told(name, SENTENCES[lack.code](lack, text), url, lack.severity is Severity.BLOCKS)


def _thing(lack: Lack, text: PlanText) -> tuple[str, str]:
    """What it is of, and a page that all who read the plan may open, from which it can be mended."""
    rows, plan = text.rows, text.rows.plan
    if lack.clause is not None:
        clause = next(one for one in text.clauses.values() if one.pk == lack.clause)
        wording = text.wording(clause.key, text.document.original)
        return wording.heading if wording else clause.key, reverse("clause", args=[clause.pk])
    if lack.party is not None and lack.measure is None:
        party = next(one for one in rows.parties if one.pk == lack.party)
        return party.organisation.name, _page_of_party(lack.code, text, party.number)
    if lack.measure is not None:
        measure = next(one for one in rows.measures if one.pk == lack.measure)
        return f"{measure.label} {measure.name}", reverse("measure", args=[measure.pk])
    if lack.goal is not None:
        goal = next(one for one in rows.goals if one.pk == lack.goal)
        return f"{goal.label} {goal.name}", f"{reverse('plan', args=[plan.pk])}#{goal.key}"
    if lack.measures:
        return _labels(lack.measures, text), reverse("measure", args=[lack.measures[0]])
    if lack.areas:
        return _areas(lack.areas, text), reverse("plan", args=[plan.pk])
    return plan.document.name, reverse("plan", args=[plan.pk])


def _page_of_party(code: Code, text: PlanText, number: int) -> str:
    plan = text.rows.plan
    if code is Code.NO_CONTACT:
        return reverse("contacts", args=[plan.negotiation.slug])
    if code is Code.NOT_NEGOTIATED:
        return reverse("duty", args=[plan.negotiation.slug])
    return reverse("party_commitments", args=[plan.pk, number])


def _areas(keys: Iterable[int], text: PlanText) -> str:
    names = {one.pk: one for one in text.rows.areas}
    return ", ".join(f"{names[key].number} {names[key].name}" for key in keys)


def _numbers(keys: Iterable[int], text: PlanText) -> str:
    numbers = {one.pk: one.number for one in text.rows.areas}
    return ", ".join(str(numbers[key]) for key in keys)


def _labels(keys: Iterable[int], text: PlanText) -> str:
    labels = {one.pk: one.label for one in text.rows.measures}
    return ", ".join(labels[key] for key in keys)


def _languages(lack: Lack) -> str:
    return ", ".join(str(Language(one).label) for one in lack.languages)


def _party(lack: Lack, text: PlanText) -> str:
    return next(one.organisation.name for one in text.rows.parties if one.pk == lack.party)


def _no_commitment(lack: Lack, text: PlanText) -> str:
    return ngettext(
        "has neither committed itself nor opted out in goal area %(areas)s",
        "has neither committed itself nor opted out in goal areas %(areas)s",
        len(lack.areas),
    ) % {"areas": _numbers(lack.areas, text)}


def _unanswered(lack: Lack, text: PlanText) -> str:
    return ngettext(
        "has not answered to what is proposed for measure %(labels)s",
        "has not answered to what is proposed for measures %(labels)s",
        len(lack.measures),
    ) % {"labels": _labels(lack.measures, text)}


def _no_contact(lack: Lack, text: PlanText) -> str:
    return ngettext(
        "has nobody to turn to in goal area %(areas)s",
        "has nobody to turn to in goal areas %(areas)s",
        len(lack.areas),
    ) % {"areas": _numbers(lack.areas, text)}


def _day(lack: Lack) -> str:
    return date_format(lack.day, "SHORT_DATE_FORMAT") if lack.day else ""


SENTENCES: dict[Code, Callable[[Lack, PlanText], str]] = {
    Code.NO_GOAL: lambda _lack, _text: _("has no goal"),
    Code.NO_MEASURE: lambda _lack, _text: _("has no measure"),
    Code.NO_RESPONSIBLE: lambda _lack, _text: _("has no responsible party"),
    Code.DOES_NOT_LEAD: lambda lack, text: _("%(party)s has not said that it leads") % {"party": _party(lack, text)},
    Code.LEADS_ANOTHERS: lambda lack, text: (
        _("%(party)s leads, and is not the responsible party") % {"party": _party(lack, text)}
    ),
    Code.NO_INDICATOR: lambda _lack, _text: _("has no indicator, and no reason why none"),
    Code.NO_TIME: lambda _lack, _text: _("has no beginning or no end"),
    Code.OUTSIDE_PLAN: lambda _lack, _text: _("begins before the plan or ends after it"),
    Code.IN_A_RING: lambda _lack, _text: _("wait for each other, so none can begin"),
    Code.NO_COMMITMENT: _no_commitment,
    Code.UNANSWERED: _unanswered,
    Code.NO_LANGUAGE: lambda lack, _text: _("is not told whole in %(languages)s") % {"languages": _languages(lack)},
    Code.OWN_WORDS: lambda lack, text: (
        _("its words on measures %(labels)s lack a translation into %(languages)s: they stand as the party gave them")
        % {"labels": _labels(lack.measures, text), "languages": _languages(lack)}
    ),
    Code.BY_HAND: lambda _lack, _text: _("has been worded by hand in the text, otherwise than the plan’s data say"),
    Code.FREE_LANGUAGE: lambda lack, _text: _("is missing or stale in %(languages)s") % {"languages": _languages(lack)},
    Code.ONLY_HEADING: lambda _lack, _text: _("has nothing but a heading"),
    Code.NO_CONTACT: _no_contact,
    Code.AGREEMENT_BEGINS: lambda lack, _text: (
        _("begins before the agreement in force, which begins on %(day)s") % {"day": _day(lack)}
    ),
    Code.AGREEMENT_ENDS: lambda lack, _text: (
        _("goes on after the agreement in force, which ends on %(day)s") % {"day": _day(lack)}
    ),
    Code.NOT_NEGOTIATED: lambda _lack, _text: _("has not been negotiated with on all that the law demands this term"),
}
