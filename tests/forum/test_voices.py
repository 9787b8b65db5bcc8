"""A table speaks by its scribe: what it agreed on and what one said are different marks, everywhere."""

import csv
import datetime as dt
import io
import json
import uuid
import zipfile

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as some

from builders import a_contribution, a_forum, a_mandate, a_negotiation, a_participant, a_reaction, an_organisation
from sopu.forum.actions.badges import make_scribes_badges
from sopu.forum.actions.exchange import Batch, Person, store_batch, store_batches
from sopu.forum.actions.seating import set_tables
from sopu.forum.models import Contribution, Participant, Table, Voice
from sopu.forum.queries.coverage import coverage_of, table_coverage_of
from sopu.forum.queries.desk import counts_of, newest
from sopu.forum.queries.feed import Cursor, Feed
from sopu.forum.queries.wall import wall_now
from sopu.forum.rules import Contribute, Hall, React, Standing, Target, Unfit, UnfitAct, act_from, unfit
from sopu.negotiations.models import Role
from sopu.publishing.documents import csv_file, json_file, pdf, word
from sopu.publishing.queries.material import extracts_of, material_of

NOW = dt.datetime(2025, 10, 24, 12, 0, tzinfo=dt.UTC)
HALL = Hall(True, {1: True}, frozenset({"measure", "commitment"}), frozenset({7, 8}))
VOICES = some.sampled_from(["own", "table", "one"])
ORGANISATIONS = some.one_of(some.none(), some.integers(0, 9))
PROMPTS = some.sampled_from(["measure", "commitment"])


def an_act(voice="own", organisation=None, prompt="measure") -> Contribute:
    return Contribute(uuid.UUID(int=1), 1, prompt, "Ajatus.", "fi", NOW, voice, organisation)


def standing(**fields) -> Standing:
    return Standing(**({"has_organisation": False, "spoken": set(), "important": set()} | fields))


@given(VOICES, ORGANISATIONS, PROMPTS, some.booleans())
def test_nobody_but_a_scribe_speaks_for_others(voice, organisation, prompt, has_organisation):
    reason = unfit(an_act(voice, organisation, prompt), HALL, standing(has_organisation=has_organisation))
    speaks_for_others = voice != "own" or organisation is not None
    assert (reason == Unfit.VOICE_OF_SCRIBES) == speaks_for_others


@given(VOICES, ORGANISATIONS, PROMPTS)
def test_a_scribe_says_whose_it_is_and_names_only_parties(voice, organisation, prompt):
    reason = unfit(an_act(voice, organisation, prompt), HALL, standing(is_scribe=True))
    if voice == "own":
        assert reason == Unfit.VOICE_MISSING
    elif organisation not in {None, 7, 8}:
        assert reason == Unfit.NO_SUCH_ORGANISATION
    elif prompt == "commitment" and organisation is None:
        assert reason == Unfit.COMMITMENT_NEEDS_ORGANISATION
    else:
        assert reason is None


@given(some.one_of(some.none(), some.text(), some.integers(), some.lists(some.integers()), some.booleans()))
def test_a_voice_that_is_none_is_not_read(voice):
    raw = {
        "id": str(uuid.UUID(int=1)),
        "do": "contribute",
        "discussion": 1,
        "prompt": "measure",
        "text": "A",
        "voice": voice,
    }
    if voice is None or voice in ("own", "table", "one"):
        assert act_from(raw, NOW).voice == (voice or "own")
    else:
        with pytest.raises(UnfitAct):
            act_from(raw, NOW)


@pytest.mark.parametrize("organisation", ["7", True, 1.5, [7]])
def test_an_organisation_that_is_no_key_is_not_read(organisation):
    raw = {"id": str(uuid.UUID(int=1)), "do": "contribute", "discussion": 1, "prompt": "measure", "text": "A"}
    with pytest.raises(UnfitAct):
        act_from(raw | {"organisation": organisation}, NOW)


def test_a_tables_device_answers_nothing():
    act = React(uuid.UUID(int=1), uuid.UUID(int=2), 1, False, NOW)
    reason = unfit(act, HALL, standing(is_scribe=True, spoken={1}), Target(1, is_own=False))
    assert reason == Unfit.ANSWERS_ARE_OF_PEOPLE


# In the hall


@pytest.fixture
def event():
    return a_forum(a_negotiation())


def a_scribe(event, number: int = 7) -> Participant:
    table, _ = Table.objects.get_or_create(event=event, number=number)
    return Participant.objects.create(event=event, table=table)


def raw(voice="table", **fields) -> dict[str, object]:
    return {
        "id": str(uuid.uuid4()),
        "do": "contribute",
        "discussion": 1,
        "prompt": "measure",
        "text": "Kylätalot auki.",
        "voice": voice,
    } | fields


def party_of(event, place: int = 1):
    return event.negotiation.parties.all()[place].organisation


