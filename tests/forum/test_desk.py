"""What the facilitator's desk shows, and what it does."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.utils import timezone

from builders import a_contribution, a_forum, a_mandate, a_negotiation, a_participant, an_organisation
from sopu.forum.actions.moderating import hide_contribution, restore_contribution
from sopu.forum.actions.opening import close_discussion, close_event, extend_discussion, open_discussion, open_event
from sopu.forum.models import Cause, Contribution, DuplicateMark, Event, Moderation, Opening, PromptKind
from sopu.forum.queries import desk, log
from sopu.forum.queries.coverage import coverage_of
from sopu.negotiations.models import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> Event:
    return a_forum()


@pytest.fixture
def facilitator(client: Client, event: Event) -> Client:
    client.force_login(a_mandate(event.negotiation, Role.FACILITATOR))
    return client


def page(client: Client, event: Event, query: str = "") -> str:
    return client.get(f"/fi/e/{event.code}/desk/{query}").content.decode()


def mark_on(html: str) -> str:
    found = re.search(r'id="mark" name="mark" value="([\d-]+)"', html)
    assert found
    return found[1]


def sentences_on(html: str) -> list[int]:
    return [int(pk) for pk in re.findall(r'<li id="sentence-(\d+)"', html)]


def test_the_desk_shows_the_newest_sentence_first_and_where_it_came_from(facilitator: Client, event: Event):
    first = a_contribution(a_participant(event), "Ensin sanottu.")
    last = a_contribution(a_participant(event), "Viimeksi sanottu.", PromptKind.COMMITMENT)
    html = page(facilitator, event)
    assert sentences_on(html) == [last.pk, first.pk]
    assert event.negotiation.parties.all()[1].organisation.name in html
    assert html.count("sitoumusehdotus") == 1


def test_a_sentence_is_escaped(facilitator: Client, event: Event):
    a_contribution(a_participant(event), "<script>alert(1)</script>")
    assert "<script>alert" not in page(facilitator, event)


def test_what_arrives_comes_with_the_next_poll_and_only_once(facilitator: Client, event: Event):
    a_contribution(a_participant(event))
    mark = mark_on(page(facilitator, event))
    address = f"/fi/e/{event.code}/desk/live/"
    assert facilitator.get(address, {"mark": mark}).status_code == 204
    new = a_contribution(a_participant(event), "Juuri saapunut ajatus.")
    answer = facilitator.get(address, {"mark": mark})
    html = answer.content.decode()
    assert (answer.status_code, sentences_on(html), "HX-Reswap" in answer) == (200, [new.pk], False)
    assert 'id="sentences" data-hx-swap-oob="true"><b class="big">2</b>' in html
    assert facilitator.get(address, {"mark": mark_on(html)}).status_code == 204


def test_a_new_voice_is_counted_before_it_says_anything(facilitator: Client, event: Event):
    mark = mark_on(page(facilitator, event))
    a_participant(event)
    html = facilitator.get(f"/fi/e/{event.code}/desk/live/", {"mark": mark}).content.decode()
    assert 'id="voices" data-hx-swap-oob="true"><b class="big">1</b>' in html


def test_a_desk_that_is_far_behind_catches_up_in_turns_and_skips_nothing(facilitator: Client, event: Event):
    mark, speaker = mark_on(page(facilitator, event)), a_participant(event)
    said = [a_contribution(speaker).pk for _ in range(desk.SHOWN + 7)]
    seen: list[int] = []
    for _ in range(2):
        html = facilitator.get(f"/fi/e/{event.code}/desk/live/", {"mark": mark}).content.decode()
        seen, mark = sentences_on(html) + seen, mark_on(html)
    assert seen == said[::-1]


def test_what_another_facilitator_hides_leaves_the_desk_with_the_next_poll(facilitator: Client, event: Event):
    kept, hidden = (a_contribution(a_participant(event)) for _ in range(2))
    mark = mark_on(page(facilitator, event))
    hide_contribution(contribution=hidden, reason="Loukkaa jotakuta", made_by=None)
    answer = facilitator.get(f"/fi/e/{event.code}/desk/live/", {"mark": mark})
    html = answer.content.decode()
    assert (answer["HX-Reswap"], sentences_on(html)) == ("innerHTML", [kept.pk])
    assert 'id="record" data-hx-swap-oob="true"' in html
    assert 'id="doors"' not in html


def test_what_another_facilitator_opens_changes_the_doors_with_the_next_poll(facilitator: Client, event: Event):
    mark = mark_on(page(facilitator, event))
    extend_discussion(discussion=event.discussions.get(number=1), minutes=5, now=timezone.now())
    html = facilitator.get(f"/fi/e/{event.code}/desk/live/", {"mark": mark}).content.decode()
    assert 'id="doors" data-hx-swap-oob="true"' in html
    close_event(event=event, now=timezone.now())
    assert facilitator.get(f"/fi/e/{event.code}/desk/live/", {"mark": mark})["HX-Refresh"] == "true"


@pytest.mark.parametrize("mark", ["", "abc", "1-2-3", "1-2-3-4-5-x", "1-2-3-4-5-²", "9" * 30 + "-0-0-0-0-0"])
def test_a_mark_that_cannot_be_read_is_the_beginning(mark: str):
    assert desk.Mark.read(mark) == desk.Mark()


def test_a_mark_reads_as_it_was_written():
    mark = desk.Mark(1, 2, 3, 4, 5, 6)
    assert desk.Mark.read(str(mark)) == mark


def test_older_sentences_are_a_page_of_their_own(facilitator: Client, event: Event):
    speaker = a_participant(event)
    said = [a_contribution(speaker).pk for _ in range(desk.SHOWN + 2)]
    html = page(facilitator, event)
    assert (sentences_on(html), f"?before={said[2]}" in html) == (said[:1:-1], True)
    older = page(facilitator, event, f"?before={said[2]}")
    assert (sentences_on(older), 'id="poll"' in older) == ([said[1], said[0]], False)
    assert len(sentences_on(page(facilitator, event, "?before=x"))) == desk.SHOWN


def test_the_desk_asks_as_many_questions_of_three_sentences_as_of_one(
    facilitator: Client, event: Event, django_assert_num_queries
):
    first = a_contribution(a_participant(event))
    hide_contribution(contribution=a_contribution(a_participant(event)), reason="syy", made_by=None)
    with django_assert_num_queries(31):
        page(facilitator, event)
    for _ in range(2):
        a_contribution(a_participant(event, an_organisation()), area=2)
        hidden = a_contribution(a_participant(event, an_organisation()))
        hide_contribution(contribution=hidden, reason="syy", made_by=None)
    close_discussion(discussion=event.discussions.get(number=3), now=timezone.now())
    with django_assert_num_queries(31):
        page(facilitator, event)
    assert first in Contribution.objects.visible()


def test_a_poll_without_news_asks_little(facilitator: Client, event: Event, django_assert_num_queries):
    mark = mark_on(page(facilitator, event))
    with django_assert_num_queries(9):
        facilitator.get(f"/fi/e/{event.code}/desk/live/", {"mark": mark})


def test_an_event_is_opened_and_closed_from_the_desk(client: Client):
    event = a_forum(is_open=False)
    owner = a_mandate(event.negotiation, Role.PROCESS_OWNER)
    client.force_login(owner)
    answer = client.post(f"/fi/e/{event.code}/open/")
    assert (answer.status_code, answer.url) == (302, f"/fi/e/{event.code}/desk/")
    assert Event.objects.get().is_open
    assert "Sali puhuu" in page(client, event)
    client.post(f"/fi/e/{event.code}/close/")
    assert not Event.objects.get().is_open
    html = page(client, event)
    assert "Foorumi on päättynyt" in html
    assert f"/fi/n/{event.negotiation.slug}/material/" in html
    assert list(Opening.objects.values_list("made_by", flat=True)) == [owner.pk] * 2


def test_a_facilitator_is_not_shown_the_process_owners_door(facilitator: Client, event: Event):
    close_event(event=event, now=timezone.now())
    assert f"/fi/n/{event.negotiation.slug}/material/" not in page(facilitator, event).split("<main")[1]


def test_a_discussion_is_opened_extended_and_closed_from_the_desk(facilitator: Client, event: Event):
    discussion, address = event.discussions.get(number=1), f"/fi/e/{event.code}/discussions/1"
    facilitator.post(f"{address}/close/")
    discussion.refresh_from_db()
    assert not discussion.is_open
    facilitator.post(f"{address}/open/", {"minutes": "10"})
    facilitator.post(f"{address}/extend/")
    discussion.refresh_from_db()
    assert discussion.is_open
    assert 14 < (discussion.closes_at - timezone.now()).total_seconds() / 60 <= 15
    assert "jäljellä 15 min" in page(facilitator, event)


def test_a_refusal_is_told_on_the_desk(facilitator: Client, event: Event):
    answer = facilitator.post(f"/fi/e/{event.code}/discussions/1/open/", follow=True)
    assert "Tämä keskustelu on jo auki." in answer.content.decode()
    answer = facilitator.post(f"/fi/e/{event.code}/discussions/1/extend/", {"minutes": "paljon"}, follow=True)
    assert "Anna aika minuutteina, 1–240." in answer.content.decode()
    assert Opening.objects.count() == 0


def test_a_sentence_is_hidden_with_a_reason_and_shown_again(facilitator: Client, event: Event):
    sentence = a_contribution(a_participant(event), "Soittakaa numeroon 040 123.")
    address = f"/fi/e/{event.code}/contributions/{sentence.pk}"
    answer = facilitator.post(f"{address}/hide/", {"why": "personal_data", "words": "puhelinnumero"})
    assert (answer.status_code, answer.url) == (302, f"/fi/e/{event.code}/desk/")
    html = page(facilitator, event)
    assert sentences_on(html) == []
    assert "Henkilötietoja: puhelinnumero" in html
    facilitator.post(f"{address}/restore/", {"words": "Numero on vaihteen."})
    assert sentences_on(page(facilitator, event)) == [sentence.pk]
    assert list(Moderation.objects.values_list("is_hiding", "reason")) == [
        (True, "Henkilötietoja: puhelinnumero"),
        (False, "Numero on vaihteen."),
    ]


@pytest.mark.parametrize("sent", [{}, {"why": "other"}, {"why": "nonsense"}, {"why": "other", "words": "x" * 201}])
def test_nothing_is_hidden_without_a_reason(facilitator: Client, event: Event, sent: dict[str, str]):
    sentence = a_contribution(a_participant(event))
    answer = facilitator.post(f"/fi/e/{event.code}/contributions/{sentence.pk}/hide/", sent)
    assert (answer.status_code, 'class="errors"' in answer.content.decode()) == (200, True)
    assert Moderation.objects.count() == 0


def test_another_reason_is_kept_as_it_was_written(facilitator: Client, event: Event):
    sentence = a_contribution(a_participant(event))
    sent = {"why": "other", "words": "Sama lause toisen kerran"}
    facilitator.post(f"/fi/e/{event.code}/contributions/{sentence.pk}/hide/", sent)
    assert Moderation.objects.get().reason == "Sama lause toisen kerran"


def test_nothing_is_shown_again_without_a_reason(facilitator: Client, event: Event):
    sentence = a_contribution(a_participant(event))
    hide_contribution(contribution=sentence, reason="syy", made_by=None)
    answer = facilitator.post(f"/fi/e/{event.code}/contributions/{sentence.pk}/restore/", {"words": " "})
    assert "Kirjoita syy: se jää talteen." in answer.content.decode()
    assert Moderation.objects.count() == 1


def test_the_second_to_hide_a_sentence_is_told_that_it_is_hidden(facilitator: Client, event: Event):
    sentence = a_contribution(a_participant(event))
    hide_contribution(contribution=sentence, reason="syy", made_by=None)
    answer = facilitator.post(f"/fi/e/{event.code}/contributions/{sentence.pk}/hide/", {"why": "insult"})
    assert "Tämä lause on jo piilotettu." in answer.content.decode()
    assert Moderation.objects.count() == 1


def test_in_the_sheet_hiding_answers_without_a_page(facilitator: Client, event: Event):
    sentence = a_contribution(a_participant(event))
    address, sheet = f"/fi/e/{event.code}/contributions/{sentence.pk}/hide/", {"HX-Request": "true"}
    assert b"<html" not in facilitator.get(address, headers=sheet).content
    answer = facilitator.post(address, {"why": "insult"}, headers=sheet)
    assert (answer.status_code, answer["HX-Trigger"]) == (204, "moderated")
    assert Moderation.objects.get().reason == "Loukkaa jotakuta"


def test_the_counts_are_of_this_event_and_say_what_is_hidden(event: Event):
    for number in range(3):
        sentence = a_contribution(a_participant(event))
        if number == 0:
            hide_contribution(contribution=sentence, reason="syy", made_by=None)
    a_contribution(a_participant(a_forum()))
    assert desk.counts_of(event) == desk.Counts(voices=3, sentences=2, hidden=1)


def test_a_door_counts_down_whole_minutes_and_never_below_zero(event: Event):
    now = timezone.now()
    discussion = event.discussions.get(number=1)
    assert desk.door_of(discussion, 0, now).minutes_left is None
    discussion.closes_at = now + dt.timedelta(seconds=61)
    assert desk.door_of(discussion, 0, now).minutes_left == 2
    assert desk.door_of(discussion, 0, now + dt.timedelta(hours=1)).minutes_left == 0


def test_coverage_shouts_only_of_parties_that_could_have_spoken():
    negotiation = a_negotiation(municipality_count=1)
    event = a_forum(negotiation, is_open=False)
    open_event(event=event, now=timezone.now())
    for number in (1, 2):
        open_discussion(discussion=event.discussions.get(number=number), now=timezone.now())
    speaker = a_participant(event)
    for area, count in ((1, 3), (2, 1)):
        for _ in range(count):
            a_contribution(speaker, area=area)
    a_contribution(a_participant(event, an_organisation()), area=1)
    coverage = coverage_of(event)
    assert [[(cell.count, cell.level) for cell in row.cells] for row in coverage.rows] == [
        [(0, 0), (0, 0), (0, None), (0, None)],
        [(3, 2), (1, 1), (0, None), (0, None)],
        [(1, 1), (0, None), (0, None), (0, None)],
    ]
    assert [(row.total, row.is_party) for row in coverage.rows] == [(0, True), (4, True), (1, False)]
    assert (coverage.totals, coverage.empty_count, coverage.cell_count) == ([4, 1, 0, 0, 5], 2, 4)


def test_coverage_asks_as_many_questions_of_three_parties_as_of_one(django_assert_num_queries):
    for count in (1, 3):
        event = a_forum(a_negotiation(municipality_count=count))
        for party in event.negotiation.parties.all():
            a_contribution(a_participant(event, party.organisation))
        event = Event.objects.with_negotiations().get(pk=event.pk)
        with django_assert_num_queries(3):
            coverage_of(event)


def test_the_log_tells_latest_first_who_did_what(event: Event):
    facilitator = a_mandate(event.negotiation, Role.FACILITATOR)
    now = timezone.now()
    sentence = a_contribution(a_participant(event), "Näin sanottiin.")
    close_discussion(discussion=event.discussions.get(number=1), now=now - dt.timedelta(hours=2), made_by=facilitator)
    open_discussion(
        discussion=event.discussions.get(number=1), now=now - dt.timedelta(hours=1), minutes=10, made_by=facilitator
    )
    hide_contribution(contribution=sentence, reason="syy", made_by=facilitator)
    restore_contribution(contribution=sentence, reason="toinen syy", made_by=None)
    entries = log.log_of(event)
    assert [(entry.deed, entry.by, entry.note) for entry in entries] == [
        ("Näytetään taas", "", "toinen syy"),
        ("Piilotettu", facilitator.name, "syy"),
        ("Avattu", facilitator.name, ""),
        ("Suljettu", facilitator.name, ""),
    ]
    assert entries[0].target == "”Näin sanottiin.”"
    assert entries[2].until == now - dt.timedelta(minutes=50)


def test_a_long_record_is_shown_in_part_and_whole_when_asked(facilitator: Client, event: Event):
    speaker = a_participant(event)
    for _ in range(desk.SHOWN + 1):
        hide_contribution(contribution=a_contribution(speaker), reason="syy", made_by=None)
    assert [len(log.hidden_of(event)), len(log.hidden_of(event, is_whole=True))] == [desk.SHOWN, desk.SHOWN + 1]
    assert [len(log.log_of(event)), len(log.log_of(event, is_whole=True))] == [desk.SHOWN, desk.SHOWN + 1]
    assert page(facilitator, event).count("Näytä taas") == desk.SHOWN
    assert page(facilitator, event, "?all=1").count("Näytä taas") == desk.SHOWN + 1


def test_the_desk_tells_how_many_say_that_a_sentence_has_been_said_before(facilitator: Client, event: Event):
    first, second = (a_contribution(a_participant(event)) for _ in range(2))
    for _ in range(2):
        DuplicateMark.objects.create(
            contribution=second, earlier=first, participant=a_participant(event), written_at=timezone.now()
        )
    assert page(facilitator, event).count("2 sanoo: on jo sanottu") == 1


@pytest.mark.django_db
def test_what_a_writer_took_back_has_no_button_that_shows_it_again(client: Client):
    event = a_forum()
    hidden, taken_back = (a_contribution(a_participant(event)) for _ in range(2))
    hide_contribution(contribution=hidden, reason="Loukkaa jotakuta", made_by=None)
    Moderation.objects.create(contribution=taken_back, is_hiding=True, cause=Cause.WITHDRAWN, reason="withdrawn")
    client.force_login(a_mandate(event.negotiation, Role.FACILITATOR))
    page = client.get(f"/fi/e/{event.code}/desk/").content.decode()
    assert (f'id="restore-{hidden.pk}"' in page, f'id="restore-{taken_back.pk}"' in page) == (True, False)
