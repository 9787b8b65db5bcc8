"""Events are planned, copied and closed."""

import datetime as dt
import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from batches import asked
from builders import a_contribution, a_forum, a_mandate, a_negotiation, a_participant, a_reaction
from sopu.core.refusals import Refused
from sopu.forum.actions.events import (
    QUESTIONS,
    EventPlan,
    Item,
    copy_event,
    create_event,
    edit_event,
    plan_programme,
)
from sopu.forum.actions.exchange import store_batch
from sopu.forum.actions.joining import join_event
from sopu.forum.actions.moderating import hide_contribution
from sopu.forum.actions.opening import close_event, let_late_input, open_discussion, open_event
from sopu.forum.exchange.writer import Writer
from sopu.forum.models import (
    Contribution,
    Event,
    ModerationMode,
    ParticipantRole,
)
from sopu.forum.permissions import may_arrange
from sopu.forum.queries.figures import grid_of, watch_of
from sopu.forum.queries.outboxes import OnItsWay, Outboxes
from sopu.forum.queries.programme import programme_of
from sopu.negotiations.models import Role

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 4, 17, 10, 0, tzinfo=dt.UTC)


def a_plan(**fields: object) -> EventPlan:
    told = {
        "names": {"fi": "Kevään foorumi", "sv": "Vårforum"},
        "starts_at": NOW,
        "ends_at": NOW + dt.timedelta(hours=3),
    }
    return EventPlan(**(told | {"goal_areas": frozenset({1, 3})} | fields))  # type: ignore[arg-type]


def filled(**fields: object) -> dict[str, object]:
    """What a browser sends of the plan's form."""
    told: dict[str, object] = {"name_fi": "Syksyn foorumi", "day": "2026-10-16", "starts": "13:00", "ends": "16:00"}
    asked = {f"question_{kind}_fi": texts["fi"] for kind, texts in QUESTIONS.items()}
    return told | asked | {"goal_areas": ["1", "2"], "moderation": "before"} | fields


def at(minutes: int) -> dt.datetime:
    return NOW + dt.timedelta(minutes=minutes)


def test_a_planned_event_has_a_discussion_a_goal_area_and_its_questions():
    event = create_event(negotiation=a_negotiation(), plan=a_plan(place="Paviljonki"))
    assert [one.goal_area.number for one in event.discussions.with_goal_areas()] == [1, 3]
    assert [one.kind for one in event.prompts.all()] == ["strength", "need", "measure", "commitment"]
    assert (event.name_in("sv"), event.place, event.is_open) == ("Vårforum", "Paviljonki", False)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"ends_at": NOW}, "ends_before_it_starts"),
        ({"late_until": NOW}, "late_before_end"),
        ({"goal_areas": frozenset()}, "no_goal_areas"),
        ({"questions": {"need": {"fi": ""}}}, "no_questions"),
    ],
)
def test_a_plan_without_sense_is_refused(fields: dict[str, object], code: str):
    negotiation = a_negotiation()
    with pytest.raises(Refused) as refused:
        create_event(negotiation=negotiation, plan=a_plan(**fields))
    assert (refused.value.code, Event.objects.count()) == (code, 0)


def test_a_plan_changes_until_the_event_opens():
    event = create_event(negotiation=a_negotiation(), plan=a_plan())
    kept = event.discussions.get(number=3)
    edit_event(event=event, plan=a_plan(goal_areas=frozenset({3, 4}), questions={"need": {"fi": "Mitä puuttuu?"}}))
    assert [one.number for one in event.discussions.all()] == [3, 4]
    assert (event.discussions.get(number=3), event.prompts.get().question_fi) == (kept, "Mitä puuttuu?")
    open_event(event=event, now=NOW)
    with pytest.raises(Refused) as refused:
        edit_event(event=event, plan=a_plan(names={"fi": "Toinen"}))
    assert (refused.value.code, Event.objects.get().name_fi) == ("event_has_opened", "Kevään foorumi")


