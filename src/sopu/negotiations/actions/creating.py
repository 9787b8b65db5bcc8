"""A negotiation is set up: its term, its legal ground, its parties on the day, its goal areas and milestones."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import gettext as _

from sopu.core.refusals import Refused
from sopu.negotiations import data, rules
from sopu.negotiations.actions.duties import succeed
from sopu.negotiations.actions.planning import plan_round
from sopu.negotiations.actions.structures import write_structure
from sopu.negotiations.models import (
    CouncilTerm,
    GoalArea,
    LegalGround,
    MeetingKind,
    Milestone,
    Negotiation,
    Party,
)
from sopu.organisations.actions import bring_partner, load_reference_data
from sopu.organisations.models import Kind, Organisation
from sopu.organisations.queries import area_of_county

DEFAULT_TEMPLATE = "two-part"
BOUND_BY_LAW = frozenset({Kind.COUNTY, Kind.MUNICIPALITY})
FINLEX = "https://www.finlex.fi/fi/lainsaadanto/saadoskokoelma/{year}/{number}"


@dataclass(frozen=True, slots=True)
class Course:
    """How a negotiation goes: by which template, with which groups, and who joins by agreement.

    `groups` is for templates that meet groups of municipalities, written as `plan_round` reads them.
    """

    template: str = DEFAULT_TEMPLATE
    groups: str = ""
    with_regional_council: bool = True
    partners: Sequence[str] = ()


USUAL = Course()


@transaction.atomic
def set_up_negotiation(
    *,
    county_code: str,
    term_year: int,
    on: dt.date,
    slug: str = "",
    course: Course = USUAL,
    predecessor: str = "",
    is_demo: bool = False,
) -> Negotiation:
    """The negotiation of the county with this code in the term that starts in that year; brings in who exists first."""
    load_reference_data()
    earlier = _the_predecessor(predecessor) if predecessor else None
    negotiation = create_negotiation(
        county=_the_county(county_code),
        term=_the_term(term_year),
        slug=slug or _usual_slug(county_code, term_year),
        on=on,
        course=course,
        is_demo=is_demo,
    )
    if earlier:
        succeed(negotiation=negotiation, predecessor=earlier)
    return negotiation


@transaction.atomic
def create_negotiation(
    *,
    county: Organisation,
    term: CouncilTerm,
    slug: str,
    on: dt.date,
    course: Course = USUAL,
    is_demo: bool = False,
) -> Negotiation:
    """A county's negotiation with its municipalities of that day, and the regional councils that they belong to."""
    _demand_free_slug(slug)
    municipalities = Organisation.objects.municipalities().members_of(county, on)
    if not municipalities.exists():
        raise Refused(
            "no_municipalities",
            _("%(county)s has no municipalities on %(day)s.") % {"county": county.name, "day": date_format(on)},
        )
    negotiation = Negotiation.objects.create(
        slug=slug,
        county=county,
        term=term,
        legal_ground=cite(*rules.DUTY_TO_NEGOTIATE),
        is_demo=is_demo,
        **_names(county, term),
    )
    councils = Organisation.objects.regional_councils().wholes_of(municipalities, on)
    partners = [bring_partner(name=name) for name in course.partners]
    _invite(negotiation, [county], [*councils] if course.with_regional_council else [], [*municipalities], partners)
    template = data.template(course.template)
    _lay_out(negotiation, template)
    _plan_rounds(negotiation, template, course.groups)
    for row in template.structures:
        write_structure(negotiation=negotiation, level=row.level, texts=row.texts)
    return negotiation


def cite(statute_number: str, section: str) -> LegalGround:
    """The legal ground for a section of an act; refuses an act that nobody knows."""
    statute = rules.statute(statute_number)
    if statute is None:
        meant = rules.statute_meant(statute_number)
        guess = _("Did you mean %s?") % meant.number if meant else ""
        sentence = _("We know no act %s, so it can't be cited.") % statute_number
        raise Refused("unknown_statute", f"{sentence} {guess}".strip())
    number, _slash, year = statute.number.partition("/")
    names = {"name_fi": statute.name_fi, "name_sv": statute.name_sv, "name_en": statute.name_en}
    ground, _is_new = LegalGround.objects.get_or_create(
        statute=statute.number, section=section, defaults={**names, "url": FINLEX.format(year=year, number=number)}
    )
    return ground


def _the_county(code: str) -> Organisation:
    if rules.is_helsinki(code):
        raise Refused(
            "helsinki",
            _("Helsinki belongs to no county: it organises its own services, so it has nobody to negotiate with."),
        )
    if rules.is_aland(code):
        raise Refused("aland", _("The Act on Wellbeing Services Counties doesn't apply in Åland."))
    county = Organisation.objects.counties().filter(code=code).first()
    if county is None:
        raise Refused(
            "unknown_county", _("There is no county “%s”. Counties have codes from 01 to 21, such as 15.") % code
        )
    return county


