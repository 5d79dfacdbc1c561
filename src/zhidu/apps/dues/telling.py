"""What members are told about dues they owe."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse

from zhidu.apps.dues.models import Assessment
from zhidu.apps.members import accounts
from zhidu.foundation.clock import today
from zhidu.foundation.outbox.actions.queue import Letter, queue_many


@dataclass(frozen=True, slots=True)
class Told:
    """Whom a message reaches, and whom somebody has to tell in person."""

    by_message: list[str]
    in_person: list[str]


def tell_owing(rows: Iterable[Assessment]) -> Told:
    """One message a person about all of their months in *rows*; inside an act."""
    found: dict[int, list[Assessment]] = defaultdict(list)
    for one in rows:
        found[one.person_id].append(one)
    known = accounts.accounts_of(found)
    queue_many(_letter(known[person], mine) for person, mine in sorted(found.items()) if person in known)
    names = {person: mine[0].person.name for person, mine in found.items()}
    return Told(
        [name for person, name in names.items() if person in known],
        [name for person, name in names.items() if person not in known],
    )


def _letter(receiver: int, rows: list[Assessment]) -> Letter:
    months = "、".join(one.month_name for one in sorted(rows, key=lambda one: one.month))
    total = sum((one.amount for one in rows), Decimal("0.00"))
    person = rows[0].person_id
    return Letter(
        receiver=receiver,
        subject=f"请交党费：{months}",
        body=f"{months}的党费还没有交，共 {total:.2f} 元。请交给{rows[0].organization.name}，也可以网上交纳、托人代交；"
        "有困难或者有别的原因的，请告诉支部。",
        key=f"dues-owing-{person}-{today():%Y%m%d}",
        link=reverse("dues:person", args=[person]),
    )
