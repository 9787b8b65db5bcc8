"""Pages of minutes are read by their shape; what is no page of minutes is told so."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sopu.core import minutes
from sopu.core.minutes import Doubt, FeedItem, Head, Link, NotMinutes, Part, System, read_feed, read_item
from sopu.core.minutes.casem import day_in_address
from sopu.core.minutes.feeds import LARGEST as LARGEST_FEED
from sopu.core.minutes.marks import case_numbers_in, day_of, published_in
from sopu.core.minutes.pages import LARGEST, MOST_LINES, MOST_LINKS

PAGES = Path(__file__).parents[1] / "data" / "minutes"
URL = "https://julkaisu.koivulahti.example/cgi/DREQUEST.PHP?page=meetingitem&id=2025318-6"
CASEM = "https://niemi.cloudnc.example/fi-FI/Toimielimet/Kaupungin_edistaumlmisen_jaosto/Kokous_{}/Sopimus(110032)"


def item(name: str, url: str = URL) -> minutes.MinutesItem:
    return read_item((PAGES / f"{name}.html").read_bytes(), url)


def html(*lines: str, end: str = "</html>") -> bytes:
    return ("<html><body>" + "".join(f"<p>{line}</p>" for line in lines) + "</body>" + end).encode()


def reason(content: bytes, read=read_item) -> str:
    with pytest.raises(NotMinutes) as caught:
        read(content)
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


def test_minutes_of_casem_are_read_from_the_page_itself_and_its_last_decision():
    read = item("casem_council", CASEM.format("8122025"))
    assert (read.system, read.body, read.meeting_on) == (System.CASEM, "Kaupunginvaltuusto", dt.date(2025, 12, 8))
    assert (read.section, read.case_number) == (118, "NIEMDno-2025-1074")
    assert (read.title, read.published_on) == ("Strateginen yhteistyösopimus", None)
    assert Part(Head.OTHER, "Vaikutusten arviointi", "Ei vaikutuksia lapsiin.") in read.parts
    assert read.proposal_text == "Kaupunginvaltuusto hyväksyy sopimuksen."
    assert minutes.guess_of(read).outcome == "conditional"
    assert [link.title for link in read.links] == ["Sopimus"]
    assert read.doubts == (Doubt.EARLIER_DECISIONS,)


def test_minutes_that_are_not_inspected_say_so():
    read = item("casem_council_sv")
    assert (read.body, read.meeting_on, read.section) == ("Områdesfullmäktige", dt.date(2025, 9, 27), 81)
    assert read.doubts == (Doubt.NOT_REVIEWED,)
    assert (minutes.guess_of(read).outcome, minutes.guess_of(read).votes) == ("deferred", minutes.Votes(31, 20, 2, 6))


def test_the_address_tells_what_a_page_of_casem_does_not():
    page = html("Esityslista", "§ 3 Sopimus", "Päätösehdotus", "Hyväksytään.")
    read = read_item(page, CASEM.format("1592025"))
    assert (read.body, read.meeting_on) == ("Kaupungin edistämisen jaosto", dt.date(2025, 9, 15))
    assert (read.agenda_number, read.is_minutes, read.decision_text) == (3, False, "")
    assert read_item(page, CASEM.format("1112025")).doubts == (Doubt.NO_DATE, Doubt.NO_CASE_NUMBER)


@pytest.mark.parametrize(
    ("digits", "day"),
    [
        ("1592020", dt.date(2020, 9, 15)),
        ("112020", dt.date(2020, 1, 1)),
        ("15122020", dt.date(2020, 12, 15)),
        ("1112020", None),
        ("9992020", None),
    ],
)
def test_a_day_without_separators_is_told_only_when_it_is_one_day(digits, day):
    assert day_in_address(digits) == day


def test_an_agenda_of_casem_is_known_by_its_word_for_the_item():
    read = read_item(
        html("Kunnanhallitus, kokous 2.3.2026", "Asia 7. Sopimus", "5/2026", "Päätös", "Jätettiin pöydälle.")
    )
    assert (read.agenda_number, read.case_number, read.is_minutes, read.decision_text) == (7, "5/2026", False, "")


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
    page = html("Kunnanhallitus", "Pöytäkirja 10.11.2025/Pykälä 239").replace(
        b"</body>", b"<table><tr><td>Sopimus</td></tr></table><p>Hyvaksytaan.</p></body>"
    )
    assert read_item(page).title == "Hyvaksytaan."
    assert read_item(page.replace(b"<p>Hyvaksytaan.</p>", b"")).title == "Sopimus"


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
    page = html(
        "Kunnanvaltuusto",
        "Pöytäkirja 10.11.2025/Pykälä 7",
        "Sopimus",
        "1/2025",
        "Kunnanhallituksen päätös:",
        "Hylättiin.",
    )
    assert read_item(page).parts == (Part(Head.EARLIER, "Kunnanhallituksen päätös", "Hylättiin."),)
    assert read_item(page).doubts == (Doubt.NO_DECISION,)
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
    page = html("Kunnanhallitus", "Pöytäkirja 10.11.2025/Pykälä 239", "Yhteistyö", "1/2025", "Päätös", "Hyväksyttiin.")
    read = read_item(page.decode().encode(encoding))
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
    page = html("Kunnanhallitus", "Pöytäkirja 10.11.2025/Pykälä 239", others + links)
    read = read_item(page, URL)
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
    assert reason((PAGES / "login.html").read_bytes()) == "login"
    assert reason((PAGES / "meeting.html").read_bytes()) == "meeting"


def test_an_external_entity_is_never_fetched(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("SECRET")
    page = f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{secret}">]>'.encode() + html(
        "Kunnanhallitus", "Pöytäkirja 10.11.2025/Pykälä 239", "Sopimus &x;", "1/2025"
    )
    assert read_item(page).title == "Sopimus &x;"


@settings(max_examples=40)
@given(st.binary(max_size=300), st.sampled_from(["dynasty_council", "casem_council", "login"]), st.integers(0, 4000))
def test_whatever_is_broken_is_read_or_told(noise, name, place):
    content = (PAGES / f"{name}.html").read_bytes()
    for broken in (noise, content[:place], content[:place] + noise + content[place:]):
        for read in (read_item, read_feed):
            try:
                read(broken)
            except NotMinutes as told:
                assert str(told)


def test_a_feed_of_items_is_read_with_its_bodies_and_days():
    items = read_feed((PAGES / "feed_items.xml").read_bytes())
    assert items == (
        FeedItem(
            "Strateginen yhteistyösopimus Järvimaan hyvinvointialueen kanssa",
            "https://julkaisu.koivulahti.example/cgi/DREQUEST.PHP?page=meetingitem&id=2025318-6",
            "Kunnanvaltuusto",
            dt.date(2025, 12, 15),
        ),
        FeedItem(
            "Työjärjestys & muut",
            "https://julkaisu.koivulahti.example/cgi/DREQUEST.PHP?page=meetingitem&id=2025200-3",
            "Konserni- ja kehitysjaosto",
            dt.date(2025, 8, 27),
        ),
    )


def test_a_feed_of_meetings_is_read_with_addresses_that_are_not_whole():
    items = read_feed(
        (PAGES / "feed_meetings.xml").read_bytes(), "https://julkaisu.koivulahti.example/cgi/DREQUEST.PHP?a=b"
    )
    assert [(one.title, one.url, one.meeting_on) for one in items] == [
        (
            "Kunnanhallitus 16.03.2026 Esityslista",
            "https://julkaisu.koivulahti.example/cgi/DREQUEST.PHP?page=meeting&id=2026401",
            dt.date(2026, 3, 16),
        ),
        ("Tiedote", "http://julkaisu.koivulahti.example:8080/t", None),
    ]


ENTITIES = b'<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
BOMB = ENTITIES + b"<rss><channel><item><title>&b;</title></item></channel></rss>"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "empty"),
        (b"x" * (LARGEST_FEED + 1), "too_large"),
        (b"<!DOCTYPE html><html></html>", "not_feed"),
        (b"<feed></feed>", "not_feed"),
        (BOMB, "doctype"),
        (b"<rss><channel><item><title>Kunnanhal", "cut"),
        (b"&<rss</rss>", "not_feed"),
        (b"\x01<rss></rss>", "not_feed"),
    ],
)
def test_what_is_no_feed_is_told_why(content, expected):
    assert reason(content, read_feed) == expected


@pytest.mark.parametrize(
    ("line", "numbers"),
    [
        ("812/00.04.02/2025", ("812/00.04.02/2025",)),
        ("Dnro: 225/2022", ("225/2022",)),
        ("225/2022", ("225/2022",)),
        ("Diaarinumero HEL 2025-001216", ("HEL 2025-001216",)),
        ("IUHVADno-2023-1074", ("IUHVADno-2023-1074",)),
        ("Laki hyvinvointialueesta 611/2021", ()),
        ("Asianro 10", ()),
    ],
)
def test_case_numbers_are_known_by_their_shape_or_their_label(line, numbers):
    assert case_numbers_in(line) == numbers


def test_days_that_do_not_exist_are_none():
    assert (day_of("24.10.2025"), day_of("31.2.2025"), day_of("ei päivää")) == (dt.date(2025, 10, 24), None, None)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Julkaistu 8.12.2025", dt.date(2025, 12, 8)),
        ("Pöytäkirja on tarkastettu ja julkaistu 8.12.2025 klo 9.00", dt.date(2025, 12, 8)),
        ("Pöytäkirja nähtävillä yleisessä tietoverkossa 8.12.2025", dt.date(2025, 12, 8)),
        ("Publicerat 8.12.2025", dt.date(2025, 12, 8)),
        ("Hankintailmoitus on julkaistu 8.12.2025", None),
    ],
)
def test_a_publication_is_told_by_a_line_of_its_own(line, day):
    assert published_in(line) == day
