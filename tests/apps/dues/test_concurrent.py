"""Two who take in, or hand up, at the same moment: the money is there once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import connection

from tests.apps.dues.conftest import MONTH, TODAY, Money, everybody_pays
from zhidu.apps.activities.models import Activity
from zhidu.apps.dues import queries
from zhidu.apps.dues.actions import assess, collect, pass_up
from zhidu.foundation.acts import Wrong
from zhidu.foundation.clock import on_day

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def at_once(body: Callable[[], object]) -> list[str]:
    """Run *body* in three threads that start together; what each came to."""
    barrier, outcome = threading.Barrier(3), list[str]()

    def run() -> None:
        try:
            # a thread has its own clock: the day set for the test does not reach it
            with on_day(TODAY):
                barrier.wait(10)
                body()
            outcome.append("taken")
        except Wrong:
            outcome.append("told")
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(3)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(60)
    return sorted(outcome)


def test_a_month_is_paid_once_and_no_fen_goes_up_twice(money: Money) -> None:
    everybody_pays(money)
    node, people = money.branch.node, money.branch.people
    told = {"actor": money.secretary, "organization": node.pk}
    assess(**told, month=MONTH)
    paying = at_once(lambda: collect(**told, month=MONTH, people=people, on=TODAY, method="cash"))
    assert paying == ["taken", "told", "told"]
    assert Activity.objects.filter(kind="dues_paid").count() == len(people)
    passing = at_once(lambda: pass_up(**told, amount=Decimal("400.00"), on=TODAY))
    assert passing == ["taken", "told", "told"]
    assert queries.in_hand(node).in_hand == Decimal("10.50")
