"""Negotiating is noted as evidence; the latest record stands, and a forum counts for those who were there."""

import datetime as dt

import pytest
from django.db import IntegrityError
from django.utils import timezone

from builders import a_forum, a_meeting, a_negotiation, a_participant, an_account, an_organisation
from sopu.core.refusals import Refused
from sopu.forum.actions.opening import close_event, open_event
from sopu.negotiations.actions.duties import note_negotiated, succeed
from sopu.negotiations.actions.minutes import record_minutes
from sopu.negotiations.models import CouncilTerm, Evidence, Minutes, Negotiation, Party
from sopu.negotiations.queries.duties import covered_by
from sopu.organisations.models import Kind

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 24)
WHOLE = {"negotiation": ["cooperation", "goals", "division_of_work"]}


def standing(negotiation) -> dict[tuple[str, str], list[str]]:
    """The evidence that stands, by municipality and duty."""
    records = Evidence.objects.filter(party__negotiation=negotiation).with_origins()
    names = {party.organisation_id: party.organisation.name_fi for party in negotiation.parties.with_organisations()}
    return {
        (names[key], duty): sorted(part for one in found for part in one.parts)
        for (key, duty), found in covered_by(records).items()
    }


def test_minutes_are_evidence_for_the_municipalities_that_took_part():
    negotiation = a_negotiation(2)
    county, first, _second = negotiation.parties.with_organisations()
    record_minutes(meeting=a_meeting(negotiation), account=an_account([county, first], covered=WHOLE), today=TODAY)
    assert standing(negotiation) == {(first.organisation.name_fi, "negotiation"): sorted(WHOLE["negotiation"])}


def test_a_party_by_agreement_takes_part_and_has_no_duty_to_meet():
    negotiation = a_negotiation(1)
    council = an_organisation(Kind.REGIONAL_COUNCIL, "Liitto")
    Party.objects.create(negotiation=negotiation, organisation=council, number=9, is_by_law=False)
    parties = list(negotiation.parties.with_organisations())
    minutes = record_minutes(meeting=a_meeting(negotiation), account=an_account(parties, covered=WHOLE), today=TODAY)
    assert minutes.took_part.count() == 3
    assert {name for name, _duty in standing(negotiation)} == {parties[1].organisation.name_fi}


def test_a_correction_is_new_minutes_and_the_evidence_follows_while_all_stays():
    negotiation = a_negotiation(2)
    county, first, second = negotiation.parties.with_organisations()
    meeting = a_meeting(negotiation)
    record_minutes(meeting=meeting, account=an_account([county, first], covered=WHOLE), today=TODAY)
    corrected = an_account([county, second], covered={"negotiation": ["goals"]})
    record_minutes(meeting=meeting, account=corrected, today=TODAY, correction="Väärä kunta")
    assert standing(negotiation) == {(second.organisation.name_fi, "negotiation"): ["goals"]}
    assert list(Minutes.objects.values_list("number", "correction")) == [(1, ""), (2, "Väärä kunta")]
    assert Evidence.objects.count() == 3


def test_what_is_said_again_is_not_recorded_twice():
    negotiation = a_negotiation(1)
    parties = list(negotiation.parties.with_organisations())
    meeting = a_meeting(negotiation)
    record_minutes(meeting=meeting, account=an_account(parties, covered=WHOLE), today=TODAY)
    record_minutes(meeting=meeting, account=an_account(parties, covered=WHOLE), today=TODAY, correction="Paikka")
    assert (Minutes.objects.count(), Evidence.objects.count()) == (2, 1)


def test_minutes_that_go_through_nothing_of_the_law_are_no_evidence():
    negotiation = a_negotiation(1)
    parties = list(negotiation.parties.with_organisations())
    record_minutes(meeting=a_meeting(negotiation), account=an_account(parties), today=TODAY)
    assert Evidence.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "correction", "code"),
    [
        ({"held_on": dt.date(2026, 11, 25)}, "", "in_the_future"),
        ({"held_on": dt.date(2025, 5, 31)}, "", "outside_the_term"),
        ({"held_on": dt.date(2029, 6, 1)}, "", "in_the_future"),
        ({}, "Miksi", "nothing_to_correct"),
        ({"parties": slice(0, 1)}, "", "alone"),
        ({"parties": slice(1, 3)}, "", "without_the_county"),
        ({"covered": {"negotiation": ["weather"]}}, "", "unknown_duty"),
        ({"covered": {"tea": ["goals"]}}, "", "unknown_duty"),
    ],
)
def test_what_can_not_have_been_is_refused_and_nothing_is_kept(changes, correction, code):
    negotiation = a_negotiation(2)
    parties = list(negotiation.parties.with_organisations())[changes.pop("parties", slice(0, 2))]
    account = an_account(parties, **{"covered": WHOLE, **changes})
    with pytest.raises(Refused) as refusal:
        record_minutes(meeting=a_meeting(negotiation), account=account, today=TODAY, correction=correction)
    assert (refusal.value.code, Minutes.objects.count(), Evidence.objects.count()) == (code, 0, 0)


