"""What is done by itself: every minute, or once a day after midnight (北京时间).

An app registers in its ``ready()``::

    schedule.register("compliance.tick", every=schedule.DAY, run=tick, title="每天重新判定")

When something was last done is kept, so what was missed while the machine was off is done at the next start:
once, not once for every missed day. A task may be cut off and called again; it must be safe to run twice.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db.models import Q

from zhidu.foundation.clock import ZONE, now, today
from zhidu.foundation.jobs.models import LastRun
from zhidu.foundation.jobs.workers import STOPPING, gone, here

LOG = logging.getLogger("zhidu.schedule")
MINUTE = "minute"
DAY = "day"
LEASE = timedelta(minutes=30)
"""Nobody else begins a task while somebody may still be at it."""
PAUSES = tuple(timedelta(minutes=m) for m in (1, 2, 5, 10, 30))
"""How long to wait after the first, second … failure in a row; then as after the last."""


@dataclass(frozen=True, slots=True)
class Regular:
    """One thing that is done by itself."""

    name: str
    every: str
    run: Callable[[], object]
    title: str


_REGULAR: dict[str, Regular] = {}


def register(name: str, *, every: str, run: Callable[[], object], title: str = "") -> None:
    """Have *run* called every :data:`MINUTE` or :data:`DAY`; registering a name again replaces it."""
    if every not in (MINUTE, DAY):
        raise ValueError(f"every 写的是“{every}”；应为 {MINUTE} 或 {DAY}")
    _REGULAR[name] = Regular(name, every, run, title or name)


def regular() -> list[Regular]:
    """Everything registered, the frequent first: a long daily task must not hold the mail up."""
    return sorted(_REGULAR.values(), key=lambda one: (one.every == DAY, one.name))


@dataclass(frozen=True, slots=True)
class Standing:
    """One regular task and how it stands: when it was last done, what came of it, when it is next due."""

    task: Regular
    last: LastRun | None
    next_at: datetime | None

    @property
    def daily(self) -> bool:
        return self.task.every == DAY

    @property
    def running(self) -> bool:
        return self.last is not None and bool(self.last.holder)


def standings() -> list[Standing]:
    """Every regular task; one query. ``next_at`` is None where it is due at once."""
    rows = LastRun.objects.in_bulk([one.name for one in regular()])
    return [Standing(one, rows.get(one.name), _next(one, rows.get(one.name))) for one in regular()]


def _next(one: Regular, row: LastRun | None) -> datetime | None:
    if row is None or row.succeeded_at is None:
        return row.next_try if row else None
    if row.next_try is not None:
        return row.next_try
    if one.every == MINUTE:
        return row.succeeded_at + timedelta(minutes=1)
    return datetime.combine((row.succeeded_on or today()) + timedelta(days=1), time(), ZONE)


def run_due(only: str = "") -> list[str]:
    """Do what is due (of everything, or of the task *only*); the names of what was done.

    Several processes and threads may call this at once; each task is done by one of them.
    """
    done = []
    for one in regular():
        if STOPPING.is_set():
            break
        if only in ("", one.name) and _claimed(one):
            _do(one)
            done.append(one.name)
    return done


def _claimed(one: Regular) -> bool:
    row = LastRun.objects.filter(pk=one.name).first()
    if row is None:
        LastRun.objects.bulk_create([LastRun(name=one.name)], ignore_conflicts=True)
        row = LastRun.objects.get(pk=one.name)
    if not _due(one, row, now()):
        return False
    free = Q(held_until=None) | Q(held_until__lt=now())
    if row.holder and gone(row.holder):
        free |= Q(holder=row.holder)
    mine = LastRun.objects.filter(free, pk=one.name, began_at=row.began_at)
    return bool(mine.update(holder=here(), held_until=now() + LEASE, began_at=now()))


def _due(one: Regular, row: LastRun, moment: datetime) -> bool:
    if row.next_try is not None and row.next_try > moment:
        return False
    if one.every == DAY:
        return row.succeeded_on is None or row.succeeded_on < today()
    # the caller comes by about once a minute: a few seconds early are not a reason to leave a minute out
    return row.succeeded_at is None or moment - row.succeeded_at >= timedelta(seconds=50)


def _do(one: Regular) -> None:
    day = today()
    mine = LastRun.objects.filter(pk=one.name, holder=here())
    try:
        one.run()
    except Exception as error:
        LOG.exception("定时任务 %s（%s）没有做成", one.name, one.title)
        failures = (mine.values_list("failures", flat=True).first() or 0) + 1
        mine.update(
            holder="",
            held_until=None,
            failures=failures,
            reason=f"{type(error).__name__}：{error}"[:300],
            next_try=now() + PAUSES[min(failures, len(PAUSES)) - 1],
        )
    else:
        mine.update(
            holder="",
            held_until=None,
            failures=0,
            reason="",
            next_try=None,
            succeeded_at=now(),
            succeeded_on=day,
        )
