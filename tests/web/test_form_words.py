"""Words that a form carries from when it was made."""

import importlib
import pkgutil

from django import forms
from django.utils.functional import Promise
from django.utils.translation import override

import sopu
from sopu.negotiations.models import GoalArea
from sopu.web.fields import NamedChoiceField
from sopu.web.languages import Named


def every_form() -> list[type[forms.Form]]:
    for module in pkgutil.walk_packages(sopu.__path__, "sopu."):
        if ".forms" in module.name:
            importlib.import_module(module.name)
    found, look_at = set(), [forms.BaseForm]
    while look_at:
        below = look_at.pop().__subclasses__()
        look_at.extend(below)
        found.update(one for one in below if one.__module__.startswith("sopu."))
    return sorted(found, key=lambda one: one.__qualname__)


def words(choices):
    for value, label in choices:
        # A group of choices is a name and the choices in it.
        yield from words(label) if isinstance(label, (list, tuple)) else [(str(value), label)]


def test_the_words_of_choices_are_in_the_language_of_who_reads():
    settled = [
        f"{form.__qualname__}.{name}: {label}"
        for form in every_form()
        for name, field in form.base_fields.items()
        if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField)
        for value, label in words(field.choices)
        if not isinstance(label, Promise) and label not in ("", "–") and label.casefold() != str(value)
    ]
    assert settled == []


def test_a_thing_with_a_name_is_chosen_by_its_name_in_the_language_of_who_reads():
    told_in_one = [
        f"{form.__qualname__}.{name}"
        for form in every_form()
        for name, field in form.base_fields.items()
        if isinstance(field, forms.ModelChoiceField)
        and issubclass(field.queryset.model, Named)
        and type(field).label_from_instance is forms.ModelChoiceField.label_from_instance
    ]
    area = GoalArea(name_fi="Arjen turvallisuus", name_sv="Trygghet i vardagen")
    with override("sv"):
        told = NamedChoiceField(GoalArea.objects.none()).label_from_instance(area)
    assert (told_in_one, told) == ([], "Trygghet i vardagen")
