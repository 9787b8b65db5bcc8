"""A wording as a Word file, plain and with tracked changes, as other readers see it."""

import io
import zipfile
from dataclasses import replace
from time import process_time

import pytest
from docx.oxml.ns import qn

from sopu.core.clauses import ClauseText, WholeText
from sopu.texts.documents.word_out import word_file
from sopu.texts.documents.word_tracked import tracked_file
from wordings import AT, COUNTY, a_meta, a_whole, opened, settled, told, with_text


def out(whole: WholeText) -> bytes:
    return word_file(whole, meta=a_meta(whole))


def tracked(old: WholeText, new: WholeText) -> bytes:
    return tracked_file(old, new, author=COUNTY, at=AT, meta=a_meta(new))


def wording(content: bytes) -> list[tuple[str, str, str]]:
    """What the clauses say, without the cover and the last line."""
    lines = told(content)
    first = next(place for place, line in enumerate(lines) if line[0] == "Fact") + 1
    return lines[first:-1]


def changed() -> WholeText:
    """The agreement with a clause reworded, moved, headed, removed, and a new one."""
    first, second, third, fourth, fifth, _ = a_whole().clauses
    text = third.text.replace("sitoutuvat", "sitoutuvat aina").replace("**valmisteluun**", "*valmisteluun*")
    new = ClauseText("new1", "2.2", 2, "goal", "Uusi kohta", "Uusi **teksti**.\n\n- ja lista")
    clauses = (first, replace(third, number="1.1", text=text), fourth, second, replace(fifth, heading="Tavoite"), new)
    return a_whole(*clauses, title="Yhteistyösopimus")


def test_headings_paragraphs_and_lists_have_real_styles():
    assert [(style, text) for style, text, _ in wording(out(a_whole()))] == [
        ("Heading 1", "1 Osapuolet ja tarkoitus"),
        ("Heading 2", "1.1 Osapuolet"),
        ("Normal", "Osapuolet ovat alue, kunnat ja liitto."),
        ("Heading 2", "1.2 Periaatteet"),
        ("Normal", "Osapuolet sitoutuvat:"),
        ("List Bullet", "avoimeen tiedonkulkuun"),
        ("List Bullet", "yhteiseen valmisteluun"),
        ("List Number", "ensin"),
        ("List Number", "sitten"),
        ("List Bullet", "arviointiin"),
        ("Normal", "Katso Finlex lisää."),
        ("Heading 1", "2 Tavoitteet"),
        ("Normal", "Tavoitteet ovat yhteisiä."),
        ("Normal", "2.1 Kohta ilman otsikkoa kertoo tavoitteen."),
        ("Heading 2", "2026 tavoitteet"),
        ("List Number", "yksi"),
        ("List Number", "kaksi"),
        ("Normal", "Välissä."),
        ("List Number", "neljä"),
    ]


@pytest.mark.parametrize(("language", "code", "word"), [("fi", "fi-FI", "Tiiviste"), ("sv", "sv-FI", "Kontrollsumma")])
def test_a_file_says_its_language_its_title_and_its_fingerprint(language, code, word):
    whole = replace(a_whole(), language=language)
    document = opened(out(whole))
    assert document.core_properties.title == whole.title
    assert {one.get(qn("w:val")) for one in document.styles.element.iter(qn("w:lang"))} == {code}
    assert document.paragraphs[-1].text == f"{word} (SHA-256): {a_meta(whole).fingerprint}"
    shown = a_meta(whole).fingerprint
    assert f"{shown[:4]} {shown[4:8]}" in document.sections[0].footer.paragraphs[0].text


def test_no_paragraph_is_empty_and_every_style_is_known():
    assert [line for line in told(out(a_whole())) if not line[1].strip()] == []
    document = opened(tracked(a_whole(), changed()))
    known = {style.style_id for style in document.styles}
    used = {one.get(qn("w:val")) for one in document.element.body.iter(qn("w:pStyle"), qn("w:rStyle"))}
    assert used <= known


def test_the_same_wording_gives_the_same_bytes():
    assert out(a_whole()) == out(a_whole())
    assert tracked(a_whole(), changed()) == tracked(a_whole(), changed())


def test_markup_and_control_characters_do_not_spoil_the_file():
    whole = with_text(a_whole(), "aaa2", heading="A & B <w:p/>", text='a\x0bb & "c" ]]> 😀')
    lines = [text for _, text, _ in wording(out(whole))]
    assert lines[1:3] == ["1.1 A & B <w:p/>", 'ab & "c" ]]> 😀']


def test_accepting_all_gives_the_new_wording_and_rejecting_all_the_old():
    old, new = a_whole(), changed()
    content = tracked(old, new)
    assert wording(settled(content, accepts=True)) == wording(out(new))
    assert wording(settled(content, accepts=False)) == wording(out(old))
    titles = [told(settled(content, accepts=accepts))[1][1] for accepts in (True, False)]
    assert titles == [new.title, old.title]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Yksi.", ""),
        ("", "Yksi."),
        ("Yksi.\n\nKaksi.\n\nKolme.", "Kolme.\n\nYksi ja puoli."),
        ("- a\n- b", "1. a\n2. b"),
        ("Sana **lihava** loppu.", "Sana lihava *loppu*."),
        ("Katso [tästä](https://a.fi).", "Katso [tästä](https://b.fi) ja [muualta](https://c.fi)."),
        ("1. eka\n2. toka\n3. kolmas", "1. eka\n2. kolmas"),
        ("3. eka\n4. toka", "Muu.\n\n1. eka\n2. toka"),
    ],
)
def test_a_changed_text_is_found_whole_both_ways(before, after):
    old, new = with_text(a_whole(), "aaa4", text=before), with_text(a_whole(), "aaa4", text=after)
    content = tracked(old, new)
    assert wording(settled(content, accepts=True)) == wording(out(new))
    assert wording(settled(content, accepts=False)) == wording(out(old))


def test_a_clause_that_only_moved_is_a_move_and_one_that_changed_too_has_a_comment():
    first, second, third, *rest = a_whole().clauses
    moved = tracked(a_whole(), a_whole(first, third, *rest, second))
    with zipfile.ZipFile(io.BytesIO(moved)) as archive:
        document = archive.read("word/document.xml").decode()
    assert document.count("<w:moveFromRangeStart ") == document.count("<w:moveToRangeStart ") == 1
    assert "<w:ins " not in document
    longer = replace(second, text=f"{second.text} Ja muut.")
    changed_too = opened(tracked(a_whole(), a_whole(first, third, *rest, longer)))
    assert [one.text for one in changed_too.comments] == [
        "Kohta on siirretty ja sitä on muutettu. Se oli 1.1 ”Osapuolet”."
    ]


def test_forty_clauses_are_written_in_less_than_a_second():
    clauses = [replace(a_whole().clauses[2], key=f"k{n}", number=f"1.{n}") for n in range(40)]
    old = a_whole(*clauses)
    new = a_whole(*(replace(one, text=one.text.replace("avoimeen", "täysin avoimeen")) for one in clauses))
    began = process_time()
    out(old), tracked(old, new)
    assert process_time() - began < 1
