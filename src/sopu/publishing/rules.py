"""The law of publishing: how surely a sentence is supported, and when a text speaks of somebody."""

import re
from math import sqrt


def _stems(name: str) -> tuple[str, ...]:
    """The beginnings that inflected forms of a Finnish name share, its basic form among them.

    The kinds of stems of ISK (Iso suomen kielioppi, sections 55–61) that Finnish municipalities' names have.
    """
    endings = (
        ("nen", ("s",)),  # Kuhmoinen: Kuhmoisten
        ("vesi", ("vede", "vet")),  # Konnevesi: Konneveden, Konnevettä
        ("das", ("taa",)),  # Pihtipudas: Pihtiputaan
        ("kka", ("ka",)),  # Toivakka: Toivakan
        ("kko", ("ko",)),
        ("kkö", ("kö",)),
        ("nka", ("nga",)),  # Luhanka: Luhangan
        ("nki", ("ngi",)),  # Helsinki: Helsingin
        ("ri", ("re", "r")),  # Viitasaari: Viitasaaren, Viitasaarta
        ("i", ("e",)),  # Äänekoski: Äänekosken
    )
    for ending, changed in endings:
        if name.endswith(ending):
            return name, *(name.removesuffix(ending) + one for one in changed)
    return (name,)


def names(*known: str) -> re.Pattern[str]:
    """A pattern that finds any of the `known` names in a text, inflected too, as whole words with a capital first.

    A mention is found, not proved: a longer name that begins alike (Jämsänjoki for Jämsä) is found as well.
    """
    stems = {stem for name in known if name for stem in _stems(name)}
    if not stems:
        return re.compile(r"(?!)")
    alternatives = "|".join(re.escape(stem) for stem in sorted(stems, key=lambda stem: (-len(stem), stem)))
    return re.compile(rf"\b(?:{alternatives})\w{{0,5}}\b")


def support(agree: int, total: int) -> float:
    """How surely a sentence is supported, 0–1: the lower bound of the share that agree, with 95 % confidence.

    Wilson's score interval (Wilson 1927, J. Am. Stat. Assoc. 22:209–212): five of five stands below eighty of
    eighty-five, since a few answers say less than many.
    """
    if total == 0:
        return 0.0
    z = 1.96
    share = agree / total
    centre = share + z * z / (2 * total)
    spread = z * sqrt((share * (1 - share) + z * z / (4 * total)) / total)
    return max(0.0, (centre - spread) / (1 + z * z / total))
