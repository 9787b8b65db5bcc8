"""How words that come from a plan's data are told from words that a person wrote."""

import uuid

_NAMESPACE = uuid.UUID("1f5c0f4e-6a44-5d0e-9f0b-3a6f0a9d2c71")


def mark_of(document: int, key: str, language: str, number: int, heading: str, text: str) -> uuid.UUID:
    """The id of the act that words a clause from the data: it is reckoned from the words, so that nobody else has it.

    A wording whose id is its own mark came from the data; any other was written by a person, or is an answer to one.
    """
    return uuid.uuid5(_NAMESPACE, "\x1f".join((str(document), key, language, str(number), heading, text)))
