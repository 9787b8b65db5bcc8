"""The files of a decision pack: an agenda item for each body, the frozen text, and what changed in it."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override

from sopu.core.digests import sha256
from sopu.core.fingerprints import canonical, short
from sopu.publishing.documents import packs, pdf, word
from sopu.publishing.documents.packs import PackParty, PackText
from sopu.texts.documents.values import WordMeta
from sopu.texts.documents.word_out import word_file
from sopu.texts.documents.word_tracked import tracked_file

SCHEMA = "sopu-decision-pack/1"


def shared_files(text: PackText) -> dict[str, bytes]:
    """What is the same in every party's pack of this language: the text and what changed in it."""
    with override(text.language):
        name = named(text.title) or "teksti"
        made = {
            f"{name}.pdf": pdf.written(packs.text_outline(text), text.county),
            f"{name}.docx": word_file(text.whole, meta=_meta(text, _("Version %s") % text.version)),
            f"{name}.txt": canonical(text.whole),
        }
        if text.redline and text.older:
            changed = slugify(_("what changed"))
            changes = f"{name}-{changed}"
            made[f"{changes}.pdf"] = pdf.written(packs.redline_outline(text), text.county)
            made[f"{changes}.docx"] = tracked_file(
                text.older,
                text.whole,
                author=text.county,
                at=text.submitted_at,
                meta=_meta(text, _("Compared with “%s”") % text.against),
            )
    return made


def _meta(text: PackText, lead: str) -> WordMeta:
    return WordMeta(
        author=text.county,
        fingerprint=text.fingerprint,
        at=text.submitted_at,
        kicker=_("Fingerprint %s") % short(text.fingerprint),
        lead=lead,
    )


def party_files(text: PackText, party: PackParty) -> dict[str, bytes]:
    """A party's own files: the agenda item of each of its bodies, in PDF and Word."""
    made = {}
    with override(text.language):
        kind = slugify(_("proposed decision"))
        for body in party.bodies:
            name = f"{kind}-{slugify(body.name) or body.level}"
            outline = packs.item_outline(text, party, body)
            made[f"{name}.pdf"] = pdf.written(outline, text.county)
            made[f"{name}.docx"] = word.written(outline, text.county)
    return made


def named(title: str) -> str:
    """A title as a file's name: strateginen-yhteistyosopimus-2026-2029."""
    return slugify(title.replace("–", "-"))


def pack_name(text: PackText, party: PackParty) -> str:
    """The name of a party's pack: paatospaketti-strateginen-sopimus-v3-jyvaskyla.zip."""
    with override(text.language):
        kind, title = slugify(_("decision pack")), named(text.title)[:60].strip("-")
        return f"{kind}-{title}-v{text.version}-{slugify(party.name) or party.code or party.number}.zip"


def manifest(texts: Sequence[PackText], party: PackParty, files: Mapping[str, bytes], made_at: dt.datetime) -> bytes:
    """What is in the pack, with digests; the fingerprints are those of the frozen texts."""
    first = texts[0]
    told: dict[str, Any] = {
        "schema": SCHEMA,
        "generator": f"Sopu {version('sopu')}",
        "document": {"title": first.title, "version": first.version, "negotiation": first.negotiation},
        "fingerprints": {text.language: text.fingerprint for text in texts},
        "addresses": {text.language: text.url for text in texts},
        "party": {"number": party.number, "code": party.code, "name": party.name, "case_number": party.case_number},
        "is_demo": first.is_demo,
        "made_at": made_at.isoformat(timespec="seconds"),
        "files": [{"name": name, "size": len(files[name]), "sha256": sha256(files[name])} for name in sorted(files)],
    }
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()