def test_a_copy_has_the_structure_and_nothing_that_was_said():
    event = a_forum(place="Paviljonki", moderation=ModerationMode.BEFORE)
    a_reaction(a_participant(event), a_contribution(a_participant(event)))
    plan_programme(event=event, items=[Item({"fi": "Avaus"}, event.starts_at, event.ends_at, 2)])
    later = event.starts_at + dt.timedelta(days=30)
    copy = copy_event(event=event, starts_at=later)
    item = copy.programme.with_discussions().get()
    assert (copy.starts_at, copy.ends_at - copy.starts_at) == (later, event.ends_at - event.starts_at)
    assert (copy.place, copy.moderation, copy.opened_at, copy.code == event.code) == (
        *("Paviljonki", ModerationMode.BEFORE, None),
        False,
    )
    assert [one.question_fi for one in copy.prompts.all()] == [one.question_fi for one in event.prompts.all()]
    assert (item.starts_at, item.discussion) == (later, copy.discussions.get(number=2))
    assert [one.opened_at for one in copy.discussions.all()] == [None] * 4
    assert (copy.participants.count(), Contribution.objects.of(copy).count()) == (0, 0)


def test_the_programme_tells_what_is_now_next_and_over_its_time():
    event = create_event(negotiation=a_negotiation(), plan=a_plan())
    items = [
        Item({"fi": "Avaus"}, at(0), at(10)),
        Item({"fi": "Yksi"}, at(10), at(40), 1),
        Item({"fi": "Kahvi"}, at(50), at(60)),
    ]
    plan_programme(event=event, items=items[::-1])
    open_event(event=event, now=NOW)
    open_discussion(discussion=event.discussions.get(number=1), now=at(10))
    parts = programme_of(event, at(47))
    assert [(one.name, one.state, one.minutes_over) for one in parts] == [
        ("Avaus", "done", 0),
        ("Yksi", "now", 7),
        ("Kahvi", "next", 0),
    ]
    assert [one.state for one in programme_of(event, at(-5))] == ["next", "now", "ahead"]


def test_a_part_that_ends_before_it_starts_changes_nothing():
    event = create_event(negotiation=a_negotiation(), plan=a_plan())
    plan_programme(event=event, items=[Item({"fi": "Avaus"}, at(0), at(10))])
    with pytest.raises(Refused):
        plan_programme(event=event, items=[Item({"fi": "Loppu"}, at(10), at(0))])
    assert [item.name_fi for item in event.programme.all()] == ["Avaus"]


def test_the_programme_asks_one_question_at_one_part_and_at_three(django_assert_num_queries):
    event = create_event(negotiation=a_negotiation(), plan=a_plan())
    for count in (1, 3):
        plan_programme(event=event, items=[Item({"fi": f"Kohta {n}"}, at(n), at(n + 1), 1) for n in range(count)])
        with django_assert_num_queries(1):
            assert len(programme_of(event, NOW)) == count


def test_an_event_is_planned_changed_and_copied_on_pages(client: Client):
    negotiation = a_negotiation()
    client.force_login(a_mandate(negotiation, Role.FACILITATOR))
    assert client.get(f"/fi/n/{negotiation.slug}/forum/new/").status_code == 200
    client.post(f"/fi/n/{negotiation.slug}/forum/new/", filled())
    event = Event.objects.get()
    assert (event.name_fi, timezone.localtime(event.starts_at).hour, event.moderation) == (
        "Syksyn foorumi",
        13,
        "before",
    )
    client.post(f"/fi/e/{event.code}/edit/", filled(name_fi="Talven foorumi", goal_areas=["4"]))
    assert [one.number for one in event.discussions.all()] == [4]
    page = client.get(f"/fi/e/{event.code}/edit/").content.decode()
    assert 'value="Talven foorumi"' in page
    assert 'value="2026-10-16"' in page
    client.post(f"/fi/e/{event.code}/copy/", {"starts_at": "2027-01-15T09:00"})
    assert sorted(Event.objects.values_list("name_fi", flat=True)) == ["Talven foorumi"] * 2


def test_a_plan_that_is_refused_says_why_and_keeps_what_was_written(client: Client):
    negotiation = a_negotiation()
    client.force_login(a_mandate(negotiation, Role.FACILITATOR))
    page = client.post(f"/fi/n/{negotiation.slug}/forum/new/", filled(ends="12:00")).content.decode()
    assert "Tilaisuus päättyy ennen kuin se alkaa." in page
    assert 'value="Syksyn foorumi"' in page
    page = client.post(f"/fi/n/{negotiation.slug}/forum/new/", filled(name_fi="", goal_areas=[])).content.decode()
    assert ("Valitse ainakin yksi tavoitekokonaisuus" in page, Event.objects.count()) == (True, 0)