def test_a_party_of_another_negotiation_does_not_take_part():
    negotiation = a_negotiation(1)
    stranger = a_negotiation(1).parties.with_organisations()[1]
    county = negotiation.parties.with_organisations()[0]
    with pytest.raises(Refused) as refusal:
        record_minutes(meeting=a_meeting(negotiation), account=an_account([county, stranger]), today=TODAY)
    assert refusal.value.code == "not_a_party"


def test_a_correction_must_say_why():
    negotiation = a_negotiation(1)
    parties = list(negotiation.parties.with_organisations())
    meeting = a_meeting(negotiation)
    record_minutes(meeting=meeting, account=an_account(parties), today=TODAY)
    with pytest.raises(Refused) as refusal:
        record_minutes(meeting=meeting, account=an_account(parties), today=TODAY)
    assert refusal.value.code == "no_reason"


def test_a_closed_forum_counts_for_the_municipalities_whose_people_were_there():
    event = a_forum(a_negotiation(3))
    first, second, _silent = [party.organisation for party in event.negotiation.parties.all()[1:]]
    for organisation in (first, first, second):
        a_participant(event, organisation)
    close_event(event=event, now=timezone.now())
    gone_through = ["cooperation", "goals"]
    assert standing(event.negotiation) == {
        (first.name_fi, "negotiation"): gone_through,
        (second.name_fi, "negotiation"): gone_through,
    }
    assert set(Evidence.objects.values_list("event_code", "meeting")) == {(event.code, None)}


def test_a_forum_that_opens_again_and_closes_counts_once_more_only_for_those_who_came_since():
    event = a_forum(a_negotiation(2))
    first, second = [party.organisation for party in event.negotiation.parties.all()[1:]]
    a_participant(event, first)
    close_event(event=event, now=timezone.now())
    open_event(event=event, now=timezone.now())
    a_participant(event, second)
    close_event(event=event, now=timezone.now())
    assert Evidence.objects.count() == 2


def test_people_of_the_county_or_of_nobody_make_no_evidence():
    event = a_forum()
    a_participant(event, event.negotiation.county)
    lone = a_participant(event)
    lone.organisation = None
    lone.save()
    close_event(event=event, now=timezone.now())
    assert Evidence.objects.count() == 0


def test_a_rehearsal_counts_for_nothing():
    event = a_forum(is_rehearsal=True)
    a_participant(event)
    close_event(event=event, now=timezone.now())
    assert Evidence.objects.count() == 0


def test_a_forum_outside_its_term_closes_all_the_same_and_counts_for_nothing():
    event = a_forum()
    a_participant(event)
    CouncilTerm.objects.update(starts_on=dt.date(2001, 1, 1), ends_on=dt.date(2005, 1, 1))
    event = type(event).objects.get()
    close_event(event=event, now=timezone.now())
    assert (event.closed_at is not None, Evidence.objects.count()) == (True, 0)


@pytest.mark.parametrize("municipality_count", [1, 3])
def test_closing_a_forum_notes_all_parties_at_once(django_assert_num_queries, municipality_count):
    negotiation = a_negotiation(municipality_count)
    parties = list(negotiation.parties.with_organisations())
    meeting = a_meeting(negotiation)
    with django_assert_num_queries(4):  # a transaction's two, what stands, what is new
        note_negotiated(parties=parties, covered=WHOLE, held_on=TODAY, meeting=meeting)


def test_evidence_stands_on_a_meeting_or_on_a_forum():
    party = a_negotiation(1).parties.all()[1]
    with pytest.raises(IntegrityError, match="evidence_stands_on_a_meeting_or_on_a_forum"):
        Evidence.objects.create(party=party, duty="negotiation", parts=["goals"], held_on=TODAY)


def an_earlier(negotiation) -> Negotiation:
    term, _ = CouncilTerm.objects.get_or_create(
        name="2022–2025", defaults={"starts_on": dt.date(2022, 3, 1), "ends_on": dt.date(2025, 5, 31)}
    )
    earlier = a_negotiation(0, slug="aiempi")
    earlier.county, earlier.term = negotiation.county, term
    earlier.save()
    return earlier


def test_a_negotiation_goes_on_from_that_of_the_term_before():
    negotiation = a_negotiation()
    earlier = an_earlier(negotiation)
    succeed(negotiation=negotiation, predecessor=earlier)
    negotiation.refresh_from_db()
    assert (negotiation.predecessor, list(earlier.successors.all())) == (earlier, [negotiation])


def test_a_negotiation_does_not_go_on_from_a_later_one_from_itself_or_from_another_countys():
    negotiation, stranger = a_negotiation(), a_negotiation()
    earlier = an_earlier(negotiation)
    codes = []
    for one, before in ((earlier, negotiation), (negotiation, negotiation), (stranger, earlier)):
        with pytest.raises(Refused) as refusal:
            succeed(negotiation=one, predecessor=before)
        codes.append(refusal.value.code)
    assert codes == ["not_earlier", "not_earlier", "another_county"]


def test_the_database_keeps_a_negotiation_from_succeeding_itself():
    negotiation = a_negotiation()
    with pytest.raises(IntegrityError, match="a_negotiation_never_succeeds_itself"):
        Negotiation.objects.filter(pk=negotiation.pk).update(predecessor=negotiation)
