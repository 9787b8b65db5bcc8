"""Minutes in sentences, as far as they are read."""

import re

LONGEST_TEXT = 60_000
"""Characters that are looked at: a page may be as long as it likes, and words are sought at a price."""

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ0-9“”\"–-])|\n+")


def sentences_of(text: str) -> tuple[str, ...]:
    """The sentences of a text, by their full stops and by lines; abbreviations before a small letter don't end one."""
    return tuple(one for part in _SENTENCE.split(text[:LONGEST_TEXT]) if (one := " ".join(part.split())))