def test_a_programme_is_written_on_a_page_and_seen_before_joining(client: Client):
    event = create_event(negotiation=a_negotiation(), plan=a_plan())
    client.force_login(a_mandate(event.negotiation, Role.FACILITATOR))
    row = {"i0-name_fi": "Avaus", "i0-starts": "13:00", "i0-ends": "13:15", "i0-discussion": "1"}
    client.post(f"/fi/e/{event.code}/programme/", row)
    assert [(item.name_fi, item.discussion.number) for item in event.programme.with_discussions()] == [("Avaus", 1)]
    for page in ("", "wall/"):
        assert "Avaus" in client.get(f"/fi/e/{event.code}/{page}").content.decode()
    wrong = client.post(f"/fi/e/{event.code}/programme/", {"i0-name_fi": "Kahvi"}).content.decode()
    assert "Anna jokaisen ohjelmakohdan ajat." in wrong
    assert event.programme.get().name_fi == "Avaus"


STATES = {"before": 0, "during": 1, "after": 2, "late": 3}


def in_state(state: str) -> Event:
    event = create_event(negotiation=a_negotiation(), plan=a_plan(late_until=NOW + dt.timedelta(days=999)))
    if STATES[state] >= 1:
        open_event(event=event, now=NOW)
    if STATES[state] >= 2:
        close_event(event=event, now=at(60))
    if state == "after":
        Event.objects.update(late_until=None)
    return Event.objects.get(pk=event.pk)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize(
    ("role", "may"),
    [
        (Role.PROCESS_OWNER, True),
        (Role.FACILITATOR, True),
        (Role.COORDINATOR, False),
        (Role.READER, False),
        ("elsewhere", False),
        ("visitor", False),
    ],
)
def test_who_plans_in_which_state(client: Client, state: str, role: str, may: bool):
    event = in_state(state)
    if role == "elsewhere":
        client.force_login(a_mandate(a_negotiation(), Role.PROCESS_OWNER))
    elif role != "visitor":
        organisation = event.negotiation.parties.all()[1].organisation if role == Role.COORDINATOR else None
        client.force_login(a_mandate(event.negotiation, Role(role), organisation))
    doors = [f"/fi/n/{event.negotiation.slug}/forum/new/"]
    doors += [f"/fi/e/{event.code}/{page}/" for page in ("edit", "copy", "programme", "figures")]
    no = 302 if role == "visitor" else 403
    assert [client.get(door).status_code for door in doors] == [200 if may else no] * 5
    client.post(f"/fi/e/{event.code}/edit/", filled(name_fi="Muutettu"))
    is_changed = Event.objects.get(pk=event.pk).name_fi == "Muutettu"
    assert is_changed is (may and state == "before")
    client.post(f"/fi/e/{event.code}/end-rehearsal/")
    assert Event.objects.get(pk=event.pk).opened_at == event.opened_at


@pytest.mark.parametrize(
    ("state", "reasons"), [("before", ["event_closed"]), ("after", ["event_closed"]), ("late", [])]
)
def test_when_those_who_joined_may_write(state: str, reasons: list[str]):
    event = in_state(state)
    act = {
        "id": "00000000-0000-4000-8000-000000000001",
        "do": "contribute",
        "discussion": 1,
        "prompt": "need",
        "text": "Hei",
    }
    answer = store_batch(participant=a_participant(event), acts=[act], now=timezone.now())
    assert [one.reason.value for one in answer.refused] == reasons


def test_who_arranges():
    event = a_forum()
    assert may_arrange(a_mandate(event.negotiation, Role.FACILITATOR), event.negotiation)
    assert not may_arrange(a_mandate(a_negotiation(), Role.FACILITATOR), event.negotiation)
    assert not may_arrange(a_mandate(event.negotiation, Role.READER), event.negotiation)


def told(*arguments: str) -> dict[str, object]:
    out = StringIO()
    call_command("event", *arguments, "--json", stdout=out)
    found: dict[str, object] = json.loads(out.getvalue())
    return found


def test_events_are_made_copied_and_ended_from_the_console():
    negotiation = a_negotiation()
    made = told("create", negotiation.slug, "Harjoitus", "2026-04-17T13:00", "--rehearsal")
    assert (made["is_rehearsal"], Event.objects.get().discussions.count()) == (True, 4)
    copied = told("copy", str(made["code"]).lower(), "2026-10-16T13:00")
    ended = told("end-rehearsal", str(made["code"]))
    assert (copied["is_rehearsal"], ended["is_rehearsal"], Event.objects.count()) == (False, False, 2)
    for arguments in (("copy", "NOSUCH", "2026-10-16T13:00"), ("create", "nosuch", "x", "2026-10-16T13:00")):
        with pytest.raises(Refused):
            told(*arguments)


