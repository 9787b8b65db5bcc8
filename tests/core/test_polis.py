"""Exports of Polis are read strictly and written back the same."""

import dataclasses

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conversations import NAMES, TINY, changed, needs_shared_data, published
from sopu.core import polis
from sopu.core.polis.clocks import LATEST, Clock, clock_of
from sopu.core.tables import Form, Unreadable

TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20)
MOMENTS = st.integers(0, 4_000_000_000_000)


@st.composite
def conversations(draw: st.DrawFn) -> polis.Conversation:
    """Any conversation that an export can tell, in any order of rows."""
    clock = Clock(draw(st.sampled_from(["UTC", "WIB", "EEST"])), draw(st.sampled_from([0, 180, 420, -330])))
    comments = draw(st.lists(st.integers(0, 99), unique=True, max_size=4))
    people = draw(st.lists(st.integers(0, 99), unique=True, max_size=4, min_size=1 if comments else 0))
    cells = [(comment, person) for comment in comments for person in people]
    cast = draw(st.lists(st.tuples(st.sampled_from(cells), st.sampled_from([1, 0, -1])), max_size=12)) if cells else []
    times = draw(st.lists(st.none() | MOMENTS, min_size=len(cast), max_size=len(cast)))
    votes = [
        polis.Vote(comment, voter, vote, at, "" if at is None else clock.shows(at))
        for ((comment, voter), vote), at in zip(cast, times, strict=True)
    ]
    finals: dict[int, dict[int, int]] = {person: {} for person in people}
    for place in polis.chronological(votes):
        finals[votes[place].voter][votes[place].comment] = votes[place].vote
    statements = tuple(draw(statement(one, people, clock)) for one in comments)
    counts = {
        "topic": draw(TEXTS),
        "url": draw(TEXTS),
        "views": draw(TEXTS),
        "voters": str(sum(1 for person in people if finals[person])),
        "voters-in-conv": str(len(people)),
        "commenters": str(len({one.author for one in statements})),
        "comments": str(len(comments)),
        "groups": draw(TEXTS),
        "conversation-description": draw(TEXTS),
    }
    has_votes = draw(st.booleans())
    names = polis.FILES if has_votes else polis.REQUIRED
    return polis.Conversation(
        summary=tuple(counts.items()),
        statements=statements,
        people=tuple(polis.Person(person, draw(st.sampled_from(["", "0", "1"])), finals[person]) for person in people),
        votes=tuple(votes) if has_votes else None,
        matrix_order=tuple(draw(st.permutations(comments))),
        forms={name: draw(st.builds(Form, st.sampled_from(["\n", "\r\n"]), st.booleans())) for name in names},
    )


def statement(number: int, people: list[int], clock: Clock) -> st.SearchStrategy[polis.Statement]:
    """A statement of one of the people."""
    return st.builds(
        lambda at, **told: polis.Statement(id=number, at=at, shown_at=clock.shows(at), **told),
        at=MOMENTS,
        author=st.sampled_from(people),
        text=TEXTS,
        agrees=st.integers(0, 9),
        disagrees=st.integers(0, 9),
        moderated=st.sampled_from([1, 0, -1]),
    )


@given(conversation=conversations())
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_what_is_written_is_read_back(conversation):
    files = polis.write(conversation)
    assert polis.read(files) == conversation
    assert polis.write(polis.read(files)) == files


def test_a_conversation_is_read_in_the_order_of_its_files():
    conversation = polis.read(TINY)
    assert conversation.told("topic") == "Arjen palvelut kylissä"
    assert conversation.told("weather") == ""
    assert [one.id for one in conversation.statements] == [3, 1, 2, 0]
    assert conversation.statements[1] == polis.Statement(
        id=1,
        author=0,
        text='Kylien "väki" mukaan,\nja nuoret myös. ',
        at=1761310060007,
        shown_at="Fri Oct 24 14:47:40 EET 2025",
        agrees=2,
        disagrees=1,
        moderated=1,
    )
    assert conversation.people[1] == polis.Person(5, "0", {0: 1, 1: 0, 2: 1})
    assert conversation.votes is not None
    assert conversation.votes[4] == polis.Vote(1, 2, -1, 1761310091000, "Fri Oct 24 14:48:11 EET 2025")
    assert polis.write(conversation) == TINY


def test_an_export_without_votes_tells_last_words_only():
    files = {name: TINY[name] for name in polis.REQUIRED}
    assert polis.read(files).votes is None
    assert polis.write(polis.read(files)) == files


