"""One change of an event's themes at a time: what every sorting begins with, and what it writes."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Max
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from sopu.accounts.models import User
from sopu.core.refusals import Refused
from sopu.forum.models import Event
from sopu.negotiations.models import GoalArea
from sopu.synthesis.models import Descriptor, Placement, Sorting, SortingKind, Theme, ThemeWord

LONGEST_NAME = 250
LANGUAGES = ("fi", "sv", "en")


@dataclass(frozen=True, slots=True)
class Naming:
    """What a theme is called in each language, and the goal area where it belongs."""

    fi: str = ""
    sv: str = ""
    en: str = ""
    goal_area: GoalArea | None = None

    def tidied(self) -> "Naming":
        """Without stray spaces; refused when nothing is left, or when a name is too long."""
        fi, sv, en = (" ".join(name.split()) for name in (self.fi, self.sv, self.en))
        if not (fi or sv or en):
            raise Refused("name_missing", _("Give the theme a name."))
        if max(map(len, (fi, sv, en))) > LONGEST_NAME:
            raise Refused("name_too_long", _("The name is longer than 250 characters."))
        return Naming(fi, sv, en, self.goal_area)


@dataclass(frozen=True, slots=True)
class Sorted:
    """What came of a sorting: the record, how many sentences it moved, and how many it left as others had put them.

    Without a record there was nothing to change.
    """

    sorting: Sorting | None
    moved: int = 0
    left: int = 0


def take_turn(event: Event, act_id: uuid.UUID) -> Sorted | None:
    """Until the transaction ends nobody else sorts this event; what this act did already, if it came before."""
    Event.objects.select_for_update().get(pk=event.pk)
    earlier = Sorting.objects.of(event).filter(act_id=act_id).first()
    return Sorted(earlier, earlier.placements.count()) if earlier else None


def record(event: Event, kind: SortingKind, made_by: User | None, act_id: uuid.UUID) -> Sorting:
    """A sorting begins."""
    return Sorting.objects.create(event=event, kind=kind, made_by=made_by, act_id=act_id)


def add_theme(sorting: Sorting, descriptor: Descriptor | None = None) -> Theme:
    """A theme with the event's next number; what it is called is said by a word."""
    last = Theme.objects.filter(event=sorting.event_id).aggregate(last=Max("number"))["last"] or 0
    return Theme.objects.create(event=sorting.event, number=last + 1, sorting=sorting, descriptor=descriptor)


def say(sorting: Sorting, theme: Theme, naming: Naming, words: str = "") -> ThemeWord:
    """The theme is called this from now on."""
    return ThemeWord.objects.create(
        theme=theme,
        sorting=sorting,
        name_fi=naming.fi,
        name_sv=naming.sv,
        name_en=naming.en,
        goal_area=naming.goal_area,
        words=words,
    )


def end(sorting: Sorting, word: ThemeWord, into: Theme | None = None) -> ThemeWord:
    """The theme is no more in use; what it was called stays readable."""
    return ThemeWord.objects.create(
        theme=word.theme,
        sorting=sorting,
        name_fi=word.name_fi,
        name_sv=word.name_sv,
        name_en=word.name_en,
        goal_area=word.goal_area,
        words=word.words,
        is_gone=True,
        merged_into=into,
    )


def place(sorting: Sorting, sentences: Iterable[int], theme: Theme | None) -> int:
    """The sentences stand in the theme, or in none, from now on; how many they are."""
    rows = [Placement(sorting=sorting, contribution_id=sentence, theme=theme) for sentence in sentences]
    Placement.objects.bulk_create(rows)
    return len(rows)


def naming_of(word: ThemeWord) -> Naming:
    """What the word calls its theme."""
    return Naming(word.name_fi, word.name_sv, word.name_en, word.goal_area)


def word_of(theme: Theme) -> ThemeWord:
    """What stands of the theme; refused when nothing does, since its making was undone."""
    found = ThemeWord.objects.standing().with_themes().select_related("merged_into").filter(theme=theme).first()
    if found is None:
        raise Refused("theme_undone", _("This theme is not there any more: its making was undone."))
    return found


def in_use(theme: Theme) -> ThemeWord:
    """What stands of the theme; refused with who ended it when it is not in use."""
    word = word_of(theme)
    if word.is_gone:
        raise Refused("theme_gone", _told_gone(word))
    return word


def as_seen(theme: Theme, seen: int) -> ThemeWord:
    """What stands of the theme, if it is what the reader saw; else refused with who changed it, and what it is now."""
    word = in_use(theme)
    if word.pk != seen:
        facts = {"who": who(word.sorting), "at": _at(word.sorting), "name": word.name}
        raise Refused(
            "changed_meanwhile",
            _("%(who)s changed this theme at %(at)s, while you had it open: it is now called “%(name)s”.") % facts,
        )
    return word


def _told_gone(word: ThemeWord) -> str:
    facts = {"who": who(word.sorting), "at": _at(word.sorting), "name": word.name}
    if word.merged_into is None:
        return _("%(who)s dissolved the theme “%(name)s” at %(at)s.") % facts
    facts["into"] = word_of(word.merged_into).name
    return _("%(who)s merged the theme “%(name)s” into “%(into)s” at %(at)s.") % facts


def who(sorting: Sorting) -> str:
    """Who made it, as it is told to others."""
    return sorting.made_by.name if sorting.made_by else _("The machine")


def _at(sorting: Sorting) -> str:
    return time_format(timezone.localtime(sorting.made_at))


def not_taken(event: Event, naming: Naming, but: Theme | None = None) -> None:
    """Refused when another theme in use has the same name in some language."""
    mine = {(language, name.casefold()) for language in LANGUAGES if (name := getattr(naming, language))}
    for word in ThemeWord.objects.of(event).in_use().with_themes():
        theirs = {(language, getattr(word, f"name_{language}").casefold()) for language in LANGUAGES}
        if mine & theirs and word.theme != but:
            facts = {"number": word.theme.number, "name": word.name}
            raise Refused(
                "name_taken", _("Theme %(number)s is already called “%(name)s”. Move the sentences there.") % facts
            )


def chosen(sentences: Mapping[int, int]) -> Mapping[int, int]:
    """The chosen sentences, refused when there are none."""
    if not sentences:
        raise Refused("none_chosen", _("Choose at least one sentence first."))
    return sentences
