"""Office files of unknown hands: measured before they are unpacked, and never trusted.

An office file is a ZIP archive of XML parts (ECMA-376 part 2). One that would swell beyond all measure, that is locked,
that carries a program, or that declares entities is not read.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from posixpath import dirname, join, normpath
from typing import Any

from lxml import etree

from sopu.core.tables import Unreadable

LARGEST_FILE = 20_000_000
"""Bytes of a file: pictures in a text document are heavy, and a text alone never is."""
LARGEST_UNPACKED = 200_000_000
LARGEST_PART = 30_000_000
"""Bytes of one part of XML: a text of a thousand pages takes some ten million."""
MOST_PARTS = 5_000

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OTHERS = ((b"%PDF", "is_pdf"), (b"{\\rtf", "is_rtf"))
_UNREADABLE_XML = (b"<!DOCTYPE", b"<!ENTITY")
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(wordprocessingml|officeDocument)/(main|relationships|math)")
_TRANSITIONAL = {
    b"wordprocessingml": b"http://schemas.openxmlformats.org/wordprocessingml/2006/",
    b"officeDocument": b"http://schemas.openxmlformats.org/officeDocument/2006/",
}
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part refers to: by its id, of what kind (the last word of its type), and where it is."""

    id: str
    kind: str
    target: str
    is_external: bool


class Package:
    """An office file that has been measured; its parts are parsed when they are asked for."""

    def __init__(self, file: str, data: bytes) -> None:
        """Opens the file, which is only named in errors.

        Raises `Unreadable`: "too_large", "with_password", "is_old_word", "is_pdf", "is_rtf", "is_odt", "is_not_word",
        "damaged", "swells", "with_macros".
        """
        self.file = file
        self.archive = _opened(file, data)
        self.names = {info.filename for info in self.archive.infolist()}
        if any(name.lower().endswith("vbaproject.bin") for name in self.names):
            raise Unreadable("with_macros", file)

    def part(self, name: str) -> Any:
        """The root of a part of XML, or None where there is no such part. Raises `Unreadable`: "damaged"."""
        if name not in self.names:
            return None
        try:
            content = self.archive.read(name)
            if declares(content):
                raise Unreadable("damaged", self.file)
            parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
            return etree.fromstring(_transitional(content), parser)
        except (etree.XMLSyntaxError, zipfile.BadZipFile, zlib.error, OSError, ValueError, EOFError, RuntimeError):
            raise Unreadable("damaged", self.file) from None

    def relations(self, part: str) -> Mapping[str, Relation]:
        """What a part refers to, by id; of the file itself when `part` is empty."""
        folder, name = dirname(part), part.rsplit("/", 1)[-1]
        root = self.part(join(folder, "_rels", f"{name}.rels"))
        found = {}
        for one in root.iter(_RELATION) if root is not None else ():
            is_external = one.get("TargetMode") == "External"
            target = str(one.get("Target", ""))
            place = target if is_external else normpath(join("/", folder, target)).lstrip("/")
            kind = str(one.get("Type", "")).rsplit("/", 1)[-1]
            found[str(one.get("Id"))] = Relation(str(one.get("Id")), kind, place, is_external)
        return found


def declares(head: bytes) -> bool:
    """Whether a part of XML, by its first bytes, declares entities or a type, as no office program makes it do."""
    plain = head[:4_096].replace(b"\0", b"").upper()
    return any(mark in plain for mark in _UNREADABLE_XML)


def demand_measured(file: str, parts: Sequence[zipfile.ZipInfo], most: int, largest: int) -> None:
    """No part is locked, and there are at most `most` of `largest` bytes together, by what the archive says of itself.

    Raises `Unreadable`: "with_password", "swells".
    """
    if any(part.flag_bits & 1 for part in parts):
        raise Unreadable("with_password", file)
    if len(parts) > most or sum(part.file_size for part in parts) > largest:
        raise Unreadable("swells", file)


def _transitional(content: bytes) -> bytes:
    """The strict form of the standard has other names for the same things."""
    return _STRICT.sub(lambda m: _TRANSITIONAL[m[1]] + m[2], content)


def _opened(file: str, data: bytes) -> zipfile.ZipFile:
    if len(data) > LARGEST_FILE:
        raise Unreadable("too_large", file)
    if data.startswith(OLE):
        raise Unreadable("with_password" if _ENCRYPTED in data else "is_old_word", file)
    for beginning, code in _OTHERS:
        if data.startswith(beginning):
            raise Unreadable(code, file)
    if not data.startswith(ZIP):
        raise Unreadable("is_not_word", file)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        _measure(file, archive)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, OSError, ValueError, EOFError):
        raise Unreadable("damaged", file) from None
    return archive


def _measure(file: str, archive: zipfile.ZipFile) -> None:
    """By what the archive says of itself; the reader of ZIP files gives no more of a part than that."""
    parts = archive.infolist()
    demand_measured(file, parts, MOST_PARTS, LARGEST_UNPACKED)
    if any(part.file_size > LARGEST_PART for part in parts if part.filename.endswith((".xml", ".rels"))):
        raise Unreadable("swells", file)
    names = {part.filename for part in parts}
    if "[Content_Types].xml" not in names:
        raise Unreadable("is_odt" if {"mimetype", "content.xml"} <= names else "is_not_word", file)
