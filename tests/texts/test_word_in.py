"""A Word file that went out, was edited by other hands, and comes back."""

import copy
import io
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from dataclasses import replace
from time import process_time

import pytest
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from hypothesis import given, settings
from hypothesis import strategies as st

from sopu.core.clauses import WholeText
from sopu.core.markdown import plain
from sopu.core.office import LARGEST_PART
from sopu.core.tables import Unreadable
from sopu.texts.documents.placing import proposals_from
from sopu.texts.documents.values import ChangeKind, Moved, Placed, PlacedComment, ProposedChange, Unplaced, Why
from sopu.texts.documents.word_in import read_word
from sopu.texts.documents.word_out import word_file
from sopu.texts.documents.word_tracked import tracked_file
from wordings import AT, COUNTY, PRINCIPLES, a_meta, a_whole, opened, saved, settled, with_text, with_xml

ADD, REMOVE, REWORD = ChangeKind.ADD, ChangeKind.REMOVE, ChangeKind.REWORD


def out(whole: WholeText) -> bytes:
    return word_file(whole, meta=a_meta(whole))


def came_back(content: bytes, base: WholeText | None = None) -> Placed:
    return proposals_from(read_word(content), base or a_whole())


def edited(edit, whole: WholeText | None = None) -> Placed:
    """What becomes of the file when somebody edits it in another program."""
    document = opened(out(whole or a_whole()))
    edit(document)
    return came_back(saved(document), whole)


def at(document, text: str) -> Paragraph:
    """The paragraph with this text."""
    return next(one for one in document.paragraphs if one.text == text)


def behind(paragraph: Paragraph, text: str, style: str = "Normal") -> Paragraph:
    """A new paragraph after another."""
    element = OxmlElement("w:p")
    paragraph._p.addnext(element)
    added = Paragraph(element, paragraph._parent)
    added.style = style
    added.add_run(text)
    return added


def gone(paragraph: Paragraph) -> None:
    paragraph._p.getparent().remove(paragraph._p)


def nothing(placed: Placed) -> bool:
    return (placed.proposals, placed.comments, placed.unplaced, placed.moved, placed.problems) == ((), (), (), (), ())


def test_a_file_that_nobody_edited_proposes_nothing():
    placed = came_back(out(a_whole()))
    assert nothing(placed)
    assert placed.unchanged == ("aaa1", "aaa2", "aaa3", "aaa4", "aaa5", "aaa6")
    swedish = replace(a_whole(), language="sv")
    assert nothing(came_back(out(swedish), swedish))


def test_an_edit_of_words_and_looks_is_exactly_one_proposal():
    def edit(document):
        at(document, "avoimeen tiedonkulkuun").add_run(" ja avoimeen dataan").italic = True

    placed = edited(edit)
    text = PRINCIPLES.replace("tiedonkulkuun", "tiedonkulkuun *ja avoimeen dataan*")
    assert placed.proposals == (ProposedChange(REWORD, "aaa3", "", 2, "Periaatteet", text),)
    assert len(placed.unchanged) == 5


def test_a_new_heading_begins_a_new_clause_behind_the_one_it_stands_behind():
    def edit(document):
        heading = behind(at(document, "Katso Finlex lisää."), "1.3 Uusi kohta", "Heading 2")
        item = behind(behind(heading, "Uusi teksti."), "eka", "List Bullet")
        behind(item, "24 kuntaa", "Heading 1")

    assert edited(edit).proposals == (
        ProposedChange(ADD, "", "aaa3", 2, "Uusi kohta", "Uusi teksti.\n\n- eka"),
        ProposedChange(ADD, "", "aaa3", 1, "24 kuntaa", ""),
    )


def test_what_is_typed_before_a_clause_leaves_the_clause_itself():
    """Word leaves the bookmark with what was typed at its beginning."""

    def edit(document):
        heading = at(document, "1.2 Periaatteet")
        new = copy.deepcopy(heading._p)
        for mark in heading._p.findall(qn("w:bookmarkStart")):
            heading._p.remove(mark)
        heading._p.addprevious(new)
        for one in Paragraph(new, heading._parent).runs:
            one.text = one.text.replace("Periaatteet", "Ennen periaatteita")

    assert edited(edit).proposals == (ProposedChange(ADD, "", "aaa2", 2, "Ennen periaatteita", ""),)


