"""Agreements from elsewhere: Word files of other hands, and text recognised from a scan."""

import docx
import pytest

from sopu.core.tables import Unreadable
from sopu.texts.documents.agreements import read_agreement
from sopu.texts.documents.headings import Beginning, beginning
from sopu.texts.documents.values import Doubt, ImportedClause, ImportedText
from sopu.texts.documents.word_out import word_file
from wordings import a_meta, a_whole, saved

SCAN = """Keski-Suomen hyvinvointialue            Puitesopimus            1 (3)

PUITESOPIMUS

Keski-Suomen hyvinvointialueen ja kuntien sopimus on laadittu yhteis-
työn perustaksi. Siinä sovitaan sosiaali-
ja terveydenhuollon sekä Keski-
Suomen pelastustoimen yhdyspinnoista.

1. Osapuolet ja tarkoitus
Sopimuksen osapuolia ovat hyvinvointialue ja alueen 22 kuntaa, jotka
sitoutuvat laissa hyvinvointialueesta (611/2024) tarkoitettuun yhteis-
työhön. Ilta-
\fKeski-Suomen hyvinvointialue            Puitesopimus            2 (3)

auringon alla kokoonnutaan.

2. Tavoitteet
2.1 Yhteiset tavoitteet
Tavoitteet ovat:
- hyvinvoinnin edistäminen ja eri-
arvoisuuden vähentäminen
- osallisuus.

2.2 Osapuolet sopivat tavoitteista vuosittain ja seuraavat niitä kuntakokouksessa
yhdessä.

5 §
Voimaantulo
Sopimus tulee voimaan, kun kaikki osapuolet ovat hyväksyneet sen yhtäpitävillä
päätöksillä.
\fKeski-Suomen hyvinvointialue            Puitesopimus            3 (3)

6 § Irtisanominen
Sopimus voidaan irtisanoa.

- 3 -
"""


def read(content: bytes | str) -> ImportedText:
    return read_agreement(content, year=2026)


def test_a_scan_becomes_clauses_without_running_heads_and_with_its_lines_joined():
    found = read(SCAN)
    assert found.title == "PUITESOPIMUS"
    assert [(one.number, one.depth, one.heading) for one in found.clauses] == [
        ("", 1, ""),
        ("1", 1, "Osapuolet ja tarkoitus"),
        ("2", 1, "Tavoitteet"),
        ("2.1", 2, "Yhteiset tavoitteet"),
        ("2.2", 2, ""),
        ("5 §", 2, "Voimaantulo"),
        ("6 §", 2, "Irtisanominen"),
    ]
    assert found.clauses[0].text == (
        "Keski-Suomen hyvinvointialueen ja kuntien sopimus on laadittu yhteistyön perustaksi. Siinä sovitaan "
        "sosiaali- ja terveydenhuollon sekä Keski-Suomen pelastustoimen yhdyspinnoista."
    )
    assert found.clauses[1].text.endswith("tarkoitettuun yhteistyöhön. Ilta-auringon alla kokoonnutaan.")
    assert found.clauses[3].text == (
        "Tavoitteet ovat:\n\n- hyvinvoinnin edistäminen ja eriarvoisuuden vähentäminen\n- osallisuus."
    )
    assert [line.split()[-2:] for line in found.left_out] == [["1", "(3)"], ["2", "(3)"], ["3", "(3)"], ["3", "-"]]


def test_what_is_doubtful_in_a_scan_is_told_with_its_place_and_not_changed():
    found = read(SCAN)
    text = found.clauses[1].text
    cited, divided = text.index("611/2024"), text.index("Ilta-auringon")
    assert [one for one in found.doubts if one.kind in {"citation", "hyphen"}] == [
        Doubt("citation", 1, "text", cited, cited + 8, "611/2024", "611/2021"),
        Doubt("hyphen", 1, "text", divided, divided + 13, "Ilta-auringon", "Iltaauringon"),
    ]


def test_letters_that_recognition_lost_are_told_and_stay_as_they_are():
    found = read("1. Tavoitteet\nSopimuksen sisalté kaydaan lapi yhdessä.")
    text = "Sopimuksen sisalté kaydaan lapi yhdessä."
    assert found.clauses[0].text == text
    told = [(one.found, one.suggestion) for one in found.doubts if one.kind == "letters"]
    assert ("kaydaan", "käydään") in told
    assert all(text[one.start : one.end] == one.found for one in found.doubts)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1 § Tarkoitus", Beginning("1 §", 2, "Tarkoitus")),
        ("12 §", Beginning("12 §", 2, "")),
        ("2.3 Tavoitteet", Beginning("2.3", 2, "Tavoitteet")),
        ("2.3.1. Seuranta", Beginning("2.3.1", 3, "Seuranta")),
        ("2.3 Osapuolet sopivat siitä.", Beginning("2.3", 2, "", "Osapuolet sopivat siitä.")),
        ("3 Johtaminen", Beginning("3", 1, "Johtaminen")),
        ("3 luku Johtaminen", Beginning("3", 1, "Johtaminen")),
        ("## Tausta", Beginning("", 2, "Tausta")),
        ("### 2.3 Tavoitteet", Beginning("2.3", 3, "Tavoitteet")),
        ("3. johtaa työtä", None),
        ("24.10.2025 pidetty kokous.", None),
        ("1. Osapuolet sopivat siitä.", None),
        ("Sopimus tulee voimaan 1.1.2026.", None),
    ],
)
def test_a_clause_begins_with_a_number(text, found):
    assert beginning(text) == found


