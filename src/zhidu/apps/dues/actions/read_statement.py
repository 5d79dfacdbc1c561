"""Reading a statement of the bank in (读入对账单): every sum that came is somebody's dues, or waits for a decision."""

from __future__ import annotations

import hashlib

from zhidu.apps.dues.access import ACCOUNT
from zhidu.apps.dues.models import Account, Line, Statement
from zhidu.apps.dues.paying.providers import PROVIDERS
from zhidu.apps.dues.paying.references import found_in
from zhidu.apps.dues.paying.settling import orders_named, settle
from zhidu.apps.dues.paying.statements import Unreadable
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.clock import now, today
from zhidu.foundation.keys import keyring, personal

LARGEST = 10_000_000
"""Bytes: a year of a county's account is far below."""


@act("dues.read_statement", "读入党费对账单")
def read_statement(*, actor: Actor, organization: int, name: str, content: bytes) -> Statement:
    """All of it or nothing. A sum that another file had already is passed over, so periods may overlap.

    Raises Wrong (field ``upload``) for a file that is none, with row and column; and where nothing in it is new.
    """
    account = (
        Account.objects.select_for_update(of=("self",))
        .select_related("organization")
        .filter(organization=organization, closed_at=None)
        .first()
    )
    if account is None:
        raise Wrong("还没有登记收款帐户；请先登记")
    ACCOUNT.require_at(actor, account.organization.path)
    if len(content) > LARGEST:
        raise Wrong({"upload": f"文件有 {len(content)} 字节；应不超过 {LARGEST}"})
    try:
        seen = PROVIDERS[account.provider].seen(name, content)
    except Unreadable as wrong:
        raise Wrong({"upload": str(wrong)}) from wrong
    if ahead := [one.row for one in seen if one.on > today()]:
        raise Wrong({"upload": f"第 {ahead[0]} 行的日期还没有到"})
    marks = {keyring().digest(f"dues-line-{one.told}"): one for one in seen}
    known = set(Line.objects.filter(account=account, mark__in=marks).values_list("mark", flat=True))
    fresh = {mark: one for mark, one in marks.items() if mark not in known}
    if not fresh:
        raise Wrong(
            {"upload": f"里面到帐的 {len(seen)} 笔，以前都读入过，没有新的" if seen else "里面没有到帐的款"}
        )
    made = Statement.objects.create(
        account=account,
        name=name[:120],
        digest=hashlib.sha256(content).hexdigest(),
        read_at=now(),
        read_by=actor.user,
    )
    lines = Line.objects.bulk_create(
        Line(
            statement=made,
            account=account,
            row=one.row,
            on=one.on,
            amount=one.amount,
            sealed=personal().seal(f"{one.payer}\n{one.words}"),
            mark=mark,
            state=Line.WAITING,
        )
        for mark, one in fresh.items()
    )
    _settled(account, lines, [one.words for one in fresh.values()])
    counts = {state: sum(1 for one in lines if one.state == state) for state in Line.STATES}
    record(obj=made.code, place=account.organization_id, details={**counts, "passed_over": len(known)})
    return made


def _settled(account: Account, lines: list[Line], words: list[str]) -> None:
    orders = orders_named(account, words)
    pairs, used = [], set()
    for line, text in zip(lines, words, strict=True):
        named = [orders[code] for code in found_in(text) if code in orders]
        if len(named) != 1:
            line.why = "附言里没有缴费单的编号" if not named else "附言里有几个缴费单的编号，分不清"
        elif named[0].pk in used:
            line.why = f"附言 {named[0].reference} 在这份对账单里有两笔，这一笔可能是重交的"
        else:
            used.add(named[0].pk)
            pairs.append((line, named[0]))
    refused = settle(pairs)
    for line in lines:
        line.why = refused.get(line.pk, line.why)
    Line.objects.bulk_update(lines, ["state", "why", "order"])
