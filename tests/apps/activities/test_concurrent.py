"""Two people at one record at the same moment: one is taken, the other is told."""

from __future__ import annotations

import threading
from datetime import date

import pytest
from django.db import connection

from tests.apps.activities.making import a_meeting
from zhidu.apps.activities.actions import correct, plan, record_held
from zhidu.apps.activities.models import Activity, Superseded
from zhidu.foundation.acts import Stale, Wrong
from zhidu.foundation.clock import on_day

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def at_once(*bodies) -> list[str]:
    """Run *bodies* in threads that start together; what each came to."""
    barrier, outcome = threading.Barrier(len(bodies)), []

    def run(body) -> None:
        try:
            # a thread has its own clock: the day set for the test does not reach it
            with on_day(date(2026, 10, 20)):
                barrier.wait(10)
                body()
            outcome.append("taken")
        except Stale:
            outcome.append("told")
        except Wrong as wrong:
            outcome.append(str(wrong))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(body,)) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return sorted(outcome)


def test_of_two_corrections_at_once_one_is_taken_and_the_other_told(branch, secretary):
    made = record_held(actor=secretary, entry=a_meeting(branch))

    def change(title: str):
        return lambda: correct(
            actor=secretary, activity=made.pk, version=1, entry=a_meeting(branch, title=title), reason="补"
        )

    assert at_once(change("甲"), change("乙"), change("丙")) == ["taken", "told", "told"]
    made.refresh_from_db()
    assert (made.version, Superseded.objects.count()) == (2, 1)


def test_one_arrangement_is_held_once_even_at_the_same_moment(branch, secretary):
    arranged = plan(actor=secretary, entry=a_meeting(branch, on=date(2026, 10, 20)))

    def hold():
        record_held(
            actor=secretary, entry=a_meeting(branch, on=date(2026, 10, 20)), plan=arranged.pk, version=1
        )

    assert at_once(hold, hold) == ["taken", "told"]
    assert Activity.objects.get().state == "held"
