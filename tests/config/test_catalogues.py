import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo

from sopu.config import catalogues


@pytest.fixture
def source(tmp_path, monkeypatch):
    """A small product of one app, with a template and a module."""
    monkeypatch.setattr(catalogues, "SOURCE", tmp_path)
    (tmp_path / "forum" / "locale").mkdir(parents=True)
    (tmp_path / "forum" / "templates" / "forum").mkdir(parents=True)
    (tmp_path / "forum" / "models.py").write_text('name = _("goal " "area")\nother = pgettext_lazy("noun", "pass")\n')
    (tmp_path / "forum" / "templates" / "forum" / "wall.html").write_text('{% translate "The wall" %}')
    return tmp_path


def translate(app: str, language: str, **strings: str) -> None:
    catalogue = catalogues.read(app, language)
    for message in [message for message in catalogue if message.id in strings]:
        message.string = strings[message.id]
    catalogues.write(app, language, catalogue)


def test_a_template_says_its_tags_constants_and_blocks():
    text = """
    {% translate "Sign in" %} {% trans 'Close' context "verb" %} {{ _("Page") }} {% field form label=_("Code") %}
    {% blocktranslate trimmed with name=party.name count total=total %}
      One sentence of {{ name }}
    {% plural %}
      {{ total }} sentences of {{ name }}, 100 %
    {% endblocktranslate %}
    {# translate "a comment" #} <p>gettext is a word here</p>
    """
    assert set(catalogues.said_in_template(text)) == {
        (None, "Sign in"),
        ("verb", "Close"),
        (None, "Page"),
        (None, "Code"),
        (None, ("One sentence of %(name)s", "%(total)s sentences of %(name)s, 100 %%")),
    }


def test_an_app_says_what_its_python_and_its_templates_say(source):
    assert catalogues.said_in("forum") == {(None, "goal area"), ("noun", "pass"), (None, "The wall")}


def test_a_catalogue_gains_what_is_said_keeps_its_translations_and_loses_the_rest(source):
    old = Catalog(locale="fi")
    old.add("The wall", "Seinä")
    old.add("Gone", "Mennyt")
    new = catalogues.updated("forum", "fi", catalogues.said_in("forum"), {})
    assert new.get("The wall").string == ""
    catalogues.write("forum", "fi", old)
    new = catalogues.updated("forum", "fi", catalogues.said_in("forum"), {})
    assert {(m.context, m.id): m.string for m in new if m.id} == {
        (None, "The wall"): "Seinä",
        (None, "goal area"): "",
        ("noun", "pass"): "",
    }


def test_a_better_wording_of_a_parts_text_is_kept(source):
    old = Catalog(locale="fi")
    old.add("New Password (again)", "Uusi salasana uudelleen")
    old.add("Nobody says this", "Tätä ei sano kukaan")
    catalogues.write("forum", "fi", old)
    new = catalogues.updated("forum", "fi", set(), {})
    assert [message.id for message in new if message.id] == ["New Password (again)"]


def test_a_translation_is_taken_from_a_sister_catalogue(source):
    sister = Catalog(locale="fi")
    sister.add("The wall", "Seinä")
    elsewhere = {(None, "The wall"): sister.get("The wall")}
    assert catalogues.updated("forum", "fi", {(None, "The wall")}, elsewhere).get("The wall").string == "Seinä"


def test_a_doubted_translation_is_no_translation(source):
    catalogue = Catalog(locale="fi")
    doubted = catalogue.add("The wall", "Aita", flags=["fuzzy"])
    assert not catalogues.is_translated(doubted)
    catalogues.write("forum", "fi", catalogue)


def test_a_catalogue_is_written_the_same_twice(source):
    catalogue = catalogues.updated("forum", "fi", {(None, ("One", "%(n)s")), ("noun", "pass"), (None, 'a "b"\nc')}, {})
    assert catalogues.write("forum", "fi", catalogue)
    before = catalogues.catalogue_file("forum", "fi").read_text()
    assert not catalogues.write("forum", "fi", catalogues.read("forum", "fi"))
    assert catalogues.catalogue_file("forum", "fi").read_text() == before
    assert {catalogues.key_of(message) for message in catalogues.read("forum", "fi") if message.id} == {
        *((None, ("One", "%(n)s")), ("noun", "pass"), (None, 'a "b"\nc'))
    }


def test_what_is_said_and_not_translated_is_a_gap(source):
    for language in catalogues.LANGUAGES:
        catalogues.write("forum", language, catalogues.updated("forum", language, catalogues.said_in("forum"), {}))
    translate("forum", "fi", **{"goal area": "tavoitekokonaisuus", "pass": "ohita", "The wall": "Seinä"})
    assert {(gap.language, gap.msgid) for gap in catalogues.gaps()} == {
        ("sv", "goal area"),
        ("sv", "pass"),
        ("sv", "The wall"),
    }


@pytest.mark.parametrize(
    ("msgid", "string", "keeps"),
    [
        ("Hello %(name)s", "Hei %(name)s", True),
        ("Hello %(name)s", "Hei", False),
        ("Hello", "Hei %(name)s", False),
        ("{count} in {place}", "{place}: {count}", True),
        (("One of %(name)s", "%(n)s of %(name)s"), ("Yksi: %(name)s", "%(name)s: %(n)s"), True),
        (("%(n)s sentence", "%(n)s sentences"), ("Yksi lause", "%(n)s lausetta"), True),
        (("One", "%(n)s"), ("Yksi", "Monta"), False),
    ],
)
def test_a_translation_names_what_its_msgid_names(msgid, string, keeps):
    assert catalogues.keeps_placeholders(Catalog(locale="fi").add(msgid, string)) is keeps


def test_a_translation_with_another_placeholder_is_a_gap(source):
    (source / "forum" / "models.py").write_text('_("Hello %(name)s")')
    (source / "forum" / "templates" / "forum" / "wall.html").unlink()
    for language in catalogues.LANGUAGES:
        catalogue = Catalog(locale=language)
        catalogue.add("Hello %(name)s", "Hei %(nimi)s")
        catalogues.write("forum", language, catalogue)
    assert [str(gap) for gap in catalogues.gaps()] == [
        "forum fi: other placeholders: 'Hello %(name)s'",
        "forum sv: other placeholders: 'Hello %(name)s'",
    ]


def test_catalogues_are_made_ready_once_and_again_when_they_change(source):
    catalogue = Catalog(locale="fi")
    catalogue.add("The wall", "Seinä")
    catalogues.write("forum", "fi", catalogue)
    file = catalogues.catalogue_file("forum", "fi")
    assert (catalogues.compile_all(), catalogues.compile_all()) == ([file], [])
    translate("forum", "fi", **{"The wall": "Taulu"})
    assert catalogues.compile_all() == [file]
    with file.with_suffix(".mo").open("rb") as ready:
        assert read_mo(ready).get("The wall").string == "Taulu"
