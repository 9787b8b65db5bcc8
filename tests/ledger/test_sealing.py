"""Official acts are sealed once each, in their order, and nothing of it can be changed."""

import datetime as dt
import json
import re

import pytest
from django.db import IntegrityError, transaction

from sopu.core import trees
from sopu.core.digests import sha256
from sopu.core.notes import checkpoint_of as read_checkpoint
from sopu.core.notes import key_of, opened
from sopu.ledger.actions import discard_log, seal
from sopu.ledger.models import Checkpoint, Entry, Log, Unchangeable
from sopu.ledger.queries import checkpoint_of, entries_of, log_of, vkey_of
from sopu.ledger.rules import is_reference

pytestmark = pytest.mark.django_db
LOG = "sopu.example/n/keski-suomi"
AT = dt.datetime(2026, 1, 15, 14, 30, 12, 500, tzinfo=dt.timezone(dt.timedelta(hours=2)))


def a_sealed(number: int, log: str = LOG, kind: str = "decision") -> Entry:
    return seal(log=log, kind=kind, reference=f"decision:{number}", digest=sha256(str(number).encode()), at=AT)


def test_an_act_becomes_a_line_of_digests_and_references():
    entry = a_sealed(7)
    assert json.loads(entry.leaf) == {
        "at": "2026-01-15T12:30:12Z",
        "digest": sha256(b"7"),
        "kind": "decision",
        "reference": "decision:7",
    }
    assert entry.leaf == json.dumps(json.loads(entry.leaf), sort_keys=True, separators=(",", ":"))
    assert (entry.index, entry.leaf_hash) == (0, trees.leaf_hash(entry.leaf.encode()).hex())


def test_sealing_the_same_act_again_changes_nothing():
    assert [a_sealed(1).pk, a_sealed(2).pk] == [a_sealed(1).pk, a_sealed(2).pk]
    assert [one.index for one in entries_of(LOG)] == [0, 1]
    assert Checkpoint.objects.count() == 2


def test_each_log_has_its_own_order():
    a_sealed(1), a_sealed(2), a_sealed(1, log="sopu.example/n/other")
    assert [(one.log.origin, one.index) for one in Entry.objects.select_related("log")] == [
        (LOG, 0),
        (LOG, 1),
        ("sopu.example/n/other", 0),
    ]


def test_every_act_leaves_a_checkpoint_that_its_public_key_opens():
    for number in range(1, 6):
        a_sealed(number)
    hashes = [bytes.fromhex(one.leaf_hash) for one in entries_of(LOG)]
    for checkpoint in Checkpoint.objects.all():
        text = opened(checkpoint.note, key_of(vkey_of(LOG)))
        assert text is not None
        head = read_checkpoint(text)
        assert (head.origin, head.size) == (LOG, checkpoint.size)
        assert head.root == trees.root(hashes[: checkpoint.size]) == bytes.fromhex(checkpoint.root)


def test_the_latest_checkpoint_is_that_of_all_entries(django_assert_num_queries):
    assert checkpoint_of(LOG) is None
    for number in range(1, 4):
        a_sealed(number)
    with django_assert_num_queries(2):
        latest = checkpoint_of(LOG)
        assert latest is not None
        assert (latest.size, len(entries_of(LOG))) == (3, 3)


@pytest.mark.parametrize("count", [1, 3])
def test_sealing_asks_as_much_of_a_long_log_as_of_a_short_one(count: int, django_assert_num_queries):
    for number in range(count):
        a_sealed(number + 1)
    with django_assert_num_queries(8):
        a_sealed(9)


def test_what_a_log_holds_is_never_changed_and_never_deleted():
    entry = a_sealed(1)
    checkpoint = Checkpoint.objects.get()
    for change in (
        entry.save,
        entry.delete,
        checkpoint.save,
        checkpoint.delete,
        Entry.objects.all().delete,
        lambda: Entry.objects.update(digest="0" * 64),
        lambda: Entry.objects.bulk_update([entry], ["digest"]),
        lambda: Checkpoint.objects.filter(size=1).update(note=""),
    ):
        with pytest.raises(Unchangeable):
            change()
    assert [one.digest for one in entries_of(LOG)] == [sha256(b"1")]


def test_two_entries_never_have_one_place_nor_one_act_two():
    first = a_sealed(1)
    for fields in ({"index": 0, "digest": "0" * 64}, {"index": 1, "digest": first.digest}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Entry.objects.create(
                log=first.log, kind="decision", reference="decision:1", leaf="", leaf_hash="", sealed_at=AT, **fields
            )
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.create(log=first.log, kind="gossip", reference="decision:2", index=5, digest="", sealed_at=AT)


@pytest.mark.parametrize(
    "reference",
    ["version:12", "version:12/sv", "decision:9", "event:3"],
)
def test_a_reference_is_a_noun_and_an_id(reference: str):
    assert is_reference(reference)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "Matti Meikäläinen",
        "decision:Matti",
        "person:12",
        "decision:12 Matti",
        "matti.meikalainen@kunta.example",
        "event:0401234567",
        "decision:010190-123A",
        "version:12/en-GB",
        "version:12\n",
        "version:012",
    ],
)
def test_no_word_of_a_person_gets_into_a_log(words: str):
    assert not is_reference(words)
    with pytest.raises(ValueError, match="reference"):
        seal(log=LOG, kind="decision", reference=words, digest="0" * 64, at=AT)
    assert not Log.objects.exists()


@pytest.mark.parametrize(
    ("kind", "digest", "manifest"),
    [
        ("gossip", "0" * 64, ""),
        ("event", "0" * 63, ""),
        ("event", "A" * 64, ""),
        ("event", "0" * 64, "1 " + "0" * 64 + "\n"),
        ("event", sha256(b"Matti sanoi\n"), "Matti sanoi\n"),
    ],
)
def test_only_known_kinds_digests_and_their_own_manifests_are_sealed(kind: str, digest: str, manifest: str):
    with pytest.raises(ValueError, match=r"kind|digest"):
        seal(log=LOG, kind=kind, reference="event:1", digest=digest, at=AT, manifest=manifest)


def test_everything_that_is_in_a_sealed_log_is_of_a_known_form():
    manifest = f"3 {'a' * 64}\n12 {'b' * 64}\n"
    digest = sha256(manifest.encode())
    entry = seal(log=LOG, kind="event", reference="event:5", digest=digest, at=AT, manifest=manifest)
    assert re.fullmatch(
        r'\{"at":"[\dT:Z-]{20}","digest":"[0-9a-f]{64}","kind":"[a-z_]+","reference":"event:5"\}', entry.leaf
    )
    assert entry.manifest == manifest


def test_the_log_of_a_negotiation_is_named_by_where_it_is(settings):
    settings.ORIGIN = "https://sopu.example"
    assert log_of("keski-suomi-2025") == "sopu.example/n/keski-suomi-2025"


def test_a_demonstrations_log_goes_with_it_and_begins_again():
    a_sealed(1)
    discard_log(log=LOG)
    assert (entries_of(LOG), checkpoint_of(LOG)) == ((), None)
    assert a_sealed(2).index == 0


def test_a_log_keeps_the_name_it_began_with_when_the_installation_moves(settings):
    first = log_of("alue")
    a_sealed(1, first)
    settings.ORIGIN = "https://uusi.example"
    assert (log_of("alue"), log_of("toinen")) == (first, "uusi.example/n/toinen")
