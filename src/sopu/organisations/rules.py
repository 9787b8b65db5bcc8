"""What organisations and their bodies are called in three languages. Pure."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

COUNTIES_BEGAN = dt.date(2023, 1, 1)
"""The counties took over their tasks on 1.1.2023 (616/2021, the act that brought the reform into force)."""


@dataclass(frozen=True, slots=True)
class Names:
    """One name in three languages."""

    fi: str
    sv: str
    en: str


def swedish_genitive(name: str) -> str:
    """A place name as it stands before *kommun* or *stad*: Esbo stad, but Korsholms kommun."""
    return name if name[-1].lower() in "aeiouyåäösxz" else f"{name}s"


def municipality(genitive_fi: str, name_sv: str, name_en: str, *, is_city: bool) -> Names:
    """Jyväskylän kaupunki, Jyväskylä stad, City of Jyväskylä; a municipality that isn't a city is kunta, kommun."""
    fi, sv, en = ("kaupunki", "stad", "City") if is_city else ("kunta", "kommun", "Municipality")
    return Names(f"{genitive_fi} {fi}", f"{swedish_genitive(name_sv)} {sv}", f"{en} of {name_en}")


def bodies_of_municipality(genitive_fi: str, name_sv: str, name_en: str, *, is_city: bool) -> dict[str, Names]:
    """Its council and its board (Local Government Act, kuntalaki 410/2015)."""
    fi, sv, en = ("kaupungin", "stads", "City") if is_city else ("kunnan", "kommun", "Municipal")
    swedish = swedish_genitive(name_sv)
    return {
        "council": Names(f"{genitive_fi} {fi}valtuusto", f"{swedish} {sv}fullmäktige", f"{en} Council of {name_en}"),
        "board": Names(f"{genitive_fi} {fi}hallitus", f"{swedish} {sv}styrelse", f"{en} Board of {name_en}"),
    }


def bodies_of_county(name_fi: str, name_sv: str, name_en: str) -> dict[str, Names]:
    """Its council and its board (611/2021); `name_sv` ends in *välfärdsområde*."""
    return {
        "council": Names(f"{name_fi}en aluevaltuusto", f"{name_sv}sfullmäktige", f"Council of the {name_en}"),
        "board": Names(f"{name_fi}en aluehallitus", f"{name_sv}sstyrelse", f"Board of the {name_en}"),
    }


def bodies_of_regional_council(genitive_fi: str, name_sv: str, name_en: str) -> dict[str, Names]:
    """Its assembly and its board: a regional council is a joint authority of its municipalities."""
    return {
        "council": Names(
            f"{genitive_fi} maakuntavaltuusto", f"{name_sv}s landskapsfullmäktige", f"Assembly of the {name_en}"
        ),
        "board": Names(f"{genitive_fi} maakuntahallitus", f"{name_sv}s landskapsstyrelse", f"Board of the {name_en}"),
    }


def main_language(language_status: int) -> str:
    """The language in which an organisation works first: "sv" where Swedish is the only or the majority language.

    The statuses are those of Statistics Finland's kielisuhde: 0 Finnish, 1 bilingual with a Finnish majority,
    2 Swedish, 3 bilingual with a Swedish majority.
    """
    return "sv" if language_status in {2, 3} else "fi"


def joint_language_status(members: Iterable[tuple[int, int]]) -> int:
    """The language status of what `members` make up together, each a municipality's (status, inhabitants).

    Bilingual as soon as one of them is, or when their languages differ. The majority is that of the municipalities' own
    majorities weighed by inhabitants, which is near enough to choose a first language by.
    """
    members = list(members)
    statuses = {status for status, _ in members}
    if len(statuses) == 1 and statuses <= {0, 2}:
        return statuses.pop()
    swedish = sum(inhabitants for status, inhabitants in members if main_language(status) == "sv")
    return 3 if 2 * swedish > sum(inhabitants for _, inhabitants in members) else 1
