"""One concept, one word: file names, the glossary, and texts in three languages."""

import re
from functools import cache

import pytest
from django.apps import apps

from architecture.reading import RIVER, ROOT, modules, tracked
from sopu.config import catalogues

BANNED = {"service", "manager", "helper", "util", "handler", "processor", "misc", "common", "base"}
BANNED |= {f"{word}s" for word in BANNED} | {"utilities"}


def test_no_file_is_named_by_a_word_that_says_nothing():
    wrong = [
        str(file.relative_to(ROOT))
        for file in tracked()
        if BANNED & set(re.split(r"[^a-z]+", str(file.relative_to(ROOT)).lower()))
        and file.name != "base.html"
        and "account" not in file.parts  # pages of allauth, named by it
    ]
    assert wrong == []


def glossary() -> dict[str, list[str]]:
    """The rows of the words of now: code word to Finnish, Swedish, meaning and source."""
    text = (ROOT / "GLOSSARY.md").read_text("utf-8").split("## Words of stages to come")[0]
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("| `")
    ]
    return {word: row[1:] for row in rows for word in re.findall(r"`(\w+)`", row[0])}


def test_every_model_stands_in_the_glossary():
    models = {model.__name__ for model in apps.get_models() if model._meta.app_label in RIVER}
    assert sorted(models - glossary().keys()) == []


def test_every_word_of_the_glossary_has_its_finnish_swedish_meaning_and_source():
    assert [word for word, row in glossary().items() if len(row) != 4 or not all(row)] == []


def test_every_name_in_the_glossary_is_a_name_in_the_code():
    names = {name for module in modules() for name in re.findall(r"\w+", module.file.read_text("utf-8"))}
    assert [word for word in glossary() if word not in names] == []


def test_every_text_is_translated_and_keeps_its_placeholders():
    assert [str(gap) for gap in catalogues.gaps()] == []


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_a_text_has_one_translation_wherever_it_is_said(language: str):
    first = catalogues.translated(language)
    differing = [
        f"{app}: {message.id}"
        for app in catalogues.apps()
        for message in catalogues.read(app, language)
        if message.id
        and catalogues.is_translated(message)
        and first[catalogues.key_of(message)].string != message.string
    ]
    assert differing == []


_said_in = cache(catalogues.said_in)
_said_by_parts = cache(catalogues.said_by_parts)


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
@pytest.mark.parametrize("app", catalogues.apps())
def test_a_catalogue_has_what_its_app_says_and_nothing_else(app: str, language: str):
    said = _said_in(app)
    listed = {catalogues.key_of(message) for message in catalogues.read(app, language) if message.id}
    assert (said - listed, listed - said - _said_by_parts()) == (set(), set())
