"""Pages of minutes are read by their shape, most of them Dynasty's; what is no page of minutes is told so."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sites import html, page
from sopu.core import minutes
from sopu.core.minutes import Doubt, Head, Link, NotMinutes, Part, System, read_feed, read_item
from sopu.core.minutes.pages import LARGEST, MOST_LINES, MOST_LINKS

URL = "https://julkaisu.koivulahti.example/cgi/DREQUEST.PHP?page=meetingitem&id=2025318-6"


def item(name: str) -> minutes.MinutesItem:
    return read_item(page(name), URL)


def reason(content: bytes) -> str:
    with pytest.raises(NotMinutes) as caught:
        read_item(content)
    return caught.value.reason


def test_minutes_of_a_council_are_read_without_the_boards_handling_before_them():
    read = item("dynasty_council")
    assert (read.system, read.body, read.meeting_on) == (System.DYNASTY, "Kunnanvaltuusto", dt.date(2025, 12, 15))
    assert (read.section, read.agenda_number, read.is_minutes) == (71, 0, True)
    assert read.case_number == "812/00.04.02/2025"
    assert read.title == "Strateginen yhteistyösopimus Järvimaan hyvinvointialueen kanssa"
    assert [part.head for part in read.parts] == [
        Head.PROPOSAL,
        Head.HANDLING,
        Head.DECISION,
        Head.EXECUTION,
        Head.INFORMED,
    ]
    assert read.decision_text == (
        "Kunnanvaltuusto hyväksyi päätösehdotuksen.\nValtuutettu Matti Malli jätti päätökseen eriävän mielipiteen."
    )
    assert minutes.fingerprints_in(read.proposal_text) == ("7f3a92c1",)
    assert read.published_on == dt.date(2025, 12, 22)
    assert read.links[2] == Link(
        "Strateginen yhteistyösopimus 2026–2029", "https://julkaisu.koivulahti.example/kokous/2025318-6-12.PDF"
    )
    assert read.doubts == (Doubt.EARLIER_HANDLINGS,)
    guess = minutes.guess_of(read)
    assert (guess.outcome, guess.votes) == ("approved", minutes.Votes(21, 18, 1, 3))
    assert guess.dissent == "Valtuutettu Matti Malli jätti päätökseen eriävän mielipiteen."


def test_an_agenda_has_a_number_of_its_own_and_no_decision_though_an_earlier_one_stands_on_it():
    read = item("dynasty_agenda")
    assert (read.agenda_number, read.section, read.is_minutes, read.meeting_on) == (10, 0, False, dt.date(2026, 3, 16))
    assert (read.case_number, read.title) == ("KOIV:33/2026", "Yhdyspintasuunnitelma 2026–2029")
    assert (read.decision_text, read.proposal_text) == ("", "Kunnanhallitus merkitsee suunnitelman tiedoksi.")
    assert [part.head for part in read.parts] == [Head.PREPARER, Head.BACKGROUND, Head.PRESENTER, Head.PROPOSAL]
    assert read.doubts == (Doubt.EARLIER_HANDLINGS,)


def test_swedish_minutes_are_read_alike():
    read = item("dynasty_board_sv")
    assert (read.body, read.meeting_on, read.section) == ("Kommunstyrelsen", dt.date(2026, 1, 31), 4)
    assert (read.case_number, read.title) == ("77/00.04.02/2025", "Strategiskt samarbetsavtal med välfärdsområdet")
    assert read.published_on == dt.date(2026, 2, 6)
    assert read.decision_text == "Beslutsförslaget godkändes enhälligt."
    assert minutes.guess_of(read).outcome == "proposed"
    assert read.parts[-1] == Part(Head.ATTACHMENTS, "Bilagor", "")
    assert read.doubts == ()


def test_heads_stand_on_the_line_of_their_text_and_prose_that_begins_alike_does_not():
    read = item("dynasty_inline")
    assert read.parts == (
        Part(
            Head.BACKGROUND,
            "",
            "Sopimus koskee – tai koskisi – kaikkia kuntia.\nPäätös on esittelijän mielestä tehtävä heti.",
        ),
        Part(Head.PROPOSAL, "Päätösehdotus", "Esittelijä ehdottaa, että sopimus hyväksytään."),
        Part(Head.DECISION, "Päätös", "Päätösehdotus hyväksyttiin."),
    )
    assert (read.body, read.title, read.doubts) == ("Valtuusto", "Kuntien välinen sopimus", (Doubt.NO_CASE_NUMBER,))


def dynasty(*lines: str) -> minutes.MinutesItem:
    return read_item(html("Kunnanhallitus", "Pöytäkirja 10.11.2025/Pykälä 239", *lines))


def test_a_case_number_may_be_called_the_number_of_a_matter():
    read = dynasty("§ 239", "Asianro 579/10.03.00.01/2025", "Sopimus", "Päätös", "Hyväksyttiin.")
    assert (read.case_number, read.title, read.doubts) == ("579/10.03.00.01/2025", "Sopimus", ())


def test_several_case_numbers_and_an_item_without_words_are_doubted():
    read = dynasty("1/2025", "2/2025", "Päätös", "Hyväksyttiin.")
    assert (read.case_number, read.title) == ("1/2025", "")
    assert read.doubts == (Doubt.NO_TITLE, Doubt.SEVERAL_CASE_NUMBERS)


def test_a_title_in_a_table_is_taken_when_there_is_no_other():
    written = html("Kunnanhallitus", "Pöytäkirja 10.11.2025/Pykälä 239").replace(
        b"</body>", b"<table><tr><td>Sopimus</td></tr></table><p>Hyvaksytaan.</p></body>"
    )
    assert read_item(written).title == "Hyvaksytaan."
    assert read_item(written.replace(b"<p>Hyvaksytaan.</p>", b"")).title == "Sopimus"


def test_handlings_of_which_none_is_this_meetings_are_doubted():
    read = dynasty(
        "Sopimus",
        "1/2025",
        "Lautakunta 1.9.2025 § 5",
        "Päätös",
        "Hylättiin.",
        "Jaosto 2.9.2025 6 §",
        "Päätös: Puollettiin.",
    )
    assert (read.decision_text, read.doubts) == ("Puollettiin.", (Doubt.EARLIER_HANDLINGS, Doubt.HANDLING_UNCLEAR))


def test_a_sentence_that_ends_in_a_section_is_no_handling():
    read = dynasty(
        "Sopimus", "1/2025", "Selostus", "Kunnanhallitus käsitteli asiaa 1.9.2025 § 200", "Päätös", "Hyväksyttiin."
    )
    assert [part.text for part in read.parts] == ["Kunnanhallitus käsitteli asiaa 1.9.2025 § 200", "Hyväksyttiin."]


def test_the_boards_decision_on_the_councils_page_is_an_earlier_one():
    written = html(
        "Kunnanvaltuusto",
        "Pöytäkirja 10.11.2025/Pykälä 7",
        "Sopimus",
        "1/2025",
        "Kunnanhallituksen päätös:",
        "Hylättiin.",
    )
    assert read_item(written).parts == (Part(Head.EARLIER, "Kunnanhallituksen päätös", "Hylättiin."),)
    assert read_item(written).doubts == (Doubt.NO_DECISION,)
    own = dynasty(
        "Sopimus", "1/2025", "Kunnanhallituksen päätösehdotus", "Hylätään.", "Kunnanhallituksen päätös", "Hylättiin."
    )
    assert (own.proposal_text, own.decision_text) == ("Hylätään.", "Hylättiin.")


def test_a_proposal_that_was_changed_at_the_meeting_is_the_one_that_stands():
    read = dynasty(
        "Sopimus",
        "1/2025",
        "Päätösehdotus",
        "A.",
        "Muutettu päätösehdotus",
        "B.",
        "Päätös",
        "Päätösehdotus hyväksyttiin.",
    )
    assert (read.proposal_text, minutes.guess_of(read).outcome) == ("B.", "amended")


def test_a_secret_item_of_which_only_a_mention_is_published_is_told():
    read = dynasty("Asia on salassa pidettävä", "1/2025")
    assert read.doubts == (Doubt.NO_DECISION, Doubt.SECRET)


def test_a_publication_before_the_meeting_is_another_papers():
    read = dynasty("Sopimus", "1/2025", "Päätös", "Hyväksyttiin.", "Julkaistu 1.11.2025")
    assert (read.published_on, read.decision_text) == (None, "Hyväksyttiin.")


def test_a_cut_page_and_one_too_deep_are_doubted():
    lines = ("Kunnanhallitus", "Pöytäkirja 31.2.2025/Pykälä 239", "Sopimus", "1/2025", "Päätös", "Hyväksyttiin.")
    assert read_item(html(*lines, end="")).doubts == (Doubt.NO_DATE, Doubt.CUT)
    deep = html(*lines).replace(b"</body>", b"<div>" * 400 + b"</body>")
    assert Doubt.CUT in read_item(deep).doubts


def test_a_page_of_a_body_that_is_not_named_is_doubted():
    assert read_item(
        html("Pöytäkirja 10.11.2025/Pykälä 239", "Sopimus", "1/2025", "Päätös", "Hyväksyttiin.")
    ).doubts == (Doubt.NO_BODY,)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1", "cp1252"])
def test_letters_are_read_in_the_encodings_that_pages_come_in(encoding):
    written = html(
        "Kunnanhallitus", "Pöytäkirja 10.11.2025/Pykälä 239", "Yhteistyö", "1/2025", "Päätös", "Hyväksyttiin."
    )
    read = read_item(written.decode().encode(encoding))
    assert (read.title, read.decision_text, read.doubts) == ("Yhteistyö", "Hyväksyttiin.", ())


def test_lost_letters_are_doubted():
    lines = (
        "Kunnanhallitus",
        "Pöytäkirja 10.11.2025/Pykälä 239",
        "Yhteisty\N{REPLACEMENT CHARACTER}",
        "1/2025",
        "Päätös",
        "Hyväksyttiin.",
    )
    assert read_item(html(*lines)).doubts == (Doubt.LETTERS,)
    assert read_item(html(*lines).replace(b"Yhteisty", b"Yhteisty\xff")).doubts == (Doubt.LETTERS,)
    odd = html(*lines).decode().replace("<html>", "<html><meta charset=nonsense>").encode("cp1252", "replace") + b"\x81"
    assert read_item(odd).doubts == (Doubt.LETTERS,)


def test_only_so_many_links_are_kept_and_only_to_files():
    links = "".join(f'<a href="/{number}.pdf">{number}</a>' for number in range(MOST_LINKS + 5))
    others = '<a href="http://[x">x</a><a href="/1.pdf"></a><a>y</a><a href="javascript:a.pdf">z</a>'
    written = html("Kunnanhallitus", "Pöytäkirja 10.11.2025/Pykälä 239", others + links)
    read = read_item(written, URL)
    assert (len(read.links), read.links[0].url) == (MOST_LINKS, "https://julkaisu.koivulahti.example/0.pdf")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "empty"),
        (b" \n\0", "empty"),
        (b"<!-- nothing -->", "empty"),
        (b"%PDF-1.7 ...", "pdf"),
        (b"x" * (LARGEST + 1), "too_large"),
        (b"<p>x" * (MOST_LINES + 1), "too_large"),
        (b"<?xml version='1.0'?><rss version='2.0'></rss>", "feed"),
        (b"<html><body><p>404</p></body></html>", "unknown"),
        (html("Kunnanhallitus, kokous 2.3.2026", "Asialista"), "meeting"),
        (b'{"not": "html"}', "unknown"),
    ],
)
def test_what_is_no_item_is_told_why(content, expected):
    assert reason(content) == expected


def test_a_door_where_one_signs_in_and_a_whole_meeting_are_no_items():
    assert reason(page("login")) == "login"
    assert reason(page("meeting")) == "meeting"


def test_an_external_entity_is_never_fetched(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("SECRET")
    written = f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{secret}">]>'.encode() + html(
        "Kunnanhallitus", "Pöytäkirja 10.11.2025/Pykälä 239", "Sopimus &x;", "1/2025"
    )
    assert read_item(written).title == "Sopimus &x;"


@settings(max_examples=40)
@given(st.binary(max_size=300), st.sampled_from(["dynasty_council", "casem_council", "login"]), st.integers(0, 4000))
def test_whatever_is_broken_is_read_or_told(noise, name, place):
    content = page(name)
    for broken in (noise, content[:place], content[:place] + noise + content[place:]):
        for read in (read_item, read_feed):
            try:
                read(broken)
            except NotMinutes as told:
                assert str(told)
