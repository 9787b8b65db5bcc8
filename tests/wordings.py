"""Wordings for tests, and Word files accepted, rejected and edited by other hands than ours."""

import copy
import datetime as dt
import io
import zipfile
from dataclasses import replace

import docx
from docx.oxml.ns import qn
from lxml import etree

from sopu.core.clauses import ClauseText, WholeText
from sopu.core.fingerprints import fingerprint
from sopu.texts.documents.values import WordMeta

AT = dt.datetime(2026, 3, 2, 10, tzinfo=dt.UTC)
COUNTY = "Keski-Suomen hyvinvointialue"
PRINCIPLES = """Osapuolet sitoutuvat:

- avoimeen tiedonkulkuun
- yhteiseen **valmisteluun**
  1. ensin
  2. sitten
- arviointiin

Katso [Finlex](https://finlex.fi/fi/) lisää."""


def a_whole(*clauses: ClauseText, language: str = "fi", title: str = "Strateginen yhteistyösopimus") -> WholeText:
    """An agreement with every form that a clause may have."""
    return WholeText(
        language,
        title,
        clauses
        or (
            ClauseText("aaa1", "1", 1, "chapter", "Osapuolet ja tarkoitus", ""),
            ClauseText("aaa2", "1.1", 2, "background", "Osapuolet", "Osapuolet ovat **alue**, kunnat ja *liitto*."),
            ClauseText("aaa3", "1.2", 2, "principle", "Periaatteet", PRINCIPLES),
            ClauseText("aaa4", "2", 1, "chapter", "Tavoitteet", "Tavoitteet ovat yhteisiä."),
            ClauseText("aaa5", "2.1", 2, "goal", "", "Kohta ilman otsikkoa kertoo tavoitteen."),
            ClauseText("aaa6", "", 2, "goal", "2026 tavoitteet", "1. yksi\n2. kaksi\n\nVälissä.\n\n4. neljä"),
        ),
    )


def with_text(whole: WholeText, key: str, **changes: str) -> WholeText:
    """The wording with other words in one clause."""
    return replace(whole, clauses=tuple(replace(one, **changes) if one.key == key else one for one in whole.clauses))


def a_meta(whole: WholeText) -> WordMeta:
    """What stands around a wording in a file."""
    return WordMeta(COUNTY, fingerprint(whole), AT, "Versio 3", "Lausunnolle", (("Voimaan", "1.1.2027"),))


def opened(content: bytes) -> docx.document.Document:
    """The file in python-docx, a reader of others."""
    return docx.Document(io.BytesIO(content))


def saved(document: docx.document.Document) -> bytes:
    """The file as python-docx writes it."""
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def told(content: bytes) -> list[tuple[str, str, str]]:
    """The style, the words and the bold words of each paragraph, as python-docx reads them."""
    return [
        (one.style.name, one.text, "".join(run.text for run in one.runs if run.bold))
        for one in opened(content).paragraphs
    ]


def with_xml(content: bytes, change, part: str = "word/document.xml") -> bytes:
    """The file with its document's XML changed by a function."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w") as written:
        for entry in source.infolist():
            data = source.read(entry)
            if entry.filename == part:
                root = etree.fromstring(data)
                change(root)
                data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            written.writestr(entry.filename, data)
    return target.getvalue()


def settled(content: bytes, *, accepts: bool) -> bytes:
    """The file with all tracked changes accepted, or all rejected, by the letter of the standard (17.13.5)."""
    return with_xml(content, lambda root: _settle(root, accepts))


def _settle(root, accepts: bool) -> None:
    stays, goes = (("ins", "moveTo"), ("del", "moveFrom")) if accepts else (("del", "moveFrom"), ("ins", "moveTo"))
    for mark in list(root.iter(qn("w:rPrChange"), qn("w:pPrChange"))):
        holder = mark.getparent()
        if not accepts:
            old = copy.deepcopy(mark[0])
            old.extend(one for one in holder if one.tag == qn("w:rPr"))
            holder.getparent().replace(holder, old)
        else:
            holder.remove(mark)
    for paragraph in list(root.iter(qn("w:p"))):
        mark = paragraph.find("w:pPr/w:rPr", paragraph.nsmap)
        if mark is not None and any(one.tag in {qn(f"w:{name}") for name in goes} for one in mark):
            _drop_content(paragraph, goes)
            follower = paragraph.getnext()
            for place, one in enumerate([one for one in paragraph if one.tag != qn("w:pPr")]):
                follower.insert(place + 1, one)
            paragraph.getparent().remove(paragraph)
    for paragraph in root.iter(qn("w:p")):
        _drop_content(paragraph, goes)
    for name in stays:
        for wrapper in list(root.iter(qn(f"w:{name}"))):
            for one in wrapper:
                wrapper.addprevious(one)
            wrapper.getparent().remove(wrapper)
    for text in root.iter(qn("w:delText")):
        text.tag = qn("w:t")


def _drop_content(paragraph, goes) -> None:
    for name in goes:
        for one in list(paragraph.iter(qn(f"w:{name}"))):
            one.getparent().remove(one)
