"""Rounds plan their meetings: with each municipality, with groups of them, with partners; templates bring rounds."""

import datetime as dt
import io

import pytest
from django.core.management import call_command

from builders import a_negotiation, an_organisation
from sopu.core.refusals import Refused
from sopu.negotiations.actions.creating import Course, set_up_negotiation
from sopu.negotiations.actions.planning import plan_meeting, plan_round
from sopu.negotiations.models import Meeting, MeetingKind, Negotiation, Party, Round
from sopu.organisations.models import Kind, Organisation

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 1, 15)
FIRST, LAST = dt.date(2026, 9, 1), dt.date(2026, 11, 30)


def a_round(negotiation, kind: MeetingKind, **fields) -> Round:
    return plan_round(
        negotiation=negotiation, kind=kind, names={"fi": "Kierros"}, **{"starts_on": FIRST, "ends_on": LAST, **fields}
    )


def guests(made: Round) -> list[list[str]]:
    """Whom each meeting invites besides the county."""
    return [
        [party.organisation.name_fi for party in meeting.invited.all() if party.organisation.kind != Kind.COUNTY]
        for meeting in made.meetings.all()
    ]


def test_a_round_with_each_municipality_is_a_meeting_each_and_the_county_is_in_all():
    negotiation = a_negotiation(3)
    made = a_round(negotiation, MeetingKind.MUNICIPALITY)
    names = [party.organisation.name_fi for party in negotiation.parties.all()[1:]]
    assert guests(made) == [[name] for name in names]
    assert [meeting.name_fi for meeting in made.meetings.all()] == names
    assert [meeting.invited.filter(organisation=negotiation.county).count() for meeting in made.meetings.all()] == [
        1
    ] * 3


def test_groups_are_given_by_names_or_codes():
    negotiation = a_negotiation(3)
    first, second, third = [party.organisation for party in negotiation.parties.all()[1:]]
    made = a_round(negotiation, MeetingKind.GROUP, groups=f"{first.code}, {second.name_fi.upper()}\n{third.code}")
    assert guests(made) == [[first.name_fi, second.name_fi], [third.name_fi]]
    assert made.meetings.first().name_fi == f"{first.name_fi}, {second.name_fi}"


def test_without_groups_municipalities_meet_by_sub_region():
    negotiation = set_up_negotiation(county_code="15", term_year=2025, on=TODAY)
    made = a_round(negotiation, MeetingKind.GROUP)
    meetings = {meeting.name_fi: len(group) for meeting, group in zip(made.meetings.all(), guests(made), strict=True)}
    assert meetings == {
        "Jyväskylä": 7,
        "Joutsa": 2,
        "Keuruu": 2,
        "Jämsä": 1,
        "Äänekoski": 2,
        "Saarijärvi-Viitasaari": 8,
    }
    assert guests(made)[1] == ["Joutsa", "Luhanka"]


def test_a_round_with_partners_is_one_meeting_with_all_who_joined_by_agreement():
    negotiation = a_negotiation(1)
    for number, kind in enumerate((Kind.REGIONAL_COUNCIL, Kind.PARTNER), 8):
        organisation = an_organisation(kind, f"{kind.label}")
        Party.objects.create(negotiation=negotiation, organisation=organisation, number=number, is_by_law=False)
    assert [len(group) for group in guests(a_round(negotiation, MeetingKind.PARTNERS))] == [2]


@pytest.mark.parametrize(
    ("kind", "fields", "code"),
    [
        (MeetingKind.GROUP, {"groups": "Atlantis"}, "no_such_municipality"),
        (MeetingKind.GROUP, {"groups": "{code}; {code}"}, "named_twice"),
        (MeetingKind.MUNICIPALITY, {"groups": "{code}"}, "no_groups_here"),
        (MeetingKind.PARTNERS, {}, "nobody_to_meet"),
        (MeetingKind.MUNICIPALITY, {"ends_on": dt.date(2026, 8, 31)}, "ends_before_it_starts"),
    ],
)
def test_a_round_that_can_not_be_is_refused_and_plans_nothing(kind, fields, code):
    negotiation = a_negotiation(1)
    own = negotiation.parties.all()[1].organisation.code
    with pytest.raises(Refused) as refusal:
        a_round(
            negotiation,
            kind,
            **{key: value.format(code=own) if key == "groups" else value for key, value in fields.items()},
        )
    assert (refusal.value.code, Round.objects.count(), Meeting.objects.count()) == (code, 0, 0)


