"""What the records say of somebody, for that person's own copy."""

from __future__ import annotations

from collections.abc import Sequence

from zhidu.apps.activities.models import Activity, Participant
from zhidu.apps.activities.states import Standing
from zhidu.apps.registry.ports import Table, register_own


def tables(person: int) -> Sequence[Table]:
    """Records about the person, and the meetings on whose lists the person stands."""
    about = Activity.objects.filter(person=person).select_related("node").order_by("on", "pk")
    lists = Participant.objects.filter(person=person).select_related("activity__node")
    return [
        Table(
            "记录",
            ("日期", "类别", "组织", "数量", "主题", "说明", "作废"),
            [
                (
                    one.on,
                    one.kind_name,
                    one.node.name,
                    f"{one.quantity.normalize():f} {one.unit}" if one.unit else "",
                    one.title,
                    one.notes,
                    "已作废" if one.voided_at else "",
                )
                for one in about
            ],
        ),
        Table(
            "会议",
            ("日期", "类别", "组织", "主题", "到会", "说明"),
            [
                (
                    one.activity.on,
                    one.activity.kind_name,
                    one.activity.node.name,
                    one.activity.title,
                    Standing(one.standing).chinese if one.standing != Standing.PRESENT else "到会",
                    one.note,
                )
                for one in lists.order_by("activity__on", "pk")
            ],
        ),
    ]


def declare() -> None:
    """Add them to the copy."""
    register_own("activities", tables)
