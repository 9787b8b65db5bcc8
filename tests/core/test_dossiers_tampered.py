"""A hundred and more random tamperings, each kind by somebody careless and by somebody who makes every list anew."""

import json
from collections.abc import Callable
from random import Random

import pytest

from dossiers import ORIGIN, OTHER, SIGNER, a_dossier, acts, beside, checkpoint_of, leaves_of, the_parts
from sopu.core.digests import checksums, sha256
from sopu.core.dossiers import forms
from sopu.core.dossiers.archives import archive, files_of
from sopu.core.dossiers.verifying import verify
from sopu.core.dossiers.writing import lines, proofs, write
from sopu.core.notes import Signer

Files = dict[str, bytes]
Tampering = Callable[[Files, Random], object]

VKEY = SIGNER.key.vkey
UNTOUCHED = a_dossier()
FILES = files_of(UNTOUCHED)


def flip_a_bit(files: Files, chance: Random) -> None:
    name = chance.choice([one for one in files if files[one]])
    content = bytearray(files[name])
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    files[name] = bytes(content)


def swap_two_files(files: Files, chance: Random) -> None:
    one, other = chance.sample(sorted(files), 2)  # no two files are alike
    files[one], files[other] = files[other], files[one]


def delete_a_file(files: Files, chance: Random) -> None:
    del files[chance.choice(sorted(files))]


def insert_a_file(files: Files, chance: Random) -> None:
    files[f"{chance.choice(['material', 'decisions', 'versions/9'])}/{chance.randrange(100, 999)}.json"] = b"{}"


def swap_two_entries(files: Files, chance: Random) -> None:
    def swap(entries: list[str]) -> None:
        one, other = chance.sample(range(len(entries)), 2)
        entries[one], entries[other] = entries[other], entries[one]

    _with_entries(files, swap)


def truncate_the_log(files: Files, chance: Random) -> None:
    count = chance.randrange(0, 12)

    def cut(entries: list[str]) -> None:
        del entries[count:]

    _with_entries(files, cut)


def drop_an_entry(files: Files, chance: Random) -> None:
    _with_entries(files, lambda entries: entries.pop(chance.randrange(len(entries))))


def repeat_an_entry(files: Files, chance: Random) -> None:
    _with_entries(files, lambda entries: entries.insert(chance.randrange(12), chance.choice(entries)))


def change_an_entry(files: Files, chance: Random) -> None:
    def change(entries: list[str]) -> None:
        place = chance.randrange(len(entries))
        told = json.loads(entries[place])
        entries[place] = entries[place].replace(told["digest"], sha256(str(chance.random()).encode()))

    _with_entries(files, change)


def change_a_decision(files: Files, chance: Random) -> None:
    name = f"decisions/{chance.randrange(1, 7)}.json"
    files[name] = files[name].replace(b"}", b',"votes":1}')


def reword_a_version(files: Files, chance: Random) -> None:
    name = chance.choice([one for one in files if one.startswith("versions/")])
    files[name] = files[name].replace(b"yhteisist", b"omista")


def put_words_into_a_mouth(files: Files, chance: Random) -> None:
    name = "events/KS7M2A/sentences.jsonl"
    files[name] = files[name].replace(b"Liikkumisen", b"Kuntosalin") if chance.random() < 0.5 else files[name][1:]


def sign_with_another_key(files: Files, chance: Random) -> None:
    leaves = leaves_of(acts())
    files[forms.CHECKPOINT] = checkpoint_of(leaves if chance.random() < 0.5 else leaves[1:], OTHER).encode()
    if chance.random() < 0.7:
        files[forms.VKEY] = f"{OTHER.key.vkey}\n".encode()


def bring_back_an_older_checkpoint(files: Files, chance: Random) -> None:
    files[forms.CHECKPOINT] = checkpoint_of(leaves_of(acts())[: chance.randrange(1, 11)]).encode()


def change_the_index(files: Files, chance: Random) -> None:
    index = json.loads(files[forms.INDEX])
    one = chance.choice(index["files"])
    one["kind" if chance.random() < 0.5 else "reference"] = chance.choice(["material", "decision", "decision:1"])
    index["about"]["negotiation"] = "Toinen"
    files[forms.INDEX] = forms.readable_json(index)


def _with_entries(files: Files, change: Callable[[list[str]], object]) -> None:
    """The lines of the log changed, with true proofs of the tree that they make now."""
    entries = files[forms.ENTRIES].decode().splitlines()
    change(entries)
    files[forms.ENTRIES] = "".join(f"{one}\n" for one in entries).encode()
    files[forms.PROOFS] = lines(proofs(entries))


