"""Word files of other programs: whatever their XML says, in ours or other words, is read as a person would."""

import io
import zipfile

import pytest

from sopu.core.office import Package
from sopu.core.tables import Unreadable
from sopu.texts.documents.agreements import read_agreement
from sopu.texts.documents.lines import markdown
from sopu.texts.documents.values import ReturnedText, Unplaced, Why
from sopu.texts.documents.word_in import Opened, divided, read_word

W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
STYLES = """
<w:style w:type="paragraph" w:styleId="O1"><w:name w:val="heading 1"/>
  <w:pPr><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="O2"><w:name w:val="Oma otsikko"/><w:basedOn w:val="O1"/>
  <w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="T1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="character" w:styleId="Vahva"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>"""
NUMBERING = """
<w:abstractNum w:abstractNumId="1">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2)"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:numFmt w:val="none"/></w:lvl></w:abstractNum>
<w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="6"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="7"><w:abstractNumId w:val="1"/>
<w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/></w:lvlOverride></w:num>"""


def a_file(body: str, **parts: str) -> bytes:
    """A Word file with this body, in as few parts as there may be; notes are given by the kind of their part."""
    given = {"styles": STYLES, "numbering": NUMBERING, **parts}
    roots = {"footnotes": "footnotes", "endnotes": "endnotes", "comments": "comments", "header": "hdr"}
    relations = "".join(
        f'<Relationship Id="r{kind}" Type="{KINDS}/{kind}" Target="/word/{kind}.xml"/>' for kind in given
    )
    relations += f'<Relationship Id="r9" Type="{KINDS}/hyperlink" Target="https://a.fi/x" TargetMode="External"/>'
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        start = f'<Relationship Id="r1" Type="{KINDS}/officeDocument" Target="word/document.xml"/>'
        archive.writestr("_rels/.rels", f"<Relationships {RELATIONS}>{start}</Relationships>")
        archive.writestr("word/_rels/document.xml.rels", f"<Relationships {RELATIONS}>{relations}</Relationships>")
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        for kind, inside in given.items():
            root = roots.get(kind, kind)
            archive.writestr(f"word/{kind}.xml", f"<w:{root} {W}>{inside}</w:{root}>")
    return target.getvalue()


def p(*inside: str, style: str = "", form: str = "", mark: str = "") -> str:
    """A paragraph: what is not XML already is a run."""
    told = "".join(one if one.startswith("<") else r(one) for one in inside)
    chosen = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{chosen}{form}<w:rPr>{mark}</w:rPr></w:pPr>{told}</w:p>"


def r(text: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def read(*body: str, **parts: str) -> ReturnedText:
    return read_word(a_file("".join(body), **parts))


def text_of(*inside: str) -> str:
    """What one paragraph under a heading says."""
    return read(p("Otsikko", style="O1"), p(*inside)).clauses[0].text


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ((r("a", "<w:b/>"), r(" b", '<w:b w:val="0"/>')), "**a** b"),
        ((r("a", '<w:rStyle w:val="Vahva"/>'), r("b", "<w:i/>")), "**a***b*"),
        (('<w:hyperlink r:id="r9"><w:r><w:t>tästä</w:t></w:r></w:hyperlink>',), "[tästä](https://a.fi/x)"),
        (('<w:hyperlink w:anchor="x"><w:r><w:t>tästä</w:t></w:r></w:hyperlink>',), "tästä"),
        (("<w:sdt><w:sdtContent><w:r><w:t>ohjain</w:t></w:r></w:sdtContent></w:sdt>",), "ohjain"),
        (("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r>",), "a b c"),
        (("<w:r><w:t>e</w:t><w:noBreakHyphen/><w:t>f</w:t><w:softHyphen/><w:t>g</w:t></w:r>",), "e\u2011fg"),
        (('<w:r><w:sym w:font="Symbol" w:char="00B0"/><w:sym w:char="zz"/></w:r>',), "°•"),
        (("<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>",), "x=1"),
        (('<w:fldSimple w:instr="DATE"><w:r><w:t>1.1.2026</w:t></w:r></w:fldSimple>',), "1.1.2026"),
    ],
)
def test_what_stands_in_a_paragraph_is_read(inside, text):
    assert text_of(*inside) == text


def test_an_address_in_a_field_is_a_link_and_what_the_field_says_of_itself_is_not_text():
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "https://b.fi/y"</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>siitä</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert text_of(field, " lisää") == "[siitä](https://b.fi/y) lisää"


def test_headings_that_word_counts_have_the_numbers_that_it_shows():
    found = read(
        p("Yksi", style="O1"), p("Kohta", style="O2"), p("Toinen", style="O2"), p("Kaksi", style="O1"),
        p("Neljä", style="O1", form='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="7"/></w:numPr>'),
    )  # fmt: skip
    assert [(one.number, one.depth, one.heading) for one in found.clauses] == [
        ("I.", 1, "Yksi"),
        ("I.a)", 2, "Kohta"),
        ("I.b)", 2, "Toinen"),
        ("II.", 1, "Kaksi"),
        ("IV.", 1, "Neljä"),
    ]


def test_a_paragraph_whose_end_is_deleted_goes_on_in_the_next():
    deleted, inserted = '<w:del w:id="1"/>', '<w:ins w:id="2"/>'
    found = read(
        p("Otsikko", style="O1"), p("Alku ", mark=deleted), p("jatkuu."), p("Jaettu ", mark=inserted), p("kahtia.")
    )
    assert found.clauses[0].text == "Alku jatkuu.\n\nJaettu\n\nkahtia."


