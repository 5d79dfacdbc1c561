"""A record as it is shown: columns in words, the list of names, and what stood before each correction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from zhidu.apps.activities.columns import Words
from zhidu.apps.activities.labels import label
from zhidu.apps.activities.models import Activity, Participant, Superseded
from zhidu.apps.activities.snapshots import snapshot
from zhidu.apps.activities.states import Standing, State
from zhidu.apps.members import queries as members
from zhidu.domain.rules.facts import words as split

NOT_SHOWN = frozenset({"entitled", "present", "lecturer_posts"})
"""Columns that stand elsewhere on the page."""
FIELDS = {
    "title": "主题",
    "venue": "地点",
    "on": "日期",
    "begins": "开始",
    "ends": "结束",
    "quantity": "数量",
    "for_period": "为哪一期补办",
    "sure": "记录完整",
    "notes": "记录正文",
    "state": "状态",
}
_STATES = {"planned": "已安排", "held": "已办", "cancelled": "已取消"}
_PERSON = ("person-", "prospect-", "post-")


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that a correction changed, in words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Past:
    """One step of the history: when, by whom, why, and what changed."""

    at: datetime
    by: int | None
    why: str
    changes: list[Change]
    held: bool = False


class Showing:
    """Turns what the tables hold into words; people are looked up once for the whole page."""

    def __init__(self, activity: Activity, words: Words, participants: Iterable[Participant]) -> None:
        self.activity, self.words = activity, words
        self.participants = list(participants)
        self._past = list(activity.superseded.order_by("version"))
        self._names = members.names(self._codes())

    def _codes(self) -> set[str]:
        rows: list[Mapping[str, Any]] = [{"columns": self.activity.columns, "participants": []}]
        rows += [one.row for one in self._past]
        found = {f"person-{one.person_id}" for one in self.participants}
        for row in rows:
            found |= {f"person-{one[0]}" for one in row["participants"]}
            for text in row["columns"].values():
                found |= {word for word in split(text) if word.startswith(_PERSON)}
        return found

    def name(self, code: str) -> str:
        return self._names.get(code, code)

    @property
    def columns(self) -> list[tuple[str, str]]:
        """Name and content of each column that is filled in; who did it instead of which post."""
        cells = self.activity.columns
        shown = []
        for name, text in cells.items():
            if name in NOT_SHOWN or name.endswith("_id"):
                continue
            person = cells.get(f"{name}_id")
            shown.append((label(name), self._cell(person, text) if person else self.phrase(text)))
        return shown

    def _cell(self, person: str, posts: str) -> str:
        names = "、".join(self.name(code) for code in sorted(split(person)))
        return f"{names}（{self.phrase(posts)}）"

    def phrase(self, text: str) -> str:
        """Words of a cell as people write them; free text stays as it is."""
        parts = [part.strip() for part in text.split(";") if part.strip()]
        return "、".join(self.name(one) if one.startswith(_PERSON) else self.words.word(one) for one in parts)

    def absent(self) -> list[tuple[str, str, str]]:
        """Name, how they stand, and why, of those who should have come and did not."""
        away = {Standing.LEAVE: "请假", Standing.ABSENT: "缺席"}
        return [
            (self.name(f"person-{one.person_id}"), away[Standing(one.standing)], self.words.word(one.ground))
            for one in self.participants
            if one.standing in away
        ]

    def observers(self) -> list[str]:
        return [
            self.name(f"person-{one.person_id}")
            for one in self.participants
            if one.standing == Standing.OBSERVER
        ]

    def left_out(self) -> list[tuple[str, str]]:
        """Name and ground of those who were not counted into 应到."""
        return [
            (self.name(f"person-{one.person_id}"), self.words.word(one.ground))
            for one in self.participants
            if one.standing == Standing.EXCLUDED
        ]

    def present(self) -> list[str]:
        return [
            self.name(f"person-{one.person_id}")
            for one in self.participants
            if one.standing == Standing.PRESENT
        ]

    def figures(self) -> dict[str, int | None]:
        """How many should have come, came, were on leave, absent, sat in; None where nobody wrote it down."""
        if self.participants and self.activity.state == State.HELD:
            kinds = [one.standing for one in self.participants]
            counted = {one.value: kinds.count(one.value) for one in Standing}
            entitled = counted["present"] + counted["leave"] + counted["absent"]
            return {"entitled": entitled, **counted}
        numbers = {name: self.activity.columns.get(name, "") for name in ("entitled", "present")}
        return {name: int(text) if text.isdecimal() else None for name, text in numbers.items()}

    def history(self) -> list[Past]:
        """Each change, the latest first, with what stood before it."""
        now = snapshot(self.activity, self.activity.agenda.all(), self.participants)
        after = [*(one.row for one in self._past), now][1:]
        return [self._step(one, later) for one, later in reversed(list(zip(self._past, after, strict=True)))]

    def _step(self, old: Superseded, later: Mapping[str, Any]) -> Past:
        before = old.row
        held = (before["state"], later["state"]) == ("planned", "held")
        return Past(old.until, old.by, old.why, [*self._changes(before, later)], held=held)

    def _changes(self, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterable[Change]:
        for name, chinese in FIELDS.items():
            if before.get(name) != after.get(name):
                yield Change(chinese, _plain(name, before.get(name)), _plain(name, after.get(name)))
        old, new = before["columns"], after["columns"]
        for name in sorted({*old, *new}):
            if old.get(name) != new.get(name) and not name.endswith("_posts"):
                yield Change(
                    label(name),
                    self.phrase(old.get(name, "")) or "空",
                    self.phrase(new.get(name, "")) or "空",
                )
        yield from self._people(before["participants"], after["participants"])
        if before["agenda"] != after["agenda"]:
            yield Change("议题", _agenda(before["agenda"]), _agenda(after["agenda"]))

    def _people(self, before: list[Any], after: list[Any]) -> Iterable[Change]:
        old, new = ({row[0]: (row[2], row[3]) for row in rows} for rows in (before, after))
        for person in sorted({*old, *new}):
            if old.get(person) != new.get(person):
                yield Change(
                    self.name(f"person-{person}"),
                    self._stands(old.get(person)),
                    self._stands(new.get(person)),
                )

    def _stands(self, value: tuple[str, str] | None) -> str:
        if value is None:
            return "不在名单"
        standing, ground = value
        word = Standing(standing).chinese
        return f"{word}（{self.words.word(ground)}）" if ground else str(word)


def _plain(name: str, value: Any) -> str:  # noqa: ANN401 - a cell of a snapshot
    if value in (None, ""):
        return "空"
    if name == "state":
        return _STATES.get(value, value)
    if isinstance(value, bool):
        return "是" if value else "否"
    return str(value)[:5] if name in {"begins", "ends"} else str(value)


def _agenda(rows: list[Any]) -> str:
    return "；".join(f"{title}（{outcome}）" if outcome else title for title, _, outcome in rows) or "空"
