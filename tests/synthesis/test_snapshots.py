"""A snapshot of who agrees with whom: what goes in, what comes out, and that it can be reckoned again."""

import csv
import io
import json

import pytest
from django.core.management import call_command
from django.utils import timezone, translation

from builders import a_contribution, a_participant, a_reaction, a_user, an_organisation
from conversations import needs_shared_data, published
from sopu.core.digests import sha256
from sopu.core.refusals import Refused
from sopu.forum.actions.importing import import_conversation
from sopu.forum.models import Contribution, Event, Moderation, ParticipantRole, Reaction, Stance
from sopu.organisations.models import Kind
from sopu.synthesis.actions import proposing
from sopu.synthesis.actions.snapshots import name_group, take_opinion_snapshot
from sopu.synthesis.management.commands import synthesis as command
from sopu.synthesis.models import GroupName, Snapshot
from sopu.synthesis.queries.groups import group_of_participants, known_groups
from sopu.synthesis.queries.opinion import METHOD
from sopu.synthesis.queries.recomputing import Outcome, opinion_again
from sopu.synthesis.queries.votes import Marks, answered_in, marks_of

pytestmark = pytest.mark.django_db


def take(event, **fields) -> Snapshot:
    return take_opinion_snapshot(event=event, made_by=a_user(), now=timezone.now(), **fields)


def hide(sentence, *, is_hiding=True):
    return Moderation.objects.create(contribution=sentence, is_hiding=is_hiding, reason="Asiaton.")


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def a_split_hall(event, size=12, sentences=10):
    """Two halves that answer every sentence in opposite ways, with a sentence that all agree on first."""
    writer = a_participant(event)
    said = [a_contribution(writer, f"Lause {number}.") for number in range(sentences)]
    people = [a_participant(event, role=ParticipantRole.ELECTED) for _ in range(size)]
    people += [a_participant(event, role=ParticipantRole.OFFICE_HOLDER) for _ in range(size)]
    now = timezone.now()
    Reaction.objects.bulk_create(
        Reaction(
            participant=person, contribution=sentence, stance=_stance(number < size, number, place), written_at=now
        )
        for number, person in enumerate(people)
        for place, sentence in enumerate(said)
    )
    return said, people


def _stance(is_first: bool, number: int, place: int) -> int:
    if place == 0:
        return 1
    return (1 if is_first else -1) * (-1 if (number + place) % 7 == 0 else 1) * (-1) ** place


def test_only_the_last_words_on_visible_sentences_go_in(event):
    one, other = a_participant(event), a_participant(event)
    seen, hidden = a_contribution(one, "Näkyvä."), a_contribution(one, "Piilotettu.")
    a_reaction(other, seen, Stance.AGREE)
    a_reaction(other, hidden, Stance.AGREE)
    a_reaction(other, seen, Stance.DISAGREE)
    hide(hidden)
    answered = answered_in(event)
    assert answered.people == (other.pk,)
    assert answered.sentences == (seen.pk,)
    assert answered.votes.stance.tolist() == [-1]


def test_visible_at_the_latest_marks_is_what_is_visible_now(event):
    said, _people = a_split_hall(event, size=2)
    hide(said[1])
    hide(said[2])
    hide(said[2], is_hiding=False)
    visible = Contribution.objects.of(event).visible().order_by("id").values_list("id", flat=True)
    assert answered_in(event).sentences == tuple(visible)


def test_answers_are_read_again_as_they_were_at_a_mark(event):
    said, people = a_split_hall(event, size=3)
    marks, then = marks_of(event), answered_in(event)
    a_reaction(people[0], said[3], Stance.PASS)
    a_reaction(a_participant(event), a_contribution(people[0], "Myöhempi."))
    hide(said[0])
    again = answered_in(event, marks)
    assert again.digest == then.digest
    assert answered_in(event).digest != then.digest


def test_people_are_numbers_in_the_files_that_are_digested(event):
    _said, people = a_split_hall(event, size=1, sentences=2)
    files = answered_in(event).files
    rows = list(csv.reader(io.StringIO(files["votes.csv"].decode())))
    assert rows[0] == ["person", "sentence", "stance"]
    assert [row[0] for row in rows[1:]] == ["0", "0", "1", "1"]
    assert files["people.csv"].decode().splitlines() == [
        "person,kind,size,role",
        "0,municipality,,elected",
        "1,municipality,,office_holder",
    ]
    assert not any(str(person.pk)[:8] in content.decode() for person in people for content in files.values())


