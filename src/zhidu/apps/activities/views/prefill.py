"""What stands in a record, as the form that changes it begins."""

from __future__ import annotations

from typing import Any

from zhidu.apps.activities.forms import fields
from zhidu.apps.activities.forms.record import BREAK, BY_NAME, BY_NUMBER, NOT_KEPT
from zhidu.apps.activities.invitations import granted
from zhidu.apps.activities.models import Activity
from zhidu.apps.activities.setting import Setting
from zhidu.apps.activities.states import Standing, State


def initial(activity: Activity, setting: Setting) -> dict[str, Any]:
    """Field → value."""
    columns = dict(activity.columns)
    found: dict[str, Any] = {
        "on": activity.on,
        "begins": activity.begins,
        "ends": activity.ends,
        "title": activity.title,
        "venue": activity.venue,
        "quantity": activity.quantity.normalize() if activity.quantity else activity.quantity,
        "notes": activity.notes,
        "for_period": activity.for_period,
        "unsure": not activity.sure,
        "version": activity.version,
        "entitled": columns.get("entitled"),
        "present": columns.get("present"),
        "agenda": "\n".join(
            f"{one.title}{BREAK}{one.outcome}" if one.outcome else one.title for one in activity.agenda.all()
        ),
        # an arrangement proposes nobody yet; a record says who it was, and where it does not, nobody is offered
        **{
            name: value
            for name, value in fields.initial(setting, columns).items()
            if value or _held(activity)
        },
    }
    if _held(activity):
        found.update(_attendance(activity, columns))
    else:
        found.update(_on_leave(activity))
        found["observing"] = [one.code for one in activity.participants.all()]
    return found


def _on_leave(activity: Activity) -> dict[str, Any]:
    """Leave that was granted is proposed with its ground; whoever records looks whether it was so."""
    found: dict[str, Any] = {}
    for person, ground in granted(activity).items():
        found[f"s_{person}"], found[f"g_{person}"] = Standing.LEAVE.value, ground
    return found


def as_last_time(last: Activity, setting: Setting) -> dict[str, Any]:
    """What usually stays the same from one meeting to the next: hours, place, who chairs and records."""
    usual = {"c_chair", "c_recorder"}
    columns = fields.initial(setting, dict(last.columns))
    return {
        "begins": last.begins,
        "ends": last.ends,
        "venue": last.venue,
        **{name: value for name, value in columns.items() if name in usual and value},
    }


def _held(activity: Activity) -> bool:
    return activity.state != State.PLANNED


def _attendance(activity: Activity, columns: dict[str, str]) -> dict[str, Any]:
    participants = list(activity.participants.all())
    if not participants:
        return {"keeping": BY_NUMBER if columns.get("entitled") or columns.get("present") else NOT_KEPT}
    found: dict[str, Any] = {"keeping": BY_NAME, "observing": []}
    for one in participants:
        if one.standing == Standing.OBSERVER:
            found["observing"].append(one.code)
        elif one.standing != Standing.PRESENT:
            found[f"s_{one.person_id}"] = one.standing
            found[f"g_{one.person_id}"] = one.ground
    return found
