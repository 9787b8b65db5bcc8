import base64

import pytest

from sopu.core.notes import Checkpoint, Key, NotANote, Signer, checkpoint_of, key_of, opened

VKEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
SECRET = "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
SIGNATURE = "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="
NOTE = f"{TEXT}\n— PeterNeumann {SIGNATURE}\n"
"""The key and the note of the tests of Go's golang.org/x/mod/sumdb/note, where the form comes from."""

PETER = Signer("PeterNeumann", base64.b64decode(SECRET)[1:])
OURS = Signer("sopu.example/n/keski-suomi", bytes(32))


def test_the_published_note_opens_with_the_published_key():
    assert opened(NOTE, key_of(VKEY)) == TEXT


def test_signing_the_published_text_gives_the_published_note():
    assert (PETER.key.vkey, PETER.sign(TEXT)) == (VKEY, NOTE)


def test_a_key_is_read_back_from_its_text():
    assert key_of(OURS.key.vkey) == OURS.key


@pytest.mark.parametrize("place", range(0, len(VKEY), 3))
def test_a_key_with_one_wrong_character_is_no_key(place: int):
    with pytest.raises(NotANote):
        key_of(VKEY[:place] + chr(ord(VKEY[place]) + 1) + VKEY[place + 1 :])


def test_a_key_of_another_algorithm_or_length_is_no_key():
    for text in (
        "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
        "PeterNeumann",
        "",
    ):
        with pytest.raises(NotANote):
            key_of(text)
    for name in ("", "two words", "a+b"):
        with pytest.raises(NotANote):
            Key(name, bytes(32))


def test_a_changed_text_or_signature_is_not_opened():
    assert opened(NOTE.replace("answer", "Answer"), PETER.key) is None
    assert opened(NOTE.replace("ByyBwJ", "ByyBwK").replace("RyyBwJ", "RyyBwK"), PETER.key) is None


def test_a_note_of_another_key_is_not_opened_though_its_name_is_the_same():
    assert opened(Signer("PeterNeumann", bytes(32)).sign(TEXT), PETER.key) is None


def test_signatures_of_others_are_left_alone_and_all_of_ours_must_hold():
    other = OURS.sign(TEXT).removeprefix(TEXT + "\n")
    false = PETER.sign("Another text.\n").removeprefix("Another text.\n\n")
    assert opened(NOTE + other, PETER.key) == TEXT
    assert opened(NOTE + false, PETER.key) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        TEXT,
        TEXT + "\n",
        NOTE[:-1],
        NOTE.replace("— ", "- "),
        NOTE.replace("\n\n", "\n"),
        NOTE + "\n",
        NOTE.replace(SIGNATURE, "AAAA"),
        NOTE.replace(SIGNATURE, SIGNATURE[:-1]),
        NOTE.replace("If", "I\x00f"),
        TEXT + "\n" + f"— PeterNeumann {SIGNATURE}\n" * 101,
    ],
)
def test_what_is_not_a_note_is_refused(text: str):
    with pytest.raises(NotANote):
        opened(text, PETER.key)


def test_a_text_without_an_end_is_not_signed():
    with pytest.raises(NotANote):
        PETER.sign("no line feed")


def test_a_checkpoint_is_read_back_from_its_text():
    checkpoint = Checkpoint("example.com/behind-the-sofa", 20852163, bytes(range(32)))
    assert checkpoint.text == f"example.com/behind-the-sofa\n20852163\n{base64.b64encode(bytes(range(32))).decode()}\n"
    assert checkpoint_of(opened(OURS.sign(checkpoint.text), OURS.key) or "") == checkpoint


@pytest.mark.parametrize(
    "text",
    [
        "a\n1\n",
        "\n1\nAAAA\n",
        "a\n01\n" + "A" * 43 + "=\n",
        "a\n-1\n" + "A" * 43 + "=\n",
        "a\n1\nAAAA\n",
        "a\n1\n" + "A" * 43 + "=",
        "a\n1\n" + "A" * 43 + "=\nmore\n",
        "a\n1\n" + "A" * 42 + "B=\n",
    ],
)
def test_what_is_not_a_checkpoint_is_refused(text: str):
    with pytest.raises(NotANote):
        checkpoint_of(text)
