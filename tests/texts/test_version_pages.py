"""The pages of versions: who may read them, how a fingerprint is reckoned again, comparing, and short addresses."""

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

import agreements
from builders import a_forum, a_mandate, a_negotiation, a_user
from sopu.negotiations.models import Role
from sopu.texts.actions.drafting import state_basis
from sopu.texts.models import Document, DocumentKind, Purpose, Version
from sopu.texts.queries.versions import comparison_of
from sopu.texts.queries.wholes import older_of, whole_of
from synthesised import a_finding

pytestmark = pytest.mark.django_db

VERSION_QUERIES, COMPARE_QUERIES = 11, 12


@pytest.fixture
def document():
    return agreements.an_agreement()


@pytest.fixture
def reader(document):
    client = Client()
    client.force_login(a_mandate(document.negotiation, Role.READER))
    return client


def canonical(version: Version, language: str = "fi") -> bytes:
    return Client().get(reverse("canonical", args=[version.pk, language])).content


def recognised(**told):
    return Client().post(reverse("recognise"), told)


@pytest.mark.parametrize("purpose", [Purpose.DECISION, Purpose.HISTORY])
def test_everybody_reads_a_version_that_was_submitted_or_approved_before(document, purpose):
    version = agreements.a_version(document, purpose)
    page = Client().get(reverse("version", args=[version.pk]))
    assert page.status_code == 200
    assert "<strong>asukkaiden osallisuutta</strong>" in page.content.decode()


def test_a_version_for_comments_is_read_only_by_those_who_have_a_role(document, reader):
    version = agreements.a_version(document, Purpose.COMMENT)
    agreements.reworded(document.clauses.last(), "Toisin sanoin.")
    submitted = agreements.a_version(document)
    stranger = Client()
    stranger.force_login(a_user())
    addresses = [
        reverse("version", args=[version.pk]),
        reverse("canonical", args=[version.pk, "fi"]),
        reverse("compare_versions", args=[version.pk, submitted.pk]),
    ]
    assert [reader.get(one).status_code for one in addresses] == [200, 200, 200]
    assert "no-store" in reader.get(addresses[1]).headers["Cache-Control"]
    assert [stranger.get(one).status_code for one in addresses] == [403, 403, 403]
    assert [Client().get(one).status_code for one in addresses] == [302, 302, 302]
    assert Client().get(reverse("compare_versions", args=[submitted.pk, version.pk])).status_code == 404
    assert Client().get(reverse("fingerprint", args=[version.texts.get().sha256])).status_code == 404


def test_anybody_can_reckon_the_fingerprint_again_from_the_text(document):
    version = agreements.a_version(document)
    content = canonical(version)
    assert hashlib.sha256(content).hexdigest() == version.texts.get().sha256
    assert content.decode().startswith("sopu-wording/1\nlanguage fi\ntitle Strateginen yhteistyösopimus\n")
    assert Client().get(reverse("canonical", args=[version.pk, "sv"])).status_code == 404


def test_others_see_only_the_signed_findings_of_a_basis(document, reader):
    event, clause = a_forum(document.negotiation), document.clauses.all()[1]
    signed = a_finding(event, signed_by=a_user(), text_fi="Tämä on vahvistettu.")
    unsigned = a_finding(event, text_fi="Tätä ei ole vahvistettu.")
    for one in (signed, unsigned):
        state_basis(clause=clause, finding=one.finding, by=None, now=timezone.now())
    address = reverse("version", args=[agreements.a_version(document).pk])
    own, public = reader.get(address).content.decode(), Client().get(address).content.decode()
    assert [signed.text_fi in page for page in (own, public)] == [True, True]
    assert [unsigned.text_fi in page for page in (own, public)] == [True, False]


def test_a_version_keeps_the_finding_as_it_was(document):
    event, clause = a_forum(document.negotiation), document.clauses.all()[1]
    told = a_finding(event, signed_by=a_user())
    state_basis(clause=clause, finding=told.finding, by=None, now=timezone.now())
    version = agreements.a_version(document)
    clause.bases.all().delete()
    read = Client().get(reverse("version", args=[version.pk])).context["read"]
    assert read.clauses[1].basis == (told,)


