"""Decision packs: one a party, in its languages, with the item of each body, the frozen text and what changed."""

import io
import json
import zipfile

import docx
import pymupdf
import pytest
from django.utils import timezone

import agreements
import builders
import commented
from sopu.core.digests import sha256
from sopu.core.fingerprints import fingerprint, parse_canonical, short
from sopu.core.refusals import Refused
from sopu.decisions.models import Task
from sopu.organisations.models import LanguageStatus
from sopu.publishing import files
from sopu.publishing.actions.compiling import compile_material, request_packs
from sopu.publishing.queries.packs import pack_text
from sopu.texts.actions.proposals import withdraw_proposal
from sopu.texts.actions.rounds import close_round
from sopu.texts.models import Purpose

pytestmark = pytest.mark.django_db


def _packs(version):
    compilation = request_packs(version=version, requested_by=None, now=timezone.now())
    made = list(compile_material(compilation=compilation, now=timezone.now()))
    return [zipfile.ZipFile(io.BytesIO(files.path_of(one.file).read_bytes())) for one in made]


def _letters(text):
    """The letters and digits alone: a page on paper breaks its lines, and words at their ends."""
    return "".join(one for one in text if one.isalnum())


@pytest.fixture
def document(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return agreements.an_agreement()


def test_each_party_gets_the_item_of_each_of_its_bodies_and_the_frozen_text(document):
    agreements.the_cases(document)
    version = agreements.a_version(document)
    packs = _packs(version)
    assert len(packs) == document.parties.count()
    names = [name for name in packs[1].namelist() if name.startswith("paatosehdotus")]
    assert [(name.endswith(".pdf"), "board" in name) for name in names] == [
        (True, True),
        (False, True),
        (True, False),
        (False, False),
    ]
    text = parse_canonical(packs[1].read("strateginen-yhteistyosopimus.txt"))
    assert fingerprint(text) == version.texts.get(language="fi").sha256


def test_the_board_proposes_and_the_council_approves_the_same_fingerprint(document):
    agreements.the_cases(document)
    version = agreements.a_version(document)
    whole = version.texts.get(language="fi").sha256
    pack = _packs(version)[1]
    board, council = (
        " ".join(pymupdf.open(stream=pack.read(name), filetype="pdf")[0].get_text().split())
        for name in pack.namelist()
        if name.startswith("paatosehdotus") and name.endswith(".pdf")
    )
    assert "esittää valtuustolle, että se hyväksyy" in board
    assert "esittää valtuustolle" not in council
    shown = short(whole)
    assert [shown in text for text in (board, council)] == [True, True]


def test_a_party_that_has_become_bilingual_gets_the_language_that_there_is_and_one_that_left_gets_nothing(document):
    cases = agreements.the_cases(document)
    document.parties.remove(cases[2].party)
    version = agreements.a_version(document)
    cases[1].party.organisation.language_status = LanguageStatus.BILINGUAL_SWEDISH
    cases[1].party.organisation.save()
    packs = _packs(version)
    assert [any("/" in name for name in pack.namelist()) for pack in packs] == [False, False]


def test_the_whole_fingerprint_is_copied_whole_from_the_paper(document):
    agreements.the_cases(document)
    version = agreements.a_version(document)
    pack = _packs(version)[1]
    name = next(one for one in pack.namelist() if one.startswith("paatosehdotus") and one.endswith(".pdf"))
    text = "".join(page.get_text() for page in pymupdf.open(stream=pack.read(name), filetype="pdf"))
    assert version.texts.get(language="fi").sha256 in text


def test_the_word_file_says_the_same_as_the_pdf(document):
    agreements.the_cases(document)
    pack = _packs(agreements.a_version(document))[0]
    word, pdf = (
        next(one for one in pack.namelist() if one.startswith("paatosehdotus") and one.endswith(kind))
        for kind in (".docx", ".pdf")
    )
    paragraphs = docx.Document(io.BytesIO(pack.read(word))).paragraphs
    headings = [one.text for one in paragraphs if one.style.name == "Heading 2"]
    assert headings == ["Valmistelu", "Vaikutukset", "Päätösehdotus", "Liitteet"]
    paper = _letters(" ".join(page.get_text() for page in pymupdf.open(stream=pack.read(pdf), filetype="pdf")))
    assert [one.text for one in paragraphs if _letters(one.text) not in paper] == []


def test_who_only_notes_is_asked_only_to_note(document):
    agreements.the_cases(document, task=Task.NOTE)
    pack = _packs(agreements.a_version(document))[0]
    (name,) = [one for one in pack.namelist() if one.startswith("paatosehdotus") and one.endswith(".pdf")]
    assert "merkitsee tiedoksi" in " ".join(pymupdf.open(stream=pack.read(name), filetype="pdf")[0].get_text().split())


def test_a_later_version_comes_with_what_changed_and_the_manifest_lists_every_file(document):
    agreements.the_cases(document)
    agreements.a_version(document)
    agreements.reworded(document.clauses.all()[1], "Osapuolet vahvistavat järjestöjen osallisuutta.")
    pack = _packs(agreements.a_version(document))[0]
    told = json.loads(pack.read("manifest.json"))
    listed = {one["name"]: one["sha256"] for one in told["files"]}
    others = set(pack.namelist()) - {"manifest.json", "SHA256SUMS"}
    assert listed == {name: sha256(pack.read(name)) for name in others}
    redline = next(name for name in listed if name.endswith("mika-muuttui.pdf"))
    assert "järjestöjen" in pymupdf.open(stream=pack.read(redline), filetype="pdf")[0].get_text()


def test_a_bilingual_party_gets_both_languages_in_folders(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    negotiation = builders.a_negotiation(municipality_count=1)
    document = agreements.an_agreement(negotiation)
    for clause in document.clauses.all():
        agreements.reworded(clause, "På svenska.", "sv", "Rubrik")
    party = negotiation.parties.last()
    party.organisation.language_status = LanguageStatus.BILINGUAL_FINNISH
    party.organisation.save()
    agreements.the_cases(document)
    pack = _packs(agreements.a_version(document))[-1]
    assert {name.split("/")[0] for name in pack.namelist() if "/" in name} == {"fi", "sv"}


def test_only_a_submitted_version_with_cases_has_packs(document):
    comment = agreements.a_version(document, Purpose.COMMENT)
    submitted = agreements.a_version(document)
    codes = []
    for version in (comment, submitted):
        with pytest.raises(Refused) as refused:
            request_packs(version=version, requested_by=None, now=timezone.now())
        codes.append(refused.value.code)
    assert codes == ["not_submitted", "no_cases"]


def test_asking_twice_makes_them_once(document):
    agreements.the_cases(document)
    version = agreements.a_version(document)
    asked = [request_packs(version=version, requested_by=None, now=timezone.now()) for _ in range(2)]
    assert asked[0] == asked[1]


def test_a_text_without_chapters_is_set_too(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    clauses = [("duty", 2, "Velvollisuus", "Nimetään."), ("goal", 3, "Tavoite", "Aina."), ("chapter", 1, "Muuta", "")]
    document = agreements.an_agreement(clauses=clauses)
    agreements.the_cases(document)
    pack = _packs(agreements.a_version(document))[0]
    text = pymupdf.open(stream=pack.read("strateginen-yhteistyosopimus.pdf"), filetype="pdf")[0].get_text()
    assert [name in text for name in ("Velvollisuus", "Tavoite", "Muuta")] == [True] * 3


def test_a_pack_counts_every_proposal_and_tells_the_last_day_on_which_the_round_took_in():
    opened = commented.a_round()
    commented.answered(commented.a_proposal(opened))
    commented.a_proposal(opened, "Osapuolet kokoontuvat harvoin.")
    taken_back = commented.a_proposal(opened, "Osapuolet eivät kokoonnu.")
    withdraw_proposal(proposal=taken_back, now=commented.NOW)
    version = agreements.a_version(opened.version.document)
    told = pack_text(version, "fi", commented.NOW).prepared
    assert (told.proposals, told.accepted, told.declined, told.round_until) == (2, 1, 0, commented.DUE)
    close_round(round=opened, summary="", by=None, now=commented.NOW)
    assert pack_text(version, "fi", commented.NOW).prepared.round_until == commented.NOW.date()
