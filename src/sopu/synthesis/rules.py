"""The law of the synthesis: whose answer stands for a sentence, and what of a machine's draft is accepted. Pure."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, TypeVar
from unicodedata import category, normalize

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


SHORTEST_QUOTE = 3
"""Words of a quote: fewer would be found in nearly anything. A sentence that is shorter is quoted whole."""
LONGEST_DRAFTED = 600
"""Letters of one drafted sentence."""
MOST_DRAFTED = 12
"""Sentences of one draft: a finding is short."""


class WhyNot(StrEnum):
    """Why a sentence that a machine drafted is not accepted."""

    NO_TEXT = "no_text"
    TOO_LONG = "too_long"
    NO_SOURCE = "no_source"
    UNKNOWN_SOURCE = "unknown_source"
    SHORT_QUOTE = "short_quote"
    NOT_VERBATIM = "not_verbatim"


@dataclass(frozen=True, slots=True)
class Citation:
    """A source by its number, and what is quoted of it."""

    source: int
    quote: str


@dataclass(frozen=True, slots=True)
class Drafted:
    """A sentence that a machine drafted, with what it cites; `why_not` is empty when it is accepted."""

    text: str
    citations: tuple[Citation, ...]
    why_not: WhyNot | None = None


def accepted_draft(answer: str, sources: Mapping[int, str]) -> tuple[Drafted, ...]:
    """The sentences of a machine's answer, each accepted only where all that it cites is so.

    `answer` is JSON: `{"sentences": [{"text": "…", "citations": [{"source": 1, "quote": "…"}]}]}`, also between the
    marks of a block of code. `sources` are the texts by their numbers. A sentence must cite a source at least; every
    source must be known, and every quote must stand in it letter by letter and as whole words (only the kind and
    length of white space, and how an accented letter is encoded, may differ).

    Raises `ValueError` when the answer is not such JSON.
    """
    told = _read(_unfenced(answer))
    sentences = told.get("sentences") if isinstance(told, dict) else None
    if not isinstance(sentences, list) or len(sentences) > MOST_DRAFTED:
        raise ValueError("the answer has no list of sentences, or too long a one")
    known = {number: _plain(text) for number, text in sources.items()}
    return tuple(_judged(_drafted(one), known) for one in sentences)


def _read(answer: str) -> Any:
    try:
        return json.loads(answer)
    except RecursionError as deep:
        raise ValueError("the answer is nested too deep") from deep


def _unfenced(answer: str) -> str:
    """What stands between the marks of a block of code, if there are any."""
    block = re.fullmatch(r"\s*```(?:json)?\s*\n(.*?)\n?\s*```\s*", answer, re.DOTALL)
    return block[1] if block else answer


def _drafted(one: Any) -> Drafted:
    told = one if isinstance(one, dict) else {}
    text, cited = told.get("text"), told.get("citations", [])
    _need(isinstance(text, str), "a sentence has no text")
    _need(isinstance(cited, list), "the citations of a sentence are no list")
    return Drafted(_plain(text), tuple(_citation(each) for each in cited))


def _citation(each: Any) -> Citation:
    told = each if isinstance(each, dict) else {}
    source: Any = told.get("source")
    quote = told.get("quote")
    _need(isinstance(source, int) and not isinstance(source, bool), "a citation has no number of a source")
    _need(isinstance(quote, str), "a citation has no quote")
    return Citation(source, _plain(quote))


def _need(is_so: bool, otherwise: str) -> None:
    if not is_so:
        raise ValueError(otherwise)


def _plain(text: Any) -> str:
    """The text with one space between words, its letters encoded in one way, and nothing that can't be stored."""
    storable = "".join(" " if category(letter) in {"Cc", "Cs"} else letter for letter in normalize("NFC", text))
    return " ".join(storable.split())


def _judged(one: Drafted, known: Mapping[int, str]) -> Drafted:
    return replace(one, why_not=_why_not(one, known))


def _why_not(one: Drafted, known: Mapping[int, str]) -> WhyNot | None:
    if not one.text:
        return WhyNot.NO_TEXT
    if len(one.text) > LONGEST_DRAFTED:
        return WhyNot.TOO_LONG
    if not one.citations:
        return WhyNot.NO_SOURCE
    return next((why for each in one.citations if (why := _wrong(each, known))), None)


def _wrong(cited: Citation, known: Mapping[int, str]) -> WhyNot | None:
    text = known.get(cited.source)
    if text is None:
        return WhyNot.UNKNOWN_SOURCE
    if cited.quote != text and len(re.findall(r"\w+", cited.quote)) < SHORTEST_QUOTE:
        return WhyNot.SHORT_QUOTE
    return None if _stands_in(cited.quote, text) else WhyNot.NOT_VERBATIM


def _stands_in(quote: str, text: str) -> bool:
    """As whole words: “palveluja” does not stand in “erityispalveluja”."""
    return re.search(rf"(?<!\w){re.escape(quote)}(?!\w)", text) is not None


def linked(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, ...]]:
    """The groups that pairs make, whichever way they are chained; the least of each first, and so the groups."""
    group_of: dict[int, set[int]] = {}
    for one, other in pairs:
        joined = group_of.get(one, {one}) | group_of.get(other, {other})
        group_of.update(dict.fromkeys(joined, joined))
    return sorted({tuple(sorted(group)) for group in group_of.values()})
