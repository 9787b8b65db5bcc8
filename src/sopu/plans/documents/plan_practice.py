"""Tables as they are made today: goals beside measures, told once for many rows, with contributors and indicators."""

from typing import TYPE_CHECKING

from sopu.plans.documents.plan_book import Loose, Why, tidy
from sopu.plans.documents.plan_cells import LABEL, several, term
from sopu.plans.documents.plan_columns import What
from sopu.plans.documents.plan_grids import RawRow, Told

if TYPE_CHECKING:
    from sopu.plans.documents.plan_reading import Reader


class Practice:
    """What holds for the rows below: the goal area and the goal that were told last."""

    def __init__(self, reader: "Reader") -> None:
        self._reader = reader
        self.area = self.goal = ""

    def place(self, told: Told, raw: RawRow) -> bool:
        """Takes the goal area and the goal that the row tells; a goal that is not known is a new one.

        True when the row told one of them.
        """
        if told.is_own:
            self.goal = ""
            return False
        area, goal = raw.told.get("area", "").strip(), tidy(raw.told.get("goal", ""))
        if area:
            found = term(self._reader.book.areas, area)
            self.area, self.goal = found.written if found else "", ""
            if found is None:
                self._lose(told, raw, "area", area)
        if goal:
            self.goal = self._reader.goals.found(goal, by_number=False) or self._new(told, raw, goal)
        return bool(area or goal)

    def _new(self, told: Told, raw: RawRow, text: str) -> str:
        if not self.area:
            return ""
        number = LABEL.match(text)
        name = text[number.end() :] if number else text
        key = f"{raw.sheet}!{raw.number}!goal"
        fields = self._reader.fields(told, raw)
        language = "sv" if told.headings["goal"].casefold().startswith("mål") else "fi"
        fields.cells |= {f"name_{language}": name, "area": self.area}
        self._reader.goals.tell(key, number[1] if number else "", (name,))
        self._reader.settle(told, raw, key, self._reader.goals.written[key], fields, is_whole=False, what=What.GOAL)
        return key

    def others(self, told: Told, raw: RawRow, measure: str) -> None:
        """Contributors are asked to do their part; indicators are those that the measure moves."""
        reader = self._reader
        for name in several(raw.told.get("parties", ""), reader.book.parties):
            found = term(reader.book.parties, name)
            if found is None:
                self._lose(told, raw, "parties", name)
            elif reader.responsible.get(measure) != found.written:
                fields = reader.fields(told, raw)
                fields.cells |= {"measure": reader.measures.written[measure], "party": found.written, "level": "does"}
                fields.refs["measure"] = (measure,)
                reader.commit(told, raw, fields, measure, found.written)
        for name in several(raw.told.get("indicators", "")):
            found = term(reader.book.indicators, name)
            if found is None:
                self._lose(told, raw, "indicators", name)
            else:
                fields = reader.fields(told, raw)
                fields.cells |= {"measure": reader.measures.written[measure], "indicator": found.written}
                fields.refs["measure"] = (measure,)
                reader.link(told, raw, fields, measure, found.written)

    def _lose(self, told: Told, raw: RawRow, field: str, text: str) -> None:
        self._reader.loose.append(Loose(raw.sheet, raw.number, told.headings.get(field, ""), text, Why.UNKNOWN))
