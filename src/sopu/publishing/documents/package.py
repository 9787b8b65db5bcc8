"""The ZIP files: the whole, and a package a party, each with a manifest and a list of digests.

The whole's files are made once (`whole_files`) and put into every package; a party's package adds its extract.
"""

import json
from collections.abc import Callable, Mapping
from importlib.metadata import version
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override

from sopu.core.digests import sha256
from sopu.publishing.documents import csv_file, json_file, pdf, word, workbook
from sopu.publishing.documents.archives import archived
from sopu.publishing.documents.material import Extract, Material

MANIFEST_SCHEMA = "sopu-package/1"


def party_slug(extract: Extract) -> str:
    """The party's name as it stands in file names: lower-case ASCII."""
    with override(extract.material.language):
        return slugify(extract.party) or slugify(_("party %(number)s") % {"number": extract.number})


def package_name(material: Material, extract: Extract | None = None) -> str:
    """The name of a package's file: sopu-ks7m2a-jyvaskyla.zip."""
    with override(material.language):
        whose = party_slug(extract) if extract else slugify(_("whole material"))
    return f"sopu-{material.code.lower()}-{whose}.zip"


def whole_files(material: Material) -> dict[str, bytes]:
    """The whole material in its five forms, by file name."""
    with override(material.language):
        name = slugify(_("whole material"))
    return {
        f"{name}.pdf": pdf.whole(material),
        f"{name}.docx": word.whole(material),
        f"{name}.xlsx": workbook.whole(material),
        f"{name}.csv": csv_file.whole(material),
        f"{name}.json": json_file.whole(material),
    }


def extract_files(extract: Extract) -> dict[str, bytes]:
    """A party's extract in its five forms, by file name."""
    with override(extract.material.language):
        name = "-".join((slugify(_("extract")), party_slug(extract)))
    return {
        f"{name}.pdf": pdf.extract(extract),
        f"{name}.docx": word.extract(extract),
        f"{name}.xlsx": workbook.extract(extract),
        f"{name}.csv": csv_file.extract(extract),
        f"{name}.json": json_file.extract(extract),
    }


def whole_package(material: Material, files: Mapping[str, bytes]) -> bytes:
    """The ZIP of the whole material; `files` are those of `whole_files`."""
    return _zip(material, files, None)


def party_package(files: Mapping[str, bytes], extract: Extract) -> bytes:
    """The ZIP of a party: the whole's `files` as they are, and its own extract."""
    return _zip(extract.material, {**files, **extract_files(extract)}, extract)


def handover_name(part: Material, form: str) -> str:
    """The name of a file of what is handed over: hyvinvointisuunnitelma-ks7m2a.pdf."""
    with override(part.language):
        plan = slugify(_("wellbeing plan"))
    return f"{plan}-{part.code.lower()}.{form}"


def handover_file(part: Material, form: str) -> bytes:
    """What is handed over in one form: a key of `HANDOVER_FORMS`, or all of them in a ZIP (`zip`)."""
    if form != "zip":
        return HANDOVER_FORMS[form](part, json_file.handover_digest(part))
    return _zip(part, {handover_name(part, one): handover_file(part, one) for one in HANDOVER_FORMS}, None)


HANDOVER_FORMS: Mapping[str, Callable[[Material, str], bytes]] = {
    "pdf": pdf.handover,
    "docx": word.handover,
    "xlsx": workbook.handover,
    "json": lambda part, _digest: json_file.handover(part),
}


def _manifest(material: Material, files: Mapping[str, bytes], extract: Extract | None) -> dict[str, Any]:
    return {
        "schema": MANIFEST_SCHEMA,
        "generator": f"Sopu {version('sopu')}",
        "event": {"code": material.code, "name": material.event, "negotiation": material.negotiation},
        "party": {"number": extract.number, "code": extract.code, "name": extract.party} if extract else None,
        "language": material.language,
        "is_demo": material.is_demo,
        "compiled_at": material.compiled_at.isoformat(timespec="seconds"),
        "files": [{"name": name, "size": len(files[name]), "sha256": sha256(files[name])} for name in sorted(files)],
    }


def _zip(material: Material, files: Mapping[str, bytes], extract: Extract | None) -> bytes:
    manifest = json.dumps(_manifest(material, files, extract), ensure_ascii=False, indent=2) + "\n"
    listed = {**files, "manifest.json": manifest.encode()}
    return archived(listed, material.compiled_at)
