"""What the repository keeps: nothing of a machine, decisions with numbers, and papers that tell the truth."""

import re

import pytest
from django.core.management import call_command, get_commands

from architecture.reading import ROOT, templates, tracked

PAPERS = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"]


def test_no_file_names_a_place_on_somebodys_machine_or_a_registry():
    places = ["/ro[o]t/", "/ho[m]e/[a-z]", "/wo[r]k/", "/o[p]t/", r"py[p]i\.org", r"python[h]osted\.org"]
    pattern = re.compile("|".join([*places, r"registry\.npmjs\.org", r"deb\.debian\.org"]).encode())
    here = ROOT / "tests" / "architecture" / "test_repository.py"
    assert [file.name for file in tracked() if file != here and pattern.search(file.read_bytes())] == []


def test_decisions_are_numbered_in_one_row_and_named_in_their_list():
    folder = ROOT / "docs" / "adr"
    files = sorted(folder.glob("[0-9]*.md"))
    listed = (folder / "README.md").read_text("utf-8")
    assert [int(file.name[:4]) for file in files] == list(range(1, len(files) + 1))
    assert [file.name for file in files if f"({file.name})" not in listed] == []


@pytest.mark.parametrize("file", sorted((ROOT / "docs" / "adr").glob("[0-9]*.md")), ids=lambda file: file.name)
def test_a_decision_says_why_what_and_at_what_cost(file):
    assert re.findall(r"^## (.*)$", file.read_text("utf-8"), re.MULTILINE) == ["Context", "Decision", "Consequences"]


@pytest.mark.parametrize("paper", PAPERS)
def test_what_the_papers_tell_to_make_can_be_made(paper: str):
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    said = set(re.findall(r"(?:`|^\s*|[A-Z]\S*=\S+ )make ([a-z]+)", (ROOT / paper).read_text("utf-8"), re.MULTILINE))
    assert said - targets == set()


@pytest.mark.django_db
def test_migrations_make_the_tables_that_the_models_describe(settings):
    settings.MIGRATION_MODULES = {}  # tests make tables without migrations
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_django_finds_nothing_wrong_with_the_settings_and_models():
    call_command("check", fail_level="WARNING")


@pytest.mark.parametrize("paper", PAPERS)
def test_what_the_papers_tell_to_run_is_a_command(paper: str):
    said = set(re.findall(r"(?:`|^\s*|/)sopu ([a-z]+)", (ROOT / paper).read_text("utf-8"), re.MULTILINE))
    assert said - {*get_commands(), "help"} == set()


def test_what_the_papers_link_to_is_there():
    papers = [file for file in tracked() if file.suffix == ".md"]
    links = [(file, link) for file in papers for link in re.findall(r"\]\(([^)#\s]+)\)", file.read_text("utf-8"))]
    missing = [f"{f.name}: {link}" for f, link in links if "://" not in link and not (f.parent / link).exists()]
    assert missing == []


def test_no_template_carries_script_style_or_events_inside():
    inside = re.compile(
        r"""<script(?![^>]*\bsrc=)(?![^>]*type="application/json")|<style\b|\sstyle=|\son[a-z]+\s*=\s*["']|javascript:""",
        re.IGNORECASE,
    )
    assert [file.name for file in templates() if inside.search(file.read_text("utf-8"))] == []