def test_columns_of_newer_exports_are_kept_as_told():
    comments = (
        b"timestamp,comment-id,author-id,agrees,disagrees,moderated,is-seed,comment-body\n"
        b"1761310000001,0,0,3,0,1,true,Yes\n"
    )
    matrix = b"participant,xid,group-id,n-comments,n-votes,n-agree,n-disagree,0\n0,x7,,1,0,0,0,\n"
    summary = TINY["summary.csv"].replace(b"voters,3", b"voters,0").replace(b"in-conv,3", b"in-conv,1")
    summary = summary.replace(b"commenters,2", b"commenters,1").replace(b"comments,4", b"comments,1")
    files = {"summary.csv": summary, "comments.csv": comments, "participants-votes.csv": matrix}
    conversation = polis.read(files)
    assert conversation.statements[0].extras == {"is-seed": "true"}
    assert conversation.people[0].extras == {"xid": "x7"}
    assert polis.write(conversation) == files


def test_a_statement_added_to_a_newer_export_leaves_its_columns_empty():
    conversation = polis.read(TINY)
    wider = dataclasses.replace(conversation, comment_columns=(*conversation.comment_columns, "is-seed"))
    assert (
        polis.write(wider)["comments.csv"].splitlines()[1] == b"1761310400120,Fri Oct 24 14:53:20 EET 2025,3,5,0,1,-1,,"
    )


def test_the_order_of_published_files_is_by_statement_then_voter_then_time():
    votes = [polis.Vote(1, 0, 1, 5), polis.Vote(0, 2, 1, 9), polis.Vote(0, 2, -1, 3), polis.Vote(0, 1, 0)]
    assert polis.canonical(votes) == [3, 2, 1, 0]
    assert polis.chronological(votes) == [3, 2, 0, 1]


REFUSALS = [
    ("summary.csv", "views,7\n", "", "key_missing", None),
    ("summary.csv", "views,7\n", "views,7\nviews,7\n", "key_twice", 4),
    ("summary.csv", "views,7\n", "views,7,8\n", "column_count", 3),
    ("summary.csv", "topic,Arjen", "topic,my,Arjen", "column_count", 1),
    ("summary.csv", "comments,4", "comments,5", "count_disagrees", 7),
    ("summary.csv", "commenters,2", "commenters,3", "count_disagrees", 6),
    ("summary.csv", "voters,3", "voters,4", "count_disagrees", 4),
    ("summary.csv", "voters-in-conv,3", "voters-in-conv,", "count_disagrees", 5),
    ("comments.csv", ",author-id,", ",author,", "column_missing", 1),
    ("comments.csv", "Bussit", "Bussit, junat", "column_count", 4),
    (
        "comments.csv",
        "300900,Fri Oct 24 14:51:40 EET 2025,2,5",
        "300900,Fri Oct 24 14:51:40 EET 2025,2,9",
        "unknown_author",
        4,
    ),
    ("comments.csv", "EET 2025,2,5,1,1,0", "EET 2025,8,5,1,1,0", "unknown_comment", 1),
    ("comments.csv", "säilyvät.\n", "säilyvät.\n1761310000001,,4,0,0,0,0,a\n", "comment_without_column", 1),
    ("comments.csv", ",5,0,1,-1,\n", ",5,0,1,2,\n", "unknown_moderation", 2),
    ("comments.csv", ",5,0,1,-1,\n", ",5,x,1,-1,\n", "not_whole", 2),
    ("comments.csv", ",5,0,1,-1,\n", ",5,007,1,-1,\n", "not_whole", 2),
    ("comments.csv", "1761310400120", "9961310400120999", "not_a_time", 2),
    ("comments.csv", "1761310400120", "1761310402120", "times_disagree", 2),
    ("comments.csv", "14:53:20", "25:53:20", "times_disagree", 2),
    ("participants-votes.csv", "n-disagree,0,1,2,3", "n-disagree,0,1,2,7", "unknown_comment", 1),
    ("participants-votes.csv", "group-id", "group", "column_missing", 1),
    ("participants-votes.csv", "2,,0,3,2,1,1,1,,-1", "5,,0,3,2,1,1,1,,-1", "id_twice", 4),
    ("participants-votes.csv", "5,0,2,3,2,0,1,0,1,", "5,0,2,3,2,0,1,2,1,", "unknown_vote", 3),
    ("participants-votes.csv", "5,0,2,3,2,0,1,0,1,", "5,0,2,3,2,0,1,-1,1,", "count_disagrees", 3),
    ("participants-votes.csv", "5,0,2,3,2,0,1,0,1,", "5,0,2,3,2,0,1,0,1", "column_count", 3),
    ("participants-votes.csv", "5,0,2,3,2,0,1,0,1,", "5,0,2,3,2,0,0,1,1,", "last_word_disagrees", 4),
    ("participants-votes.csv", "5,0,2,3,2,0,1,0,1,", "5,0,2,4,2,0,1,0,1,0", "vote_without_row", 3),
    ("participants-votes.csv", "5,0,2,3,2,0,1,0,1,", "5,0,2,2,2,0,1,,1,", "last_word_disagrees", 8),
    ("votes.csv", "voter-id,vote", "voter,vote", "column_missing", 1),
    ("votes.csv", "EET 2025,3,2,-1", "EET 2025,3,2,2", "unknown_vote", 11),
    ("votes.csv", "EET 2025,3,2,-1", "EET 2025,3,2,", "unknown_vote", 11),
    ("votes.csv", "EET 2025,3,2,-1", "EET 2025,9,2,-1", "unknown_comment", 11),
    ("votes.csv", "EET 2025,3,2,-1", "EET 2025,3,9,-1", "unknown_voter", 11),
    ("votes.csv", "EET 2025,3,2,-1", "EET 2025,3,2,1", "last_word_disagrees", 11),
    ("votes.csv", "1761310420000,Fri", "17613104200x0,Fri", "not_whole", 11),
    ("votes.csv", "1761310420000,Fri", ",Fri", "times_disagree", 11),
]