@pytest.mark.django_db
def test_a_scribes_batch_is_stored_with_whose_each_is(event):
    party = party_of(event)
    acts = [raw(), raw("one"), raw("one", organisation=party.pk), raw(prompt="commitment", organisation=party.pk)]
    answer = store_batch(participant=a_scribe(event), acts=acts, now=timezone.now())
    assert answer.refused == []
    assert [(one.voice, one.organisation) for one in Contribution.objects.all()] == [
        (Voice.TABLE, None),
        (Voice.ONE, None),
        (Voice.ONE, party),
        (Voice.TABLE, party),
    ]


@pytest.mark.django_db
def test_what_a_scribe_may_not_write_is_refused_in_words(event):
    stranger = an_organisation()
    acts = [raw("own"), raw(organisation=stranger.pk), raw(prompt="commitment")]
    answer = store_batch(participant=a_scribe(event), acts=acts, now=timezone.now())
    assert [one.reason for one in answer.refused] == [
        Unfit.VOICE_MISSING,
        Unfit.NO_SUCH_ORGANISATION,
        Unfit.COMMITMENT_NEEDS_ORGANISATION,
    ]
    assert all(one.sentence for one in answer.refused)


@pytest.mark.django_db
def test_a_person_cannot_write_as_a_table(event):
    answer = store_batch(participant=a_participant(event), acts=[raw(), raw("own", organisation=1)], now=timezone.now())
    assert [one.reason for one in answer.refused] == [Unfit.VOICE_OF_SCRIBES] * 2


@pytest.mark.django_db
def test_naming_a_party_costs_one_question_however_many_do(event, django_assert_num_queries):
    party = party_of(event)
    scribes = [Person.of(a_scribe(event, number)) for number in (1, 2, 3)]

    def asked(batches) -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            store_batches(batches=batches, now=timezone.now())
        return len(found)

    plain = asked([Batch(scribes[0], [raw()])])
    one = asked([Batch(scribes[0], [raw(organisation=party.pk)])])
    three = asked([Batch(scribe, [raw(organisation=party.pk)] * 1) for scribe in scribes])
    assert (one - plain, three - plain) == (1, 1)


def say(event, text: str, voice: str, number: int = 7, **fields) -> Contribution:
    return a_contribution(a_scribe(event, number), text, voice=voice, **fields)


@pytest.mark.django_db
def test_the_desk_knows_the_table_and_the_wall_only_of_what_was_agreed(event):
    say(event, "Yhteinen.", "table")
    say(event, "Yhden.", "one")
    assert [one.whose for one in newest(event, 10**9)[0]] == ["pöytä 7, yhden sanoma", "pöytä 7, yhteinen"]
    assert [one.whose for one in wall_now(event, timezone.now()).newest] == ["yksi pöydässä", "pöytä 7, yhteinen"]


@pytest.mark.django_db
def test_a_commitment_of_a_table_carries_the_named_organisation(event):
    party, me = party_of(event), a_participant(event)
    say(event, "Lupaamme.", "table", kind="commitment", organisation=party)
    feed = Feed(event.pk)
    feed.refresh()
    told = [json.loads(one) for one in feed.news(me.pk, {1}, Cursor.parse("")).sentences]
    assert [one["organisation"] for one in told] == [party.name_fi]
    assert [one.organisation for one in wall_now(event, timezone.now()).newest] == [party.name]


@pytest.mark.django_db
def test_a_tables_device_is_nobody_in_the_numbers_of_people(event):
    a_participant(event)
    say(event, "Yhteinen.", "table")
    assert (counts_of(event).voices, wall_now(event, timezone.now()).voices) == (1, 1)
    assert material_of(event, language="fi", compiled_at=NOW).counts.participants == 1


@pytest.mark.django_db
def test_tables_do_not_spoil_the_breakdown_of_people(event):
    party = party_of(event)
    people = [a_participant(event, party) for _ in range(6)]
    said = say(event, "Yhteinen.", "table")
    for one in people:
        a_reaction(one, said)
    material = material_of(event, language="fi", compiled_at=NOW)
    assert [(group.key, group.people_count, group.sentence_count) for group in material.kinds] == [
        ("municipality", 6, 0)
    ]
    assert [group.kind for group in material.sentences[0].groups] == ["municipality"]


@pytest.mark.django_db
def test_a_silent_table_stands_out_on_the_desk(event):
    set_tables(event=event, count=2)
    a_contribution(Participant.objects.create(event=event, table=Table.objects.get(number=1)), voice="table")
    coverage = table_coverage_of(event)
    assert [(row.name, [cell.level for cell in row.cells]) for row in coverage.rows] == [
        ("1", [1, 0, 0, 0]),
        ("2", [0, 0, 0, 0]),
    ]
    assert (coverage.empty_count, coverage.cell_count) == (7, 8)
    client = Client()
    client.force_login(a_mandate(event.negotiation, Role.FACILITATOR))
    assert "hiljaista pöytää" in client.get(f"/fi/e/{event.code}/desk/").content.decode()


