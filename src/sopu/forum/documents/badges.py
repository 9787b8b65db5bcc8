"""The sheet of badges: eight on an A4 page, each with a QR code and the same code for eyes, to be cut apart."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import override

from sopu.web.qr import qr_picture
from sopu.web.typesetting import pdf


@dataclass(frozen=True, slots=True)
class Card:
    """A badge as it is printed: `title` and `line` say whose it is, `code` is in two halves, no name is anywhere."""

    number: int
    title: str
    line: str
    code: str
    url: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """Badges of one kind, for one event, in one language; `address` is what is typed before a code."""

    language: str
    event: str
    whose: str
    convener: str
    address: str
    made_at: dt.datetime
    cards: Sequence[Card]


def badges_pdf(sheet: Sheet) -> bytes:
    """The sheet as a PDF that is accessible and archivable."""
    with override(sheet.language):
        data = {
            "language": sheet.language,
            "title": _("Badges: %(whose)s") % {"whose": sheet.whose},
            "event": sheet.event,
            "author": sheet.convener,
            "how": _("Point your phone’s camera here, or write the code at %(address)s") % {"address": sheet.address},
            "badge": _("Badge"),
            "one": _("One person, one phone. No name is asked."),
            "cards": [_card(card) for card in sheet.cards],
        }
    return pdf(_look(), data, language=sheet.language, moment=sheet.made_at)


def _card(card: Card) -> dict[str, object]:
    picture = qr_picture(card.url)
    words = {"alt": _("QR code of the address %(url)s") % {"url": card.url}}
    # In short pieces: a long word would be broken as text is.
    return {**asdict(card), **words, "size": picture.size, "path": [f"{run}z" for run in picture.path.split("z")[:-1]]}


@cache
def _look() -> bytes:
    return Path(__file__).with_name("badges.typ").read_bytes()
