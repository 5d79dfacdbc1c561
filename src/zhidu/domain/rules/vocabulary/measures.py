"""The shape of one entry of the vocabulary of measures (计量)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class MeasureUnit(StrEnum):
    """What the quantity of a fact counts."""

    TIMES = "times"
    MINUTE = "minute"
    HOUR = "hour"
    CLASS_HOUR = "class_hour"
    DAY = "day"
    PIECE = "piece"
    PERSON = "person"
    YUAN = "yuan"
    RATIO = "ratio"

    @property
    def chinese(self) -> str:
        return {
            "times": "次",
            "minute": "分钟",
            "hour": "小时",
            "class_hour": "学时",
            "day": "天",
            "piece": "件",
            "person": "人",
            "yuan": "元",
            "ratio": "",
        }[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A named countable thing a clause may speak of.

    ``of`` is the subject class (or classes, separated by spaces) whose facts these are; ``app`` the part of the
    system that keeps the records; ``occasion`` names the measures without which there was nothing to attend
    (used by lapse clauses: no meeting held is no absence). ``classifier`` is the measure word where that of
    the unit would sound odd (量词: 本、篇、份).
    """

    name: str
    chinese: str
    of: str = "organization"
    unit: MeasureUnit = MeasureUnit.TIMES
    app: str = "activities"
    occasion: tuple[str, ...] = ()
    classifier: str = ""

    @property
    def counted_in(self) -> str:
        """How people count it: 1 本书, 1 份计划, 2 次会."""
        return self.classifier or self.unit.chinese or "次"


def table(app: str, of: str, rows: str) -> tuple[Measure, ...]:
    """Read a small table: one measure a line, ``name 中文 [unit [量词]]``; keeps long vocabularies legible."""
    measures = []
    for line in rows.strip().splitlines():
        name, chinese, *rest = line.split()
        unit = MeasureUnit(rest[0]) if rest else MeasureUnit.TIMES
        classifier = rest[1] if len(rest) > 1 else ""
        measures.append(Measure(name=name, chinese=chinese, of=of, unit=unit, app=app, classifier=classifier))
    return tuple(measures)
