"""What goes to the regional wellbeing plan: everything that does, nothing else, nobody's name, in five forms."""

import hashlib
import io
import json
import zipfile
from dataclasses import replace

import openpyxl
import outloud
import pikepdf
import pymupdf
import pytest
from django.urls import reverse
from django.utils import timezone
from docx import Document

from builders import a_contribution, a_forum, a_mandate, a_participant, a_reaction, a_user
from sopu.forum.models import Moderation, PromptKind
from sopu.negotiations.models import Role
from sopu.publishing.documents import json_file, pdf, word, workbook
from sopu.publishing.documents.handover import is_empty, outline, support_of
from sopu.publishing.documents.package import handover_file, handover_name
from sopu.publishing.queries.handover import handover_of
from sopu.synthesis.models import Outcome, Target
from synthesised import a_disposition, a_finding, a_theme

pytestmark = pytest.mark.django_db

TO_PLAN = {"outcome": Outcome.USED, "target": Target.WELLBEING_PLAN}


@pytest.fixture
def event():
    return a_forum(code="KS7M2A")


@pytest.fixture
def said(event):
    someone = a_participant(event)
    return [a_contribution(someone, f"Lause numero {number}.") for number in range(1, 7)]


@pytest.fixture
def world(event, said):
    """Two themes, of which the first goes to the plan; of its sentences one goes elsewhere, and of the others' one."""
    boss = a_user("Päivi Päättäjä")
    first, second = (
        a_theme(event, "Yksinäisyys", said[:3], made_by=boss),
        a_theme(event, "Tiet", said[3:5], made_by=boss),
    )
    a_disposition(event, first, reason="Kuuluu hyvinvointisuunnitelmaan.", made_by=boss, **TO_PLAN)
    a_disposition(event, second, Outcome.USED, reason="Sopimuksen kohta 2.", made_by=boss)
    a_disposition(event, said[2], Outcome.REJECTED, reason="Ei toteudu.", made_by=boss)
    a_disposition(event, said[4], reason="Kävelyreitit suunnitelmaan.", made_by=boss, **TO_PLAN)
    a_finding(event, said[:2], signed_by=boss, text_fi="Yksinäisyys vaatii yhteistä työtä.")
    a_finding(event, [said[3]], signed_by=boss, text_fi="Tiet ovat huonot.")
    a_finding(event, [said[0]], made_by=boss, text_fi="Luonnos, jota kukaan ei ole vahvistanut.")
    return event


@pytest.fixture
def part(world):
    return handover_of(world, language="fi", made_at=timezone.now())


def text_of(content):
    with pymupdf.open(stream=content, filetype="pdf") as document:
        return " ".join(" ".join(page.get_text() for page in document).split())


def test_it_has_what_goes_to_the_plan_and_nothing_else(part):
    assert [(one.name, one.sentences) for one in part.synthesis.themes] == [("Yksinäisyys", (1, 2))]
    assert [one.number for one in part.sentences] == [1, 2, 5]
    assert [one.text for one in part.synthesis.findings] == ["Yksinäisyys vaatii yhteistä työtä."]


def test_what_was_taken_back_or_hidden_is_not_handed_over(world, said):
    a_disposition(world, said[4], Outcome.OPEN)
    Moderation.objects.create(contribution=said[0], is_hiding=True, reason="Asiaton")
    part = handover_of(world, language="fi", made_at=timezone.now())
    assert [one.number for one in part.sentences] == [2]


def test_when_nothing_goes_to_the_plan_it_is_empty(event, said):
    a_disposition(event, a_theme(event, "Tiet", said), Outcome.USED)
    assert is_empty(handover_of(event, language="fi", made_at=timezone.now()))


def test_support_is_counted_over_the_sentences_that_five_people_answered(event, said):
    a_disposition(event, a_theme(event, "Yksi", said[:2]), **TO_PLAN)
    people = [a_participant(event) for _ in range(6)]
    for person in people:
        a_reaction(person, said[0])
    for person in people[:3]:
        a_reaction(person, said[1])
    part = handover_of(event, language="fi", made_at=timezone.now())
    assert support_of(part.sentences) == (6, 6)
    table = next(block for block in outline(part, "0" * 64).blocks if type(block).__name__ == "Table")
    assert table.rows == (("1 Yksi (koneen ehdotus)", "2", "6 / 6"),)


def test_every_form_says_the_same_and_names_nobody(part):
    digest = json_file.handover_digest(part)
    document = Document(io.BytesIO(word.handover(part, digest)))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    book = openpyxl.load_workbook(io.BytesIO(workbook.handover(part, digest)))
    told = {
        "pdf": text_of(pdf.handover(part, digest)),
        "docx": "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells]),
        "xlsx": "\n".join(str(cell.value) for sheet in book for row in sheet for cell in row),
        "json": json_file.handover(part).decode(),
    }
    expected = ["Yksinäisyys", "Kuuluu hyvinvointisuunnitelmaan.", "Kävelyreitit suunnitelmaan.", "Lause numero 5."]
    assert {form: [one for one in expected if one not in text] for form, text in told.items()} == {
        form: [] for form in told
    }
    secrets = ["Päivi Päättäjä", "Ei toteudu.", "Lause numero 3.", "Tiet ovat huonot.", "Luonnos, jota"]
    assert {form: [one for one in secrets if one in text] for form, text in told.items()} == {form: [] for form in told}