def test_a_clause_that_is_deleted_is_proposed_to_be_left_out():
    def edit(document):
        for text in ("1.1 Osapuolet", "Osapuolet ovat alue, kunnat ja liitto."):
            gone(at(document, text))

    assert edited(edit).proposals == (ProposedChange(REMOVE, "aaa2", "", 2, "", ""),)


def test_a_clause_that_is_moved_is_told_and_proposes_no_other_words():
    def edit(document):
        last = document.paragraphs[-2]
        for text in ("Osapuolet ovat alue, kunnat ja liitto.", "1.1 Osapuolet"):
            last._p.addnext(at(document, text)._p)

    placed = edited(edit)
    assert (placed.proposals, placed.moved) == ((), (Moved("aaa2", "aaa6", 2),))


def test_clauses_are_known_without_bookmarks_by_their_words():
    def edit(document):
        for mark in list(document.element.body.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"))):
            mark.getparent().remove(mark)
        at(document, "Tavoitteet ovat yhteisiä.").add_run(" Ja selkeitä.")

    whole = a_whole(*a_whole().clauses[:4])
    placed = edited(edit, whole)
    assert placed.proposals == (
        ProposedChange(REWORD, "aaa4", "", 1, "Tavoitteet", "Tavoitteet ovat yhteisiä. Ja selkeitä."),
    )
    assert [one.why for one in placed.unplaced] == [Why.BEFORE, Why.BEFORE, Why.BEFORE]


def test_tracked_changes_are_read_as_proposed_without_who_made_them():
    old = a_whole()
    new = with_text(with_text(old, "aaa4", text="Tavoitteet ovat *yhteisiä* kaikille."), "aaa5", text="Muuta.\n\n- x")
    content = tracked_file(old, new, author="Matti Meikäläinen", at=AT, meta=a_meta(old))
    returned = read_word(content)
    assert [(one.key, one.kind) for one in came_back(content).proposals] == [("aaa4", REWORD), ("aaa5", REWORD)]
    fourth = next(one for one in returned.clauses if one.key == "aaa4")
    assert fourth.text == "Tavoitteet ovat *yhteisiä* kaikille."
    assert "Meikäläinen" not in repr(returned)


def test_a_tracked_file_says_what_it_says_when_its_changes_are_settled():
    old, new = a_whole(), a_whole(*a_whole().clauses[2:], a_whole().clauses[1])
    new = with_text(new, "aaa3", text=PRINCIPLES.replace("- arviointiin\n", "").replace("ensin", "aluksi"))
    content = tracked_file(old, new, author=COUNTY, at=AT, meta=a_meta(new))
    assert nothing(came_back(content, new))
    assert nothing(came_back(settled(content, accepts=True), new))
    assert came_back(settled(content, accepts=False), old).proposals == ()


def test_a_clause_without_a_heading_is_known_where_it_was_when_its_move_is_rejected():
    first, second, third, fourth, fifth, sixth = a_whole().clauses
    content = tracked_file(
        a_whole(), a_whole(fifth, first, second, third, fourth, sixth), author=COUNTY, at=AT, meta=a_meta(a_whole())
    )
    assert nothing(came_back(settled(content, accepts=False)))
    assert came_back(content).moved == (Moved("aaa5", "", 2),)


def test_an_address_that_got_a_stroke_at_its_end_is_the_same_address():
    whole = with_text(a_whole(), "aaa4", text="Katso [täältä](https://a.fi) ja [täältä](https://b.fi/x).")
    content = out(whole)

    def with_strokes(root):
        for link in root:
            link.set("Target", link.get("Target").replace("https://a.fi", "https://a.fi/"))

    assert nothing(came_back(with_xml(content, with_strokes, "word/_rels/document.xml.rels"), whole))


def test_a_clause_deleted_with_tracking_is_proposed_to_be_left_out_even_from_a_part_of_the_text():
    old = a_whole()
    few = a_whole(old.clauses[0])
    content = tracked_file(old, few, author=COUNTY, at=AT, meta=a_meta(old))
    placed = came_back(content)
    assert [one.key for one in placed.proposals if one.kind is REMOVE] == ["aaa2", "aaa3", "aaa4", "aaa5", "aaa6"]
    assert placed.problems == ()


def test_a_part_of_the_document_removes_nothing():
    def edit(document):
        for one in document.paragraphs[7:]:
            gone(one)

    placed = edited(edit)
    assert (placed.proposals, placed.problems) == ((), ("partial",))


def test_comments_are_read_by_clause_without_their_writers():
    def edit(document):
        runs = at(document, "Tavoitteet ovat yhteisiä.").runs
        document.add_comment(runs, "Kenen tavoitteet?\nTarkennettava.", author="Matti Meikäläinen", initials="MM")
        new = behind(at(document, "Tavoitteet ovat yhteisiä."), "Uusi", "Heading 2")
        document.add_comment(new.runs, "Tämä puuttuu.", author="Matti Meikäläinen")
        document.add_comment(document.paragraphs[1].runs, "Nimi vaihtuu?", author="Matti Meikäläinen")

    placed = edited(edit)
    assert placed.comments == (PlacedComment("aaa4", "Kenen tavoitteet?\nTarkennettava.", "Tavoitteet ovat yhteisiä."),)
    assert placed.proposals == (ProposedChange(ADD, "", "aaa4", 2, "Uusi", "", "Tämä puuttuu."),)
    assert placed.unplaced == (Unplaced("Nimi vaihtuu?", Why.COMMENT),)
    assert "Meikäläinen" not in repr(placed)


def test_tables_margins_notes_boxes_and_the_cover_are_told_in_full():
    def edit(document):
        table = document.add_table(1, 2)
        table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Solu yksi", "Solu kaksi"
        at(document, "Tavoitteet ovat yhteisiä.")._p.addnext(table._tbl)
        document.sections[0].header.paragraphs[0].text = "LUONNOS"
        document.paragraphs[0].runs[0].text = "Versio 3, muutettu"
        document.paragraphs[1].runs[0].text = "Toinen nimi"
        box = OxmlElement("w:pict")
        inner = OxmlElement("w:txbxContent")
        inner.append(copy.deepcopy(at(document, "Välissä.")._p))
        box.append(inner)
        at(document, "Välissä.").runs[0]._r.append(box)

    placed = edited(edit)
    assert set(placed.unplaced) == {
        Unplaced("Solu yksi", Why.TABLE, "aaa4"),
        Unplaced("Solu kaksi", Why.TABLE, "aaa4"),
        Unplaced("LUONNOS", Why.EDGE),
        Unplaced("Versio 3, muutettu", Why.COVER),
        Unplaced("Toinen nimi", Why.TITLE),
        Unplaced("Välissä.", Why.BOX, "aaa6"),
    }
    assert (placed.proposals, len(placed.unplaced)) == ((), 6)


def test_a_file_of_another_version_is_told():
    other = with_text(a_whole(), "aaa4", text="Toinen.")
    assert came_back(out(other)).problems == ("other_version",)


EDITS = ("drop", "add", "word", "heading", "plain", "copy", "move", "unmark", "table", "break", "merge")


@st.composite
def edits(draw) -> list[tuple[str, int, int]]:
    return draw(st.lists(st.tuples(st.sampled_from(EDITS), st.integers(0, 99), st.integers(0, 99)), max_size=6))


def _edit(document, kind: str, first: int, second: int) -> None:
    paragraphs = document.paragraphs[4:-1]
    if not paragraphs:
        return
    one, other = paragraphs[first % len(paragraphs)], paragraphs[second % len(paragraphs)]
    if kind == "drop":
        gone(one)
    elif kind in {"add", "heading"}:
        behind(one, f"Lisätty{first}x{second}", "Normal" if kind == "add" else "Heading 2")
    elif kind == "word":
        one.add_run(f" sana{first}x{second}").bold = bool(second % 2)
    elif kind == "plain":
        one.style = "Normal"
    elif kind == "copy":
        one._p.addnext(copy.deepcopy(other._p))
    elif kind == "move" and one._p is not other._p:
        other._p.addnext(one._p)
    elif kind == "unmark":
        for mark in one._p.findall(qn("w:bookmarkStart")):
            one._p.remove(mark)
    elif kind == "table":
        table = document.add_table(1, 1)
        table.rows[0].cells[0].text = f"Taulukossa{first}x{second}"
        one._p.addnext(table._tbl)
    elif kind == "break":
        one.add_run().add_break(WD_BREAK.LINE)
    elif kind == "merge" and (follower := one._p.getnext()) is not None and follower.tag == qn("w:p"):
        for piece in follower.findall(qn("w:r")):
            one._p.append(piece)


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"[^\W\d_]\w*", text))


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(edits())
def test_every_word_of_a_returned_file_is_found_once_whatever_was_done_to_it(steps):
    document = opened(out(a_whole()))
    for step in steps:
        _edit(document, *step)
    content = saved(document)
    cells = [cell.text for table in opened(content).tables for row in table.rows for cell in row.cells]
    lines = [one.text for one in opened(content).paragraphs if not one.text.startswith("Tiiviste")]
    placed, base = came_back(content), {one.key: one for one in a_whole().clauses}
    found = _words(" ".join(("Versio", "Strateginen yhteistyösopimus", "Lausunnolle", "Voimaan")))
    found += sum((_words(f"{base[key].heading}\n\n{plain(base[key].text)}") for key in placed.unchanged), Counter())
    found += sum((_words(f"{one.heading}\n\n{plain(one.text)}") for one in placed.proposals), Counter())
    found += sum((_words(one.text) for one in placed.unplaced), Counter())
    assert found == sum((_words(line) for line in (*lines, *cells)), Counter())
    assert not {one.key for one in placed.proposals if one.key} & {*placed.unchanged}


