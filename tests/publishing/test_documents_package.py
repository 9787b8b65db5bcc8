"""A package can be checked without us, and the whole in it is the same for every party."""

import hashlib
import io
import json
import subprocess
import zipfile
from importlib.metadata import version

import pytest

from materials import a_material, an_extract, in_language
from sopu.publishing.documents.package import (
    extract_files,
    package_name,
    party_package,
    party_slug,
    whole_files,
    whole_package,
)


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return whole_files(a_material())


@pytest.fixture(scope="module")
def package(files) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(party_package(files, an_extract())))


def test_the_whole_comes_in_five_forms(files):
    assert list(files) == [f"koko-aineisto.{form}" for form in ("pdf", "docx", "xlsx", "csv", "json")]


def test_a_package_has_the_whole_the_extract_and_what_they_are_checked_with(package, files):
    assert package.testzip() is None
    assert set(package.namelist()) == {
        *files,
        *(f"ote-jyvaskyla.{form}" for form in ("pdf", "docx", "xlsx", "csv", "json")),
        "manifest.json",
        "SHA256SUMS",
    }
    assert {name: package.read(name) for name in files} == files


def test_the_manifest_tells_the_size_and_the_digest_of_every_file(package):
    manifest = json.loads(package.read("manifest.json"))
    assert {one["name"]: (one["size"], one["sha256"]) for one in manifest["files"]} == {
        name: (len(package.read(name)), hashlib.sha256(package.read(name)).hexdigest())
        for name in package.namelist()
        if name not in {"manifest.json", "SHA256SUMS"}
    }


def test_the_manifest_tells_what_whose_and_when(package):
    manifest = json.loads(package.read("manifest.json"))
    del manifest["files"]
    assert manifest == {
        "schema": "sopu-package/1",
        "generator": f"Sopu {version('sopu')}",
        "event": {
            "code": "KS7M2A",
            "name": "Sydämellä-foorumi",
            "negotiation": "Keski-Suomen neuvottelu 2025–2029",
        },
        "party": {"number": 5, "code": "179", "name": "Jyväskylä"},
        "language": "fi",
        "is_demo": False,
        "compiled_at": "2025-10-24T14:12:00+00:00",
    }


def test_sha256sum_checks_an_unpacked_package(package, tmp_path):
    package.extractall(tmp_path)
    check = ["sha256sum", "--check", "--strict", "SHA256SUMS"]
    checked = subprocess.run(check, cwd=tmp_path, capture_output=True, check=True)
    assert checked.stdout.count(b": OK") == 11


def test_entries_carry_the_moment_of_compiling(package):
    assert {entry.date_time for entry in package.infolist()} == {(2025, 10, 24, 17, 12, 0)}
    assert {entry.external_attr >> 16 for entry in package.infolist()} == {0o644}


def test_the_same_material_gives_the_same_package(files):
    assert party_package(files, an_extract()) == party_package(whole_files(a_material()), an_extract())


def test_the_package_of_the_whole_names_no_party(files):
    with zipfile.ZipFile(io.BytesIO(whole_package(a_material(), files))) as whole:
        assert set(whole.namelist()) == {*files, "manifest.json", "SHA256SUMS"}
        assert json.loads(whole.read("manifest.json"))["party"] is None


@pytest.mark.parametrize(
    ("language", "whole", "extract"),
    [
        ("fi", "koko-aineisto.pdf", "ote-jyvaskyla.pdf"),
        ("sv", "hela-materialet.pdf", "utdrag-jyvaskyla.pdf"),
        ("en", "whole-material.pdf", "extract-jyvaskyla.pdf"),
    ],
)
def test_files_are_named_in_the_documents_language(language, whole, extract):
    material = in_language(a_material(), language)
    assert whole in whole_files(material)
    assert extract in extract_files(an_extract(material))


def test_a_package_is_named_by_the_event_and_the_party():
    assert package_name(a_material(), an_extract()) == "sopu-ks7m2a-jyvaskyla.zip"
    assert package_name(a_material()) == "sopu-ks7m2a-koko-aineisto.zip"


@pytest.mark.parametrize(
    ("party", "slug"),
    [("Keski-Suomen hyvinvointialue", "keski-suomen-hyvinvointialue"), ("../../etc", "etc"), ("漢字", "osapuoli-5")],
)
def test_a_partys_name_is_safe_in_a_file_name(party, slug):
    assert party_slug(an_extract(party=party)) == slug
