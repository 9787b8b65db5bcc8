"""An event is rehearsed, and nothing of it is left."""

import datetime as dt
import json

import pytest
from django.test import Client
from django.utils import timezone

from batches import asked
from builders import a_contribution, a_forum, a_mandate, a_negotiation, a_participant, a_reaction
from sopu.core.refusals import Refused
from sopu.forum.actions.events import (
    EventPlan,
    create_event,
    end_rehearsal,
)
from sopu.forum.actions.joining import join_event
from sopu.forum.actions.moderating import hide_contribution, remark_on
from sopu.forum.actions.opening import close_event, open_discussion, open_event
from sopu.forum.exchange.writer import Writer
from sopu.forum.models import (
    Badge,
    Contribution,
    Event,
    Intake,
    Moderation,
    Opening,
    Participant,
    ParticipantRole,
    Reaction,
    Release,
    Remark,
    Table,
)
from sopu.forum.queries.hall import participant_cookie
from sopu.negotiations.models import Milestone, Role, Station
from sopu.publishing.actions.compiling import request_compilation
from sopu.publishing.queries.journey import figures_of, journey_of

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 4, 17, 10, 0, tzinfo=dt.UTC)


def a_rehearsal() -> tuple[Event, Participant, str]:
    plan = EventPlan(
        names={"fi": "Kokeilu"},
        starts_at=NOW,
        ends_at=NOW + dt.timedelta(hours=3),
        goal_areas=frozenset({1, 3}),
        is_rehearsal=True,
    )
    event = create_event(negotiation=a_negotiation(), plan=plan)
    open_event(event=event, now=NOW)
    open_discussion(discussion=event.discussions.get(number=1), now=NOW, minutes=20, only="need")
    me, token = join_event(event=event, organisation=None, role=ParticipantRole.ELECTED, now=NOW)
    said = a_contribution(me)
    a_reaction(a_participant(event), said)
    hide_contribution(contribution=said, reason="kokeilu", made_by=None)
    remark_on(contribution=said, text="Kokeiltu.", made_by=None)
    return event, me, token


def test_a_rehearsal_leaves_no_trace_and_the_event_can_be_held_in_earnest():
    event, _me, _token = a_rehearsal()
    end_rehearsal(event=event)
    assert [model.objects.count() for model in (Participant, Contribution, Reaction, Moderation, Remark, Opening)] == [
        0
    ] * 6
    event.refresh_from_db()
    assert (event.opened_at, event.is_rehearsal) == (None, False)
    assert [(one.opened_at, one.closes_at, one.only_prompt) for one in event.discussions.all()] == [
        (None, None, None)
    ] * 2
    open_event(event=event, now=NOW)
    assert event.is_open


def test_a_badge_and_a_table_of_a_rehearsal_are_there_for_the_real_event():
    event, me, _token = a_rehearsal()
    organisation = event.negotiation.parties.all()[1].organisation
    used = Badge.objects.create(
        event=event, number=1, organisation=organisation, code_digest="x", made_at=NOW, used_by=me, used_at=NOW
    )
    Release.objects.create(badge=used, is_cancelling=False)
    Table.objects.create(event=event, number=1)
    Intake.objects.create(event=event, digest="y", made_by=a_mandate(event.negotiation, Role.FACILITATOR))
    end_rehearsal(event=event)
    used.refresh_from_db()
    assert (used.used_by, used.used_at, Release.objects.count()) == (None, None, 0)
    assert (event.tables.count(), event.intakes.count()) == (1, 0)


def test_only_a_rehearsal_can_be_deleted():
    event = a_forum()
    a_contribution(a_participant(event))
    with pytest.raises(Refused) as refused:
        end_rehearsal(event=event)
    assert (refused.value.code, Contribution.objects.count()) == ("not_a_rehearsal", 1)


def test_a_rehearsal_is_never_compiled_counted_or_a_milestone():
    event, _me, _token = a_rehearsal()
    negotiation = event.negotiation
    with pytest.raises(Refused) as refused:
        request_compilation(event=event, requested_by=None, now=NOW)
    figures = figures_of([negotiation])[negotiation.pk]
    journey = journey_of(negotiation)
    assert (refused.value.code, figures.voice_count, figures.sentence_count) == ("rehearsal", 0, 0)
    assert (journey.event, journey.latest) == (None, [])
    close_event(event=event, now=NOW)
    assert Milestone.objects.get(negotiation=negotiation, station=Station.FORUM).done_on is None


@pytest.mark.django_db(transaction=True)
def test_a_phone_of_a_rehearsal_hears_nothing_of_it_after_it_has_ended():
    event, _me, token = a_rehearsal()
    writer = Writer()
    assert asked(writer, event, token, []).status == 200
    end_rehearsal(event=event)
    writer._people.clear()
    assert asked(writer, event, token, []).status == 401
    open_event(event=event, now=timezone.now())
    other, fresh = join_event(event=event, organisation=None, role=ParticipantRole.ELECTED, now=NOW)
    a_contribution(other)
    assert json.loads(asked(writer, event, fresh, []).body)["sentences"] == []


def test_a_rehearsal_is_told_loudly_on_the_phone_the_wall_and_the_desk(client: Client):
    event, _me, token = a_rehearsal()
    client.force_login(a_mandate(event.negotiation, Role.FACILITATOR))
    client.cookies[participant_cookie(event)] = token
    for page in ("write", "wall", "desk"):
        assert 'class="rehearsal"' in client.get(f"/fi/e/{event.code}/{page}/").content.decode()
    end_rehearsal(event=event)
    for page in ("", "wall/", "desk/"):
        assert 'class="rehearsal"' not in client.get(f"/fi/e/{event.code}/{page}").content.decode()