def test_what_phones_say_is_on_its_way():
    import uuid

    boxes, one, two, three = Outboxes(), *(uuid.uuid4() for _ in range(3))
    boxes.heard(1, one, 3, NOW)
    boxes.heard(1, two, 2, NOW)
    boxes.heard(1, three, 0, NOW)
    boxes.heard(2, one, 9, NOW)
    assert boxes.of(1, at(0)) == OnItsWay(phones=2, acts=5, silent=0)
    boxes.heard(1, one, 0, at(2))
    assert boxes.of(1, at(2)) == OnItsWay(phones=1, acts=2, silent=1)
    assert boxes.of(1, at(30)) == OnItsWay(0, 0, 0)
    for strange in (-1, True, "7", None, 10**9):
        boxes.heard(3, one, strange, NOW)
    assert boxes.of(3, NOW) == OnItsWay(1, 10_000, 0)
    boxes.forget(3)
    assert boxes.of(3, NOW) == OnItsWay(0, 0, 0)


@pytest.mark.django_db(transaction=True)
def test_the_desk_says_what_is_still_on_its_way_when_the_forum_closes(client: Client):
    event = a_forum()
    organisation = event.negotiation.parties.all()[1].organisation
    _me, token = join_event(event=event, organisation=organisation, role=ParticipantRole.ELECTED, now=NOW)
    asked(Writer(), event, token, [], waiting=4)
    client.force_login(a_mandate(event.negotiation, Role.FACILITATOR))
    page = client.get(f"/fi/e/{event.code}/desk/").content.decode()
    assert "1 puhelimesta on vielä jotain matkalla." in page
    assert "4 lausetta tai vastausta odottaa verkkoa." in page


def test_the_grid_counts_visible_sentences_by_discussion_and_question():
    event = a_forum()
    a_contribution(a_participant(event), area=1)
    a_contribution(a_participant(event), area=1)
    hide_contribution(contribution=a_contribution(a_participant(event), area=2), reason="syy", made_by=None)
    grid = grid_of(event)
    assert [row[2] for row in grid.rows] == [[0, 0, 2, 0], *[[0, 0, 0, 0]] * 3]
    assert grid.totals == [0, 0, 2, 0, 2]


def test_what_many_tokens_did_is_counted_and_small_groups_are_not_told(django_assert_num_queries):
    event = a_forum()
    ours, theirs = (party.organisation for party in event.negotiation.parties.all()[1:3])
    people = [join_event(event=event, organisation=ours, role=ParticipantRole.ELECTED, now=at(n))[0] for n in range(5)]
    join_event(event=event, organisation=theirs, role=ParticipantRole.ELECTED, now=at(4))
    for person in people[:3]:
        a_contribution(person, "Sama teksti.")
    with django_assert_num_queries(4):
        watch = watch_of(event, at(12))
    assert (watch.tokens, watch.joined_lately, watch.joined_at_most, watch.silent) == (6, 3, 2, 3)
    assert (watch.repeated, watch.repeating, watch.largest) == (1, 3, [(ours.name_fi, 5)])


def test_the_hour_of_late_input_is_given_with_the_closing(client: Client):
    event = a_forum()
    client.force_login(a_mandate(event.negotiation, Role.FACILITATOR))
    close = f"/fi/e/{event.code}/close/"
    past = client.post(close, {"late_until": "2020-01-01T12:00"}, follow=True).content.decode()
    odd = client.post(close, {"late_until": "huomenna"}, follow=True).content.decode()
    event.refresh_from_db()
    assert ("on jo mennyt" in past, "Anna jälkikirjoituksen päivä" in odd, event.is_open) == (True, True, True)
    client.post(close, {"late_until": "2999-01-01T12:00"})
    event.refresh_from_db()
    assert event.late_until is not None
    assert (event.is_open, event.takes_in(timezone.now()), timezone.localtime(event.late_until).year) == (
        False,
        True,
        2999,
    )


def test_a_closing_without_an_hour_lets_nothing_in():
    event = a_forum(late_until=NOW)
    let_late_input(event=event, until=None, now=NOW)
    close_event(event=event, now=NOW)
    assert event.takes_in(NOW) is False
