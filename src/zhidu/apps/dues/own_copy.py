"""Dues in the copy somebody takes of everything held about them, and what of it is sealed."""

from __future__ import annotations

from zhidu.apps.dues.bases import bases_of, opened
from zhidu.apps.dues.models import Assessment, Base, Extra, Line, Relief
from zhidu.apps.registry.ports import Table, register_own, register_sealed
from zhidu.foundation.keys import personal


def tables(person: int) -> list[Table]:
    """What counts, month by month; the bases in clear, for they are the person's own; reductions and gifts."""
    months = Assessment.objects.filter(person=person, superseded_at=None).select_related("payment")
    bases = [opened(row) for row in bases_of([person])[person]]
    reliefs = Relief.objects.filter(person=person)
    gifts = Extra.objects.filter(person=person).select_related("record", "passed")
    return [
        Table(
            "党费",
            ("月份", "应交", "交纳日期"),
            [
                [one.month_name, one.amount, one.payment.on if one.payment and one.paid else None]
                for one in months
            ],
        ),
        Table(
            "党费基数",
            ("自哪月", "类别", "基数", "商定的数"),
            [[str(one.since), one.payer, one.amount, one.agreed] for one in bases],
        ),
        Table(
            "党费减免",
            ("哪几个月", "减到每月", "困难的情况", "怎样了"),
            [[one.months, one.pays, personal().open(one.sealed), one.state_name] for one in reliefs],
        ),
        Table(
            "自愿多交的党费",
            ("日期", "金额", "简要情况", "怎样了"),
            [[one.on, one.amount, personal().open(one.sealed), one.state_name] for one in gifts],
        ),
    ]


def declare() -> None:
    """Into the copy, and among what is sealed anew when keys are changed."""
    register_own("dues", tables)
    for model in (Base, Relief, Extra, Line):
        register_sealed(model, "sealed")
