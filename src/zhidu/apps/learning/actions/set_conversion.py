"""Answering how class hours are reckoned (学时折算): there is no national way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from zhidu.apps.learning.access import KEEP
from zhidu.apps.learning.models import Conversion
from zhidu.apps.learning.saving import EARLIEST, an_organization
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.clock import now, today

MOST = Decimal(24)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What an hour, half a day and a day come to, and whether self-study counts."""

    hour: Decimal
    half: Decimal
    day: Decimal
    half_from: Decimal
    day_from: Decimal
    self_study: bool = False
    confirm: bool = True


@act("learning.set_conversion", "定学时折算", covers=("S6.2.3",))
def set_conversion(*, actor: Actor, organization: int, since: date, answer: Answer) -> Conversion:
    """Reckon so from *since* on, here and below; what ran before keeps what came before."""
    node = an_organization(organization)
    KEEP.require_at(actor, node.path)
    wrong = {
        name: f"写的是 {number}；应大于 0，不超过 {MOST}"
        for name in ("hour", "half", "day", "half_from", "day_from")
        if not (number := getattr(answer, name)).is_finite() or not 0 < number <= MOST
    }
    if not wrong and answer.day_from <= answer.half_from:
        wrong["day_from"] = f"满 {answer.day_from} 小时算一天；应多于算半天的 {answer.half_from} 小时"
    if not wrong and answer.day < answer.half:
        wrong["day"] = f"一天是 {answer.day} 学时；应不少于半天的 {answer.half} 学时"
    if not EARLIEST <= since.year <= today().year + 1:
        wrong["since"] = f"日期是 {since}；应在 {EARLIEST} 年至明年之间"
    if wrong:
        raise Wrong(wrong)
    before = Conversion.objects.filter(organization=node).last()
    values = {name: getattr(answer, name) for name in Answer.__dataclass_fields__}
    made = Conversion.objects.create(
        organization=node, since=since, set_at=now(), set_by=actor.user, **values
    )
    changes = {
        name: (str(getattr(before, name)) if before else None, str(value)) for name, value in values.items()
    }
    record(obj=made.code, place=node.pk, details={"since": str(since)}, changes=changes)
    return made
