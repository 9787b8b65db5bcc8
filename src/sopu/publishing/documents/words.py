"""The words that every form shares, in the language that is active."""

import datetime as dt
from collections.abc import Callable, Iterator

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from sopu.forum.models import ParticipantRole, Stance, Voice
from sopu.forum.queries.voices import mark_of
from sopu.organisations.models import Kind
from sopu.publishing.documents.blocks import Item
from sopu.publishing.documents.material import Answers, Material, Sentence

NameOf = Callable[[str], str]


def spaced(number: int) -> str:
    """Thousands apart by a narrow no-break space."""
    return f"{number:,}".replace(",", "\u202f")


def moment(at: dt.datetime) -> str:
    """A day and a time of day, in Finland's time."""
    return date_format(timezone.localtime(at), "DATETIME_FORMAT")


def day(on: dt.date) -> str:
    """A day."""
    return date_format(on, "DATE_FORMAT")


def span(starts_at: dt.datetime, ends_at: dt.datetime) -> str:
    """From when to when, the day only once when it is the same."""
    start, end = timezone.localtime(starts_at), timezone.localtime(ends_at)
    same_day = start.date() == end.date()
    return f"{moment(starts_at)}–{date_format(end, 'TIME_FORMAT' if same_day else 'DATETIME_FORMAT')}"


def iso(at: dt.datetime) -> str:
    """A moment for machines, in Finland's time with its offset."""
    return timezone.localtime(at).isoformat(timespec="seconds")


def kind_name(key: str) -> str:
    """The name of a kind of organisation; an empty key is not known."""
    return capfirst(str(Kind(key).label)) if key else capfirst(_("organisation not known"))


def role_name(key: str) -> str:
    """The name of a role; an empty key is not known."""
    return capfirst(str(ParticipantRole(key).label)) if key else capfirst(_("role not known"))


def stances() -> tuple[str, str, str]:
    """What the parts of a bar of answers are, in its order."""
    return (str(Stance.AGREE.label), str(Stance.PASS.label), str(Stance.DISAGREE.label))


def answers_in_words(answers: Answers | None) -> str:
    """How a sentence was answered."""
    if answers is None:
        return _("fewer than five answers")
    if answers.total == 0:
        return _("no answers")
    words = _("agree %(agree)s, disagree %(disagree)s, pass %(passed)s") % {
        "agree": spaced(answers.agree),
        "disagree": spaced(answers.disagree),
        "passed": spaced(answers.passed),
    }
    if answers.important:
        words += "; " + _("most important to %(count)s") % {"count": spaced(answers.important)}
    return words


def item(sentence: Sentence, place: str = "", *, is_own: bool = False) -> Item:
    """A sentence as a document shows it; the organisation is not said again to those who come from it."""
    answers = sentence.answers
    has_bar = answers is not None and answers.total > 0
    return Item(
        number=sentence.number,
        text=sentence.text,
        language=sentence.language,
        by=" · ".join(filter(None, [capfirst(whose(sentence)), "" if is_own else sentence.organisation])),
        place=" · ".join(filter(None, [place, fate(sentence)])),
        answers=answers_in_words(answers).replace(": ", ":\u00a0"),  # a number doesn't stand on a line alone
        bar=(answers.agree, answers.passed, answers.disagree) if answers and has_bar else None,
    )


def fate(sentence: Sentence) -> str:
    """Its theme, and what became of it: `theme 4 · used: the supplementary plan`."""
    theme = _("theme %(number)s") % {"number": sentence.theme} if sentence.theme is not None else ""
    return " · ".join(filter(None, [theme, sentence.disposition.words if sentence.disposition else ""]))


def whose(sentence: Sentence) -> str:
    """Whose word the sentence is: a table's, or of one at a table; empty of one's own."""
    return mark_of(sentence.voice, sentence.table)


def prompt_title(kind_name: str, question: str) -> str:
    """What stands over the sentences of a prompt: its question, else its kind."""
    return question or capfirst(kind_name)


def kind_names(material: Material) -> dict[str, str]:
    """The names of the prompts' kinds by key."""
    return {part.kind: part.kind_name for one in material.discussions for part in one.prompts}


def invented(material: Material) -> str:
    """The notice of demonstration material, else nothing."""
    return _("Demonstration material: what is said here is invented.") if material.is_demo else ""


def reading(material: Material) -> tuple[str, ...]:
    """What a reader must know, a sentence or two each."""
    return (
        _(
            "Sentences stand as they were said, in the language they were said in. The number of a sentence is its "
            "place in the order of arrival, and stays the same in later compilations."
        ),
        _(
            "Answers are those that other participants gave to the sentence; of a person who answered more than once, "
            "the last one counts. When fewer than five answered, the numbers are not shown."
        ),
        _(
            "Groups under five people are not broken down. The role of the person who said a sentence is never shown, "
            "and the organisation only beside a commitment candidate and in that organisation's own extract."
        ),
        _("A commitment candidate was said in the hall and binds nobody: bodies with that power decide."),
        *_of_tables(material),
        hidden(material),
        _("With a receipt code the writer of a sentence sees what became of it: %(url)s") % {"url": material.url},
    )


def _of_tables(material: Material) -> Iterator[str]:
    if any(one.voice != Voice.OWN for one in material.sentences):
        yield _(
            "Some sentences were written by the scribe of a table: those marked with the table’s number are what the "
            "table agreed on, and those marked as one’s are what one person at a table said."
        )


def hidden(material: Material) -> str:
    """How many sentences are hidden, in a sentence."""
    if material.counts.hidden == 0:
        return _("No sentence is hidden.")
    return _("Hidden sentences are counted, not shown: %(count)s.") % {"count": spaced(material.counts.hidden)}


def fewer_than_five(count: int | None) -> str:
    """A number of people as it may be told."""
    return _("under 5") if count is None else spaced(count)