def _the_term(year: int) -> CouncilTerm:
    dates = rules.term_of(year)
    if dates is None:
        raise Refused(
            "unknown_term", _("No council term starts in %s. One starts in 2025, and in every fourth year.") % year
        )
    term, _is_new = CouncilTerm.objects.get_or_create(
        name=dates.name, defaults={"starts_on": dates.starts_on, "ends_on": dates.ends_on}
    )
    return term


def _the_predecessor(slug: str) -> Negotiation:
    found = Negotiation.objects.with_grounds().filter(slug=slug).first()
    if found is None:
        raise Refused("no_negotiation", _("There is no negotiation “%s”.") % slug)
    return found


def _usual_slug(county_code: str, term_year: int) -> str:
    """keski-suomi-2025; beside a demonstration of that name, keski-suomi-2025-2."""
    usual = f"{slugify(area_of_county(county_code))}-{term_year}"
    return f"{usual}-2" if Negotiation.objects.filter(slug=usual, is_demo=True).exists() else usual


def _demand_free_slug(slug: str) -> None:
    if not rules.is_slug(slug):
        raise Refused("not_a_slug", _("“%s” doesn't fit an address: use small letters, digits and hyphens.") % slug)
    if Negotiation.objects.filter(slug=slug).exists():
        raise Refused("slug_taken", _("There is a negotiation “%s” already. Give this one another address.") % slug)


def _names(county: Organisation, term: CouncilTerm) -> dict[str, str]:
    area_fi = county.name_fi.removesuffix(" hyvinvointialue")
    area_sv = county.name_sv.removesuffix(" välfärdsområde")
    area_en = county.name_en.removeprefix("Wellbeing Services County of ")
    return {
        "name_fi": f"{area_fi} neuvottelu {term.name}",
        "name_sv": f"{area_sv} förhandling {term.name}",
        "name_en": f"Negotiation of {area_en} {term.name}",
    }


def _invite(
    negotiation: Negotiation,
    counties: list[Organisation],
    councils: list[Organisation],
    municipalities: list[Organisation],
    partners: list[Organisation],
) -> None:
    """The county and the municipalities are parties by law, a regional council and partners by agreement."""
    organisations = [*counties, *_in_order(councils), *_in_order(municipalities), *partners]
    Party.objects.bulk_create(
        Party(
            negotiation=negotiation,
            organisation=organisation,
            is_by_law=organisation.kind in BOUND_BY_LAW,
            number=number,
        )
        for number, organisation in enumerate(organisations, 1)
    )


def _in_order(organisations: list[Organisation]) -> list[Organisation]:
    """As Finnish puts them, with Ä and Ö last; databases differ in this."""
    return sorted(organisations, key=lambda one: one.name_fi)


def _lay_out(negotiation: Negotiation, template: data.Template) -> None:
    GoalArea.objects.bulk_create(
        GoalArea(negotiation=negotiation, number=number, name_fi=row.fi, name_sv=row.sv, name_en=row.en)
        for number, row in enumerate(template.goal_areas, 1)
    )
    term = negotiation.term
    dates = rules.TermDates(term.name, term.starts_on, term.ends_on)
    days = [
        rules.within_term(
            dates, rules.day_of_term(term.starts_on, row.starts), rules.day_of_term(term.starts_on, row.due)
        )
        for row in template.milestones
    ]
    Milestone.objects.bulk_create(
        Milestone(
            negotiation=negotiation,
            number=number,
            station=row.station,
            starts_on=span[0],
            due_on=span[1],
            name_fi=row.fi,
            name_sv=row.sv,
            name_en=row.en,
        )
        for number, (row, span) in enumerate(zip(template.milestones, days, strict=True), 1)
        if span
    )


def _plan_rounds(negotiation: Negotiation, template: data.Template, groups: str) -> None:
    """The template's rounds; one that meets nobody (a round with partners where there are none) is left out."""
    if groups and not any(row.kind == MeetingKind.GROUP for row in template.rounds):
        raise Refused("no_groups_here", _("Groups are for a round that meets groups of municipalities."))
    others_join = negotiation.parties.filter(is_by_law=False).exists()
    starts_on = negotiation.term.starts_on
    for row in template.rounds:
        if row.kind == MeetingKind.PARTNERS and not others_join:
            continue
        plan_round(
            negotiation=negotiation,
            kind=MeetingKind(row.kind),
            names={"fi": row.fi, "sv": row.sv, "en": row.en},
            starts_on=rules.day_of_term(starts_on, row.starts),
            ends_on=rules.day_of_term(starts_on, row.due),
            groups=groups if row.kind == MeetingKind.GROUP else "",
        )