def test_changes_of_look_and_style_are_read_both_ways():
    look = '<w:b/><w:rPrChange w:id="1"><w:rPr><w:i/></w:rPr></w:rPrChange>'
    style = '<w:pPrChange w:id="2"><w:pPr><w:pStyle w:val="O2"/></w:pPr></w:pPrChange>'
    mark = '<w:bookmarkStart w:id="3" w:name="_sopu_aaa1"/>'
    end = '<w:bookmarkEnd w:id="3"/>'
    content = a_file(p(mark, "Otsikko", style="O1", form=style) + p(r("sana", look), end))
    found = [divided(Opened(Package("", content)).reading(accepts=one).paragraphs).clauses[0] for one in (True, False)]
    assert [(one.depth, one.heading, markdown(one.lines)) for one in found] == [
        (1, "Otsikko", "**sana**"),
        (2, "Otsikko", "*sana*"),
    ]


def test_wrappers_other_forms_and_lists_without_numbers_are_seen_through():
    choice = p("valittu")
    found = read(
        f"<w:sdt><w:sdtContent>{p('Otsikko', style='O1')}</w:sdtContent></w:sdt>",
        f"<mc:AlternateContent><mc:Choice>{choice}</mc:Choice><mc:Fallback>{choice}</mc:Fallback></mc:AlternateContent>",
        p("numeroton", form='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="6"/></w:numPr>'),
        p("nolla", form='<w:numPr><w:numId w:val="0"/></w:numPr>'),
        "<w:altChunk/>",
        p("<w:r><w:drawing/></w:r>"),
        "<!-- nothing --><w:sectPr/>",
    )
    assert found.clauses[0].text == "valittu\n\nnumeroton\n\nnolla"
    assert found.problems == ("embedded", "pictures")


def test_rows_of_tables_that_are_deleted_are_not_told_and_notes_and_heads_are():
    def row(text: str, mark: str = "") -> str:
        return f"<w:tr><w:trPr>{mark}</w:trPr><w:tc>{p(text)}</w:tc></w:tr>"

    note = '<w:footnote w:id="1">' + p("Viite.") + '</w:footnote><w:footnote w:type="separator">' + p("x")
    deleted = '<w:del w:id="1"/>'
    found = read(
        p("Otsikko", style="O1"),
        f"<w:tbl>{row('jää')}{row('pois', deleted)}</w:tbl>",
        footnotes=note + "</w:footnote>",
        endnotes="<w:endnote>" + p("Loppuviite.") + "</w:endnote>",
        header=p("Luonnos") + p("Sivu 2 / 9"),
    )
    assert found.unplaced == (
        Unplaced("jää", Why.TABLE),
        Unplaced("Viite.", Why.NOTE),
        Unplaced("Loppuviite.", Why.NOTE),
        Unplaced("Luonnos", Why.EDGE),
    )


def test_a_comment_on_words_that_are_gone_stays_with_their_clause():
    start, end = '<w:commentRangeStart w:id="4"/>', '<w:commentRangeEnd w:id="4"/>'
    gone = f'<w:del w:id="1">{start}<w:r><w:delText>vanha</w:delText></w:r>{end}</w:del>'
    mark = '<w:bookmarkStart w:id="3" w:name="_sopu_aaa1"/>'
    body = p(mark, "Otsikko", style="O1") + p(gone, "uusi", '<w:bookmarkEnd w:id="3"/>')
    inside = f'<w:comment w:id="4" w:author="Joku">{p("Miksi?")}</w:comment><w:comment w:id="5">{p("Irto")}</w:comment>'
    found = read(body, comments=inside)
    assert [(one.clause, one.text, one.about) for one in found.comments] == [(0, "Miksi?", "vanha"), (-1, "Irto", "")]


def test_the_one_first_heading_of_an_agreement_is_its_title_and_its_contents_are_left_out():
    body = [
        p("Sopimus", style="O1"),
        p("Osapuolet 2", style="T1"),
        p("Osapuolet", style="O2"),
        p("Me."),
        p("Kesto", style="O2"),
    ]
    found = read_agreement(a_file("".join(body)), year=2026)
    assert (found.title, found.left_out) == ("Sopimus", ("Osapuolet 2",))
    assert [(one.number, one.depth, one.heading, one.text) for one in found.clauses] == [
        ("I.a)", 1, "Osapuolet", "Me."),
        ("I.b)", 1, "Kesto", ""),
    ]


def test_styles_that_go_round_in_a_ring_and_odd_numbers_do_no_harm():
    ring = (
        '<w:style w:styleId="A"><w:basedOn w:val="B"/></w:style><w:style w:styleId="B"><w:basedOn w:val="A"/></w:style>'
    )
    found = read(
        p("Otsikko", form='<w:outlineLvl w:val="0"/>'),
        p(
            "teksti",
            style="A",
            form='<w:outlineLvl w:val="9"/><w:numPr><w:ilvl w:val="x"/><w:numId w:val="99"/></w:numPr>',
        ),
        styles=ring,
    )
    assert [(one.heading, one.text) for one in found.clauses] == [("Otsikko", "teksti")]


def test_a_file_of_too_many_paragraphs_is_refused():
    with pytest.raises(Unreadable) as unreadable:
        read("<w:p/>" * 20_001)
    assert unreadable.value.code == "too_long"
