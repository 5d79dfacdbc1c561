"""Sending what is due: a pass for each way out, called every minute.

Attempts are taken in small batches. Each is committed as 正在寄 before the other side hears of it, and its outcome
after. If the program dies in between, nobody can know which of the batch went out; those attempts are put down as
such and made once more, mails with the same Message-ID so that mail programs show them once. So a message arrives
at least once, as a rule exactly once, and none is lost without a row that says so. A batch is what a crash may
double, and no more.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import timedelta
from time import monotonic

from django.db import models, transaction

from zhidu.foundation.clock import now
from zhidu.foundation.jobs.workers import STOPPING
from zhidu.foundation.outbox.models import Delivery, Outcome
from zhidu.foundation.outbox.transports import Answer, Said, Transport, transports

LOG = logging.getLogger("zhidu.outbox")
AT_ONCE = 50
"""Attempts taken at a time: as many may be made twice when the program dies."""
LONGEST = 50.0
"""Seconds a pass may take; what is left is next minute's."""
PATIENCE = 30.0
"""Seconds for one batch; with a slower server the rest of it is given back, nobody having heard of it."""
PAUSES = tuple(timedelta(minutes=m) for m in (1, 5, 30, 120, 360, 720, 1440))
"""How long to wait after the first, second … failed attempt; after the last the message is given up."""
OUTAGE = timedelta(minutes=2)
"""How long to wait when nobody can be reached at all. That is not the message's fault and costs no attempt."""
DEAD = timedelta(minutes=10)
"""A batch never takes so long: whoever took it is gone."""


@dataclass(slots=True)
class Pass:
    """What one pass did."""

    sent: int = 0
    failed: int = 0
    refused: int = 0
    outage: str = ""


def deliver_due() -> Pass:
    """Send everything that is due, as long as a pass may take; safe to run in several processes at once."""
    done = Pass()
    ways = transports()
    if ways:
        _bury_the_dead()
    for transport in ways:
        try:
            _work_off(transport, done)
        finally:
            transport.close()
    return done


def _work_off(transport: Transport, done: Pass) -> None:
    until = monotonic() + LONGEST
    while monotonic() < until and not STOPPING.is_set():
        if not _waiting(transport.via):
            return
        if why := transport.open():
            _away(transport.via, why, done)
            return
        batch = _claimed(transport.via)
        if not batch or not _send(transport, batch, done):
            return


def _due(via: str) -> models.QuerySet[Delivery]:
    return Delivery.objects.filter(via=via, outcome=Outcome.DUE, due_at__lte=now())


def _waiting(via: str) -> bool:
    return _due(via).exists()


def _claimed(via: str) -> list[Delivery]:
    """Take a batch for this process alone; another's are passed over."""
    with transaction.atomic():
        mine = list(
            _due(via)
            .order_by("due_at", "id")
            .select_for_update(skip_locked=True)
            .values_list("pk", flat=True)[:AT_ONCE]
        )
        Delivery.objects.filter(pk__in=mine).update(outcome=Outcome.SENDING, at=now())
    return list(Delivery.objects.filter(pk__in=mine).select_related("message").order_by("due_at", "id"))


def _send(transport: Transport, batch: list[Delivery], done: Pass) -> bool:
    """Hand a batch over; False where nobody is there any more."""
    until, sent = monotonic() + PATIENCE, list[int]()
    try:
        for place, one in enumerate(batch):
            if place and monotonic() > until:
                _given_back(batch[place:])
                break
            said = transport.send(one.message)
            if said.answer is Answer.TAKEN:
                sent.append(one.pk)
            elif said.answer is Answer.AWAY:
                _given_back(batch[place:])
                _away(transport.via, said.why, done)
                return False
            else:
                _failed(one, done, said)
    finally:
        _ended(sent, Outcome.SENT)
        done.sent += len(sent)
    return True


def _given_back(rest: list[Delivery]) -> None:
    """Attempts that were taken and not made."""
    pks = [one.pk for one in rest]
    Delivery.objects.filter(pk__in=pks, outcome=Outcome.SENDING).update(outcome=Outcome.DUE, at=None)


def _away(via: str, why: str, done: Pass) -> None:
    LOG.warning("%s", why)
    done.outage = why
    _due(via).update(due_at=now() + OUTAGE, reason=why[:300])


def _failed(one: Delivery, done: Pass, said: Said) -> None:
    spent = one.attempt > len(PAUSES)
    if said.answer is Answer.NEVER:
        _ended([one.pk], Outcome.REFUSED, said.why)
        done.refused += 1
    elif spent:
        _ended([one.pk], Outcome.GIVEN_UP, said.why)
        done.failed += 1
    else:
        with transaction.atomic():
            _ended([one.pk], Outcome.FAILED, said.why)
            _next([one])
        done.failed += 1
    LOG.warning("第 %s 次寄 message-%s（%s）没有成：%s", one.attempt, one.message_id, one.via, said.why)


def _ended(pks: list[int], outcome: Outcome, why: str = "") -> None:
    if pks:
        Delivery.objects.filter(pk__in=pks, outcome=Outcome.SENDING).update(
            outcome=outcome, reason=why[:300], at=now()
        )


def _next(ones: list[Delivery]) -> None:
    planned = [
        Delivery(
            message_id=one.message_id,
            via=one.via,
            attempt=one.attempt + 1,
            due_at=now() + PAUSES[min(one.attempt, len(PAUSES)) - 1],
        )
        for one in ones
    ]
    Delivery.objects.bulk_create(planned, ignore_conflicts=True)


def _bury_the_dead() -> None:
    """Attempts whose sender is gone: not known whether they arrived, so once more."""
    why = "寄的时候程序中断了；为防没有寄到，再寄一次"
    with transaction.atomic():
        dead = list(
            Delivery.objects.filter(outcome=Outcome.SENDING, at__lt=now() - DEAD).select_for_update(
                skip_locked=True
            )
        )
        Delivery.objects.filter(pk__in=[one.pk for one in dead]).update(outcome=Outcome.UNKNOWN, reason=why)
        _next(dead)