def test_the_digest_of_what_goes_in_is_that_of_the_list_of_the_files(event):
    a_split_hall(event, size=1, sentences=2)
    answered = answered_in(event)
    lines = "".join(f"{sha256(answered.files[name])}  {name}\n" for name in sorted(answered.files))
    assert answered.digest == sha256(lines.encode())


@pytest.mark.parametrize("size", [1, 3])
def test_reading_asks_the_database_as_often_however_much_was_answered(event, size, django_assert_num_queries):
    a_split_hall(event, size=size)
    with django_assert_num_queries(4):
        answered_in(event, Marks(2**40, 2**40, 2**40))


def test_known_groups_are_kind_size_and_role(event):
    county, town = event.negotiation.county, an_organisation(Kind.MUNICIPALITY, population=7_000)
    sentence = a_contribution(a_participant(event))
    one = a_participant(event, county, ParticipantRole.OFFICE_HOLDER)
    other = a_participant(event, town, ParticipantRole.UNKNOWN)
    for person in (one, other):
        a_reaction(person, sentence)
    kind, size, role = known_groups(event)
    assert kind.of == {one.pk: 0, other.pk: 1}
    assert size.of == {other.pk: 1}
    assert role.of == {one.pk: 1}
    assert role.numbers([other.pk, one.pk]) == [-1, 1]


def test_nothing_answered_makes_no_snapshot(event):
    with pytest.raises(Refused, match="Nobody has answered"):
        take(event)
    assert Snapshot.objects.count() == 0


def test_the_same_answers_give_the_same_snapshot(event):
    a_split_hall(event)
    first = take(event)
    assert take(event) == first
    assert take(event, seed=1) != first
    assert Snapshot.objects.count() == 2


def test_a_new_answer_gives_a_new_snapshot(event):
    said, people = a_split_hall(event)
    first = take(event)
    a_reaction(people[0], said[0], Stance.DISAGREE)
    assert take(event) != first


def test_a_snapshot_names_nobody_and_quotes_nothing(event):
    said, people = a_split_hall(event)
    snapshot = take(event)
    told = json.dumps(snapshot.result)
    assert not any(str(person.pk) in told or person.pk.hex in told for person in people)
    assert not any(one.text in told for one in said)
    assert snapshot.method == METHOD
    assert snapshot.result["people"] == 24


def test_halves_that_answer_in_opposite_ways_are_found_and_each_persons_group_is_known(event):
    _said, people = a_split_hall(event)
    snapshot = take(event)
    groups = group_of_participants(snapshot)
    found = [[groups[one.pk] for one in half if one.pk in groups] for half in (people[:12], people[12:])]
    assert [len(set(half)) for half in found] == [1, 1]
    assert set(found[0]) != set(found[1])
    assert sum(map(len, found)) == len(groups) == sum(snapshot.result["sizes"])


def test_who_was_who_stays_known_when_a_sentence_is_hidden_and_more_is_answered(event):
    said, people = a_split_hall(event)
    snapshot = take(event)
    groups = group_of_participants(snapshot)
    hide(said[0])
    a_reaction(people[3], said[4], Stance.PASS)
    assert group_of_participants(snapshot) == groups


def test_who_was_who_is_not_guessed_when_answers_are_gone(event):
    _said, people = a_split_hall(event)
    snapshot = take(event)
    Reaction.objects.filter(participant=people[0]).delete()
    assert group_of_participants(snapshot) == {}


def test_a_snapshot_reckoned_again_is_equal(event):
    said, people = a_split_hall(event)
    snapshot = take(event)
    hide(said[0])
    a_reaction(people[0], said[2], Stance.PASS)
    again = opinion_again(Snapshot.objects.get(pk=snapshot.pk))
    assert (again.outcome, again.differences) == (Outcome.EQUAL, ())


def test_answers_that_are_gone_are_counted(event):
    _said, people = a_split_hall(event)
    snapshot = take(event)
    Reaction.objects.filter(participant=people[0]).delete()
    again = opinion_again(snapshot)
    assert again.outcome == Outcome.DIFFERS
    assert again.differences[0] == "Input: votes.csv has 230 rows, it had 240: some have been deleted since."
    assert again.differences[1] == "Input: people.csv has 23 rows, it had 24: some have been deleted since."


