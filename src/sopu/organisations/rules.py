"""What organisations and their bodies are called in three languages. Pure."""

import datetime as dt
from collections.abc import Iterable, Mapping
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


@dataclass(frozen=True, slots=True)
class Standing:
    """A municipality as it stands: its names, and the codes of its county and region, empty where it has none."""

    names: Names
    county: str
    region: str


@dataclass(frozen=True, slots=True)
class Classified:
    """What a classification says on its day: names by code, and codes of counties, regions and successors by code.

    A name in a language that was not given is empty; a municipality that a map leaves out stays where it is.
    """

    names: Mapping[str, Names]
    counties: Mapping[str, str]
    regions: Mapping[str, str]
    successors: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs, by code: new and renamed municipalities, mergers, moves to another county or region."""

    new: dict[str, Names]
    renamed: dict[str, Names]
    merged: dict[str, str]
    lost: list[str]
    moved_county: dict[str, str]
    moved_region: dict[str, str]

    @property
    def count(self) -> int:
        """How many changes there are; what is lost without a successor is not one."""
        kinds = (self.new, self.renamed, self.merged, self.moved_county, self.moved_region)
        return sum(len(kind) for kind in kinds)


def changes_of(standing: Mapping[str, Standing], said: Classified) -> Changes:
    """What a classification of municipalities changes; `lost` are those gone without a word of where they went."""
    gone = sorted(standing.keys() - said.names.keys())
    merged = {code: said.successors[code] for code in gone if said.successors.get(code) in said.names}
    kept = sorted(standing.keys() & said.names.keys())
    renamed = {code: _renamed(standing[code].names, said.names[code]) for code in kept}
    return Changes(
        new={code: said.names[code] for code in sorted(said.names.keys() - standing.keys())},
        renamed={code: names for code, names in renamed.items() if names != standing[code].names},
        merged=merged,
        lost=[code for code in gone if code not in merged],
        moved_county={c: to for c in kept if (to := said.counties.get(c, standing[c].county)) != standing[c].county},
        moved_region={c: to for c in kept if (to := said.regions.get(c, standing[c].region)) != standing[c].region},
    )


def _renamed(old: Names, new: Names) -> Names:
    """The new names, where they were given."""
    return Names(new.fi or old.fi, new.sv or old.sv, new.en or old.en)


SIZE_BORDERS = (5_000, 20_000, 50_000)
"""The most inhabitants of each size class but the last."""


def size_class(inhabitants: int) -> int:
    """The size class of a municipality, from 0 (at most 5 000 inhabitants) to 3 (more than 50 000).

    The borders are those by which the least number of councillors grows in the Local Government Act (kuntalaki
    410/2015, section 16); its classes above 50 000 are one here, since few municipalities are in each.
    """
    return sum(inhabitants > border for border in SIZE_BORDERS)
