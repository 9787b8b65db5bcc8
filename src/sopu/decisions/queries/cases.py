"""The page of one case: where it stands, what has happened in it, and what comes next."""

import datetime as dt
from dataclasses import dataclass

from sopu.decisions.models import AgendaItem, Case, Decision
from sopu.decisions.queries.looks import Look, look_of, mark_of
from sopu.decisions.queries.remedies import explained
from sopu.decisions.queries.standing import CaseStanding, standing_of
from sopu.texts.models import Version


@dataclass(frozen=True, slots=True)
class Happened:
    """An item on an agenda, the record of it that stands, and those that a later one took the place of."""

    item: AgendaItem
    standing: Decision | None
    corrected: tuple[Decision, ...]

    @property
    def is_set_right(self) -> bool:
        """Whether it was no meeting of the case at all: a correction tells another day."""
        return bool(self.corrected) and self.standing is None


@dataclass(frozen=True, slots=True)
class CasePage:
    """A case with one submitted version, or without one so far."""

    case: Case
    version: Version | None
    standing: CaseStanding | None
    look: Look | None
    finality: str
    happened: tuple[Happened, ...]


def case_page(case: Case, today: dt.date) -> CasePage:
    """Where the case stands today, and all that has been recorded in it."""
    version = Version.objects.current().at_hand().filter(document=case.document).first()
    standing = next((one for one in standing_of(version, today).cases if one.case == case), None) if version else None
    look = look_of(mark_of(standing)) if standing else None
    return CasePage(case, version, standing, look, _finality(standing), _happened(case))


def _finality(standing: CaseStanding | None) -> str:
    """When the party's decision is final, in words; nothing while there is none."""
    if standing is None or (standing.finality is None and not standing.is_annulled):
        return ""
    return explained(standing.finality, is_appealed=standing.is_appealed)


def _happened(case: Case) -> tuple[Happened, ...]:
    items = case.items.select_related("body", "version").order_by("meeting_on", "id")
    records = Decision.objects.filter(item__case=case).order_by("id")
    later = {one.corrects_id for one in records}
    standing = {one.item_id: one for one in records if one.pk not in later}
    corrected: dict[int, list[Decision]] = {}
    for one in records:
        if one.pk in later:
            corrected.setdefault(one.item_id, []).append(one)
    return tuple(Happened(item, standing.get(item.pk), tuple(corrected.get(item.pk, ()))) for item in items)
