"""What the document of the whole material says."""

from collections.abc import Iterable, Iterator

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import npgettext, pgettext

from sopu.publishing.documents import understood, words
from sopu.publishing.documents.blocks import Block, Chart, Heading, Outline, Paragraph, Points, Sentences, Table
from sopu.publishing.documents.material import DiscussionPart, Group, Material


def outline(material: Material) -> Outline:
    """The document of the whole, in the active language."""
    counts = material.counts
    return Outline(
        language=material.language,
        title=material.event,
        kicker=_("Compiled material"),
        lead=material.negotiation,
        figures=(
            (
                words.spaced(counts.participants),
                npgettext("after a number", "participant", "participants", counts.participants),
            ),
            (
                words.spaced(counts.organisations),
                npgettext("after a number", "organisation", "organisations", counts.organisations),
            ),
            (words.spaced(counts.sentences), npgettext("after a number", "sentence", "sentences", counts.sentences)),
            (words.spaced(counts.answers), npgettext("after a number", "answer", "answers", counts.answers)),
        ),
        facts=(
            (_("When"), words.span(material.starts_at, material.ends_at)),
            (_("Convener"), material.county),
            (_("Code of the event"), material.code),
            (_("Compiled"), words.moment(material.compiled_at)),
        ),
        warning=words.invented(material),
        contents=_("Contents"),
        running=" · ".join((material.event, _("Compiled material"))),
        page_of=_("Page"),
        stances=words.stances(),
        replaced=replaced(),
        compiled_at=material.compiled_at,
        blocks=tuple(_blocks(material)),
    )


def replaced() -> str:
    """What is said when a form had to replace characters."""
    return _(
        "Some characters have no picture in this document's letters. In their place stands the character's number, "
        "for example [U+1F600]; the spreadsheet and the data files have the characters themselves."
    )


def _blocks(material: Material) -> Iterator[Block]:
    yield Heading(1, _("In brief"))
    yield from coverage(material)
    yield from _who_came(material)
    yield from most_supported(material)
    yield from understood.of_whole(material)
    yield Heading(1, _("What was said"))
    if not material.sentences:
        yield Paragraph(_("Nothing has been said yet."))
    for discussion in material.discussions:
        yield from _discussion(discussion)
    yield from how_to_read(material)


def coverage(material: Material) -> Iterator[Block]:
    """How many sentences each discussion and prompt got: a picture, and a table that says the same."""
    held = [one for one in material.discussions if one.was_held]
    if not held:
        return
    names = tuple(capfirst(part.kind_name) for part in held[0].prompts)
    rows = tuple((_numbered(one), tuple(len(part.sentences) for part in one.prompts)) for one in held)
    caption = _("Sentences by discussion and prompt")
    if any(sum(numbers) for _name, numbers in rows):
        told = "; ".join(f"{name}: {sum(numbers)}" for name, numbers in rows)
        yield Chart(
            caption,
            _("Bars: how many sentences each discussion got. %(told)s. The table that follows has the same numbers.")
            % {"told": told},
            tuple(part.kind for part in held[0].prompts),
            names,
            rows,
        )
    columns = list(zip(*(numbers for _name, numbers in rows), strict=True))
    yield Table(
        _("Sentences by discussion and prompt, in numbers"),
        (_("Discussion"), *names, _("Total")),
        (
            *(_counted(name, numbers) for name, numbers in rows),
            _counted(_("Total"), tuple(sum(column) for column in columns)),
        ),
        has_total=True,
    )
    yield Paragraph(words.hidden(material), is_note=True)


def _counted(name: str, numbers: tuple[int, ...]) -> tuple[str, ...]:
    return (name, *(words.spaced(number) for number in numbers), words.spaced(sum(numbers)))


def _numbered(discussion: DiscussionPart) -> str:
    return f"{discussion.number} {discussion.name}"


def _who_came(material: Material) -> Iterator[Block]:
    yield Heading(2, _("Who came"))
    if material.counts.participants == 0:
        yield Paragraph(_("Nobody has come yet."))
        return
    yield from _groups(
        material.kinds, _("Participants by kind of organisation"), _("Kind of organisation"), words.kind_name
    )
    yield from _groups(material.roles, _("Participants by role"), _("Role"), words.role_name)


def _groups(groups: Iterable[Group] | None, caption: str, head: str, name_of: words.NameOf) -> Iterator[Block]:
    if groups is None:
        yield Paragraph(": ".join((caption, _("not shown, since some group is under five people."))), is_note=True)
        return
    yield Table(
        caption,
        (head, pgettext("heading", "Participants"), pgettext("heading", "Sentences")),
        tuple(
            (name_of(group.key), words.spaced(group.people_count), words.spaced(group.sentence_count))
            for group in groups
        ),
    )


def most_supported(material: Material) -> Iterator[Block]:
    """What the hall supported most, discussion by discussion."""
    yield Heading(1, _("What the hall supported most"))
    yield Paragraph(
        _(
            "At most five sentences a discussion: at least five people answered, and more than half of them agreed. "
            "In order of how sure the support is (Wilson's lower bound, 95 %)."
        ),
        is_note=True,
    )
    supported = [one for one in material.discussions if one.most_supported]
    if not supported:
        yield Paragraph(_("No sentence has yet been answered by five people and agreed to by more than half of them."))
    names = words.kind_names(material)
    for discussion in supported:
        yield Heading(2, discussion.name, str(discussion.number))
        yield Sentences(tuple(words.item(one, capfirst(names[one.prompt])) for one in discussion.most_supported))


def _discussion(discussion: DiscussionPart) -> Iterator[Block]:
    if not discussion.was_held:
        return
    yield Heading(2, discussion.name, str(discussion.number))
    for part in discussion.prompts:
        if len(discussion.prompts) > 1 or part.question:
            yield Heading(3, words.prompt_title(part.kind_name, part.question))
        if part.sentences:
            yield Sentences(tuple(words.item(one) for one in part.sentences))
        else:
            yield Paragraph(_("Nobody said anything here."), is_note=True)


def how_to_read(material: Material) -> Iterator[Block]:
    """What a reader must know to read right."""
    yield Heading(1, _("How to read this"))
    yield Points(words.reading(material), material.url)
