"""The paper form: an A4 a goal area, with the prompts, lines to write on, and a way to the phone."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from django.utils.formats import date_format
from django.utils.translation import override

from sopu.web import typesetting
from sopu.web.qr import qr_picture


@dataclass(frozen=True, slots=True)
class Asked:
    """A prompt: its question and the name of its kind."""

    question: str
    kind: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A goal area or discussion by number."""

    number: str
    name: str


@dataclass(frozen=True, slots=True)
class Paper:
    """All that the forms say, in one language; `words` are the system's own by their places."""

    language: str
    event: str
    day: dt.datetime
    author: str
    code: str
    url: str
    sheets: Sequence[Sheet]
    prompts: Sequence[Asked]
    roles: Sequence[str]
    words: Mapping[str, str]


@cache
def _look() -> bytes:
    return Path(__file__).with_name("paper.typ").read_bytes()


def pdf(paper: Paper, *, moment: dt.datetime) -> bytes:
    """The forms as a PDF to print; accessible, so that they can also be read aloud before they are handed out."""
    picture = qr_picture(paper.url)
    with override(paper.language):
        data = asdict(paper) | {
            "day": date_format(paper.day, "SHORT_DATE_FORMAT"),
            "words": dict(paper.words)
            | {"join_words": paper.words["join_words"] % {"address": paper.url, "code": paper.code}},
            "picture": f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {picture.size} {picture.size}">'
            f'<path d="{picture.path}"/></svg>',
        }
    return typesetting.pdf(_look(), data, language=paper.language, moment=moment)
