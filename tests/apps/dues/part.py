"""The dues of the county that the walks over every page see."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tests.apps.about import of
from tests.apps.builders import Branch
from tests.site import outside_acts
from zhidu.apps.dues.actions import (
    ask_relief,
    collect,
    enter_movement,
    issue_receipts,
    make_order,
    open_account,
    pass_up,
    read_statement,
    take_extra,
)
from zhidu.apps.dues.bases import seal
from zhidu.apps.dues.models import Assessment, Base, Extra
from zhidu.foundation.access.rules import SYSTEM
from zhidu.foundation.clock import now, today

BOOK = "branch-comprehensive"

YEARLY = ("year", "register", "statement-year", "publish", "move", "give")
TRANSFERS = ("account", "change-account")
RECEIPTS = ("receipts", "issue-receipts")

ABOUT = {
    **dict.fromkeys(
        (
            f"dues:{one}"
            for one in (
                "month",
                "assess",
                "bases",
                "passing",
                "arrears",
                "remind",
                *YEARLY,
                *RECEIPTS,
                *TRANSFERS,
            )
        ),
        of(organization="node"),
    ),
    "compliance:proposals": of(organization="node"),
    "dues:receive": of(remittance="remittance"),
    **dict.fromkeys((f"dues:{one}" for one in ("person", "ask-relief")), of(person="payer")),
    "dues:relief": of(pk="relief"),
    "dues:order": of(pk="order"),
    "dues:statement": of(pk="statement"),
    "dues:line": of(pk="line"),
    "dues:void-movement": of(movement="movement"),
    "dues:pass-extra": of(extra="extra"),
}


def things(word: str, branch: Branch) -> dict[str, Any]:
    """A month that was worked out, taken in and handed up; the county's book has no table, so a base is put there."""
    node, month = branch.node, f"{today():%Y-%m}"
    payers = branch.people[:2]
    for person in payers:
        with outside_acts():
            base = Base.objects.create(
                person_id=person,
                organization=node,
                since=month,
                payer="student",
                sealed=seal(None, None),
                set_at=now(),
            )
            Assessment.objects.create(
                person_id=person,
                organization=node,
                month=month,
                amount=Decimal("0.20"),
                base=base,
                clause=f"{BOOK}:dues",
                assessed_at=now(),
            )
    collect(actor=SYSTEM, organization=node.pk, month=month, people=payers, on=today(), method="cash")
    sent = pass_up(
        actor=SYSTEM, organization=node.pk, amount=Decimal("0.20"), on=today(), words=f"{word}党费"
    )
    relief = ask_relief(
        actor=SYSTEM,
        organization=node.pk,
        person=payers[1],
        first=month,
        last=month,
        pays=Decimal(0),
        hardship=f"{word}的困难",
        on=today(),
    )
    issue_receipts(actor=SYSTEM, organization=node.pk, month=month)
    came = enter_movement(
        actor=SYSTEM,
        organization=node.pk,
        kind="interest",
        amount=Decimal("0.01"),
        on=today(),
        words=f"{word}利息",
    )
    return {
        "remittance": sent.pk,
        "relief": relief.pk,
        "payer": payers[0],
        "movement": came.pk,
        **_transfers(word, branch, payers[0]),
        "extra": _a_large_gift(word, branch, payers[0]).pk,
    }


def _transfers(word: str, branch: Branch, person: int) -> dict[str, int]:
    """An account, a slip over a month that is open, and a sum nobody could tell."""
    node = branch.node
    open_account(
        actor=SYSTEM, organization=node.pk, holder=f"{word}党费专户", bank=f"{word}银行", number="6200 0000 1"
    )
    with outside_acts():
        Assessment.objects.create(
            person_id=person,
            organization=node,
            month=f"{today().year - 1}-12",
            amount=Decimal("0.20"),
            base=Base.objects.get(person=person),
            clause=f"{BOOK}:dues",
            assessed_at=now(),
        )
    slip = make_order(actor=SYSTEM, person=person, months=[f"{today().year - 1}-12"])
    text = f"交易日期,贷方金额,对方户名,附言\n{today()},0.20,{word}某人,党费\n"
    read = read_statement(actor=SYSTEM, organization=node.pk, name=f"{word}.csv", content=text.encode())
    return {"order": slip.pk, "statement": read.pk, "line": read.lines.get().pk}


def _a_large_gift(word: str, branch: Branch, person: int) -> Extra:
    """The county's book sends nothing to the centre, so that it has to is put there."""
    made = take_extra(
        actor=SYSTEM,
        organization=branch.node.pk,
        person=person,
        amount=Decimal(1000),
        on=today(),
        profile=word,
    )
    with outside_acts():
        Extra.objects.filter(pk=made.pk).update(to_centre=True)
    return made


def taken() -> dict[str, dict[str, str]]:
    """What has to be filled in for a form to be taken."""
    return {
        "dues:move": {"kind": "interest", "amount": "1.00"},
        "dues:give": {"amount": "10.00"},
        "dues:line": {"why": "转错了，已退回"},
        "dues:change-account": {"number": "620012345678"},
    }
