"""Goals and measures by their numbers and names, first as the workbook itself has them, then as the plan has."""

from collections import defaultdict
from collections.abc import Iterable

from sopu.core.intakes import folded
from sopu.plans.documents.plan_book import Row, reference
from sopu.plans.documents.plan_cells import LABEL


class Index:
    """Leads from what cells say of goals, or of measures, to their keys."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._plan, self._file = _Names(), _Names()
        self.written: dict[str, str] = {}
        for row in rows:
            self._plan.add(row.key, row.cells["label"], (row.cells["name_fi"], row.cells["name_sv"]))
            self.written[row.key] = reference(row)

    def tell(self, key: str, label: str, names: Iterable[str]) -> None:
        """The workbook has it by this number and these names."""
        told = [name for name in names if name]
        self._file.add(key, label, told)
        if key not in self.written:
            self.written[key] = " ".join(f"{label} {told[0] if told else ''}".split())

    def named(self, names: Iterable[str]) -> str:
        """The key of the plan's row that has one of the names, if it is only one."""
        keys = {key for name in names if name and (key := self._plan.one(self._plan.names, folded(name)))}
        return keys.pop() if len(keys) == 1 else ""

    def found(self, text: str, *, by_number: bool) -> str:
        """The key of what the cell says, or nothing.

        By its number alone only where nothing else is said, or `by_number`: numbers of other hands are their own.
        """
        told = folded(text)
        number = LABEL.match(text.strip())
        label = number[1] if number else ""
        name = folded(text.strip()[number.end() :]) if number else ""
        for names in (self._file, self._plan):
            if key := names.one(names.wholes, told) or names.one(names.names, told):
                return key
        for names in (self._file, self._plan):
            if name and (key := names.one(names.names, name)):
                return key
        if label and (by_number or not name):
            return self._file.one(self._file.labels, label) or self._plan.one(self._plan.labels, label)
        return ""


class _Names:
    def __init__(self) -> None:
        self.labels: defaultdict[str, set[str]] = defaultdict(set)
        self.names: defaultdict[str, set[str]] = defaultdict(set)
        self.wholes: defaultdict[str, set[str]] = defaultdict(set)

    def add(self, key: str, label: str, names: Iterable[str]) -> None:
        if label:
            self.labels[label].add(key)
        for name in names:
            if name:
                self.names[folded(name)].add(key)
                self.wholes[folded(f"{label} {name}")].add(key)

    @staticmethod
    def one(kept: defaultdict[str, set[str]], told: str) -> str:
        keys = kept.get(told, set())
        return next(iter(keys)) if len(keys) == 1 else ""