@pytest.mark.parametrize(("file", "old", "new", "code", "row"), REFUSALS)
def test_what_no_export_says_is_refused_with_its_file_and_row(file, old, new, code, row):
    with pytest.raises(Unreadable) as caught:
        polis.read(changed(file, old, new))
    assert (caught.value.code, caught.value.row) == (code, row)


@pytest.mark.parametrize("name", polis.REQUIRED)
def test_a_file_that_must_be_there_is_missed_by_its_name(name):
    with pytest.raises(Unreadable) as caught:
        polis.read({file: data for file, data in TINY.items() if file != name})
    assert (caught.value.code, caught.value.file, caught.value.row) == ("missing_file", name, None)


@pytest.mark.parametrize(
    ("file", "column", "row"), [("comments.csv", "comment-id", 6), ("participants-votes.csv", "participant", 5)]
)
def test_an_id_stands_on_one_row(file, column, row):
    last = TINY[file].splitlines(keepends=True)[-1]
    with pytest.raises(Unreadable) as caught:
        polis.read({**TINY, file: TINY[file] + last})
    assert (caught.value.code, caught.value.row, caught.value.facts["column"]) == ("id_twice", row, column)


def test_votes_have_no_place_for_more_columns():
    votes = b"".join(line + b",0\n" for line in TINY["votes.csv"].splitlines())
    with pytest.raises(Unreadable, match="column_unknown"):
        polis.read({**TINY, "votes.csv": votes.replace(b"vote,0\n", b"vote,weight\n", 1)})


@pytest.mark.parametrize("file", polis.FILES)
def test_no_file_can_be_cut_anywhere_unseen(file):
    data = TINY[file]
    for length in range(len(data)):
        with pytest.raises(Unreadable):
            polis.read({**TINY, file: data[:length]})


def test_a_clock_is_known_by_what_it_shows():
    assert clock_of(1435654192085, "Tue Jun 30 15:49:52 WIB 2015") == Clock("WIB", 420)
    assert Clock("WIB", 420).shows(1435654192085) == "Tue Jun 30 15:49:52 WIB 2015"
    assert polis.UTC.shows(0) == "Thu Jan 01 00:00:00 UTC 1970"


@pytest.mark.parametrize(
    ("at", "shown_at"),
    [
        (1435654192085, "30.6.2015 15.49.52"),
        (1435654192085, "Mon Jun 30 15:49:52 WIB 2015"),
        (1435654192085, "Tue Jun 31 15:49:52 WIB 2015"),
        (1435654192085, "Tue Jun 30 15:49:53 WIB 2015"),
        (1435654192085, "Tue Jun 30 15:47:52 WIB 2015"),
        (1435654192085, "Thu Jul 02 15:49:52 WIB 2015"),
        (LATEST, "Fri Dec 31 23:59:59 UTC 0001"),
    ],
)
def test_no_clock_shows_another_moment(at, shown_at):
    assert clock_of(at, shown_at) is None


@needs_shared_data
@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_published_conversations_are_written_back_byte_for_byte(name):
    files = published(name)
    assert polis.write(polis.read(files)) == files
