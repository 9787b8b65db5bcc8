"""Word files of the texts: a version, a draft, and what changed from one version to another."""

import datetime as dt
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from sopu.core.clauses import WholeText
from sopu.core.fingerprints import fingerprint
from sopu.texts.documents.values import WordMeta
from sopu.texts.documents.word_out import word_file
from sopu.texts.documents.word_tracked import tracked_file
from sopu.texts.models import Document, Purpose, Version
from sopu.texts.queries.wholes import draft_of, older_of, whole_of


@dataclass(frozen=True, slots=True)
class WordFile:
    """A file to be downloaded."""

    name: str
    content: bytes


def word_of(version: Version, language: str, against: Version | None = None) -> WordFile:
    """A version as a Word file; with the changes from another version tracked, when one is given."""
    whole = whole_of(version, language)
    meta = _meta(version.document, whole, _version_told(version, language), _lead(version, language), version.made_at)
    name = f"{version.document.negotiation.slug}-{version.document.number}-v{version.number}-{language}"
    if against is None:
        return WordFile(f"{name}.docx", word_file(whole, meta=meta))
    old = older_of(against, version.document, language)
    content = tracked_file(old, whole, author=meta.author, at=version.made_at, meta=meta)
    return WordFile(f"{name}-v{against.number}.docx", content)


def draft_word(document: Document, language: str, against: Version | None, now: dt.datetime) -> WordFile:
    """The draft as it is now as a Word file; with the changes from a version tracked, when one is given."""
    whole = draft_of(document, language)
    with override(language):
        day = date_format(localtime(now), "SHORT_DATE_FORMAT")
        told = _("draft on %(day)s") % {"day": day}
        lead = _("A draft: it is not public, and not given for decision.")
    meta = _meta(document, whole, told, lead, now)
    name = f"{document.negotiation.slug}-{document.number}-{language}"
    if against is None:
        return WordFile(f"{name}.docx", word_file(whole, meta=meta))
    old = older_of(against, document, language)
    content = tracked_file(old, whole, author=meta.author, at=now, meta=meta)
    return WordFile(f"{name}-v{against.number}.docx", content)


def _meta(document: Document, whole: WholeText, told: str, lead: str, at: dt.datetime) -> WordMeta:
    with override(whole.language):
        kicker = f"{str(document.get_kind_display()).capitalize()} · {told}"
    author = document.negotiation.county.name_in(whole.language)
    return WordMeta(author, fingerprint(whole), at, kicker, lead, tuple(whole.terms.items()))


def _version_told(version: Version, language: str) -> str:
    with override(language):
        return _("version %(number)s") % {"number": version.number}


def _lead(version: Version, language: str) -> str:
    with override(language):
        day = date_format(localtime(version.made_at), "SHORT_DATE_FORMAT")
        if version.purpose == Purpose.COMMENT:
            return _("For comments, made on %(day)s. Changes are tracked: write right into the text.") % {"day": day}
        if version.purpose == Purpose.DECISION:
            return _("Given for decision on %(day)s. The wording is frozen.") % {"day": day}
        return _("Approved before Sopu.")