def _without(content: bytes, name: str, instead: bytes | None = None) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as written:
        for entry in source.infolist():
            if entry.filename != name:
                written.writestr(entry.filename, source.read(entry))
        if instead is not None:
            written.writestr(name, instead)
    return target.getvalue()


BOMB = b"<?xml version='1.0'?><a>" + b" " * (LARGEST_PART + 1) + b"</a>"
ENTITIES = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda content: b"", "is_not_word"),
        (lambda content: b"%PDF-1.7", "is_pdf"),
        (lambda content: b"{\\rtf1}", "is_rtf"),
        (lambda content: OLE + b"x" * 600, "is_old_word"),
        (lambda content: OLE + "EncryptedPackage".encode("utf-16-le"), "with_password"),
        (lambda content: content[:900], "damaged"),
        (lambda content: content + b"x" * 20_000_000, "too_large"),
        (lambda content: _without(content, "word/document.xml"), "is_not_word"),
        (lambda content: _without(content, "word/document.xml", b"<w:document"), "damaged"),
        (lambda content: _without(content, "word/document.xml", BOMB), "swells"),
        (lambda content: _without(content, "word/document.xml", ENTITIES), "damaged"),
        (lambda content: _without(content, "word/vbaProject.bin", b"x"), "with_macros"),
        (lambda content: _without(content, "[Content_Types].xml"), "is_not_word"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(spoil, code):
    with pytest.raises(Unreadable) as unreadable:
        read_word(spoil(out(a_whole())))
    assert unreadable.value.code == code


def test_the_strict_form_of_the_standard_is_read_too():
    content = out(a_whole())
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        document = archive.read("word/document.xml")
    strict = document.replace(
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    assert strict != document
    assert nothing(came_back(_without(content, "word/document.xml", strict)))


def test_forty_clauses_are_read_and_placed_in_less_than_a_second():
    clauses = [replace(a_whole().clauses[2], key=f"k{n}", number=f"1.{n}", heading=f"Kohta {n}") for n in range(40)]
    whole = a_whole(*clauses)
    content = out(whole)
    began = process_time()
    assert nothing(came_back(content, whole))
    assert process_time() - began < 1


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not on this machine")
def test_a_file_that_libreoffice_has_saved_says_the_same(tmp_path):
    lists = "1. yksi\n2. kaksi\n\n1) toinen\n2) lista\n\nKatso [täältä](https://a.fi)."
    old = with_text(a_whole(), "aaa6", text=lists)
    new = with_text(a_whole(*old.clauses[:1], *old.clauses[2:], old.clauses[1]), "aaa4", text="Tavoitteet ovat omia.")
    (tmp_path / "plain.docx").write_bytes(out(old))
    (tmp_path / "tracked.docx").write_bytes(tracked_file(old, new, author=COUNTY, at=AT, meta=a_meta(new)))
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    command = ["soffice", profile, "--headless", "--convert-to", "docx", "--outdir", "saved"]
    subprocess.run([*command, "plain.docx", "tracked.docx"], cwd=tmp_path, check=True, capture_output=True, timeout=180)
    untouched, tracked = ((tmp_path / "saved" / name).read_bytes() for name in ("plain.docx", "tracked.docx"))
    assert nothing(came_back(untouched, old))
    assert nothing(came_back(tracked, new))
    assert came_back(settled(tracked, accepts=False), old).proposals == ()