IN_THE_LOG: tuple[Tampering, ...] = (
    swap_two_entries,
    truncate_the_log,
    drop_an_entry,
    repeat_an_entry,
    change_an_entry,
    change_a_decision,
    reword_a_version,
    put_words_into_a_mouth,
    bring_back_an_older_checkpoint,
)
"""What the log alone finds, even if the whole were signed with our key once more."""

KINDS = (
    *IN_THE_LOG,
    flip_a_bit,
    swap_two_files,
    delete_a_file,
    insert_a_file,
    sign_with_another_key,
    change_the_index,
)
TRIED = [
    *((kind, cunning) for kind in KINDS for cunning in ("careless", "thorough")),
    *((kind, "with our key") for kind in IN_THE_LOG),
]


def with_new_lists(files: Files, signer: Signer = OTHER) -> None:
    """What somebody does who wants not to be found out: every list is made anew, and signed as well as they can."""
    if forms.INDEX in files:
        try:
            index = json.loads(files[forms.INDEX])
            told = {one["path"]: one for one in index["files"]}
        except (ValueError, KeyError, TypeError):
            return
        usual = {"kind": "material", "reference": ""}
        index["files"] = [
            {**usual, **told.get(name, {}), "path": name, "sha256": sha256(files[name]), "size": len(files[name])}
            for name in sorted(files.keys() - {forms.INDEX, forms.SUMS, forms.SEAL})
        ]
        files[forms.INDEX] = forms.readable_json(index)
    files[forms.SUMS] = checksums(
        {name: files[name] for name in files if name not in {forms.SUMS, forms.SEAL}}
    ).encode()
    digest = sha256(files[forms.SUMS])
    files[forms.SEAL] = signer.sign(forms.seal_text(ORIGIN, digest)).encode()


@pytest.mark.parametrize(("tampering", "cunning"), TRIED)
def test_every_tampering_is_found(tampering: Tampering, cunning: str):
    found = []
    for number in range(5):
        files = dict(FILES)
        tampering(files, Random(f"{tampering.__name__} {number}"))  # noqa: S311  # the same tamperings each time
        assert files != FILES
        if cunning != "careless":
            with_new_lists(files, OTHER if cunning == "thorough" else SIGNER)
        found.append(not verify(archive(files), VKEY).holds)
    assert found == [True] * 5


def test_any_bit_of_the_file_that_is_flipped_is_found():
    chance = Random(14)  # noqa: S311  # the same bits each time
    holding = []
    for place in sorted(chance.sample(range(8 * len(UNTOUCHED)), 400)):
        content = bytearray(UNTOUCHED)
        content[place // 8] ^= 1 << place % 8
        if verify(bytes(content), VKEY).holds:
            holding.append(place)
    assert holding == []


def test_the_first_thing_that_does_not_hold_is_named_in_a_sentence():
    files = dict(FILES)
    changed = b'{"id":4,"section":"5 \xc2\xa7"}'
    was, files["decisions/4.json"] = files["decisions/4.json"], changed
    sentence = "The file decisions/4.json has been changed: its digest should be {}, and is {}."
    assert said(files) == sentence.format(sha256(was), sha256(changed))
    with_new_lists(files)
    sealed = "The file decisions/4.json is not what was sealed: the log has no decision decision:4 with the digest {}."
    assert said(files) == sealed.format(sha256(changed))


def test_entries_in_another_order_with_true_proofs_of_it_are_not_the_tree_that_was_signed():
    files = dict(FILES)
    _with_entries(files, lambda entries: entries.reverse())
    with_new_lists(files, SIGNER)
    assert said(files).startswith("The root of the log should be ")


def test_even_material_that_no_log_holds_is_under_the_signature():
    files = dict(FILES)
    files["material/KS7M2A.pdf"] = b"%PDF-1.7 other\n"
    with_new_lists(files)
    assert said(files) == f"SEAL.txt is not signed by the key {ORIGIN}+{SIGNER.key.id.hex()}."
    files[forms.SEAL] = FILES[forms.SEAL]
    assert said(files).startswith("The list SHA256SUMS is not the one that was signed:")


def test_somebody_with_another_key_can_make_a_dossier_only_in_their_own_name():
    forged = write(
        the_parts(parts=(*acts(), *beside())[:-1], checkpoint=checkpoint_of(leaves_of(acts()), OTHER)), OTHER
    )
    assert verify(forged).key_id == OTHER.key.id.hex()
    assert not verify(forged, VKEY).holds


def said(files: Files) -> str:
    fault = verify(archive(files), VKEY).first_fault
    assert fault is not None
    return fault.sentence
