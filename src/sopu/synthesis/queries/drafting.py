"""What came of asking a machine for a draft, as its page shows it."""

import datetime as dt
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sopu.synthesis.models import Drafting
from sopu.synthesis.queries.findings import Source, sources_of
from sopu.synthesis.rules import WhyNot

LONGEST_WORK = dt.timedelta(minutes=3)
"""After this a machine that has not answered will not: its worker has died."""

WHY_NOT: dict[str, Promise] = {
    WhyNot.NO_TEXT: _("The sentence is empty."),
    WhyNot.TOO_LONG: _("The sentence is too long."),
    WhyNot.NO_SOURCE: _("The sentence cites no source."),
    WhyNot.UNKNOWN_SOURCE: _("The sentence cites a source that was not given."),
    WhyNot.SHORT_QUOTE: _("What is quoted is shorter than three words."),
    WhyNot.NOT_VERBATIM: _("What is quoted does not stand in the source letter by letter."),
}
FAILURES: dict[str, Promise] = {
    "unreachable": _("The machine could not be reached."),
    "timeout": _("The machine did not answer in a minute."),
    "refused": _("The machine answered with an error."),
    "garbage": _("The machine’s answer was not in the form that was asked for."),
    "nothing_accepted": _("Nothing of the machine’s answer was accepted."),
    "hidden_source": _("A source was hidden while the machine was answering."),
    "broken_off": _("The work was broken off."),
}
FAULT = _("Something went wrong on our side.")


@dataclass(frozen=True, slots=True)
class Cited:
    """What is quoted, and the sentence it comes from; neither when the sentence has been hidden."""

    quote: str
    source: Source


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence of the machine's answer, what it cites, and why it was not accepted, if it was not."""

    text: str
    why_not: Promise | None
    cited: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """How the asking went: `failure` is a sentence, and `sentences` are those of an answer that could be read."""

    sources: tuple[Source, ...]
    sentences: tuple[Judged, ...]
    failure: Promise | None
    is_over: bool

    @property
    def accepted(self) -> list[Judged]:
        """What became the finding."""
        return [one for one in self.sentences if one.why_not is None]

    @property
    def refused(self) -> list[Judged]:
        """What did not."""
        return [one for one in self.sentences if one.why_not is not None]


def draft_of(drafting: Drafting, now: dt.datetime) -> Draft:
    """The draft as it stands: five queries."""
    keys = [(pk, False) for pk in drafting.sources.values_list("pk", flat=True)]
    sources = {one.pk: one for one in sources_of(drafting.event, keys)}
    is_late = not drafting.finished_at and now - drafting.requested_at > LONGEST_WORK
    failure = "broken_off" if is_late else drafting.failure
    return Draft(
        sources=tuple(sources.values()),
        sentences=tuple(_judged(one, sources) for one in drafting.result.get("sentences", ())),
        failure=FAILURES.get(failure, FAULT) if failure else None,
        is_over=bool(drafting.finished_at) or is_late,
    )


def _judged(told: dict[str, object], sources: dict[int, Source]) -> Judged:
    cited = told["citations"]
    assert isinstance(cited, list)
    known = [Cited(each["quote"], sources[each["source"]]) for each in cited if each["source"] in sources]
    why_not = str(told["why_not"])
    return Judged(
        text=str(told["text"]),
        why_not=WHY_NOT[why_not] if why_not else None,
        cited=tuple(one for one in known if not one.source.is_hidden),
    )
