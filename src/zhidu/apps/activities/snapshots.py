"""A record as it stood, kept whole when it is changed, and read again for an earlier day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from zhidu.apps.activities.derive import Taking
from zhidu.apps.activities.models import Activity, AgendaItem, Participant

_LEFT_OUT = frozenset({"id", "version"})


def snapshot(
    activity: Activity, agenda: Iterable[AgendaItem], participants: Iterable[Participant]
) -> dict[str, Any]:
    """Everything the record says, as plain JSON."""
    row: dict[str, Any] = {
        field.attname: _plain(getattr(activity, field.attname))
        for field in activity._meta.concrete_fields  # noqa: SLF001 - Django's own way
        if field.attname not in _LEFT_OUT
    }
    row["agenda"] = [[one.title, one.topic, one.outcome] for one in agenda]
    row["participants"] = [
        [one.person_id, one.prospect, one.standing, one.ground, one.note] for one in participants
    ]
    return row


def _plain(value: Any) -> Any:  # noqa: ANN401 - any column
    if isinstance(value, (date, datetime, time)):
        return value.isoformat()
    # 1 and 1.0000 are the same number: the database adds the noughts
    return f"{value.normalize():f}" if isinstance(value, Decimal) else value


def columns_in(row: Mapping[str, Any]) -> tuple[Any, ...]:
    """What facts are made of, in the order of :class:`zhidu.apps.activities.measures.Row` after the id."""
    return (
        row["subject"],
        row["kind"],
        date.fromisoformat(row["on"]),
        Decimal(row["quantity"]),
        datetime.fromisoformat(row["entered_at"]),
        row["about_id"],
        row["for_period"],
        _moment(row["voided_at"]),
        row["sure"],
        row["state"],
        _clock(row["begins"]),
        _clock(row["ends"]),
        row["columns"],
    )


def agenda_in(row: Mapping[str, Any]) -> list[str]:
    """Topics of the agenda."""
    return [topic for _, topic, _ in row["agenda"] if topic]


def taking_in(row: Mapping[str, Any]) -> list[Taking]:
    """Names on the list."""
    return [
        Taking(f"{'prospect' if prospect else 'person'}-{person}", standing, ground)
        for person, prospect, standing, ground, _ in row["participants"]
    ]


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _clock(text: str | None) -> time | None:
    return time.fromisoformat(text) if text else None
