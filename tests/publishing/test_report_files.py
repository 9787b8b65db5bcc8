"""The files of a report are accessible, open in other programs, run nothing, and are the same every time."""

import io

import docx
import openpyxl
import pikepdf
import pptx
import pymupdf
import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from docx.oxml.ns import qn as qn_of_word
from pptx.oxml.ns import qn

from reported import EVIL, NOW, a_report, a_world
from sopu.core.digests import sha256
from sopu.ledger.models import Entry
from sopu.plans.actions.freezing import publish_report
from sopu.plans.models import Report
from sopu.plans.queries.report_page import report_page
from sopu.publishing.documents import pdf, report_sheets, report_slides, reports, word
from sopu.publishing.queries.dossier import sealed_parts
from sopu.publishing.queries.logs import log_page

pytestmark = pytest.mark.django_db

URL = "https://sopu.example/fi/reports/1/"
AUDIENCES = ("council", "board", "meeting", "public")


def a_page(audience="board", language="fi"):
    with override(language):
        return report_page(Report.objects.at_hand().get(pk=a_report(a_world(), audience).pk))


def outline_of(page):
    with override(page.told.head.language):
        return reports.outline(page, URL)


def text_of(content: bytes) -> str:
    with pymupdf.open(stream=content, filetype="pdf") as document:
        return " ".join(" ".join(page.get_text() for page in document).split())


def test_the_pdf_is_archivable_and_accessible_and_says_every_part():
    page = a_page()
    content = pdf.written(outline_of(page), "Alue")
    with pikepdf.open(io.BytesIO(content)) as document:
        meta = document.open_metadata()
        assert (meta["pdfaid:part"], meta["pdfaid:conformance"], meta["pdfuaid:part"]) == ("2", "A", "1")
        assert str(document.Root.Lang).startswith("fi")
    told = text_of(content)
    parts = ("Käsiteltävää", "Eteneminen tavoitekokonaisuuksittain", "Aikajana", "Kuka on sitoutunut mihin", EVIL)
    assert [part for part in parts if part not in told] == []
    assert content == pdf.written(outline_of(page), "Alue")


@pytest.mark.parametrize("audience", AUDIENCES)
def test_each_audience_gets_its_parts_in_their_order_and_no_other(audience):
    page = a_page(audience)
    document = docx.Document(io.BytesIO(word.written(outline_of(page), "Alue")))
    heads = [one.text for one in document.paragraphs if one.style.name == "Heading 1"]
    expected = {
        "council": ["Käsiteltävää", "Eteneminen tavoitekokonaisuuksittain", "Mittarit ja tavoitetasot"],
        "board": ["Käsiteltävää", "Mitä on muuttunut", "Eteneminen tavoitekokonaisuuksittain"],
        "meeting": [
            "Käsiteltävää",
            "Mikä on myöhässä ja kuka ei ole raportoinut",
            "Mitä kokoukset jättivät tehtäväksi",
        ],
        "public": ["Eteneminen tavoitekokonaisuuksittain", "Toimenpiteet yksitellen", "Mittarit ja tavoitetasot"],
    }
    assert (heads[0], heads[1:4], heads[-1]) == ("Alkusanat", expected[audience], "Näin tätä luetaan")
    assert len(heads) == {"council": 6, "board": 11, "meeting": 9, "public": 7}[audience]


def test_the_word_file_tells_in_tables_and_texts_what_its_pictures_show():
    document = docx.Document(io.BytesIO(word.written(outline_of(a_page()), "Alue")))
    cells = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    assert any(row[0] == "1.1.1 Yhteinen numero" and "1.1.2026 – 31.5.2029" in row for row in cells)
    pictures = [one.get("descr") for one in document.element.body.iter(qn_of_word("wp:docPr"))]
    assert pictures[0].endswith("2 Hyvinvointi ja palvelut: 1 ei aloitettu, 1 ei vielä sanottu.")
    assert pictures[-1].startswith("2.1.2 Myöhemmin · 1.1.2028 – 31.5.2029")
    assert document.core_properties.language == "fi-FI"


def test_the_workbook_has_everything_and_runs_nothing():
    page = a_page("public")
    with override("fi"):
        content = report_sheets.written(page, URL)
        assert content == report_sheets.written(page, URL)
    book = openpyxl.load_workbook(io.BytesIO(content))
    names = ["Lue tämä", "Toimenpiteet", "Sitoumukset", "Mittarit", "Mittarien arvot", "Myöhässä", "Muutokset"]
    assert book.sheetnames == names
    evil = next(row[1] for row in book["Toimenpiteet"].iter_rows() if row[0].value == "2.1.1")
    assert (evil.value, evil.data_type, evil.quotePrefix) == (EVIL, "s", True)
    values = [[cell.value for cell in row] for row in book["Mittarien arvot"].iter_rows(min_row=2)]
    assert values[1] == ["Asukkaiden osallisuus", "2023", 41.25]
    assert len(list(book["Sitoumukset"].iter_rows(min_row=2))) == 3


def test_slides_have_titles_texts_for_pictures_notes_and_a_language():
    page = a_page("meeting", "sv")
    with override("sv"):
        content = report_slides.written(page, URL)
        assert content == report_slides.written(page, URL)
    deck = pptx.Presentation(io.BytesIO(content))
    slides = list(deck.slides)
    titles = [slide.shapes.title.text for slide in slides]
    assert titles[1:4] == ["1 av 4 åtgärder är genomförda", "Att behandla (1/2)", "Att behandla (2/2)"]
    assert [title for title in titles if not title] == []
    assert [slide for slide in slides if not slide.notes_slide.notes_text_frame.text] == []
    pictures = [shape for slide in slides for shape in slide.shapes if shape.has_chart or shape.has_table]
    assert [one for one in pictures if not one._element.nvGraphicFramePr.cNvPr.get("descr")] == []
    charts = [one.chart for one in pictures if one.has_chart]
    assert [len(one.plots[0].categories) for one in charts] == [2, 3]
    runs = [run for slide in slides for run in slide._element.iter(qn("a:r"))]
    assert {run.find(qn("a:rPr")).get("lang") for run in runs} == {"sv-FI"}


def test_files_are_read_by_those_who_may_read_the_report():
    report = a_report(a_world())
    addresses = [reverse("report_paper", args=[report.pk, "en", form]) for form in ("pdf", "docx", "xlsx", "pptx")]
    visitor = Client()
    assert {visitor.get(one).status_code for one in addresses} == {404}
    publish_report(report=report, now=NOW)
    starts = [visitor.get(one).content[:4] for one in addresses]
    assert starts == [b"%PDF", b"PK\x03\x04", b"PK\x03\x04", b"PK\x03\x04"]
    assert visitor.get(addresses[0].replace("en.pdf", "en.exe")).status_code == 404
    assert visitor.get(addresses[0].replace("en.pdf", "se.pdf")).status_code == 404


def test_a_published_report_stands_in_the_log_and_in_the_dossier():
    world = a_world(slug="alue")
    report = publish_report(report=a_report(world), now=NOW)
    (line,) = log_page(world.plan.negotiation).lines
    assert (line.what, line.url) == (
        "Yhdyspintasuunnitelma 2026–2029: seurantaraportti 1",
        reverse("report", args=[report.pk]),
    )
    (part,) = sealed_parts(Entry.objects.all())
    assert (part.path, part.reference) == (f"reports/{report.pk}.json", f"report:{report.pk}")
    assert sha256(part.content) == report.sha256
