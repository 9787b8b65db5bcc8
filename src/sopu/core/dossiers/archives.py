"""The archive itself: a ZIP file whose every byte follows from its files, read without trusting it."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from struct import error

from sopu.core.dossiers import forms
from sopu.core.dossiers.faults import Fails, FaultKind

_FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_ENCRYPTED = 0x1
_TROUBLE = (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OverflowError, EOFError, OSError, error)
"""What reading an archive that was broken on purpose may raise."""


def archive(files: Mapping[str, bytes]) -> bytes:
    """The files as a ZIP file, in order of name, each stored as it is: the same files give the same bytes anywhere."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as made:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _FIRST_MOMENT)
            entry.create_system = _UNIX
            entry.external_attr = 0o644 << 16
            made.writestr(entry, files[name], zipfile.ZIP_STORED)
    return target.getvalue()


def content_of(source: bytes | Path) -> bytes:
    """The bytes of the file; raises Fails for one that is not there, can't be read, or is too large."""
    try:
        size = len(source) if isinstance(source, bytes) else source.stat().st_size
        if size > forms.MOST_BYTES:
            raise Fails(FaultKind.TOO_LARGE, expected=forms.MOST_BYTES, found=size)
        return source if isinstance(source, bytes) else source.read_bytes()
    except OSError as problem:
        raise Fails(FaultKind.NOT_AN_ARCHIVE, found=problem.strerror or problem) from None


def files_of(content: bytes) -> dict[str, bytes]:
    """Every file of the archive by its name.

    Nothing is unpacked that could grow, climb or hide: compressed, encrypted, repeated and unsafely named files are
    refused before any is read. Raises Fails.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as opened:
            entries = opened.infolist()
            if len(entries) > forms.MOST_FILES:
                raise Fails(FaultKind.TOO_MANY, expected=forms.MOST_FILES, found=len(entries))
            _demand_safe(entries, len(content))
            return {entry.filename: _read(opened, entry) for entry in entries}
    except _TROUBLE as problem:
        raise Fails(FaultKind.NOT_AN_ARCHIVE, found=problem) from None


def demand_plain(content: bytes, files: Mapping[str, bytes]) -> None:
    """Every byte of the archive follows from its files: nothing is hidden between them, before or after."""
    if archive(files) != content:
        raise Fails(FaultKind.ARCHIVE_DIFFERS)


def _demand_safe(entries: list[zipfile.ZipInfo], size: int) -> None:
    seen: set[str] = set()
    for entry in entries:
        name = entry.filename
        if not forms.is_path(name):
            raise Fails(FaultKind.UNSAFE_NAME, found=ascii(name[: forms.LONGEST_PATH]))
        # Systems that make no difference between small and capital letters would write one over the other.
        if name.lower() in seen:
            raise Fails(FaultKind.REPEATED, name)
        seen.add(name.lower())
        if entry.flag_bits & _ENCRYPTED:
            raise Fails(FaultKind.ENCRYPTED, name)
        if entry.compress_type != zipfile.ZIP_STORED:
            raise Fails(FaultKind.PACKED, name)
    if sum(entry.file_size for entry in entries) > size:
        raise Fails(FaultKind.NOT_AN_ARCHIVE, found="its files would be larger than itself")


def _read(opened: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    try:
        return opened.read(entry)
    except _TROUBLE as problem:
        raise Fails(FaultKind.DAMAGED, entry.filename, found=str(problem).split("\n")[0]) from None
