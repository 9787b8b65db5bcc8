"""A workbook is read beside a plan: what is new, what changes, what stays, and what was not understood.

A row is known by its hidden key, else by what it names. Nothing is removed because it isn't in the file; nothing that
stood in the file is lost: what has no place in a plan is told with its sheet and row.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from sopu.core import spreadsheets
from sopu.core.tables import Unreadable
from sopu.plans.documents.plan_book import (
    Book,
    Cells,
    Change,
    Fate,
    Line,
    Loose,
    Reading,
    Row,
    Why,
    reference,
    tidy,
)
from sopu.plans.documents.plan_columns import COMMITMENTS, GOALS, LINKS, MEASURES, OPT_OUTS, What
from sopu.plans.documents.plan_fields import NAMES, Fields
from sopu.plans.documents.plan_grids import RawRow, Told, told_in
from sopu.plans.documents.plan_index import Index
from sopu.plans.documents.plan_practice import Practice
from sopu.plans.rules.words import LONGEST_PROMISE

MOST_ROWS = 10_000
"""Rows of a workbook: 200 measures have 4,800 commitments of 24 parties."""
_OWN_WORDS = ("stage", "reason", "strategy", "since")
"""Of a commitment only the party itself says these."""


def read_plan(file: str, data: bytes, book: Book) -> Reading:
    """All of the workbook beside the plan. Raises `Unreadable`: what `spreadsheets.read` says."""
    grids = spreadsheets.read(file, data)
    if sum(len(grid.rows) for grid in grids) > MOST_ROWS:
        raise Unreadable("too_many_rows", file, limit=MOST_ROWS)
    told, loose = told_in(grids)
    return Reader(book, loose).read(told)


class Reader:
    """A workbook being read, sheet after sheet."""

    def __init__(self, book: Book, loose: Iterable[Loose]) -> None:
        self.book = book
        self.goals, self.measures = Index(book.rows[What.GOAL]), Index(book.rows[What.MEASURE])
        self.rows = {what: {row.key: row for row in rows} for what, rows in book.rows.items()}
        self.responsible = {row.key: row.cells["responsible"] for row in book.rows[What.MEASURE]}
        self.lines: dict[tuple[What, str], Line] = {}
        self.lost: list[Line] = []
        self.loose = list(loose)

    def read(self, told: tuple[Told, ...]) -> Reading:
        """What becomes of every row."""
        for one in told:
            if one.sheet is GOALS:
                self._goals(one)
        practice = Practice(self)
        for one in told:
            if one.sheet is MEASURES:
                self._measures(one, practice)
        take = {What.COMMITMENT: self._commitment, What.OPT_OUT: self._opt_out, What.LINK: self._link}
        for one in told:
            for raw in one.rows if one.sheet in (COMMITMENTS, OPT_OUTS, LINKS) else ():
                take[one.sheet.what](one, raw)
        lines = [*self.lines.values(), *self.lost]
        lines.sort(key=lambda line: (list(What).index(line.what), line.sheet, line.row))
        own = {one.sheet.what for one in told if one.is_own}
        return Reading(self.book.language, tuple(lines), tuple(self.loose), tuple(self._missing(own)))

    def _missing(self, own: set[What]) -> Iterable[str]:
        """Goals and measures that stand in the plan and not in a sheet that was made of it."""
        for what in (What.GOAL, What.MEASURE):
            for key, row in self.rows[what].items() if what in own else ():
                if (what, key) not in self.lines:
                    yield reference(row)

    def fields(self, told: Told, raw: RawRow) -> Fields:
        """The row's cells to be understood one by one."""
        return Fields(self.book, told, raw, self.goals, self.measures)

    # Goals and measures have keys; those that are new get a name of their own until they are stored.

    def _key(self, told: Told, raw: RawRow, index: Index) -> tuple[str, bool]:
        """The key of the row that this one is, and whether it says so itself; else a name of its own."""
        own = raw.told.get("key", "").strip()
        if own in self.rows[told.sheet.what]:
            return own, True
        names = (raw.told.get("name_fi", ""), raw.told.get("name_sv", ""))
        return index.named(names) or f"{raw.sheet}!{raw.number}", False

    def _goals(self, told: Told) -> None:
        for raw in told.rows:
            key, is_keyed = self._key(told, raw, self.goals)
            fields = self.fields(told, raw)
            fields.words(NAMES)
            fields.area()
            before = self.rows[What.GOAL].get(key)
            names = fields.demand_name(before)
            if names and (before or fields.cells.get("area")):
                self.goals.tell(key, fields.label, names)
                self.settle(told, raw, key, self.goals.written[key], fields, is_whole=is_keyed)
            else:
                self.lose(told, raw, fields)

    def _measures(self, told: Told, practice: Practice) -> None:
        keyed = []
        for raw in told.rows:
            is_placed = practice.place(told, raw)
            key, is_keyed = self._key(told, raw, self.measures)
            fields = self.fields(told, raw)
            fields.words(NAMES)
            names = fields.demand_name(self.rows[What.MEASURE].get(key))
            if names:
                self.measures.tell(key, fields.label, names)
                keyed.append((raw, key, is_keyed, fields, practice.goal))
            elif not is_placed:
                self.lose(told, raw, fields)
        for raw, key, is_keyed, fields, goal in keyed:
            self._measure(told, raw, key, fields, goal, practice, is_keyed=is_keyed)

    def _measure(
        self, told: Told, raw: RawRow, key: str, fields: Fields, goal: str, practice: Practice, *, is_keyed: bool
    ) -> None:
        before = self.rows[What.MEASURE].get(key)
        fields.measure(key)
        if not fields.refs.get("goal") and goal and not before:
            fields.place(goal)
        if before is None and not fields.refs.get("goal"):
            fields.doubt("goal", Why.NO_PLACE)
            self.lose(told, raw, fields)
            return
        fields.demand_order(before)
        self.responsible[key] = fields.cells.get("responsible", self.responsible.get(key, ""))
        self.settle(told, raw, key, self.measures.written[key], fields, is_whole=is_keyed)
        practice.others(told, raw, key)

    # The rest are known by what they name.

    def _commitment(self, told: Told, raw: RawRow) -> None:
        fields = self.fields(told, raw)
        measure, party = fields.reference("measure"), fields.party("party")
        fields.words({"text_fi": LONGEST_PROMISE, "text_sv": LONGEST_PROMISE, "reason": 500, "strategy": 300})
        fields.choices()
        fields.days()
        if not measure or not party or "level" not in fields.cells:
            self.lose(told, raw, fields)
            return
        self.commit(told, raw, fields, measure, party)

    def commit(self, told: Told, raw: RawRow, fields: Fields, measure: str, party: str) -> None:
        """What is proposed to a party; what the party itself says is never taken from a file."""
        key = f"{measure}/{party}"
        before = self.rows[What.COMMITMENT].get(key)
        fields.leave_to_party(_OWN_WORDS, before)
        has_answered = before is not None and before.cells["stage"] in {"accepted", "amended"}
        if has_answered:
            fields.leave_to_party(("level", "text_fi", "text_sv"), before)
        elif fields.misfits(before, is_responsible=self.responsible.get(measure) == party):
            self.lose(told, raw, fields)
            return
        label = f"{self.measures.written[measure]} · {party}"
        self.settle(told, raw, key, label, fields, is_whole=True, what=What.COMMITMENT)

    def _opt_out(self, told: Told, raw: RawRow) -> None:
        fields = self.fields(told, raw)
        party, area = fields.party("party"), fields.area()
        fields.words({"reason": 500})
        before = self.rows[What.OPT_OUT].get(f"{party}/{area}")
        if before and before.cells["reason"] == fields.cells.get("reason", ""):
            self.settle(told, raw, before.key, f"{party} · {area}", fields, is_whole=True)
            return
        if party and area:
            fields.doubt("reason", Why.OF_THE_PARTY)
        self.lose(told, raw, fields)

    def _link(self, told: Told, raw: RawRow) -> None:
        fields = self.fields(told, raw)
        measure, indicator = fields.reference("measure"), fields.indicator()
        fields.words({"reasoning": 500})
        if measure and indicator:
            self.link(told, raw, fields, measure, indicator)
        else:
            self.lose(told, raw, fields)

    def link(self, told: Told, raw: RawRow, fields: Fields, measure: str, indicator: str) -> None:
        """A measure moves an indicator."""
        label = f"{self.measures.written[measure]} · {indicator}"
        self.settle(told, raw, f"{measure}/{indicator}", label, fields, is_whole=True, what=What.LINK)

    # What becomes of a row.

    def settle(
        self,
        told: Told,
        raw: RawRow,
        key: str,
        label: str,
        fields: Fields,
        *,
        is_whole: bool,
        what: What | None = None,
    ) -> None:
        """The row as a line; one that was told twice is not understood the second time.

        Cells that are empty say something only where the row `is_whole`: where it is known by its key.
        """
        what = what or told.sheet.what
        if (what, key) in self.lines:
            fields.doubt("key", Why.TWICE, label)
            self.lose(told, raw, fields)
            return
        before = self.rows[what].get(key)
        cells = fields.cells if is_whole else {name: value for name, value in fields.cells.items() if value}
        changes = _changes(before, cells)
        fate = Fate.NEW if before is None else Fate.CHANGED if changes else Fate.SAME
        line = Line(raw.sheet, raw.number, what, fate, key, label, cells, fields.refs, changes, tuple(fields.problems))
        if before:
            line = replace(line, before=dict(before.cells), revision=before.revision)
        self.lines[what, key] = replace(line, cells={}, refs={}, before={}) if fate is Fate.SAME else line

    def lose(self, told: Told, raw: RawRow, fields: Fields) -> None:
        """The row is kept as it was told: nothing of it goes into the plan."""
        cells = {told.headings[name]: text for name, text in raw.told.items() if text and name != "key"}
        if not cells:
            return
        label = next((text for text in (raw.told.get(name, "") for name in _NAMING) if text), "")
        self.lost.append(
            Line(
                raw.sheet,
                raw.number,
                told.sheet.what,
                Fate.NOT_UNDERSTOOD,
                "",
                tidy(label),
                cells,
                problems=tuple(fields.problems),
            )
        )


_NAMING = ("name_fi", "name_sv", "measure", "party", "goal")


def _changes(before: Row | None, cells: Cells) -> tuple[Change, ...]:
    old: Mapping[str, str] = before.cells if before else {}
    return tuple(
        Change(name, old.get(name, ""), value) for name, value in cells.items() if before and value != old.get(name, "")
    )