def test_a_version_is_read_and_fetched_in_the_readers_language_where_it_has_it(document):
    for clause in document.clauses.all():
        agreements.reworded(clause, "Parterna samarbetar.", "sv", "Rubrik")
    version = agreements.a_version(document)
    shown, files = [], []
    for own in ("fi", "sv", "en"):
        with override(own):
            page = Client().get(reverse("version", args=[version.pk]))
            files.append(Client().get(reverse("version_word", args=[version.pk])).headers["Content-Disposition"][-9:])
        shown.append(page.context["read"].text.language)
    assert (shown, files) == (["fi", "sv", "fi"], ['-fi.docx"', '-sv.docx"', '-fi.docx"'])


def test_two_versions_are_compared_and_the_draft_with_the_newest(document, reader):
    first = agreements.a_version(document)
    agreements.reworded(document.clauses.last(), "Kuntakokous pidetään kolmesti vuodessa.")
    second = agreements.a_version(document)
    page = Client().get(reverse("compare_versions", args=[first.pk, second.pk]))
    assert page.context["comparison"].redline.changed_count == 1
    assert "Mikä muuttui versiosta 1 versioon 2" in page.content.decode()
    agreements.reworded(document.clauses.first(), "Toisin.")
    draft = reverse("compare_draft", args=[second.pk])
    assert reader.get(draft).context["comparison"].redline.changed_count == 1
    assert Client().get(draft).status_code == 404


def test_a_change_in_the_other_language_alone_is_told_with_the_way_to_it(document):
    for clause in document.clauses.all():
        agreements.reworded(clause, "Parterna samarbetar.", "sv", "Rubrik")
    first = agreements.a_version(document)
    agreements.reworded(document.clauses.last(), "Parterna samarbetar mera.", "sv")
    second = agreements.a_version(document)
    address = reverse("compare_versions", args=[first.pk, second.pk])
    page = Client().get(address)
    assert (page.context["comparison"].redline.is_same, page.context["comparison"].elsewhere) == (True, ("sv",))
    assert '<a href="?language=sv" hreflang="sv">Mitä on muuttunut</a>' in page.content.decode()
    other = Client().get(address, {"language": "sv"}).context["comparison"]
    assert (other.redline.changed_count, other.elsewhere) == (1, ())


def test_the_two_that_are_compared_are_chosen(document, reader):
    first, second = agreements.a_version(document), agreements.a_version(document)
    address = reverse("choose_comparison", args=[document.pk])
    asked = {"old": first.pk, "new": second.pk, "language": "fi"}
    assert Client().get(address, asked).url == f"{reverse('compare_versions', args=[first.pk, second.pk])}?language=fi"
    assert reader.get(address, {"old": first.pk, "new": "draft"}).url == reverse("compare_draft", args=[first.pk])
    assert Client().get(address, {"old": first.pk, "new": "draft"}).status_code == 404
    assert Client().get(address, {"old": 999, "new": second.pk}).status_code == 404


def test_a_successor_is_compared_with_what_it_goes_on_from(document, reader):
    old = agreements.a_version(document, Purpose.HISTORY)
    copied = Document.objects.create(
        negotiation=document.negotiation, number=2, kind=DocumentKind.STRATEGIC, predecessor=document, name_fi="Uusi"
    )
    for clause in document.clauses.all():
        made = agreements.add_clause(
            document=copied,
            kind=clause.kind,
            language="fi",
            heading="Aivan eri",
            text=f"Eri sanat {clause.pk}.",
            by=None,
            now=timezone.now(),
            depth=clause.depth,
            origin=clause,
        )
        assert made.origin == clause
    assert [one.key for one in older_of(old, copied, "fi").clauses] == [one.key for one in copied.clauses.all()]
    assert older_of(old, document, "fi") == whole_of(old, "fi")
    comparison = comparison_of(old, None, copied, "fi", sees_drafts=True)
    assert comparison is not None
    assert (comparison.redline.changed_count, comparison.redline.added_count) == (4, 0)
    elsewhere = agreements.a_version(agreements.an_agreement(a_negotiation()))
    assert reader.get(reverse("compare_versions", args=[elsewhere.pk, old.pk])).status_code == 404


