"""The law of the synthesis: whose answer stands for a sentence. Pure."""

from collections.abc import Mapping
from typing import TypeVar

Answer = TypeVar("Answer")


def answers_of_sentences(
    sentences: Mapping[int, int | None], own: Mapping[int, Answer], of_themes: Mapping[int, Answer]
) -> dict[int, Answer]:
    """What became of each sentence: its own answer, else that of its theme. `sentences` tells each one's theme.

    Those that nobody has answered are missing: they are what is still open.
    """
    return {
        sentence: answer
        for sentence, theme in sentences.items()
        if (answer := own.get(sentence) or (of_themes.get(theme) if theme is not None else None)) is not None
    }
