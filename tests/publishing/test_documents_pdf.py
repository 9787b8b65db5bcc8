"""The PDF is archivable and accessible, says everything, runs nothing that people wrote, and is the same every time."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import outloud
import pikepdf
import pymupdf
import pytest

from materials import AT, a_material, a_sentence, an_extract, in_language
from sopu.publishing.documents import pdf
from sopu.publishing.documents.material import Answers
from sopu.web import fonts

INJECTIONS = [
    '#panic("nurin")',
    '#read("/etc/passwd")',
    "*tärkeä* _tämä_ $x^2$ @viite <nimi> `koodi`",
    r"\ \u{41} \n // ei kommentti /* eikä tämä */",
    "= Otsikko",
    "#sys.inputs.data",
    "]) #let x = 1 ([",
]


def text_of(content: bytes) -> str:
    """The text as a reader copies it, without line breaks."""
    with pymupdf.open(stream=content, filetype="pdf") as document:
        return " ".join(" ".join(page.get_text() for page in document).split())


@dataclass(frozen=True)
class Element:
    """An element of the structure tree."""

    tag: str
    alternative: str
    language: str
    kids: tuple["Element", ...]

    def below(self) -> Iterator["Element"]:
        for kid in self.kids:
            yield kid
            yield from kid.below()


def structure(content: bytes) -> list[Element]:
    """The elements of the structure tree, in reading order."""

    def read(element: Any) -> Element:
        kids = element.get("/K", [])
        kids = kids if isinstance(kids, pikepdf.Array) else [kids]
        found = tuple(read(kid) for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/S" in kid)
        return Element(*(str(element.get(key, "")) for key in ("/S", "/Alt", "/Lang")), found)

    with pikepdf.open(io.BytesIO(content)) as document:
        return list(read(document.Root.StructTreeRoot).below())


def tags(content: bytes) -> list[str]:
    return [one.tag for one in structure(content)]


@pytest.fixture(scope="module")
def whole() -> bytes:
    return pdf.whole(a_material())


@pytest.fixture(scope="module")
def extract() -> bytes:
    return pdf.extract(an_extract())


@pytest.fixture(params=["whole", "extract"])
def either(request) -> bytes:
    return request.getfixturevalue(request.param)


def test_the_validator_finds_no_error_in_a_document(either, tmp_path):
    file = tmp_path / "aineisto.pdf"
    file.write_bytes(either)
    result = outloud.check(str(file), layers=["conformance"])
    assert [(one.rule, one.message) for one in result.findings if one.severity == "error"] == []
    assert result.errors == 0
    assert result.verdict in {"pass", "review"}
    assert "fail" not in {row["status"] for row in result.criteria["pdfua1"]}


def test_the_validator_does_find_errors_in_an_untagged_document(tmp_path):
    file = tmp_path / "tyhja.pdf"
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(file)
    assert outloud.check(str(file)).verdict == "fail"


def test_a_document_says_which_standards_it_keeps(either):
    with pikepdf.open(io.BytesIO(either)) as document, document.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
        assert metadata["pdfuaid:part"] == "1"
        intents = document.Root.OutputIntents
        assert [str(one.S) for one in intents] == ["/GTS_PDFA1"]
        assert "/DestOutputProfile" in intents[0]


def test_a_document_is_tagged_named_and_in_a_language(either):
    with pikepdf.open(io.BytesIO(either)) as document, document.open_metadata() as metadata:
        root = document.Root
        assert str(root.Lang) == "fi-FI"
        assert root.MarkInfo.Marked is True
        assert root.ViewerPreferences.DisplayDocTitle is True
        assert metadata["dc:title"] in {
            "Sydämellä-foorumi – Koottu aineisto",
            "Jyväskylä – Ote kootusta aineistosta",
        }
        assert not document.is_encrypted


def test_every_font_is_embedded_and_none_is_the_machines_own(either):
    ours = ("SourceSerif4", "SourceSans3", "Noto")
    with pikepdf.open(io.BytesIO(either)) as document:
        found = [one for one in document.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/Font"]
        for font in found:
            for descendant in font.get("/DescendantFonts", [font]):
                assert {"/FontFile2", "/FontFile3"} & set(descendant.FontDescriptor.keys())
                assert str(descendant.BaseFont).split("+")[1].startswith(ours)
    assert found


def test_no_letter_is_the_sign_of_a_missing_one():
    content = pdf.whole(a_material([a_sentence(1, "Tavallista ja 漢字 ja 😀 ja \U00012000.")]))
    with pikepdf.open(io.BytesIO(content)) as document:
        drawn = [
            bytes(text)
            for page in document.pages
            for operands, operator in pikepdf.parse_content_stream(page, "TJ Tj")
            for text in (operands[0] if str(operator) == "TJ" else operands)
            if isinstance(text, pikepdf.String)
        ]
    glyphs = {text[i : i + 2] for text in drawn for i in range(0, len(text), 2)}
    assert b"\0\0" not in glyphs
    assert len(glyphs) > 30
    assert "[U+12000]" in text_of(content)


def test_headings_step_down_one_level_at_a_time(either):
    levels = [int(tag[2:]) for tag in tags(either) if tag.startswith("/H") and tag[2:].isdigit()]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_table_has_a_row_of_headers(either):
    tables = [one for one in structure(either) if one.tag == "/Table"]
    assert tables
    for table in tables:
        head = next(kid for kid in table.kids if kid.tag == "/THead")
        assert {cell.tag for row in head.kids for cell in row.kids} == {"/TH"}


def test_the_picture_says_in_words_what_it_shows(whole):
    pictures = [one.alternative for one in structure(whole) if one.tag == "/Figure"]
    assert pictures == [
        "Palkit: montako lausetta kukin keskustelu sai. 1 Osallisuus ja yhteisöllisyys: 2; 2 Arjen turvallisuus: 0. "
        "Samat luvut ovat seuraavassa taulukossa."
    ]


def test_sentences_are_a_list_and_carry_their_language():
    content = pdf.whole(a_material([a_sentence(1), a_sentence(2, "Sagt på svenska.", language="sv", answers=None)]))
    assert tags(content).count("/LI") >= 2
    assert "sv" in {one.language.split("-")[0] for one in structure(content)}


def test_a_document_says_what_was_said_and_how_it_was_answered(whole):
    text = text_of(whole)
    assert "Lause numero 1 ja sen ajatus." in text
    assert "samaa mieltä 6, eri mieltä 2, ohitti 1; tärkeimpiä: 3" in text
    assert "alle viisi kannanottoa" in text
    assert "Piilotetut lauseet on laskettu, niitä ei näytetä: 2." in text


@pytest.mark.parametrize("said", INJECTIONS)
def test_what_looks_like_the_typesetters_language_is_set_as_it_was_said(said):
    sentence = a_sentence(1, said)
    event = a_material([sentence], event=said, county=said, negotiation=said)
    assert text_of(pdf.whole(event)).count(said) >= 2
    extract = an_extract(event, party=said, named=(sentence,))
    assert said in text_of(pdf.extract(extract))


def test_line_breaks_tabs_and_control_characters_break_nothing():
    text = text_of(pdf.whole(a_material([a_sentence(1, "rivi\nuusi\tsarkain\x00\x07\u202e\u2028loppu")])))
    assert "rivi uusi sarkain loppu" in text


def test_other_scripts_and_pictures_are_set_in_letters_of_their_own():
    said = "關於網路隱私 – 👍🏽 – ไทย – العربية – ქართული"
    content = pdf.whole(a_material([a_sentence(1, said, language="")]))
    text = text_of(content)
    assert "關於網路隱私" in text
    assert "👍" in text
    assert "U+" not in text


def test_a_character_that_no_letter_draws_is_marked_and_told_of():
    text = text_of(pdf.whole(a_material([a_sentence(1, "Merkki \U00013000 tässä")])))
    assert "Merkki [U+13000] tässä" in text
    assert "Niiden tilalla on merkin numero" in text
    assert "Niiden tilalla on merkin numero" not in text_of(pdf.whole(a_material()))


def test_a_text_that_cannot_be_set_at_all_is_set_plainly(monkeypatch):
    known = fonts._all_characters() | {"\U00013000"}  # as if some font promised what it can't keep
    monkeypatch.setattr(fonts, "_all_characters", lambda: known)
    assert "Merkki [U+13000] tässä" in text_of(pdf.whole(a_material([a_sentence(1, "Merkki \U00013000 tässä")])))


def test_a_word_without_end_stays_on_the_page(tmp_path):
    content = pdf.whole(a_material([a_sentence(1, "https://esimerkki.example/" + "x" * 400)]))
    with pymupdf.open(stream=content, filetype="pdf") as document:
        right = max(word[2] for page in document for word in page.get_text("words"))
        assert right <= document[0].rect.width - 60


def test_the_same_material_gives_the_same_bytes(whole, extract):
    assert pdf.whole(a_material()) == whole
    assert pdf.extract(an_extract()) == extract


def test_the_files_moment_is_that_of_compiling(whole):
    with pikepdf.open(io.BytesIO(whole)) as document:
        assert str(document.docinfo.get("/CreationDate", "")).startswith(f"D:{AT:%Y%m%d%H%M%S}")


@pytest.mark.parametrize(
    ("language", "said", "code"),
    [("fi", "Mitä sanottiin", "fi-FI"), ("sv", "Vad som sades", "sv-FI"), ("en", "What was said", "en-GB")],
)
def test_a_document_speaks_the_asked_language(language, said, code):
    content = pdf.whole(in_language(a_material(), language))
    assert said in text_of(content)
    with pikepdf.open(io.BytesIO(content)) as document:
        assert str(document.Root.Lang) == code


def test_an_empty_hall_makes_a_whole_document():
    empty = a_material([], discussions=(), kinds=(), counts=replace(a_material().counts, participants=0, sentences=0))
    text = text_of(pdf.whole(empty))
    assert "Mitään ei ole vielä sanottu." in text
    assert "Kukaan ei ole vielä tullut." in text


def test_a_party_that_nobody_came_from_is_told_so_and_sees_what_the_hall_supported():
    silent = an_extract(people_count=0, sentences=(), offered=())
    text = text_of(pdf.extract(silent))
    assert "Kukaan ei osallistunut organisaationne nimissä." in text
    assert "Lause numero 1 ja sen ajatus." in text
    assert "koko keskustelu" in text


def test_the_number_of_a_partys_people_under_five_is_not_in_its_document():
    assert "alle 5" in text_of(pdf.extract(an_extract(people_count=None)))


def test_groups_that_are_too_small_are_not_shown_and_that_is_said(whole):
    assert "Osallistujat roolin mukaan: ei näytetä, koska jokin ryhmä on alle viiden ihmisen." in text_of(whole)


def test_invented_material_says_so_on_every_page():
    content = pdf.whole(a_material(is_demo=True))
    with pikepdf.open(io.BytesIO(content)) as document:
        pages = len(document.pages)
    assert text_of(content).count("Esimerkkiaineisto: tässä sanottu on keksittyä.") == pages + 1
    assert "Esimerkkiaineisto" not in text_of(pdf.whole(a_material()))


def test_a_commitment_carries_its_organisation():
    candidate = a_sentence(3, "Avaamme ovet.", prompt="commitment", organisation="Muurame", answers=Answers(0, 0, 0, 0))
    assert "Muurame · ei kannanottoja" in text_of(pdf.whole(a_material([candidate])))


def test_offered_and_naming_candidates_stand_under_their_own_headings():
    own = a_sentence(3, "Me avaamme ovet.", prompt="commitment", organisation="Jyväskylä")
    naming = a_sentence(4, "Autamme Jyväskylää.", prompt="commitment", organisation="Muurame")
    material = a_material([own, naming])
    text = text_of(pdf.extract(an_extract(material, sentences=(own,), offered=(own,), named=(naming,))))
    _before, offered = text.split("Omilta osallistujiltanne")
    assert offered.index("Me avaamme ovet.") < offered.index("Muilta, teidät mainiten") < offered.index("Muurame ·")
    assert "Jyväskylä · Osallisuus" not in text


def test_people_who_wrote_nothing_are_told_so():
    assert "Osallistujanne eivät kirjoittaneet omia lauseita." in text_of(
        pdf.extract(an_extract(people_count=7, sentences=(), offered=()))
    )


def test_a_party_that_spoke_everywhere_was_silent_nowhere():
    text = text_of(pdf.extract(an_extract(silences=())))
    assert "Osallistujanne sanoivat jotakin jokaisessa keskustelussa ja jokaisesta näkökulmasta." in text


def test_a_discussion_that_was_not_held_is_left_out():
    first, second = a_material().discussions
    text = text_of(pdf.whole(a_material(discussions=(first, replace(second, was_held=False)))))
    assert "Osallisuus ja yhteisöllisyys" in text
    assert "Arjen turvallisuus" not in text


def test_a_lone_prompt_without_a_question_gets_no_heading():
    first = a_material().discussions[0]
    lone = replace(first, prompts=(replace(first.prompts[0], question=""),))
    text = text_of(pdf.whole(a_material(discussions=(lone,))))
    assert "Mikä on vahvuutemme?" not in text
    assert "Lause numero 1 ja sen ajatus." in text


def test_an_event_over_two_days_says_both():
    text = text_of(pdf.whole(a_material(ends_at=AT.replace(day=25))))
    assert "24.10.2025 klo 12.12–25.10.2025 klo 17.12" in text


def test_nothing_hidden_is_said_to_be_nothing_hidden():
    counts = replace(a_material().counts, hidden=0)
    assert "Yhtään lausetta ei ole piilotettu." in text_of(pdf.whole(a_material(counts=counts)))


def test_answers_without_marks_of_importance_do_not_speak_of_them():
    text = text_of(pdf.whole(a_material([a_sentence(1, answers=Answers(6, 1, 2, 0))])))
    assert "samaa mieltä 6, eri mieltä 2, ohitti 1" in text
    assert "tärkeimpiä" not in text


def test_a_discussion_in_which_nobody_spoke_has_a_table_and_no_picture():
    content = pdf.whole(a_material([]))
    assert "/Figure" not in tags(content)
    assert "/Table" in tags(content)