def test_versions_without_a_common_language_have_no_comparison(document, reader):
    version = agreements.a_version(document)
    swedish = Document.objects.create(
        negotiation=document.negotiation, number=2, kind="other", predecessor=document, name_sv="Ny", original="sv"
    )
    clause = agreements.add_clause(
        document=swedish, kind="goal", language="sv", heading="Ny", text="", by=None, now=timezone.now()
    )
    other = agreements.a_version(clause.document, Purpose.HISTORY)
    assert reader.get(reverse("compare_versions", args=[version.pk, other.pk])).status_code == 404


def test_a_short_address_leads_to_the_version_in_its_language(document):
    version = agreements.a_version(document)
    sha = version.texts.get().sha256
    for told in (sha[:8], f"{sha[:4]} {sha[4:8]}", sha[:16].upper(), sha):
        answer = Client().get(reverse("fingerprint", args=[told]))
        assert answer.url == f"{reverse('version', args=[version.pk])}?language=fi"
    assert Client().get(f"/f/{sha[:16]}").url == reverse("fingerprint", args=[sha[:16]])


@pytest.mark.parametrize("told", ["0123abcd", "xyz", "0123", "g" * 64])
def test_an_unknown_fingerprint_is_told_plainly_with_a_way_to_try_a_text(document, told):
    agreements.a_version(document)
    answer = Client().get(reverse("fingerprint", args=[told]))
    assert answer.status_code == 404
    assert "Millään versiolla ei ole tätä tiivistettä" in answer.content.decode()
    assert reverse("recognise") in answer.content.decode()


def test_the_same_wording_in_two_versions_leads_to_the_newest(document):
    agreements.a_version(document)
    second = agreements.a_version(document)
    answer = Client().get(reverse("fingerprint", args=[second.texts.get().sha256]))
    assert answer.url == f"{reverse('version', args=[second.pk])}?language=fi"


def test_a_text_or_a_file_is_recognised_to_the_letter_and_nothing_is_stored(document):
    version = agreements.a_version(document)
    content = canonical(version)
    windows = b"\xef\xbb\xbf" + content.replace(b"\n", b"\r\n")
    tries = [
        recognised(text=content.decode()),
        recognised(text=content.decode().strip()),
        recognised(file=SimpleUploadedFile("sopimus.txt", content)),
        recognised(file=SimpleUploadedFile("sopimus.txt", windows)),
    ]
    assert [one.context["is_known"] for one in tries] == [True] * 4
    assert [row.version for row in tries[3].context["rows"]] == [version]


def test_a_text_that_differs_by_a_letter_is_no_version(document):
    content = canonical(agreements.a_version(document)).decode()
    other = recognised(text=content.replace("Kuntakokous", "Kuntakokoos", 1))
    assert (other.context["is_known"], other.context["tried"].fault) == (False, "")
    broken = recognised(text="Tavallinen teksti.")
    assert broken.context["tried"].fault == "Line 1 is not “sopu-wording/1”."
    assert recognised(file=SimpleUploadedFile("a.txt", b"\xff\xfe")).context["tried"].fault != ""


def test_a_fingerprint_is_asked_by_a_form_and_nonsense_is_told(document):
    sha = agreements.a_version(document).texts.get().sha256
    assert recognised(fingerprint=f"{sha[:4]} {sha[4:8]}").url == reverse("fingerprint", args=[sha[:8]])
    assert list(recognised(fingerprint="ei tällainen").context["form"].errors) == ["fingerprint"]
    assert list(recognised().context["form"].errors) == ["__all__"]
    large = SimpleUploadedFile("suuri.txt", b"a" * 2_000_001)
    assert list(recognised(file=large).context["form"].errors) == ["file"]


@pytest.mark.parametrize("count", [1, 3])
def test_a_version_asks_as_much_of_one_clause_as_of_three(count, django_assert_num_queries):
    document = agreements.an_agreement(clauses=agreements.CLAUSES[1:2] * count)
    event = a_forum(document.negotiation)
    for clause in document.clauses.all():
        version = a_finding(event, signed_by=a_user())
        state_basis(clause=clause, finding=version.finding, by=None, now=timezone.now())
    first, second = agreements.a_version(document), agreements.a_version(document)
    for address, queries in (
        (reverse("version", args=[second.pk]), VERSION_QUERIES),
        (reverse("compare_versions", args=[first.pk, second.pk]), COMPARE_QUERIES),
    ):
        with django_assert_num_queries(queries):
            assert Client().get(address).status_code == 200
