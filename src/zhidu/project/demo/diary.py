"""The records of the county while they are being written: what was done, by whom, when, and when it was entered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from zhidu.domain.rules.facts import Fact


@dataclass(slots=True, kw_only=True, eq=False)
class Entry:
    """One record, still open to change: the stories alter some of them afterwards."""

    id: str
    subject: str
    measure: str
    on: date
    quantity: Decimal = Decimal(1)
    entered_on: date | None = None
    ref: str = ""
    for_period: str = ""
    voided_on: date | None = None
    sure: bool = True
    planned: bool = False
    columns: dict[str, str] = field(default_factory=dict)

    def says(self, column: str) -> str:
        """What stands in a column; '' where it is empty."""
        return self.columns.get(column, "")


class Diary:
    """All records, found by what and who, and by what they refer to."""

    def __init__(self) -> None:
        self._entries: dict[str, Entry] = {}
        self._of: dict[tuple[str, str], list[Entry]] = defaultdict(list)
        self._about: dict[str, list[Entry]] = defaultdict(list)
        self._counts: dict[str, int] = defaultdict(int)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries.values())

    def __len__(self) -> int:
        return len(self._entries)

    def write(
        self,
        subject: str,
        measure: str,
        on: date,
        *,
        quantity: Decimal | int = 1,
        ref: str = "",
        for_period: str = "",
        entered_on: date | None = None,
        planned: bool = False,
        columns: Mapping[str, str] | None = None,
    ) -> Entry:
        """Put down one record; its id names what it is and its number among those."""
        self._counts[measure] += 1
        entry = Entry(
            id=f"{measure}-{self._counts[measure]}",
            subject=subject,
            measure=measure,
            on=on,
            quantity=Decimal(quantity),
            entered_on=entered_on,
            ref=ref,
            for_period=for_period,
            planned=planned,
            columns=dict(columns or {}),
        )
        self._entries[entry.id] = entry
        self._of[measure, subject].append(entry)
        if ref:
            self._about[ref].append(entry)
        return entry

    def of(self, measure: str, subject: str) -> list[Entry]:
        """Records of one measure and one subject, oldest first."""
        return sorted(self._of.get((measure, subject), ()), key=lambda one: one.on)

    def has(self, measure: str, subject: str) -> bool:
        return bool(self._of.get((measure, subject)))

    def about(self, ref: str, measure: str = "") -> list[Entry]:
        """Records that refer to *ref*, of one measure where it is given."""
        return [one for one in self._about.get(ref, ()) if measure in {"", one.measure}]

    def between(self, measure: str, subject: str, first: date, last: date) -> list[Entry]:
        return [one for one in self.of(measure, subject) if first <= one.on <= last]

    def strike(self, entries: Iterable[Entry]) -> None:
        """Take records out, and with them everything that only followed from them."""
        waiting = list(entries)
        while waiting:
            entry = waiting.pop()
            if self._entries.pop(entry.id, None) is None:
                continue
            self._of[entry.measure, entry.subject].remove(entry)
            if entry.ref:
                self._about[entry.ref].remove(entry)
            waiting += self._about.get(entry.id, ())

    def facts(self) -> list[Fact]:
        """The records as the domain reads them, in order of happening."""
        return [
            Fact(
                id=one.id,
                subject=one.subject,
                measure=one.measure,
                on=one.on,
                quantity=one.quantity,
                entered_on=one.entered_on,
                ref=one.ref,
                for_period=one.for_period,
                voided_on=one.voided_on,
                sure=one.sure,
                planned=one.planned,
                attributes=one.columns,
            )
            for one in self.in_order()
        ]

    def in_order(self) -> list[Entry]:
        return sorted(self._entries.values(), key=lambda one: (one.on, one.subject, one.measure, one.id))
