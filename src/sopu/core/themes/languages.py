"""Which of Sopu's languages a text is in."""

from functools import cache
from typing import Protocol

LANGUAGES = ("fi", "sv", "en")


class _Identifier(Protocol):
    def classify(self, text: str) -> tuple[str, float]: ...


def language_of(text: str) -> str:
    """fi, sv or en: whichever py3langid (Lui and Baldwin 2012) finds likeliest; fi when there is nothing to tell by."""
    if not any(letter.isalpha() for letter in text):
        return LANGUAGES[0]
    return str(_identifier().classify(text)[0])


@cache
def _identifier() -> _Identifier:
    from py3langid import langid  # its model takes a while to read, and few need it

    identifier: _Identifier = langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE)
    identifier.set_languages(list(LANGUAGES))  # type: ignore[attr-defined]
    return identifier
