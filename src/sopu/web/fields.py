"""Fields that several stages ask by."""

from typing import Any

from django import forms

from sopu.core import codes


class CodeInput(forms.TextInput):
    """A box for a code that is read off a wall, a badge or a slip: in capitals, and with nothing guessed into it."""

    def __init__(self, longest: int) -> None:
        super().__init__(
            {
                "class": "input--code",
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "maxlength": longest,
            }
        )


class CodeField(forms.CharField):
    """A code however it was typed; `longest` leaves room for the spaces that people type. Gives it as it is stored."""

    def __init__(self, *, longest: int, **options: Any) -> None:
        super().__init__(widget=CodeInput(longest), **options)

    def clean(self, value: Any) -> str:
        """The code without spaces and in capitals."""
        return codes.tidy(super().clean(value))


class DayInput(forms.DateInput):
    """A day, with the browser's own calendar where it has one."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def a_day(label: Any, help_text: Any = "", *, required: bool = False) -> forms.DateField:
    """A field for a day."""
    return forms.DateField(label=label, help_text=help_text, required=required, widget=DayInput())


class NamedChoiceField(forms.ModelChoiceField):  # type: ignore[type-arg]  # Django takes no argument for it
    """One of things that have a name in three languages, told in the language of who reads."""

    def label_from_instance(self, obj: Any) -> str:
        """The name in the reader's language."""
        return str(obj.name)
