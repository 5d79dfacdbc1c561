"""What is done by itself: every minute, every day, once for what was missed, by one process."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from zhidu.foundation.clock import now, on_day
from zhidu.foundation.jobs import schedule
from zhidu.foundation.jobs.models import LastRun
from zhidu.foundation.jobs.workers import here

pytestmark = pytest.mark.django_db


@pytest.fixture
def calls(monkeypatch):
    monkeypatch.setattr(schedule, "_REGULAR", {})
    return []


def later(**times: int) -> None:
    gone = timedelta(**times)
    for row in LastRun.objects.all():
        for name in ("succeeded_at", "next_try", "held_until", "began_at"):
            value = getattr(row, name)
            setattr(row, name, value and value - gone)
        row.save()


def test_every_minute_means_once_a_minute(calls) -> None:
    schedule.register("t.mail", every=schedule.MINUTE, run=lambda: calls.append(1))
    assert schedule.run_due() == ["t.mail"]
    assert schedule.run_due() == []
    later(seconds=60)
    assert schedule.run_due() == ["t.mail"]


def test_every_day_means_once_after_midnight_and_missed_days_are_caught_up_with_once(calls) -> None:
    schedule.register("t.tick", every=schedule.DAY, run=lambda: calls.append(1))
    with on_day(date(2026, 11, 18)):
        assert schedule.run_due() == ["t.tick"]
        assert schedule.run_due() == []
    with on_day(date(2026, 11, 19)):
        assert schedule.run_due() == ["t.tick"]
    with on_day(date(2026, 12, 24)):
        assert schedule.run_due() == ["t.tick"], "停机一个月，补做一次"
        assert schedule.run_due() == []


def test_a_failure_is_kept_and_tried_again_later_without_stopping_the_others(calls, caplog) -> None:
    def breaks() -> None:
        calls.append("x")
        raise ConnectionError("没有网")

    schedule.register("t.a", every=schedule.DAY, run=breaks)
    schedule.register("t.b", every=schedule.DAY, run=lambda: calls.append("b"))
    schedule.run_due()
    assert calls == ["x", "b"]
    row = LastRun.objects.get(pk="t.a")
    assert (row.failures, row.succeeded_at) == (1, None)
    assert "没有网" in row.reason
    assert schedule.run_due() == []
    later(minutes=1)
    schedule.run_due()
    assert calls == ["x", "b", "x"]
    assert LastRun.objects.get(pk="t.a").failures == 2


def test_what_one_process_is_at_no_other_begins(calls) -> None:
    schedule.register("t.long", every=schedule.DAY, run=lambda: calls.append(1))
    LastRun.objects.create(name="t.long", holder="elsewhere:1:1", held_until=now() + timedelta(minutes=5))
    assert schedule.run_due() == []
    later(minutes=6)
    assert schedule.run_due() == ["t.long"], "做的人没了音信，接过来"


def test_what_a_dead_process_of_this_machine_held_is_taken_at_once(calls) -> None:
    schedule.register("t.long", every=schedule.DAY, run=lambda: calls.append(1))
    machine, pid, began = here().rsplit(":", 2)
    LastRun.objects.create(
        name="t.long", holder=f"{machine}:{pid}:{int(began) - 1}", held_until=now() + timedelta(minutes=30)
    )
    assert schedule.run_due() == ["t.long"]


def test_other_rhythms_are_refused(calls) -> None:
    with pytest.raises(ValueError, match="minute"):
        schedule.register("t.x", every="hour", run=lambda: None)


def test_only_one_can_be_asked_for(calls) -> None:
    schedule.register("t.a", every=schedule.MINUTE, run=lambda: calls.append("a"))
    schedule.register("t.b", every=schedule.MINUTE, run=lambda: calls.append("b"))
    assert schedule.run_due("t.b") == ["t.b"]
    assert calls == ["b"]
