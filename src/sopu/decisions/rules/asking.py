"""Whom a new version asks again: those whose text changed under them, and those who have approved nothing yet."""

from collections.abc import Mapping


def asked_again(approved: Mapping[str, str], new: Mapping[str, str]) -> frozenset[str]:
    """The parties that must decide on a new version.

    `approved` tells the fingerprint that each party's standing approval names, `new` that of the new version in the
    language in which each party decides. An approval names one wording, and stays an identical decision (Finnish:
    yhtäpitävä päätös) as long as that wording is what the others decide on. A party that has left isn't in `new` and
    isn't asked.
    """
    return frozenset(party for party, fingerprint in new.items() if approved.get(party) != fingerprint)
