"""The chapters of what was understood, in each form."""

import io
import json

import docx
import openpyxl
import pymupdf
import pytest

from materials import an_extract, an_understood_material, in_language
from sopu.publishing.documents import csv_file, json_file, pdf, understood, whole, word, workbook
from sopu.publishing.documents.blocks import Heading, Item, Paragraph, Sentences, Table


def headings(material):
    return [one.text for one in whole.outline(material).blocks if isinstance(one, Heading) and one.level == 1]


def test_findings_agreement_and_themes_have_chapters_of_their_own():
    assert headings(an_understood_material())[2:6] == [
        "Havainnot",
        "Missä sali on samaa mieltä yli ryhmien",
        "Teemat ja niiden käsittely",
        "Mitä sanottiin",
    ]


def test_a_finding_stands_on_its_sentences_and_the_minority_beside_it():
    blocks = list(understood.of_whole(an_understood_material()))
    item = next(one for block in blocks if isinstance(block, Sentences) for one in block.items)
    assert item == Item(
        number=1,
        text="Asukas tarvitsee yhden yhteyshenkilön.",
        language="fi",
        by="Toimenpide · Osallisuus ja yhteisöllisyys",
        place="nojaa lauseeseen 1",
        answers=(
            "Hyvinvointialue 90\u00a0% (n\u00a010); Kunta 60\u00a0% (n\u00a040) · "
            "Vähemmistön näkemys: Osa pelkää uutta luukkua. (2) · 1 lähde on sittemmin piilotettu."
        ),
        bar=None,
    )


def test_a_table_tells_how_each_kind_agrees_and_the_difference():
    tables = [one for one in understood.of_whole(an_understood_material()) if isinstance(one, Table)]
    assert tables[0].head == ("Lause", "Hyvinvointialue", "Kunta", "Ero")
    assert tables[0].rows == (("1 Lause numero 1 ja sen ajatus.", "90", "60", "30"),)


def test_a_theme_that_nobody_confirmed_says_so_and_each_tells_what_became_of_it():
    blocks = list(understood.of_whole(an_understood_material()))
    names = [(one.number, one.text) for one in blocks if isinstance(one, Heading) and one.level == 2]
    assert names == [("1", "Yksi yhteyshenkilö"), ("2", "kylätalo, kohtaaminen (koneen ehdotus)")]
    told = [one.text for one in blocks if isinstance(one, Paragraph) and not one.is_note]
    assert "Käytetty: strateginen yhteistyösopimus. Kirjattu 4. kohtaan." in told


def test_the_extract_has_the_findings_on_ones_own_words_and_what_is_left_for_ones_own_work():
    blocks = list(understood.of_extract(an_extract(an_understood_material())))
    assert [one.text for one in blocks if isinstance(one, Heading)] == [
        "Havainnot, jotka nojaavat osallistujienne lauseisiin",
        "Mitä jää omaan työhönne",
        "kylätalo, kohtaaminen (koneen ehdotus)",
    ]


def test_another_partys_extract_has_neither():
    extract = an_extract(an_understood_material(), number=6, sentences=(), offered=())
    assert list(understood.of_extract(extract)) == []


def test_every_sentence_in_the_files_tells_its_theme_and_what_became_of_it():
    row = csv_file.whole(an_understood_material()).decode("utf-8-sig").splitlines()[1].split(";")
    assert row[-4:] == ["1 Yksi yhteyshenkilö", "Käytetty", "strateginen yhteistyösopimus", "Kirjattu 4. kohtaan."]
    data = json.loads(json_file.whole(an_understood_material()))
    assert data["sentences"][0]["disposition"] == {
        "outcome": "used",
        "target": "agreement",
        "party": None,
        "reason": "Kirjattu 4. kohtaan.",
    }
    assert [one["theme"] for one in data["sentences"]] == [1, 2]
    assert data["findings"][0]["sources"] == [1]
    assert data["outcomes"] == {"used": 1, "partly": 1, "open": 0}
    assert data["agreed"][0]["agreement"][0] == {"kind": "county", "agree": 9, "answered": 10}
    extract = json.loads(json_file.extract(an_extract(an_understood_material())))
    assert [one["number"] for one in extract["findings"]] == [1]


def test_the_workbook_has_a_sheet_of_themes_and_one_of_findings():
    book = openpyxl.load_workbook(io.BytesIO(workbook.whole(an_understood_material())))
    assert book.sheetnames[2:4] == ["Teemat", "Havainnot"]
    assert [cell.value for cell in book["Teemat"][3]][:3] == [2, "kylätalo, kohtaaminen", "koneen ehdotus"]


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_word_file_opens_with_the_chapters_in_each_language(language):
    material = in_language(an_understood_material(), language)
    text = "\n".join(one.text for one in docx.Document(io.BytesIO(word.whole(material))).paragraphs)
    assert "Asukas tarvitsee yhden yhteyshenkilön." in text


def test_of_very_many_sentences_the_first_numbers_are_told():
    assert understood.numbers_in_words((1, 2)) == "1, 2"
    assert understood.numbers_in_words(tuple(range(1, 43))).endswith("39, 40 ja 2 muuta")


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_pdf_is_set_with_the_chapters_in_each_language(language):
    material = in_language(an_understood_material(), language)
    for content in (pdf.whole(material), pdf.extract(an_extract(material))):
        text = "".join(page.get_text() for page in pymupdf.open(stream=content))
        assert "Asukas tarvitsee yhden yhteyshenkilön." in text