def test_a_text_with_headings_of_markdown_is_divided_at_them_and_its_only_first_one_is_the_title():
    found = read("# Suunnitelma\n\n## Yleistä\nLaki velvoittaa\nneuvottelemaan.\n## Sisältö\n\nKootaan evästykset.\n")
    assert found.title == "Suunnitelma"
    assert [(one.depth, one.heading, one.text) for one in found.clauses] == [
        (1, "Yleistä", "Laki velvoittaa neuvottelemaan."),
        (1, "Sisältö", "Kootaan evästykset."),
    ]


def test_where_nothing_is_numbered_a_short_line_of_its_own_before_a_paragraph_begins_a_clause():
    found = read(
        "Neuvottelun suunnitelma\n\nYleistä\n\nLaki velvoittaa.\n\nSisältö\n\nKootaan evästykset.\n\nAino Aalto\n"
    )
    assert found.title == "Neuvottelun suunnitelma"
    assert [(one.heading, one.text) for one in found.clauses] == [
        ("Yleistä", "Laki velvoittaa."),
        ("Sisältö", "Kootaan evästykset.\n\nAino Aalto"),
    ]


def test_a_word_file_with_heading_styles_becomes_clauses():
    document = docx.Document()
    document.add_heading("Yhteistyösopimus", 0)
    document.add_paragraph("Johdanto.")
    document.add_heading("1. Osapuolet", 1)
    document.add_heading("Hyvinvointialue", 2)
    paragraph = document.add_paragraph("Alue on ")
    paragraph.add_run("osapuoli").bold = True
    document.add_paragraph("eka", "List Bullet")
    document.add_table(1, 1).rows[0].cells[0].text = "Solu"
    found = read(saved(document))
    assert found == ImportedText(
        "Yhteistyösopimus",
        (
            ImportedClause("", 1, "", "Johdanto.", "background"),
            ImportedClause("1", 1, "Osapuolet", "", "chapter"),
            ImportedClause("", 2, "Hyvinvointialue", "Alue on **osapuoli**\n\n- eka\n\nSolu", "background"),
        ),
        (Doubt("table", 2, "text", 29, 33, "Solu", ""),),
    )


def test_a_word_file_without_styles_is_divided_by_numbers_and_bold_lines():
    document = docx.Document()
    document.add_paragraph().add_run("Johtaminen").bold = True
    document.add_paragraph("Johdetaan yhdessä.")
    document.add_paragraph("1 § Tarkoitus")
    document.add_paragraph("2.1 Osapuolet sopivat tavoitteista.")
    found = read(saved(document))
    assert found.clauses == (
        ImportedClause("", 1, "Johtaminen", "Johdetaan yhdessä.", "structure"),
        ImportedClause("1 §", 1, "Tarkoitus", "", "chapter"),
        ImportedClause("2.1", 2, "", "Osapuolet sopivat tavoitteista.", "background"),
    )


def test_a_file_of_our_own_comes_in_clause_by_clause_without_its_cover():
    whole = a_whole()
    found = read(word_file(whole, meta=a_meta(whole)))
    assert found.title == whole.title
    assert [(one.number, one.depth, one.heading, one.text) for one in found.clauses[:5]] == [
        (one.number, one.depth, one.heading, one.text) for one in whole.clauses[:5]
    ]
    assert found.left_out[:2] == ("Versio 3", "Lausunnolle")


def test_text_comes_in_any_usual_encoding_and_nothing_else_does():
    for encoding in ("utf-8-sig", "utf-16", "cp1252"):
        assert read("1. Välittäminen\nÄäkköset säilyvät.".encode(encoding)).clauses == (
            ImportedClause("1", 1, "Välittäminen", "Ääkköset säilyvät.", "principle"),
        )
    for content, code in ((b"%PDF-1.4", "is_pdf"), (b"", "is_not_word"), (b"PK\x03\x04x", "damaged")):
        with pytest.raises(Unreadable) as unreadable:
            read(content)
        assert unreadable.value.code == code