def test_the_document_says_what_it_is_when_and_from_where_and_its_digest(part):
    digest = json_file.handover_digest(part)
    text = text_of(pdf.handover(part, digest))
    expected = ["Hyvinvointisuunnitelman aineisto", "Foorumi", part.county, "KS7M2A", "612/2021", digest[:16]]
    assert [one for one in expected if one not in text] == []


def test_only_a_commitment_carries_its_organisation(event):
    someone = a_participant(event)
    commitment = a_contribution(someone, "Nimeämme yhteyshenkilön.", PromptKind.COMMITMENT)
    a_disposition(event, a_theme(event, "Yksi", [commitment, a_contribution(someone, "Muu.")]), **TO_PLAN)
    data = json.loads(json_file.handover(handover_of(event, language="fi", made_at=timezone.now())))
    organisation = someone.organisation.name
    assert {one["text"]: one["organisation"] for one in data["sentences"]} == {
        "Nimeämme yhteyshenkilön.": organisation,
        "Muu.": None,
    }


def test_the_digest_is_of_the_content_and_not_of_the_moment(world, part):
    later = replace(part, compiled_at=part.compiled_at.replace(year=2030))
    assert json_file.handover_digest(later) == json_file.handover_digest(part)
    data = json.loads(json_file.handover(part))
    digest = data.pop("digest")
    del data["made_at"]
    canonical = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert hashlib.sha256(canonical.encode()).hexdigest() == digest
    shorter = replace(part, synthesis=replace(part.synthesis, findings=()))
    assert json_file.handover_digest(shorter) != digest


def test_the_pdf_keeps_its_standards(part, tmp_path):
    file = tmp_path / "luovutus.pdf"
    file.write_bytes(pdf.handover(part, json_file.handover_digest(part)))
    result = outloud.check(str(file), layers=["conformance"])
    assert [(one.rule, one.message) for one in result.findings if one.severity == "error"] == []
    assert "fail" not in {row["status"] for row in result.criteria["pdfua1"]}
    with pikepdf.open(file) as document, document.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
        title = "Hyvinvointisuunnitelman aineisto – Luovutus alueelliseen hyvinvointisuunnitelmaan"
        assert metadata["dc:title"] == title


def test_a_formula_in_a_sentence_or_in_a_reason_stays_text(event):
    sentence = a_contribution(a_participant(event), '=HYPERLINK("http://x";"klikkaa")')
    a_disposition(event, sentence, reason="=1+1", **TO_PLAN)
    part = handover_of(event, language="fi", made_at=timezone.now())
    book = openpyxl.load_workbook(io.BytesIO(workbook.handover(part, "0" * 64)))
    found = [cell for sheet in book for row in sheet for cell in row if str(cell.value).startswith("=")]
    assert {(cell.value, cell.data_type, cell.quotePrefix) for cell in found} == {
        ('=HYPERLINK("http://x";"klikkaa")', "s", True),
        ("=1+1", "s", True),
    }


@pytest.mark.parametrize(
    ("language", "name"),
    [("fi", "hyvinvointisuunnitelma-ks7m2a"), ("sv", "valfardsplan-ks7m2a"), ("en", "wellbeing-plan-ks7m2a")],
)
def test_the_zip_has_every_form_with_its_digest(world, language, name):
    part = handover_of(world, language=language, made_at=timezone.now())
    assert handover_name(part, "zip") == f"{name}.zip"
    with zipfile.ZipFile(io.BytesIO(handover_file(part, "zip"))) as archive:
        files = {one: archive.read(one) for one in archive.namelist()}
    forms = [f"{name}.{form}" for form in ("docx", "json", "pdf", "xlsx")]
    assert sorted(files) == sorted([*forms, "manifest.json", "SHA256SUMS"])
    listed = dict(line.split("  ")[::-1] for line in files["SHA256SUMS"].decode().splitlines())
    assert listed == {one: hashlib.sha256(files[one]).hexdigest() for one in [*forms, "manifest.json"]}


def test_the_process_owner_downloads_each_form(client, world):
    client.force_login(a_mandate(world.negotiation, Role.PROCESS_OWNER))
    for form, start in (("pdf", b"%PDF"), ("docx", b"PK"), ("xlsx", b"PK"), ("json", b"{"), ("zip", b"PK")):
        response = client.get(reverse("handover", args=["ks7m2a", form]))
        assert response.content.startswith(start)
        disposition = response.headers["Content-Disposition"]
        assert disposition == f'attachment; filename="hyvinvointisuunnitelma-ks7m2a.{form}"'
    assert client.get(reverse("handover", args=["KS7M2A", "exe"])).status_code == 404


def test_when_nothing_goes_to_the_plan_the_owner_is_told_so(client, event):
    client.force_login(a_mandate(event.negotiation, Role.PROCESS_OWNER))
    response = client.get(reverse("handover", args=[event.code, "pdf"]), follow=True)
    assert "Mitään ei ole vielä ohjattu hyvinvointisuunnitelmaan." in response.content.decode()


@pytest.mark.parametrize("role", [Role.PREPARER, Role.FACILITATOR, Role.COORDINATOR, Role.READER])
def test_nobody_else_downloads_it(client, world, role):
    client.force_login(a_mandate(world.negotiation, role))
    assert client.get(reverse("handover", args=[world.code, "json"])).status_code == 403
