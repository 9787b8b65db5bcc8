"""What the document of a party's extract says."""

from collections.abc import Iterable, Iterator

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import npgettext

from sopu.publishing.documents import understood, whole, words
from sopu.publishing.documents.blocks import Block, Heading, Outline, Paragraph, Sentences, Table
from sopu.publishing.documents.material import Extract, Sentence


def outline(extract: Extract) -> Outline:
    """The document of the extract, in the active language."""
    material = extract.material
    return Outline(
        language=material.language,
        title=extract.party,
        kicker=_("Extract of the compiled material"),
        lead=f"{material.event} · {material.negotiation}",
        figures=_figures(extract),
        facts=(
            (_("When"), words.span(material.starts_at, material.ends_at)),
            (_("Convener"), material.county),
            (_("Code of the event"), material.code),
            (_("Compiled"), words.moment(material.compiled_at)),
        ),
        warning=words.invented(material),
        contents="",
        running=" · ".join((extract.party, _("Extract"), material.event)),
        page_of=_("Page"),
        stances=words.stances(),
        replaced=whole.replaced(),
        compiled_at=material.compiled_at,
        blocks=tuple(_blocks(extract)),
    )


def _figures(extract: Extract) -> tuple[tuple[str, str], ...]:
    people, said = extract.people_count, len(extract.sentences)
    offered, hall = len(extract.offered) + len(extract.named), extract.material.counts.sentences
    several = 2 if people is None else people
    from_you = npgettext("after a number", "participant from you", "participants from you", several)
    return (
        (words.fewer_than_five(people), from_you),
        (words.spaced(said), npgettext("after a number", "sentence from you", "sentences from you", said)),
        (
            words.spaced(offered),
            npgettext("after a number", "commitment candidate", "commitment candidates", offered),
        ),
        (
            words.spaced(hall),
            npgettext("after a number", "sentence in the whole hall", "sentences in the whole hall", hall),
        ),
    )


def _blocks(extract: Extract) -> Iterator[Block]:
    yield from _own(extract)
    yield from understood.of_extract(extract)
    yield from _commitments(extract)
    yield from whole.most_supported(extract.material)
    yield from _silences(extract)
    yield from whole.how_to_read(extract.material)


def _own(extract: Extract) -> Iterator[Block]:
    yield Heading(1, _("What your people said"))
    if extract.people_count == 0:
        yield Paragraph(_("Nobody took part in the name of your organisation."))
    elif not extract.sentences:
        yield Paragraph(_("Your participants wrote no sentence of their own."))
    for part in extract.material.discussions:
        own = [one for one in extract.sentences if one.discussion == part.number]
        if own:
            yield Heading(2, part.name, str(part.number))
            names = words.kind_names(extract.material)
            yield Sentences(tuple(words.item(one, capfirst(names[one.prompt]), is_own=True) for one in own))


def _commitments(extract: Extract) -> Iterator[Block]:
    yield Heading(1, _("What you were offered to commit to"))
    yield Paragraph(_("A candidate binds nobody: your own bodies decide what you commit to."), is_note=True)
    if not extract.offered and not extract.named:
        yield Paragraph(_("No commitment candidate came from your participants, and no other candidate names you."))
    if extract.offered:
        yield Heading(2, _("From your own participants"))
        yield _placed(extract, extract.offered, is_own=True)
    if extract.named:
        yield Heading(2, _("From others, naming you"))
        yield _placed(extract, extract.named, is_own=False)


def _placed(extract: Extract, sentences: Iterable[Sentence], *, is_own: bool) -> Sentences:
    discussions = {part.number: part.name for part in extract.material.discussions}
    return Sentences(tuple(words.item(one, discussions[one.discussion], is_own=is_own) for one in sentences))


def _silences(extract: Extract) -> Iterator[Block]:
    yield Heading(1, _("Where you were silent"))
    if not extract.silences:
        yield Paragraph(_("Your participants said something in every discussion and on every prompt."))
        return
    yield Table(
        _("Discussions and prompts on which nobody from you said anything"),
        (_("Discussion"), _("Prompts without a sentence")),
        tuple(
            (
                f"{one.discussion} {one.name}",
                _("the whole discussion") if one.is_whole else ", ".join(one.prompts),
            )
            for one in extract.silences
        ),
        is_numeric=False,
    )
