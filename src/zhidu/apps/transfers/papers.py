"""The letter in three parts, and the receipt for whoever came with a letter of somebody else."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zhidu.apps.transfers import away_queries, queries
from zhidu.apps.transfers.access import SEE, SEE_AWAY
from zhidu.apps.transfers.saving import issuer_of
from zhidu.foundation.papers import Paper, register
from zhidu.foundation.papers.numbering import document_number

if TYPE_CHECKING:
    from datetime import date

    from zhidu.apps.transfers.away_models import Away
    from zhidu.apps.transfers.models import Transfer
    from zhidu.foundation.access.rules import Actor

HERE = Path(__file__).parent / "typst"


def full_day(day: date | None) -> str | None:
    """2026年11月18日."""
    return None if day is None else f"{day.year}年{day.month}月{day.day}日"


def letter_number(one: Transfer) -> str:
    """云溪镇党委介〔2026〕5号; '' where there is no letter of this site."""
    if one.letter_number is None or one.letter_year is None or one.issuer is None:
        return ""
    return document_number(f"{one.issuer.name}介", one.letter_year, one.letter_number)


def receipt_number(one: Transfer) -> str:
    """云溪镇党委回〔2026〕5号; '' where none was given."""
    if one.receipt_number is None or one.received_on is None or one.issuer is None:
        return ""
    return document_number(f"{one.issuer.name}回", one.received_on.year, one.receipt_number)


def letter(one: Transfer, actor: Actor) -> Mapping[str, Any]:  # noqa: ARG001 - what every paper is asked for
    """All three parts say the same of the person; what only the other side knows stays blank."""
    return {
        "title": "中国共产党党员组织关系介绍信",
        "number": letter_number(one),
        "issuer": one.issuer.name if one.issuer is not None else None,
        "to": one.to_name,
        "from": one.from_name,
        "name": one.person.name,
        "standing": one.person.type_name,
        "on": full_day(one.sent_on),
        "until": full_day(one.until),
        "void": one.state_name if one.ended_at is not None else None,
    }


def receipt(one: Transfer, actor: Actor) -> Mapping[str, Any]:  # noqa: ARG001
    """To be sent back to where the person came from."""
    issuer = one.issuer.name if one.issuer is not None else None
    said = (
        f"你处 {one.letter_words} 介绍信介绍的{one.person.type_name}{one.person.name}同志的组织关系，"
        f"已于{full_day(one.received_on)}转入{one.to_name}。"
    )
    return {
        "title": "党员组织关系介绍信回执",
        "number": receipt_number(one),
        "addressee": one.sender_words,
        "facts": [],
        "parts": [{"heading": None, "paragraphs": [said, "特此函复。"], "body": [], "table": None}],
        "signed_by": issuer,
        "signed_on": full_day(one.received_on),
        "seal": True,
    }


def _has_letter(one: Transfer) -> bool:
    return bool(one.by_letter)


def _has_receipt(one: Transfer) -> bool:
    return one.receipt_number is not None


def card_number(one: Away) -> str:
    """云溪镇党委流〔2026〕3号; '' where there is no card."""
    if one.card_number is None or one.card_year is None:
        return ""
    return document_number(f"{issuer_of(one.organization).name}流", one.card_year, one.card_number)


def card(one: Away, actor: Actor) -> Mapping[str, Any]:  # noqa: ARG001
    """流动党员活动证: who, of which branch, who keeps in touch; and rows to be filled in there."""
    row: list[str | None] = [None, None, None, None]
    return {
        "title": "流动党员活动证",
        "number": card_number(one),
        "facts": [
            ["姓名", one.person.name],
            ["党员类别", one.person.type_name],
            ["所在党组织", one.organization.name],
            ["外出做什么", one.purpose_name],
            ["去哪里", one.place],
            ["外出日期", full_day(one.left_on or one.leaves_on)],
            ["联系人", one.contact.name if one.contact is not None else None],
            ["证上印的号", one.card_words or None],
        ],
        "parts": [
            {
                "heading": "参加组织生活和交纳党费记录",
                "paragraphs": ["持本证可以在流入地参加组织生活、交纳党费；没有表决权、选举权和被选举权。"],
                "body": [],
                "table": {
                    "head": ["日期", "内容", "当地党组织（盖章）", "党费"],
                    "rows": [row] * 8,
                    "widths": [2, 4, 4, 2],
                    "tall": True,
                },
            }
        ],
        "signed_by": issuer_of(one.organization).name,
        "signed_on": full_day(one.registered_on),
        "seal": True,
    }


def _has_card(one: Away) -> bool:
    return one.card_number is not None


def declare() -> None:
    """Make them known; called when the site starts."""
    common: dict[str, Any] = {"load": queries.transfer, "verb": SEE, "about": "transfer"}
    register(
        Paper(
            name="transfers.letter",
            title="组织关系介绍信",
            template=HERE / "letter.typ",
            data=letter,
            fits=_has_letter,
            **common,
        )
    )
    register(
        Paper(
            name="transfers.receipt",
            title="组织关系回执",
            template="document.typ",
            data=receipt,
            fits=_has_receipt,
            **common,
        )
    )
    register(
        Paper(
            name="transfers.card",
            title="流动党员活动证",
            template="document.typ",
            load=away_queries.away,
            data=card,
            verb=SEE_AWAY,
            about="away",
            fits=_has_card,
        )
    )