def test_what_is_known_of_people_belongs_to_what_went_in(event):
    _said, people = a_split_hall(event)
    snapshot = take(event)
    people[0].role = ParticipantRole.PARTNER
    people[0].save()
    assert opinion_again(snapshot).differences == (
        "Input: people.csv has as many rows as then, 24, but other content.",
        "Result: these parts differ: known.",
    )


def test_a_changed_result_and_a_changed_method_are_told(event):
    a_split_hall(event)
    snapshot = take(event)
    snapshot.result["straight"] = 7
    snapshot.method = "an older one"
    snapshot.save()
    assert opinion_again(snapshot).differences == (
        f"The method has changed: an older one then, {METHOD} now.",
        "The kept result is not the one whose digest was kept: somebody has changed it.",
        "Result: these parts differ: straight.",
    )


def test_the_command_says_equal_and_ends_with_one_when_something_differs(event, capsys):
    a_split_hall(event)
    snapshot = take(event)
    call_command("synthesis", "recompute", event.code)
    assert capsys.readouterr().out.rstrip().endswith("equal")
    Snapshot.objects.filter(pk=snapshot.pk).update(result_digest="0" * 64)
    with pytest.raises(SystemExit) as ended:
        call_command("synthesis", "recompute", "--all", "--json")
    assert ended.value.code == 1
    (told,) = json.loads(capsys.readouterr().out)["snapshots"]
    assert (told["event"], told["kind"], told["outcome"]) == (event.code, "opinion", "differs")
    assert len(told["differences"]) == 1


@pytest.fixture
def proposed(event, monkeypatch):
    """A proposal of the machine's by letters only: what embeds is not at hand."""
    monkeypatch.setattr(proposing, "embed_event", lambda event: [])
    monkeypatch.setattr(proposing, "embedded", lambda event, keys: None)
    monkeypatch.setattr(command, "embedded", lambda event, keys: None)
    someone = a_participant(event)
    texts = ("Kirjasto auki iltaisin", "Kirjastoauto kylille", "Bussi kulkee kylille", "Bussipysäkille katos")
    for text in texts:
        a_contribution(someone, text)
    request = proposing.request_themes(event=event, requested_by=None, now=timezone.now())
    proposing.propose_themes(request=request, now=timezone.now())
    return someone


def outcome_of(event, capsys) -> str:
    call_command("synthesis", "recompute", event.code, "--json")
    (told,) = json.loads(capsys.readouterr().out)["snapshots"]
    assert told["kind"] == "themes"
    return told["outcome"]


def test_themes_are_reckoned_again_until_somebody_says_more(event, proposed, capsys):
    assert outcome_of(event, capsys) == "equal"
    a_contribution(proposed, "Kirjastoon lisää tilaa")
    assert outcome_of(event, capsys) == "moved_on"
    Snapshot.objects.update(result={})
    with pytest.raises(SystemExit):
        outcome_of(event, capsys)


def test_the_command_refuses_an_unknown_event(event):
    with pytest.raises(Refused, match="no event with the code"):
        call_command("synthesis", "recompute", "ZZ9999")


def test_people_name_a_found_group_and_the_latest_name_stands(event):
    a_split_hall(event)
    snapshot, editor = take(event), a_user()
    name_group(snapshot=snapshot, group=0, names={"fi": "Ensin"}, made_by=editor)
    name_group(snapshot=snapshot, group=0, names={"fi": " Lähipalvelut ", "sv": "Närservice"}, made_by=editor)
    (name,) = GroupName.objects.standing().filter(snapshot=snapshot)
    assert (name.group, name.name_fi, name.name_sv) == (0, "Lähipalvelut", "Närservice")


@pytest.mark.parametrize("group", [-1, 2, 99])
def test_a_group_that_was_not_found_is_not_named(event, group):
    a_split_hall(event)
    snapshot = take(event)
    assert len(snapshot.result["sizes"]) == 2
    with pytest.raises(Refused, match="no such group"):
        name_group(snapshot=snapshot, group=group, names={"fi": "Nimi"}, made_by=a_user())


@pytest.mark.slow
@needs_shared_data
def test_a_published_conversation_goes_through_and_is_equal_when_reckoned_again(event):
    brought = import_conversation(negotiation=event.negotiation, files=published("vtaiwan.uberx"), now=timezone.now())
    uberx = Event.objects.get(code=brought.code)
    snapshot = take(uberx)
    assert (snapshot.result["people"], snapshot.result["votes"]) == (1912, 49348)
    assert len(snapshot.result["sizes"]) >= 2
    assert opinion_again(snapshot).outcome == Outcome.EQUAL
