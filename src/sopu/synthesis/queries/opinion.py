"""Who agrees with whom, reckoned from what people answered, as a snapshot keeps it."""

import json
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sopu.core.digests import sha256
from sopu.core.opinion import KnownAgreement, Opinion, Representative, by_known_groups, opinion
from sopu.forum.models import Event
from sopu.synthesis.queries.groups import known_groups
from sopu.synthesis.queries.votes import Answered

METHOD = "sopu opinion fair 1"
"""Name and version of the method: whoever changes what it gives raises the number (docs/formats.md)."""

Result = dict[str, Any]


def reckoned(event: Event, answered: Answered, seed: int) -> Result:
    """What a snapshot of these answers says: numbers only, people by their places, sentences by their keys."""
    found = opinion(answered.votes, seed=seed)
    known = {
        way.key: _known(by_known_groups(answered.votes, way.numbers(answered.people), len(way.names)))
        for way in known_groups(event, answered)
    }
    return {
        "inputs": answered.digests,
        "people": found.people,
        "votes": found.votes,
        "sentences": list(answered.sentences),
        "sizes": list(found.sizes),
        "placed": [
            [place, *point, group]
            for place, point, group in zip(found.placed, _rounded(found.points, 3), found.group.tolist(), strict=True)
        ],
        "representative": [[_told(one, answered) for one in ones] for ones in found.representative],
        "consensus": _rounded(found.consensus, 6),
        "agreement": found.agreement.tolist(),
        "overall": found.overall.tolist(),
        "known": known,
        **_certainty(found),
    }


def _certainty(found: Opinion) -> Result:
    return {
        "stability": None if found.stability is None else round(found.stability, 4),
        "straight": len(found.straight),
        "why_no_groups": str(found.why_no_groups),
        "variance": [round(one, 6) for one in found.variance],
    }


def _known(found: KnownAgreement) -> Result:
    return {"people": list(found.people), "counts": found.counts.tolist()}


def _told(one: Representative, answered: Answered) -> Result:
    return {
        "sentence": answered.sentences[one.statement],
        "stance": one.stance,
        "n": one.n,
        "seen": one.seen,
        "share": round(one.share, 4),
        "others": round(one.others, 4),
        "z": round(one.z, 4),
    }


def _rounded(numbers: NDArray[np.float64], digits: int) -> list[Any]:
    """As lists; a nought has no sign, since some databases forget it."""
    told: list[Any] = (np.round(numbers, digits) + 0.0).tolist()
    return told


def digest_of(result: Result) -> str:
    """The digest of a result as JSON with its keys in order and no spaces."""
    return sha256(json.dumps(result, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode())
