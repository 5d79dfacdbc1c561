"""Moves and times away in the copy somebody takes of everything held about them, and what of it is sealed."""

from __future__ import annotations

from zhidu.apps.registry.ports import Table, register_own, register_sealed
from zhidu.apps.transfers.away_models import Away, Guest, Lost, Report
from zhidu.apps.transfers.away_saving import opened
from zhidu.apps.transfers.models import Transfer


def tables(person: int) -> list[Table]:
    """Everything, what was sealed in clear: it is the person's own."""
    moves = Transfer.objects.filter(person=person).select_related("sender", "receiver")
    away = Away.objects.filter(person=person)
    reports = Report.objects.filter(person=person)
    lost = Lost.objects.filter(person=person)
    return [
        Table(
            "组织关系接转",
            ("从哪里", "到哪里", "为什么", "转出日期", "接收日期"),
            [
                (
                    one.sender.name if one.sender else one.sender_words,
                    one.receiver.name if one.receiver else one.receiver_words,
                    one.reason,
                    one.sent_on,
                    one.received_on,
                )
                for one in moves
            ],
        ),
        Table(
            "外出流动",
            ("去哪里", "外出做什么", "哪天走的", "哪天回来", "事由和联系方式"),
            [(one.place, one.purpose_name, one.left_on, one.back_on, _words(one.sealed)) for one in away],
        ),
        Table(
            "汇报",
            ("日期", "哪一种", "内容", "答复"),
            [(one.on, one.kind_name, _words(one.sealed), _words(one.answer)) for one in reports],
        ),
        Table(
            "失去联系",
            ("从哪天起", "怎样找过", "怎样了"),
            [(one.since, one.tries, one.state_name) for one in lost],
        ),
    ]


def _words(sealed: bytes | None) -> str:
    return "；".join(one for one in opened(sealed).values() if one)


def declare() -> None:
    """Into the copy, and among what is sealed anew when keys are changed."""
    register_own("transfers", tables)
    for model, columns in ((Away, ("sealed",)), (Guest, ("sealed",)), (Report, ("sealed", "answer"))):
        register_sealed(model, *columns)