@pytest.mark.django_db
def test_an_event_without_tables_has_no_coverage_of_them(event):
    assert table_coverage_of(event) is None


@pytest.mark.django_db
def test_the_coverage_of_tables_asks_as_much_of_three_as_of_one(django_assert_num_queries):
    for count in (1, 3):
        event = a_forum()
        for number in range(1, count + 1):
            say(event, "Yhteinen.", "table", number)
        with django_assert_num_queries(3):
            table_coverage_of(event)


@pytest.mark.django_db
def test_only_what_a_scribe_gave_to_a_party_counts_as_its(event):
    party = party_of(event)
    say(event, "Ei kenenkään.", "table")
    say(event, "Kunnan.", "one", organisation=party)
    rows = {row.name: row.total for row in coverage_of(event).rows}
    assert (rows[party.name], sum(rows.values())) == (1, 2)
    material = material_of(event, language="fi", compiled_at=NOW)
    own = {of.organisation: extract.sentences for of, extract in extracts_of(event, material, language="fi").items()}
    assert [one.text for one in own[party]] == ["Kunnan."]
    assert sum(len(sentences) for sentences in own.values()) == 1


@pytest.mark.django_db
def test_every_form_of_the_material_says_whose_a_sentence_is(event):
    party = party_of(event)
    say(event, "Yhteinen ajatus.", "table")
    say(event, "Yhden ajatus.", "one")
    say(event, "Lupaus.", "table", kind="commitment", organisation=party)
    material = material_of(event, language="fi", compiled_at=NOW)
    told = json.loads(json_file.whole(material))["sentences"]
    assert [(one["voice"], one["table"]) for one in told] == [("table", 7), ("one", None), ("table", 7)]
    rows = csv.DictReader(io.StringIO(csv_file.whole(material).decode("utf-8-sig")), delimiter=";")
    assert [row["Kenen sana"] for row in rows] == ["pöytä 7, yhteinen", "yksi pöydässä", "pöytä 7, yhteinen"]
    with zipfile.ZipFile(io.BytesIO(word.whole(material))) as archive:
        text = archive.read("word/document.xml").decode()
    assert "Pöytä 7, yhteinen" in text
    assert "Yksi pöydässä" in text
    assert "pöydän kirjuri" in text
    assert pdf.whole(material).startswith(b"%PDF")


# The scribe's page


@pytest.fixture
def scribe(event) -> Client:
    set_tables(event=event, count=7)
    clerk = a_mandate(event.negotiation, Role.FACILITATOR)
    seven = [event.tables.get(number=7)]
    (badge,) = make_scribes_badges(event=event, tables=seven, made_by=clerk, now=timezone.now())
    client = Client()
    client.post(f"/fi/b/{badge.code}/")
    return client


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


@pytest.mark.django_db
def test_a_scribes_page_says_the_table_and_asks_whose_word_it_is(event, scribe):
    page = text_of(scribe.get(f"/fi/e/{event.code}/write/"))
    assert "Pöytä 7<br>kirjuri" in page
    assert "Kenen sana tämä on?" in page
    assert party_of(event).name in page


@pytest.mark.django_db
def test_a_person_is_not_asked_whose_word_it_is(event):
    phone = Client()
    phone.post(f"/fi/e/{event.code}/", {"organisation": "other", "role": "partner"})
    assert "Kenen sana tämä on?" not in text_of(phone.get(f"/fi/e/{event.code}/write/"))


@pytest.mark.django_db
def test_a_scribe_writes_without_a_script(event, scribe):
    form = {"id": str(uuid.uuid4()), "discussion": 1, "prompt": "measure", "text": "Kylätalot auki."}
    unsaid = scribe.post(f"/fi/e/{event.code}/write/?d=1", form)
    assert "Valitse, onko ajatus pöydän yhteinen vai yhden sanoma." in text_of(unsaid)
    scribe.post(f"/fi/e/{event.code}/write/?d=1", form | {"voice": "one", "organisation": party_of(event).pk})
    assert [(one.voice, one.organisation) for one in Contribution.objects.all()] == [("one", party_of(event))]


@pytest.mark.django_db
def test_a_scribe_is_not_taken_to_answer(event, scribe):
    assert scribe.get(f"/fi/e/{event.code}/answer/").headers["Location"] == f"/fi/e/{event.code}/write/"
    assert scribe.get(f"/fi/e/{event.code}/mine/").status_code == 200


@pytest.mark.django_db
def test_a_new_badge_for_a_scribe_cancels_the_unused_one(event):
    clerk, tables = a_mandate(event.negotiation, Role.FACILITATOR), set_tables(event=event, count=1)
    old, new = (make_scribes_badges(event=event, tables=tables, made_by=clerk, now=timezone.now())[0] for _ in range(2))
    assert Client().post(f"/fi/b/{old.code}/").status_code == 409
    assert Client().post(f"/fi/b/{new.code}/").status_code == 302
