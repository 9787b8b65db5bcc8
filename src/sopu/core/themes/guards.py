"""What two alike texts may yet say differently: a negation, an opposite, another actor, number or word.

Word lists, not a grammar: they warn too often rather than too seldom, because a pair without a warning may be shown
as safe. What they can't see (irony, an implied actor) a person must; nothing is merged without one.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from sopu.core.themes.contrasts import ACTORS, JOINING, NEGATIONS, NUMERALS, OPPOSITES, PREPOSITIONS
from sopu.core.themes.languages import language_of
from sopu.core.themes.words import STOP_WORDS, Word, words_of

NEGATION, OPPOSITE, ACTOR, NUMBER, WORD = "negation", "opposite", "actor", "number", "word"

SHORTEST_WORD = 3
SHARED_BEGINNING = 4
"""Words that begin with as many letters alike are taken for forms of one word."""

_LACKING = re.compile(r"^(?:(\w{2,}?[aeiouyäö])t(?:on(?:ta)?|ön(?:tä)?|tom\w*|töm\w*)|(\w{3,})(?:matta|mättä))$")
_NOT_LACKING = re.compile(
    r"^(?:huolimatta|riippumatta|katsomatta|välttämättä|ehdottom\w*|osaton|\w*vanhemmatta|työttöm\w*|työtön"
    r"|\w*(?:liiton|tuoton|soiton|keiton|peiton|luoton|muuton|auton|önoton|anoton|käytön|näytön|täytön|syötön))$"
)
_UN = re.compile(r"^(?:epä|o(?=möjlig|säker|jämlik|rättvis|trygg)|un(?=safe|fair|able|equal|necessary))(\w{3,})")

_ACTOR = re.compile("|".join(f"(?P<{name}>^(?:{'|'.join(words.split())})$)" for name, words in ACTORS))
_SIDES = tuple(
    tuple(re.compile(rf"\b(?:{'|'.join(side.split())})".replace("$", r"\b")) for side in sides) for sides in OPPOSITES
)

_CASES = (
    ("to", r"(?:lle|ksi|än|aan|iin|hin|seen)$"),
    ("from", r"(?:lta|ltä|sta|stä)$"),
    ("at", r"(?:lla|llä|ssa|ssä|na|nä)$"),
    ("part", r"(?:aa|ää|[aeiouyäö]t[aä]|j[aä]|i[aä])$"),
    ("of", r"n$"),
)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")


@dataclass(frozen=True, slots=True)
class Claims:
    """What the guards see of a text."""

    negations: int
    lacking: frozenset[str]
    text: str
    actors: tuple[tuple[str, str], ...]
    is_joined: bool
    numbers: frozenset[tuple[str, int]]
    words: tuple[str, ...]


def claims_of(text: str) -> Claims:
    """What the guards see of `text`."""
    words = list(words_of(text))
    lower = [word.plain.replace("’", "'") for word in words]
    actors = tuple(_actors(words, language_of(text)))
    return Claims(
        negations=sum(word in NEGATIONS for word in lower),
        lacking=frozenset(filter(None, map(_lacked, lower))),
        text=" ".join(lower),
        actors=actors,
        is_joined=bool(JOINING & set(lower)),
        numbers=frozenset(Counter(_numbers(text, lower)).items()),
        words=tuple(
            word for word in lower if len(word) >= SHORTEST_WORD and word not in STOP_WORDS and not _ACTOR.match(word)
        ),
    )


def warnings_between(one: Claims, other: Claims) -> tuple[str, ...]:
    """Codes of what the two may say differently; none is no proof that they say the same."""
    found = {
        NEGATION: one.negations % 2 != other.negations % 2
        or bool(one.negations) != bool(other.negations)
        or one.lacking != other.lacking,
        OPPOSITE: any(_opposed(one.text, other.text, side) for side in _SIDES),
        ACTOR: _other_actors(one, other),
        NUMBER: one.numbers != other.numbers,
        WORD: bool(exchanged(one, other)),
    }
    return tuple(code for code, is_so in found.items() if is_so)


def exchanged(one: Claims, other: Claims) -> tuple[str, str] | None:
    """The word that each has in the other's place, when that is all that they don't share: “kotona”, “laitoksessa”."""
    here = [word for word in one.words if not any(_alike(word, there) for there in other.words)]
    there = [word for word in other.words if not any(_alike(word, here) for here in one.words)]
    return (here[0], there[0]) if len(here) == len(there) == 1 else None


def _alike(one: str, other: str) -> bool:
    """Whether two words may be forms of one."""
    return one[:SHARED_BEGINNING] == other[:SHARED_BEGINNING]


def _lacked(word: str) -> str | None:
    """What a word says is lacking: maksuton lacks maksu, epäselvä lacks selvä."""
    lacking = None if _NOT_LACKING.match(word) else _LACKING.match(word)
    if lacking:
        return (lacking[1] or lacking[2]).rstrip("t")[:6]
    unlike = _UN.match(word)
    return unlike[1][:5] if unlike else None


def _opposed(one: str, other: str, sides: tuple[re.Pattern[str], ...]) -> bool:
    here = tuple(side.search(one) is not None for side in sides)
    there = tuple(side.search(other) is not None for side in sides)
    return here != there and any(here) and any(there) and here[0] != here[1] and there[0] != there[1]


def _actors(words: list[Word], language: str) -> Iterable[tuple[str, str]]:
    """Actors and names in the order in which they are first told, each with the case of that place."""
    told: dict[str, str] = {}
    for at, word in enumerate(words):
        found = _ACTOR.match(word.plain)
        name = found.lastgroup if found else None
        if name is None and word.form[:1].isupper() and not word.opens:
            name = word.plain[:5]
        if name is not None:
            told.setdefault(name, _case(word.plain, words[at - 1].plain if at else "", language))
    return told.items()


def _case(word: str, before: str, language: str) -> str:
    """What an actor is in its sentence: by the ending in Finnish, by the preposition in Swedish and English."""
    if language != "fi":
        return PREPOSITIONS.get(before, "who")
    return next((name for name, ending in _CASES if re.search(ending, word)), "who")


def _other_actors(one: Claims, other: Claims) -> bool:
    here, there = dict(one.actors), dict(other.actors)
    if not here or not there:
        return False
    return here.keys() != there.keys() or any(
        _swapped(here, there, pair, one.is_joined and other.is_joined) for pair in combinations(here, 2)
    )


def _swapped(here: Mapping[str, str], there: Mapping[str, str], pair: tuple[str, str], is_joined: bool) -> bool:
    """Whether two actors have changed places: their cases, or their order where cases don't tell them apart."""
    first, second = pair
    if here[first] != here[second]:
        return (here[first], here[second]) == (there[second], there[first])
    order = list(there)
    return order.index(first) > order.index(second) and not is_joined


def _numbers(text: str, words: list[str]) -> Iterable[str]:
    yield from (number.replace(",", ".") for number in _NUMBER.findall(text))
    yield from (NUMERALS[word] for word in words if word in NUMERALS)
