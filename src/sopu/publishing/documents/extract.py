"""What the document of a party's extract says."""

from collections.abc import Iterable, Iterator

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from sopu.publishing.documents import whole, words
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
        figures=(
            (words.fewer_than_five(extract.people_count), _("participants from you")),
            (words.spaced(len(extract.sentences)), _("sentences from you")),
            (words.spaced(len(extract.offered) + len(extract.named)), _("commitment candidates")),
            (words.spaced(material.counts.sentences), _("sentences in the whole hall")),
        ),
        facts=(
            (_("When"), words.span(material.starts_at, material.ends_at)),
            (_("Convener"), material.county),
            (_("Code of the event"), material.code),
            (_("Compiled"), words.moment(material.compiled_at)),
        ),
        warning=words.invented(material),
        contents="",
        running=f"{extract.party} · {_('Extract')} · {material.event}",
        page_of=_("Page"),
        replaced=whole.replaced(),
        compiled_at=material.compiled_at,
        blocks=tuple(_blocks(extract)),
    )


def _blocks(extract: Extract) -> Iterator[Block]:
    yield from _own(extract)
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
            yield _sentences(extract, own)


def _sentences(extract: Extract, sentences: Iterable[Sentence]) -> Sentences:
    names = words.kind_names(extract.material)
    return Sentences(tuple(words.item(one, capfirst(names[one.prompt])) for one in sentences))


def _commitments(extract: Extract) -> Iterator[Block]:
    yield Heading(1, _("What you were offered to commit to"))
    yield Paragraph(_("A candidate binds nobody: your own bodies decide what you commit to."), is_note=True)
    if not extract.offered and not extract.named:
        yield Paragraph(_("No commitment candidate came from your participants, and no other candidate names you."))
    if extract.offered:
        yield Heading(2, _("From your own participants"))
        yield _placed(extract, extract.offered)
    if extract.named:
        yield Heading(2, _("From others, naming you"))
        yield _placed(extract, extract.named)


def _placed(extract: Extract, sentences: Iterable[Sentence]) -> Sentences:
    discussions = {part.number: part.name for part in extract.material.discussions}
    return Sentences(tuple(words.item(one, discussions[one.discussion]) for one in sentences))


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
