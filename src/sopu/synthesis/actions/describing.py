"""The themes that the organiser expects, and the words by which the machine looks for them."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from sopu.core.refusals import Refused
from sopu.forum.models import Event
from sopu.synthesis.actions.turns import Naming
from sopu.synthesis.models import Descriptor

LONGEST_WORDS = 500
MOST_DESCRIPTORS = 60


@dataclass(frozen=True, slots=True)
class Description:
    """An expected theme: what it is called, and its key words."""

    naming: Naming
    words: str

    def tidied(self) -> "Description":
        """Without stray spaces; refused without a name or without words."""
        words = " ".join(self.words.split())
        if not words:
            raise Refused("words_missing", _("Give at least one key word."))
        if len(words) > LONGEST_WORDS:
            raise Refused("words_too_long", _("The key words take more than 500 characters."))
        return Description(self.naming.tidied(), words)


@transaction.atomic
def describe_theme(*, event: Event, description: Description) -> Descriptor:
    """One more theme is expected."""
    Event.objects.select_for_update().get(pk=event.pk)
    description = description.tidied()
    _not_expected(event, description.naming)
    return _add(event, description)


@transaction.atomic
def change_descriptor(*, descriptor: Descriptor, description: Description) -> Descriptor:
    """The expected theme is told in other words."""
    description = description.tidied()
    _not_expected(descriptor.event, description.naming, descriptor)
    naming = description.naming
    descriptor.name_fi, descriptor.name_sv, descriptor.name_en = naming.fi, naming.sv, naming.en
    descriptor.goal_area, descriptor.words = naming.goal_area, description.words
    descriptor.save()
    return descriptor


@transaction.atomic
def remove_descriptor(*, descriptor: Descriptor) -> None:
    """The theme is not expected any more; themes that were found by it stay."""
    descriptor.delete()


@transaction.atomic
def take_goal_areas(*, event: Event) -> int:
    """Each discussed goal area becomes an expected theme by its name, unless it is one; how many were new."""
    Event.objects.select_for_update().get(pk=event.pk)
    expected = {one.casefold() for one in Descriptor.objects.filter(event=event).values_list("name_fi", flat=True)}
    taken = 0
    for discussion in event.discussions.with_goal_areas():
        source = discussion.goal_area or discussion
        naming = Naming(source.name_fi, source.name_sv, source.name_en, discussion.goal_area)
        words = ", ".join(dict.fromkeys(filter(None, (naming.fi, naming.sv))))[:LONGEST_WORDS]
        if words and naming.fi.casefold() not in expected:
            _add(event, Description(naming, words))
            taken += 1
    return taken


def _add(event: Event, description: Description) -> Descriptor:
    last = Descriptor.objects.filter(event=event).aggregate(last=Max("number"))["last"] or 0
    if Descriptor.objects.filter(event=event).count() >= MOST_DESCRIPTORS:
        raise Refused("too_many", _("There are 60 expected themes already: that is as many as the machine looks for."))
    naming = description.naming
    return Descriptor.objects.create(
        event=event,
        number=last + 1,
        name_fi=naming.fi,
        name_sv=naming.sv,
        name_en=naming.en,
        goal_area=naming.goal_area,
        words=description.words,
    )


def _not_expected(event: Event, naming: Naming, but: Descriptor | None = None) -> None:
    """Refused when another expected theme has the same name."""
    names = {name.casefold() for name in (naming.fi, naming.sv, naming.en) if name}
    for one in Descriptor.objects.filter(event=event):
        if one != but and names & {one.name_fi.casefold(), one.name_sv.casefold(), one.name_en.casefold()}:
            raise Refused("expected_already", _("“%(name)s” is expected already.") % {"name": one.name})
