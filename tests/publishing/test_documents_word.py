"""The Word file has real styles, and opens in two programs."""

import io
import shutil
import subprocess
import zipfile

import docx
import pytest
from docx.oxml.ns import qn

from materials import AT, a_material, a_sentence, an_extract, in_language
from sopu.publishing.documents import word


def opened(content: bytes) -> docx.document.Document:
    return docx.Document(io.BytesIO(content))


def said(content: bytes, style: str) -> list[str]:
    """The texts of the paragraphs in that style."""
    return [one.text for one in opened(content).paragraphs if one.style.name == style]


def test_headings_title_and_sentences_are_in_styles_of_their_own():
    content = word.whole(a_material())
    assert said(content, "Title") == ["Sydämellä-foorumi"]
    assert said(content, "Heading 1") == [
        "Lyhyesti",
        "Mitä sali kannatti eniten",
        "Mitä sanottiin",
        "Näin tätä luetaan",
    ]
    assert "1 Osallisuus ja yhteisöllisyys" in said(content, "Heading 2")
    assert "Mikä on vahvuutemme?" in said(content, "Heading 3")
    assert said(content, "Sentence")[0] == "1\tLause numero 1 ja sen ajatus."
    assert said(content, "Answers")[0] == "Vahvuus · samaa mieltä 6, eri mieltä 2, ohitti 1; tärkeimpiä:\u00a03"
    assert len(said(content, "List Bullet")) == 6


def test_every_paragraph_has_a_style_that_the_file_knows():
    content = word.extract(an_extract())
    document = opened(content)
    known = {style.style_id for style in document.styles}
    used = {one.get(qn("w:val")) for one in document.element.body.iter(qn("w:pStyle"), qn("w:tblStyle"))}
    assert used <= known


def test_the_head_of_a_table_repeats_on_every_page():
    tables = opened(word.whole(a_material())).tables
    assert [[cell.text for cell in table.rows[0].cells] for table in tables] == [
        ["Keskustelu", "Vahvuus", "Mihin voimme sitoutua", "Yhteensä"],
        ["Organisaation laji", "Osallistujat", "Lauseet"],
    ]
    for table in tables:
        heads = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
        assert heads == [True, *[False] * (len(heads) - 1)]


def test_the_file_has_a_title_a_language_and_the_moment_of_compiling():
    document = opened(word.whole(a_material()))
    properties = document.core_properties
    assert (properties.title, properties.author) == (
        "Sydämellä-foorumi – Koottu aineisto",
        "Keski-Suomen hyvinvointialue",
    )
    assert properties.language == "fi-FI"
    assert properties.modified == AT
    assert {one.get(qn("w:val")) for one in document.styles.element.iter(qn("w:lang"))} == {"fi-FI"}


def test_a_sentence_carries_its_own_language():
    content = word.whole(a_material([a_sentence(1, "Sagt på svenska.", language="sv")]))
    marked = [
        run.text
        for paragraph in opened(content).paragraphs
        for run in paragraph.runs
        if run._r.rPr is not None and run._r.rPr.find(qn("w:lang")) is not None
    ]
    assert set(marked) == {"Sagt på svenska."}


def test_control_characters_tabs_and_line_breaks_do_not_spoil_the_file():
    content = word.whole(a_material([a_sentence(7, "a\x00b\x0bc\r\nd\te\ud800 <w:p/> & 漢字 😀")]))
    assert said(content, "Sentence")[0] == "7\tabc\nd\te <w:p/> & 漢字 😀"


def test_an_address_is_a_link():
    document = opened(word.whole(a_material()))
    links = [link.address for paragraph in document.paragraphs for link in paragraph.hyperlinks]
    assert links == ["https://sopu.example/fi/r/"]


def test_an_extract_tells_its_party_what_it_said_and_where_it_was_silent():
    content = word.extract(an_extract())
    assert said(content, "Title") == ["Jyväskylä"]
    assert said(content, "Figure")[:2] == ["7 osallistujaa teiltä", "2 lausetta teiltä"]
    assert [cell.text for cell in opened(content).tables[-1].rows[1].cells] == [
        "2 Arjen turvallisuus",
        "koko keskustelu",
    ]


def test_invented_material_says_so():
    assert said(word.whole(a_material(is_demo=True)), "Warning") == ["Esimerkkiaineisto: tässä sanottu on keksittyä."]
    assert said(word.whole(a_material()), "Warning") == []


@pytest.mark.parametrize(("language", "title"), [("sv", "Vad som sades"), ("en", "What was said")])
def test_a_word_file_speaks_the_asked_language(language, title):
    assert title in said(word.whole(in_language(a_material(), language)), "Heading 1")


def test_the_same_material_gives_the_same_bytes():
    first = word.whole(a_material())
    assert word.whole(a_material()) == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not on this machine")
def test_libreoffice_opens_the_file_and_finds_the_sentences(tmp_path):
    (tmp_path / "ote.docx").write_bytes(word.extract(an_extract()))
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    command = ["soffice", profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "ote.docx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    assert "Lause numero 1 ja sen ajatus." in (tmp_path / "ote.txt").read_text("utf-8-sig")
