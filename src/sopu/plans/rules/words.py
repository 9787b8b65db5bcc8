"""What is written of a measure and of a commitment: in which languages, and how many characters it may have."""

from collections.abc import Mapping

LANGUAGES = ("fi", "sv")
"""What a plan is written in."""
OF_MEASURE: Mapping[str, int] = {
    "name": 250,
    "text": 10_000,
    "networks": 300,
    "target_groups": 300,
    "resources": 10_000,
    "risks": 10_000,
}
"""What a measure says in each of them, in the order in which it is asked."""
LONGEST_REASON = 300
"""Characters of why a measure has no indicator."""
LONGEST_PROMISE = 2_000
"""Characters of what a party says that it does, in each of them."""
SAID = (*(f"{word}_{language}" for word in OF_MEASURE for language in LANGUAGES), "no_indicator_reason")
"""The fields of all that is written of a measure."""
