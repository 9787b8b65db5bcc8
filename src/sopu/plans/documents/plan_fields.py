"""The cells of a row are understood one by one; what is not understood is told, and the rest of the row holds."""

from collections.abc import Callable, Iterable, Mapping

from sopu.plans.documents.plan_book import Book, Problem, Row, Term, Why, joined, tidy
from sopu.plans.documents.plan_cells import choice, day, period, several, term
from sopu.plans.documents.plan_columns import Sort
from sopu.plans.documents.plan_grids import RawRow, Told
from sopu.plans.documents.plan_index import Index
from sopu.plans.rules.commitments import Misfit, misfit_of
from sopu.plans.rules.words import LANGUAGES, LONGEST_REASON, OF_MEASURE

_MISFITS = {Misfit.ANOTHER_LEADS: Why.ANOTHER_LEADS, Misfit.MUST_LEAD: Why.MUST_LEAD}
NAMES = {f"name_{language}": OF_MEASURE["name"] for language in LANGUAGES}
"""What a goal or a measure is called, and how many characters it may have."""
_SAID = {f"{word}_{language}": most for word, most in OF_MEASURE.items() for language in LANGUAGES if word != "name"}
"""The same of all else that a measure says."""


class Fields:
    """A row being understood: `cells` by field, the keys it refers to, and what is wrong."""

    def __init__(self, book: Book, told: Told, raw: RawRow, goals: Index, measures: Index) -> None:
        self._book, self._told, self._raw = book, told, raw
        self._goals, self._measures = goals, measures
        self.cells: dict[str, str] = {}
        self.refs: dict[str, tuple[str, ...]] = {}
        self.problems: list[Problem] = []

    @property
    def label(self) -> str:
        """The number that the row has in the workbook."""
        return tidy(self._raw.told.get("label", "")).rstrip(".")

    def _text(self, name: str) -> str | None:
        """The cell as tidy text, or None when the sheet has no such column."""
        return tidy(self._raw.told[name]) if name in self._raw.told else None

    def doubt(self, name: str, why: Why, text: str = "") -> None:
        """The cell is not taken, and why."""
        told = text or self._raw.told.get(name, "")
        self.problems.append(Problem(self._told.headings.get(name, ""), told, why))

    def words(self, longest: Mapping[str, int]) -> None:
        """Text as it was written."""
        for name, most in longest.items():
            text = self._text(name)
            if text is None:
                continue
            if len(text) > most:
                self.doubt(name, Why.TOO_LONG)
            else:
                self.cells[name] = text

    def demand_name(self, before: Row | None) -> tuple[str, ...]:
        """Its names, of which there must be one."""
        old = before.cells if before else {}
        names = tuple(self.cells.get(name, old.get(name, "")) for name in ("name_fi", "name_sv"))
        if any(names):
            return names
        if before is None:
            self.doubt("name_fi", Why.NO_NAME)
            return ()
        for name in ("name_fi", "name_sv"):
            if self.cells.pop(name, None) is not None and old[name]:
                self.doubt(name, Why.NO_NAME)
        return old["name_fi"], old["name_sv"]

    def area(self) -> str:
        """The goal area."""
        return self._one("area", self._book.areas, needs=True)

    def party(self, name: str) -> str:
        """A party of the plan."""
        return self._one(name, self._book.parties, needs=name == "party")

    def indicator(self) -> str:
        """An indicator of the negotiation."""
        return self._one("indicator", self._book.indicators, needs=True)

    def _one(self, name: str, terms: Iterable[Term], *, needs: bool) -> str:
        text = self._text(name)
        if text is None or (not text and not needs):
            if text == "":
                self.cells[name] = ""
            return ""
        found = term(tuple(terms), text)
        if found is None:
            self.doubt(name, Why.UNKNOWN)
            return ""
        self.cells[name] = found.written
        return found.written

    def reference(self, name: str) -> str:
        """The key of the measure that the row names."""
        return self._found(name, self._measures)

    def _found(self, name: str, index: Index) -> str:
        text = self._text(name)
        if text is None:
            return ""
        key = index.found(text, by_number=self._told.is_own)
        if not key:
            if text or name == "measure":
                self.doubt(name, Why.UNKNOWN)
            return ""
        self.cells[name], self.refs[name] = index.written[key], (key,)
        return key

    def place(self, goal: str) -> None:
        """The goal that stands above the row."""
        self.problems = [one for one in self.problems if one.heading != self._told.headings.get("goal")]
        self.cells["goal"], self.refs["goal"] = self._goals.written[goal], (goal,)

    def measure(self, key: str) -> None:
        """All that a measure says besides its name."""
        self.words({**_SAID, "no_indicator_reason": LONGEST_REASON})
        self._found("goal", self._goals)
        self.party("responsible")
        self._bodies()
        self._measures_before(key)
        self.choices()
        self.days()
        self._period()

    def _bodies(self) -> None:
        found = self._all("bodies", lambda part: one.written if (one := term(self._book.bodies, part)) else "")
        if found is not None:
            self.cells["bodies"] = joined(one.written for one in self._book.bodies if one.written in found)

    def _measures_before(self, key: str) -> None:
        by_number = self._told.is_own
        found = self._all("depends_on", lambda part: self._measures.found(part, by_number=by_number))
        if found is not None:
            keys = tuple(one for one in self._measures.written if one in found and one != key)
            self.cells["depends_on"] = joined(self._measures.written[one] for one in keys)
            self.refs["depends_on"] = keys

    def _all(self, name: str, meant: Callable[[str], str]) -> set[str] | None:
        """What a cell of several means, or None when the sheet has none or some of it is not understood."""
        text = self._text(name)
        if text is None:
            return None
        found = {part: meant(part) for part in several(text)}
        for part, meaning in found.items():
            if not meaning:
                self.doubt(name, Why.UNKNOWN, part)
        return set(found.values()) if all(found.values()) else None

    def choices(self) -> None:
        """Words that stand for values; an empty one says nothing."""
        for column in self._told.sheet.columns:
            text = self._text(column.key)
            if column.sort not in (Sort.KIND, Sort.LEVEL, Sort.STAGE) or not text:
                continue
            value = choice(column.sort, text)
            if value is None:
                self.doubt(column.key, Why.NO_CHOICE)
            else:
                self.cells[column.key] = value

    def days(self) -> None:
        """Days, and months and years that stand for their first or last day."""
        for column in self._told.sheet.columns:
            text = self._text(column.key)
            if column.sort is not Sort.DATE or text is None:
                continue
            found = day(text, is_end=column.key == "ends_on") if text else ""
            if found is None:
                self.doubt(column.key, Why.NO_DATE)
            else:
                self.cells[column.key] = found

    def _period(self) -> None:
        text = self._text("period")
        if not text:
            return
        found = period(text)
        if found is None:
            self.doubt("period", Why.NO_DATE)
            return
        for name, value in zip(("starts_on", "ends_on"), found, strict=True):
            self.cells[name] = self.cells.get(name) or value

    def demand_order(self, before: Row | None) -> None:
        """It ends after it starts."""
        old = before.cells if before else {}
        starts, ends = (self.cells.get(name, old.get(name, "")) for name in ("starts_on", "ends_on"))
        if starts and ends and ends < starts:
            for name in ("starts_on", "ends_on"):
                if self.cells.pop(name, None) is not None:
                    self.doubt(name, Why.NO_DATE)

    def leave_to_party(self, names: Iterable[str], before: Row | None) -> None:
        """Only the party itself says these: what differs is told, and not taken."""
        old = before.cells if before else {"stage": "proposed"}
        for name in names:
            value = self.cells.pop(name, None)
            if value is not None and value != old.get(name, ""):
                self.doubt(name, Why.OF_THE_PARTY)

    def misfits(self, before: Row | None, *, is_responsible: bool) -> bool:
        """Whether the level is not one that may be proposed to the party."""
        level = self.cells.get("level", "")
        if before and level == before.cells["level"]:
            return False
        misfit = misfit_of(level, is_responsible=is_responsible)
        why = Why.OF_THE_PARTY if level == "opts_out" else _MISFITS[misfit] if misfit else None
        if why:
            self.doubt("level", why)
        return why is not None
