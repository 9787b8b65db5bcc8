"""What became of a sentence, for whoever holds its receipt. Nothing here says who wrote it."""

import datetime as dt
from dataclasses import dataclass

from sopu.core import codes
from sopu.forum.models import Contribution, Event, Moderation, PromptKind
from sopu.forum.queries.hall import HallAnswer, hall_answers
from sopu.publishing.models import Compilation, Package


@dataclass(frozen=True, slots=True)
class Handover:
    """The material that carries a sentence: when it was compiled, and how many of the parties it was delivered to."""

    compiled_at: dt.datetime
    delivered_at: dt.datetime | None
    delivered_count: int
    party_count: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """A sentence and its way so far. `organisation` is only a commitment's; `hidden` is the word that hides it."""

    code: str
    text: str
    language: str
    event: Event
    discussion: str
    number: int
    kind: str
    organisation: str
    written_at: dt.datetime
    is_answerable: bool
    hidden: Moderation | None
    hall: HallAnswer | None
    handover: Handover | None

    @property
    def steps(self) -> dict[str, str]:
        """Each step's place in time: `done`, `now` or `ahead`; the first that is not done is now."""
        done = {
            "answered": not self.is_answerable,
            "compiled": self.handover is not None,
            "delivered": self.handover is not None and self.handover.delivered_at is not None,
        }
        now = next((step for step, is_done in done.items() if not is_done), "")
        return {step: "done" if is_done else "now" if step == now else "ahead" for step, is_done in done.items()}


def is_known(code: str) -> bool:
    """There is a sentence by this receipt."""
    return Contribution.objects.filter(receipt=code).exists()


def what_became_of(code: str) -> Receipt | None:
    """The sentence with that receipt, however it was typed, and its way so far."""
    said = Contribution.objects.select_related("discussion__event__negotiation", "prompt", "participant__organisation")
    found = said.filter(receipt=codes.tidy(code)).first()
    return _receipt(found) if found else None


def _receipt(said: Contribution) -> Receipt:
    event = said.discussion.event
    moderations = list(said.moderations.all())
    latest = moderations[-1] if moderations else None
    organisation = said.participant.organisation
    is_commitment = said.prompt.kind == PromptKind.COMMITMENT
    return Receipt(
        code=said.receipt,
        text=said.text,
        language=said.language,
        event=event,
        discussion=said.discussion.name,
        number=said.discussion.number,
        kind=said.prompt.get_kind_display(),
        organisation=organisation.name if is_commitment and organisation else "",
        written_at=said.written_at,
        is_answerable=event.is_open and said.discussion.is_open,
        hidden=latest if latest and latest.is_hiding else None,
        hall=hall_answers([said.pk]).get(said.pk),
        handover=_handover(said, moderations),
    )


def _handover(said: Contribution, moderations: list[Moderation]) -> Handover | None:
    """Of the compilations that carry the sentence, the one delivered last, else the newest."""
    finished = Compilation.objects.filter(
        event=said.discussion.event, finished_at__isnull=False, last_contribution__gte=said.pk
    )
    carrying = [one for one in finished if not _was_hidden(moderations, one.started_at or one.requested_at)]
    if not carrying:
        return None
    newest = next((one for one in carrying if one.delivered_at), carrying[0])
    packages = Package.objects.filter(compilation=newest, party__isnull=False)
    return Handover(
        compiled_at=newest.finished_at or newest.requested_at,
        delivered_at=newest.delivered_at,
        delivered_count=packages.filter(deliveries__isnull=False).distinct().count() if newest.delivered_at else 0,
        party_count=packages.count(),
    )


def _was_hidden(moderations: list[Moderation], at: dt.datetime) -> bool:
    before = [one for one in moderations if one.made_at <= at]
    return bool(before) and before[-1].is_hiding
