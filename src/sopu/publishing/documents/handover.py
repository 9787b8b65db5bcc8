"""What is handed over to the regional wellbeing plan: a part of the material, and what its document says.

The part is a material of its own: the themes, sentences and signed findings that go to one target. It is told by the
same writers as the whole.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import npgettext, pgettext

from sopu.publishing.documents import understood, whole, words
from sopu.publishing.documents.blocks import Block, Heading, Item, Outline, Paragraph, Points, Sentences, Table
from sopu.publishing.documents.material import DiscussionPart, Material, Sentence
from sopu.publishing.documents.synthesis import DispositionPart, Synthesis, ThemePart

WELLBEING = "wellbeing"
"""The key of the target."""


def part_for(material: Material, target: str = WELLBEING) -> Material:
    """The material narrowed to what goes to the target; numbers of sentences, themes and findings stay as they are."""
    discussions = tuple(_narrowed(part, target) for part in material.discussions)
    said = {one.number for part in discussions for one in part.sentences}
    themes = tuple(
        replace(one, sentences=tuple(number for number in one.sentences if number in said))
        for one in material.synthesis.themes
        if _goes_to(one.disposition, target)
    )
    numbers = {one.number for one in themes}
    findings = tuple(
        one
        for one in material.synthesis.findings
        if one.theme in numbers or said & {*one.sources, *one.minority_sources}
    )
    return replace(material, discussions=discussions, synthesis=Synthesis(themes=themes, findings=findings))


def _goes_to(answer: DispositionPart | None, target: str) -> bool:
    return answer is not None and answer.target == target


def _narrowed(discussion: DiscussionPart, target: str) -> DiscussionPart:
    prompts = tuple(
        replace(part, sentences=tuple(one for one in part.sentences if _goes_to(one.disposition, target)))
        for part in discussion.prompts
    )
    return replace(discussion, prompts=prompts, most_supported=())


def is_empty(part: Material) -> bool:
    """Nothing goes to the target."""
    return not part.synthesis.themes and not part.sentences


def outline(part: Material, digest: str) -> Outline:
    """The document of the part, in the active language; `digest` is of its content, as the JSON file has it."""
    return Outline(
        language=part.language,
        title=_("For the regional wellbeing plan"),
        kicker=_("Hand-over of what was said"),
        lead=f"{part.event} · {part.negotiation}",
        figures=_figures(part),
        facts=facts(part, digest),
        warning=words.invented(part),
        contents="",
        running=" · ".join((_("For the regional wellbeing plan"), part.event)),
        page_of=_("Page"),
        stances=words.stances(),
        replaced=whole.replaced(),
        compiled_at=part.compiled_at,
        blocks=tuple(_blocks(part)),
    )


def facts(part: Material, digest: str) -> tuple[tuple[str, str], ...]:
    """What the hand-over is of, from when and where, and by what its content is recognised."""
    return (
        (_("Event"), part.event),
        (_("When"), words.span(part.starts_at, part.ends_at)),
        (_("Convener"), part.county),
        (_("Code of the event"), part.code),
        (_("Made"), words.moment(part.compiled_at)),
        (_("Digest (SHA-256)"), " ".join(digest[place : place + 16] for place in range(0, len(digest), 16))),
    )


def _figures(part: Material) -> tuple[tuple[str, str], ...]:
    themes, findings, sentences = len(part.synthesis.themes), len(part.synthesis.findings), len(part.sentences)
    answers = sum(one.answers.total for one in part.sentences if one.answers)
    return (
        (words.spaced(themes), npgettext("after a number", "theme", "themes", themes)),
        (words.spaced(findings), npgettext("after a number", "signed finding", "signed findings", findings)),
        (words.spaced(sentences), npgettext("after a number", "sentence", "sentences", sentences)),
        (words.spaced(answers), npgettext("after a number", "answer", "answers", answers)),
    )


def reading(part: Material) -> tuple[str, ...]:
    """What a reader of the hand-over must know, a sentence or two each."""
    return (
        _(
            "Sentences stand as they were said. The numbers of sentences, themes and findings are those of the whole "
            "material of the event, so each can be found there."
        ),
        _(
            "Answers are those that other participants gave to the sentence; when fewer than five answered, the "
            "numbers are not shown. Nobody's name is here, and only a commitment candidate has its organisation."
        ),
        _("A commitment candidate was said in the hall and binds nobody: bodies with that power decide."),
        _(
            "The digest is of the content in its JSON form without the moment of making: the same content always has "
            "the same digest."
        ),
        _("With a receipt code the writer of a sentence sees what became of it: %(url)s") % {"url": part.url},
    )


def _blocks(part: Material) -> Iterator[Block]:
    yield Heading(1, _("What this is"))
    yield Paragraph(
        _(
            "This part of what was said at the event goes, by the answers that were given, to the regional wellbeing "
            "plan (Act 612/2021, section 7). Each theme has its reason, the sentences that it stands on, and how the "
            "hall answered them."
        )
    )
    if is_empty(part):
        yield Paragraph(_("Nothing has been directed to the wellbeing plan yet."))
    yield from _summary(part)
    if part.synthesis.findings:
        yield Heading(1, _("Findings"))
        yield Paragraph(_("A finding is an editor's sentence that a person has signed; it stands on what was said."))
        yield from understood.finding_blocks(part.synthesis.findings, part.language)
    yield from _themes(part)
    yield from _single(part)
    yield Heading(1, _("How to read this"))
    yield Points(reading(part), part.url)


def _summary(part: Material) -> Iterator[Block]:
    if not part.synthesis.themes:
        return
    yield Table(
        _("The themes, and of the answers to their sentences those that agree"),
        (_("Theme"), pgettext("heading", "Sentences"), _("Agree")),
        tuple(_counted(understood.theme_name(one), said_in(part, one)) for one in part.synthesis.themes),
    )


def _counted(name: str, sentences: Iterable[Sentence]) -> tuple[str, ...]:
    said = list(sentences)
    agree, total = support_of(said)
    return (name, words.spaced(len(said)), f"{words.spaced(agree)} / {words.spaced(total)}" if total else "–")


def support_of(sentences: Iterable[Sentence]) -> tuple[int, int]:
    """How many answers to the sentences agree, and of how many; sentences with one to four answers are left out."""
    answers = [one.answers for one in sentences if one.answers]
    return sum(one.agree for one in answers), sum(one.total for one in answers)


def said_in(part: Material, theme: ThemePart) -> list[Sentence]:
    """The sentences of the part that are in the theme."""
    return [one for one in part.sentences if one.theme == theme.number]


def _themes(part: Material) -> Iterator[Block]:
    for theme in part.synthesis.themes:
        assert theme.disposition is not None  # it goes to the target by it
        yield Heading(1, understood.theme_name(theme))
        yield Paragraph(f"{capfirst(theme.disposition.words)}. {theme.disposition.reason}")
        sentences = said_in(part, theme)
        if sentences:
            yield Sentences(tuple(_item(part, one, theme.disposition) for one in sentences))
        else:
            yield Paragraph(_("Its sentences have answers of their own, and none of them goes to the wellbeing plan."))


def _single(part: Material) -> Iterator[Block]:
    themes = {one.number for one in part.synthesis.themes}
    single = [one for one in part.sentences if one.theme not in themes]
    if single:
        yield Heading(1, _("Single sentences"))
        yield Sentences(tuple(_item(part, one, None) for one in single))


def _item(part: Material, sentence: Sentence, theme: DispositionPart | None) -> Item:
    """A sentence with where it was said, and the reason when its answer is not that of its theme."""
    discussions = {one.number: one.name for one in part.discussions}
    kind = capfirst(words.kind_names(part)[sentence.prompt])
    own = sentence.disposition
    reason = f"{capfirst(own.outcome_name)}: {own.reason}" if own and own != theme else ""
    item = words.item(sentence)
    return replace(item, place=" · ".join(filter(None, [discussions[sentence.discussion], kind, reason])))
