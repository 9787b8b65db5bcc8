"""The two lists of a dossier: SHA256SUMS, for anybody's tools, and dossier.json, which says what each file is."""

import json
from collections.abc import Mapping
from typing import Any

from sopu.core.digests import checksums, sha256
from sopu.core.dossiers import forms
from sopu.core.dossiers.faults import Fails, FaultKind
from sopu.core.dossiers.forms import Part, PartKind

Files = Mapping[str, bytes]


def demand_listed(files: Files) -> None:
    """Every file is in SHA256SUMS with its digest, none is missing, and none is there besides; raises Fails."""
    for name in forms.NEEDED:
        if name not in files:
            raise Fails(FaultKind.MISSING, name)
    summed = {name: content for name, content in files.items() if name not in {forms.SUMS, forms.SEAL}}
    listed = _listed(files)
    for name, digest in listed.items():
        if name not in summed:
            raise Fails(FaultKind.MISSING, name)
        if sha256(summed[name]) != digest:
            raise Fails(FaultKind.CHANGED, name, expected=digest, found=sha256(summed[name]))
    for name in sorted(summed.keys() - listed.keys()):
        raise Fails(FaultKind.UNLISTED, name, expected=forms.SUMS)
    if checksums(summed).encode() != files[forms.SUMS]:
        raise Fails(FaultKind.LIST_FORM, forms.SUMS, found="its lines are not in order")


def read_index(files: Files) -> tuple[str, dict[str, str], tuple[Part, ...]]:
    """The log's name, what the dossier is about, and its parts, as dossier.json tells them truly; raises Fails."""
    index = _index(files)
    described: dict[str, dict[str, Any]] = {one["path"]: one for one in index["files"]}
    expected = files.keys() - {forms.INDEX, forms.SUMS, forms.SEAL}
    for name in sorted(described.keys() - expected):
        raise Fails(FaultKind.MISSING, name)
    for name in sorted(expected - described.keys()):
        raise Fails(FaultKind.UNLISTED, name, expected=forms.INDEX)
    return index["log"], index["about"], tuple(_part(one, files[name]) for name, one in sorted(described.items()))


def text_of(files: Files, name: str) -> str:
    """A file of the dossier as text; raises Fails."""
    try:
        return files[name].decode()
    except UnicodeDecodeError:
        raise Fails(FaultKind.LIST_FORM, name, found="it is not UTF-8") from None


def _listed(files: Files) -> dict[str, str]:
    listed: dict[str, str] = {}
    for number, line in enumerate(text_of(files, forms.SUMS).splitlines(), 1):
        digest, gap, name = line.partition("  ")
        if not gap or len(digest) != 64 or name in listed:
            raise Fails(FaultKind.LIST_FORM, forms.SUMS, found=f"line {number}")
        listed[name] = digest
    return listed


def _index(files: Files) -> dict[str, Any]:
    try:
        index = json.loads(text_of(files, forms.INDEX))
        again = forms.readable_json(index)
    except (ValueError, RecursionError):
        raise Fails(FaultKind.LIST_FORM, forms.INDEX, found="it is not JSON") from None
    form = index.get("form") if isinstance(index, dict) else None
    if form != forms.FORM:
        raise Fails(FaultKind.UNKNOWN_FORM, expected=forms.FORM, found=form)
    if not _is_index(index) or again != files[forms.INDEX]:
        raise Fails(FaultKind.LIST_FORM, forms.INDEX, found="what it tells is not what a dossier tells")
    return dict(index)


def _is_index(index: dict[str, Any]) -> bool:
    about, files = index.get("about"), index.get("files")
    if set(index) != {"form", "log", "about", "files"} or not isinstance(index["log"], str):
        return False
    if not isinstance(about, dict) or not all(isinstance(one, str) for one in about.values()):
        return False
    if not isinstance(files, list) or not all(_is_file(one) for one in files):
        return False
    paths = [one["path"] for one in files]
    return paths == sorted(set(paths))


def _is_file(one: Any) -> bool:
    if not isinstance(one, dict) or set(one) != {"path", "kind", "reference", "sha256", "size"}:
        return False
    return isinstance(one["size"], int) and all(isinstance(one[key], str) for key in set(one) - {"size"})


def _part(told: dict[str, Any], content: bytes) -> Part:
    found = {"sha256": sha256(content), "size": len(content)}
    for key, value in found.items():
        if told[key] != value:
            raise Fails(FaultKind.LIST_DIFFERS, told["path"], expected=told[key], found=value)
    if told["kind"] not in list(PartKind):
        raise Fails(FaultKind.LIST_FORM, forms.INDEX, found=f"an unknown kind of file, {told['kind']}")
    return Part(told["path"], content, PartKind(told["kind"]), told["reference"])
