"""The chapters of what was understood: findings, themes and what became of them, and where the hall agrees."""

from collections.abc import Iterable, Iterator, Mapping

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from sopu.publishing.documents import words
from sopu.publishing.documents.blocks import Block, Heading, Item, Paragraph, Sentences, Table
from sopu.publishing.documents.material import Extract, Material, Sentence
from sopu.publishing.documents.synthesis import AgreementPart, FindingPart, Share, ThemePart

_MOST_NUMBERS = 40
"""How many numbers of sentences stand in one line; the spreadsheet has them all."""


def of_whole(material: Material) -> Iterator[Block]:
    """The findings, the themes and where the hall agrees; nothing before the synthesis is begun."""
    if material.synthesis.findings:
        yield Heading(1, _("Findings"))
        yield Paragraph(_("A finding is an editor's sentence that a person has signed; it stands on what was said."))
        yield from finding_blocks(material.synthesis.findings, material.language)
    yield from _agreement(material)
    if material.synthesis.is_begun:
        yield Heading(1, _("Themes, and what became of them"))
        yield from _outcomes(material)
        yield from _themes(material.synthesis.themes)


def of_extract(extract: Extract) -> Iterator[Block]:
    """What of the synthesis touches a party: findings on its people's sentences, and what is left for its own work."""
    synthesis = extract.material.synthesis
    findings = findings_of(extract)
    if findings:
        yield Heading(1, _("Findings that stand on what your people said"))
        yield from finding_blocks(findings, extract.material.language)
    for_own_work = [one for one in synthesis.themes if one.disposition and one.disposition.party == extract.number]
    sentences = _for_own_work(extract)
    if for_own_work or sentences:
        yield Heading(1, _("What is left for your own work"))
        yield from _themes(for_own_work)
        yield Sentences(tuple(words.item(one) for one in sentences))


def findings_of(extract: Extract) -> list[FindingPart]:
    """The findings that stand on what the party's people said."""
    own = {one.number for one in extract.sentences}
    return [one for one in extract.material.synthesis.findings if own & {*one.sources, *one.minority_sources}]


def _for_own_work(extract: Extract) -> list[Sentence]:
    """Sentences whose own answer, not that of their theme, gives them to the party."""
    by_theme = {one.number: one.disposition for one in extract.material.synthesis.themes}
    return [
        one
        for one in extract.material.sentences
        if one.disposition
        and one.disposition.party == extract.number
        and one.disposition != (by_theme.get(one.theme) if one.theme is not None else None)
    ]


def finding_blocks(findings: Iterable[FindingPart], language: str) -> Iterator[Block]:
    """The findings, each on its sentences, with how kinds of organisations agree and the minority beside it."""
    yield Sentences(tuple(_finding(one, language) for one in findings))


def _finding(finding: FindingPart, language: str) -> Item:
    stands_on = ngettext("stands on sentence %(numbers)s", "stands on sentences %(numbers)s", len(finding.sources))
    return Item(
        number=finding.number,
        text=finding.text,
        language=language,
        by=" · ".join(filter(None, [capfirst(finding.kind_name), finding.goal_area])),
        place=stands_on % {"numbers": numbers_in_words(finding.sources)},
        answers=" · ".join(filter(None, ["; ".join(map(share_in_words, finding.shares)), *_beside(finding)])),
        bar=None,
    )


def _beside(finding: FindingPart) -> Iterator[str]:
    """The view of the minority, and how many sources are not seen any more."""
    if finding.minority:
        told = _("The view of the minority: %(text)s") % {"text": finding.minority}
        numbers = f" ({numbers_in_words(finding.minority_sources)})" if finding.minority_sources else ""
        yield told + numbers
    if finding.lost_count:
        lost = ngettext(
            "%(count)s source has been hidden since.", "%(count)s sources have been hidden since.", finding.lost_count
        )
        yield lost % {"count": finding.lost_count}


def _agreement(material: Material) -> Iterator[Block]:
    """Where kinds of organisations agree, and where they part, in tables; nothing when none may be told."""
    synthesis = material.synthesis
    if not synthesis.agreed and not synthesis.parted:
        return
    yield Heading(1, _("Where the hall agrees across groups"))
    yield Paragraph(
        _(
            "In each kind of organisation more than half agree. In order of how surely every kind agrees: the "
            "geometric mean of the lower bounds of the shares, so that neither few answers nor many kinds distort it."
        ),
        is_note=True,
    )
    if synthesis.agreed:
        yield _shares_table(
            _("Sentences that every kind of organisation agrees with, per cent"), synthesis.agreed, material
        )
    if synthesis.parted:
        yield _shares_table(
            _("Sentences on which kinds of organisations part most, per cent"), synthesis.parted, material
        )


def _shares_table(caption: str, parts: Iterable[AgreementPart], material: Material) -> Table:
    told = list(parts)
    texts = {one.number: one.text for one in material.sentences}
    kinds = {share.key: share.name for one in told for share in one.shares}
    return Table(
        caption,
        (pgettext("heading", "Sentence"), *kinds.values(), _("Difference")),
        tuple((f"{one.sentence} {texts[one.sentence]}", *_percents(one, kinds), str(one.spread)) for one in told),
    )


def _percents(part: AgreementPart, kinds: Mapping[str, str]) -> Iterator[str]:
    by_kind = {share.key: str(share.percent) for share in part.shares}
    return (by_kind.get(key, "–") for key in kinds)


def _outcomes(material: Material) -> Iterator[Block]:
    synthesis = material.synthesis
    rows = [(capfirst(name), words.spaced(count)) for _key, name, count in synthesis.outcomes if count]
    yield Table(
        _("What became of the sentences"),
        (pgettext("heading", "Disposition"), pgettext("heading", "Sentences")),
        tuple(rows),
    )
    count = len(synthesis.unplaced)
    if count:
        outside = ngettext("%(count)s sentence is in no theme.", "%(count)s sentences are in no theme.", count)
        yield Paragraph(outside % {"count": words.spaced(count)}, is_note=True)


def _themes(themes: Iterable[ThemePart]) -> Iterator[Block]:
    for one in themes:
        yield Heading(2, _marked(one), str(one.number))
        answer = one.disposition
        told = f"{capfirst(answer.words)}. {answer.reason}" if answer else _("Not answered yet.")
        yield Paragraph(told)
        said = ngettext("Sentence %(numbers)s", "Sentences %(numbers)s", len(one.sentences))
        if one.sentences:
            yield Paragraph(said % {"numbers": numbers_in_words(one.sentences)}, is_note=True)


def theme_name(theme: ThemePart) -> str:
    """A theme's number and name; one that nobody has confirmed says so."""
    return f"{theme.number} {_marked(theme)}"


def _marked(theme: ThemePart) -> str:
    return theme.name if theme.is_human else f"{theme.name} ({_('the machine’s proposal')})"


def numbers_in_words(numbers: tuple[int, ...]) -> str:
    """The numbers of sentences in a line; of very many the first, and how many more there are."""
    told = ", ".join(map(words.spaced, numbers[:_MOST_NUMBERS]))
    rest = len(numbers) - _MOST_NUMBERS
    if rest <= 0:
        return told
    return _("%(numbers)s and %(count)s more") % {"numbers": told, "count": words.spaced(rest)}


def share_in_words(share: Share) -> str:
    """How much of a group agrees: `Kunta 72 % (n 41)`."""
    return f"{share.name} {share.percent}\u00a0% (n\u00a0{words.spaced(share.answered)})"