def test_a_meeting_of_its_own_is_called_by_its_parties_unless_it_has_a_name():
    negotiation = a_negotiation(2)
    parties = list(negotiation.parties.with_organisations())
    names = [
        plan_meeting(negotiation=negotiation, kind=MeetingKind.OTHER, parties=parties, name=name).name_fi
        for name in ("", "Johtajat")
    ]
    assert names == [", ".join(party.organisation.name_fi for party in parties[1:]), "Johtajat"]


def test_a_meeting_needs_parties_of_the_negotiation():
    negotiation = a_negotiation(1)
    for parties in ([], list(a_negotiation(1).parties.with_organisations())):
        with pytest.raises(Refused) as refusal:
            plan_meeting(negotiation=negotiation, kind=MeetingKind.OTHER, parties=parties)
        assert refusal.value.code == "nobody_to_meet"


def create(*words: str) -> Negotiation:
    call_command("negotiation", "create", "--county", "15", *words, stdout=io.StringIO())
    return Negotiation.objects.latest("pk")


@pytest.mark.parametrize("name", ["two-part", "keski-suomi"])
def test_the_two_part_courses_plan_no_rounds(name):
    assert create("--template", name).rounds.count() == 0


def test_the_course_of_2023_is_a_round_with_each_of_the_22_municipalities_in_its_term():
    negotiation = create("--term", "2022", "--template", "per-municipality")
    made = negotiation.rounds.get()
    assert (made.starts_on, made.ends_on, made.meetings.count()) == (dt.date(2023, 9, 1), dt.date(2023, 11, 30), 22)
    assert negotiation.milestones.latest("due_on").due_on == dt.date(2025, 5, 31)


def test_milestones_of_a_longer_course_end_with_the_shorter_term():
    negotiation = create("--term", "2022", "--template", "two-part")
    assert negotiation.milestones.latest("due_on").due_on == dt.date(2025, 5, 31)
    assert negotiation.milestones.count() == 9


def test_the_console_sets_up_joint_rounds_by_the_groups_it_is_given():
    negotiation = create("--template", "by-groups", "--groups", "172, 435, Toivakka; 249,495")
    assert guests(negotiation.rounds.get()) == [["Joutsa", "Luhanka", "Toivakka"], ["Keuruu", "Multia"]]


def test_the_console_brings_partners_in_as_parties_by_agreement_and_plans_a_meeting_with_them():
    negotiation = create("--template", "with-partners", "--partner", "Järjestöt ry", "--partner", "Seurakunnat")
    joined = negotiation.parties.filter(is_by_law=False).values_list("organisation__name_fi", flat=True)
    assert list(joined) == ["Keski-Suomen liitto", "Järjestöt ry", "Seurakunnat"]
    assert [made.meetings.count() for made in negotiation.rounds.order_by("starts_on")] == [22, 1]
    create("--slug", "toinen", "--partner", "Seurakunnat")
    assert Organisation.objects.filter(kind=Kind.PARTNER).count() == 2


def test_without_partners_the_course_with_partners_plans_no_meeting_with_them():
    course = Course(template="with-partners", with_regional_council=False)
    negotiation = set_up_negotiation(county_code="15", term_year=2025, on=TODAY, course=course)
    assert negotiation.rounds.get().kind == MeetingKind.MUNICIPALITY


def test_the_console_sets_up_a_negotiation_that_goes_on_from_another():
    create("--term", "2022", "--template", "per-municipality")
    assert create("--predecessor", "keski-suomi-2022").predecessor.term.name == "2022–2025"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--predecessor", "ei-ole"], "no_negotiation"),
        (["--groups", "172"], "no_groups_here"),
        (["--template", "by-groups", "--groups", "091"], "no_such_municipality"),
    ],
)
def test_what_the_console_can_not_set_up_leaves_nothing(words, code):
    with pytest.raises(Refused) as refusal:
        create(*words)
    assert (refusal.value.code, Negotiation.objects.count()) == (code, 0)
