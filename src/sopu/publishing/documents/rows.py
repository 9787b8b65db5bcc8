"""Sentences as rows of a table: the same columns in the CSV file and in the workbook."""

from collections.abc import Iterable, Iterator

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sopu.publishing.documents import understood, words
from sopu.publishing.documents.material import Extract, Material, Sentence
from sopu.publishing.documents.synthesis import DispositionPart

Cell = str | int | float | None
Row = tuple[Cell, ...]


def head() -> tuple[str, ...]:
    """The names of the columns."""
    return (
        _("Number"),
        _("Discussion"),
        _("Name of the discussion"),
        _("Prompt"),
        _("Sentence"),
        _("Language"),
        _("Organisation"),
        *answer_heads(),
        _("Answers in words"),
        _("Source"),
        _("Whose word"),
        _("Says the same as"),
        _("Theme"),
        pgettext("heading", "Disposition"),
        pgettext("heading", "Target"),
        pgettext("heading", "Reason"),
    )


def answer_heads() -> tuple[str, str, str, str]:
    """The names of the columns of counts."""
    agree, passed, disagree = words.stances()
    return (capfirst(agree), capfirst(disagree), capfirst(passed), _("Most important"))


def sentence_rows(material: Material, sentences: Iterable[Sentence]) -> Iterator[Row]:
    """A row a sentence; the counts are empty when fewer than five answered."""
    discussions = {part.number: part.name for part in material.discussions}
    names = words.kind_names(material)
    themes = {theme.number: understood.theme_name(theme) for theme in material.synthesis.themes}
    for one in sentences:
        answers = one.answers
        yield (
            one.number,
            one.discussion,
            discussions[one.discussion],
            capfirst(names[one.prompt]),
            one.text,
            one.language,
            one.organisation,
            *((answers.agree, answers.disagree, answers.passed, answers.important) if answers else (None,) * 4),
            words.answers_in_words(answers),
            one.source or None,
            words.whose(one) or None,
            ", ".join(map(str, one.repeats)) or None,
            themes.get(one.theme) if one.theme is not None else None,
            *fate(one.disposition),
        )


def fate(answer: DispositionPart | None) -> tuple[str | None, str | None, str | None]:
    """Outcome, target and reason; three empty cells of what nobody has answered."""
    return (capfirst(answer.outcome_name), answer.target_name or None, answer.reason) if answer else (None, None, None)


def parts(extract: Extract) -> tuple[tuple[str, tuple[Sentence, ...]], ...]:
    """The sentences of an extract by what they are in it."""
    supported = tuple(one for part in extract.material.discussions for one in part.most_supported)
    return (
        (_("What your people said"), extract.sentences),
        (_("Commitment candidates from your own participants"), extract.offered),
        (_("Commitment candidates from others, naming you"), extract.named),
        (_("What the hall supported most"), supported),
    )
