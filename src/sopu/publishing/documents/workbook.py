"""The workbook (XLSX) of the material: sheets to sort and filter."""

from collections.abc import Sequence

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from sopu.publishing.documents import handover as handover_document
from sopu.publishing.documents import rows, words
from sopu.publishing.documents.material import Extract, Material
from sopu.publishing.documents.sheets import Book

_SENTENCES = (10, 12, 36, 24, 80, 9, 28, 15, 15, 13, 14, 46, 14, 22, 18, 40, 20, 40, 60)


def whole(material: Material) -> bytes:
    """The whole material as a workbook."""
    with override(material.language):
        book = _book(material, material.event)
        book.notes(_facts(material))
        book.sheet(
            pgettext("heading", "Sentences"), rows.head(), rows.sentence_rows(material, material.sentences), _SENTENCES
        )
        if material.synthesis.is_begun:
            book.sheet(_("Themes"), *_themes(material))
            book.sheet(_("Findings"), *_findings(material))
        book.sheet(_("By discussion"), *_by_discussion(material))
        book.sheet(_("Answers by kind"), *_by_kind(material))
        book.sheet(pgettext("heading", "Participants"), *_participants(material))
        return book.written()


def extract(extract: Extract) -> bytes:
    """A party's extract as a workbook."""
    material = extract.material
    with override(material.language):
        book = _book(material, f"{extract.party} · {material.event}")
        own = (_("Participants from you"), words.fewer_than_five(extract.people_count))
        book.notes([(_("Extract"), extract.party), own, *_facts(material)])
        titles = (_("Own sentences"), _("Own candidates"), _("Candidates naming you"), _("Most supported"))
        for title, (_part, sentences) in zip(titles, rows.parts(extract), strict=True):
            book.sheet(title, rows.head(), rows.sentence_rows(material, sentences), _SENTENCES)
        book.sheet(
            _("Silent"),
            (_("Discussion"), _("Name of the discussion"), _("Prompt")),
            [(one.discussion, one.name, capfirst(prompt)) for one in extract.silences for prompt in one.prompts],
            (12, 50, 40),
        )
        return book.written()


def handover(part: Material, digest: str) -> bytes:
    """What is handed over, as a workbook."""
    with override(part.language):
        book = _book(part, _("For the regional wellbeing plan"))
        warning = [(_("Note"), words.invented(part))] if part.is_demo else []
        told = [(_("How to read this"), sentence) for sentence in handover_document.reading(part)]
        book.notes([*handover_document.facts(part, digest), *warning, *told])
        book.sheet(_("Themes"), *_themes(part))
        book.sheet(_("Findings"), *_findings(part))
        book.sheet(pgettext("heading", "Sentences"), rows.head(), rows.sentence_rows(part, part.sentences), _SENTENCES)
        return book.written()


def _book(material: Material, title: str) -> Book:
    return Book(title, material.county, material.language, material.compiled_at)


def _facts(material: Material) -> list[tuple[str, str]]:
    counts = material.counts
    return [
        (_("Event"), material.event),
        (_("Negotiation"), material.negotiation),
        (_("Convener"), material.county),
        (_("When"), words.span(material.starts_at, material.ends_at)),
        (_("Code of the event"), material.code),
        (_("Compiled"), words.moment(material.compiled_at)),
        (pgettext("heading", "Participants"), words.spaced(counts.participants)),
        (pgettext("heading", "Organisations"), words.spaced(counts.organisations)),
        (pgettext("heading", "Sentences"), words.spaced(counts.sentences)),
        (_("Hidden sentences"), words.spaced(counts.hidden)),
        (pgettext("heading", "Answers"), words.spaced(counts.answers)),
        *([(_("Note"), words.invented(material))] if material.is_demo else []),
        *((_("How to read this"), sentence) for sentence in words.reading(material)),
    ]


_Sheet = tuple[Sequence[str], list[rows.Row], Sequence[int]]


def _themes(material: Material) -> _Sheet:
    head = (_("Number"), _("Theme"), _("Confirmed"), _("Goal area"), pgettext("heading", "Sentences"))
    answered = (pgettext("heading", "Disposition"), pgettext("heading", "Target"), pgettext("heading", "Reason"))
    body: list[rows.Row] = [
        (
            one.number,
            one.name,
            _("by a person") if one.is_human else _("the machine’s proposal"),
            one.goal_area or None,
            len(one.sentences),
            *rows.fate(one.disposition),
        )
        for one in material.synthesis.themes
    ]
    return (*head, *answered), body, (10, 50, 24, 40, 14, 20, 40, 60)


def _findings(material: Material) -> _Sheet:
    head = (_("Number"), _("Finding"), _("Kind"), _("Goal area"), _("Theme"), _("Stands on sentences"))
    more = (_("View of the minority"), _("Its sentences"), _("Signed"))
    body: list[rows.Row] = [
        (
            one.number,
            one.text,
            capfirst(one.kind_name),
            one.goal_area or None,
            one.theme,
            ", ".join(map(str, one.sources)),
            one.minority or None,
            ", ".join(map(str, one.minority_sources)) or None,
            words.day(one.signed_on),
        )
        for one in material.synthesis.findings
    ]
    return (*head, *more), body, (10, 80, 24, 40, 10, 30, 60, 20, 14)


def _by_discussion(material: Material) -> _Sheet:
    held = [one for one in material.discussions if one.was_held]
    names = [capfirst(part.kind_name) for part in held[0].prompts] if held else []
    body: list[rows.Row] = [
        (one.number, one.name, *(len(part.sentences) for part in one.prompts), len(one.sentences)) for one in held
    ]
    head = (_("Discussion"), _("Name of the discussion"), *names, _("Total"))
    return head, body, (12, 50, *(26 for _name in names), 12)


def _by_kind(material: Material) -> _Sheet:
    head = (
        _("Number"),
        _("Discussion"),
        _("Sentence"),
        _("Kind of organisation"),
        *rows.answer_heads(),
    )
    body: list[rows.Row] = [
        (
            sentence.number,
            sentence.discussion,
            sentence.text,
            words.kind_name(group.kind),
            group.answers.agree,
            group.answers.disagree,
            group.answers.passed,
            group.answers.important,
        )
        for sentence in material.sentences
        for group in sentence.groups
    ]
    if not body:
        body = [(None, None, _("Nothing to show: in every sentence some group is under five people."), *(None,) * 5)]
    return head, body, (10, 12, 80, 34, 15, 15, 13, 14)


def _participants(material: Material) -> _Sheet:
    body: list[rows.Row] = []
    for caption, groups, name_of in (
        (_("Participants by kind of organisation"), material.kinds, words.kind_name),
        (_("Participants by role"), material.roles, words.role_name),
    ):
        if groups is None:
            body.append((caption, _("not shown, since some group is under five people."), None, None))
        body += [(caption, name_of(one.key), one.people_count, one.sentence_count) for one in groups or ()]
    head = (_("Breakdown"), _("Group"), pgettext("heading", "Participants"), pgettext("heading", "Sentences"))
    return head, body, (40, 50, 14, 14)
