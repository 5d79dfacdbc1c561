"""Numbers of documents have no gaps: what failed used none."""

from __future__ import annotations

import subprocess
import sys

import pytest
from django.db import transaction

from tests.foundation.services import environment
from zhidu.foundation.access.rules import SYSTEM, Actor
from zhidu.foundation.acts import act, record
from zhidu.foundation.papers.numbering import document_number, last_number, ledger_number, next_number

pytestmark = pytest.mark.django_db
SERIES = "org-12/发文"


@act("test.papers.issue", "测试：发文")
def issue(*, actor: Actor, fail: bool = False) -> int:
    number = next_number(SERIES, 2026)
    record(obj="paper-1", place=None, details={"number": number})
    if fail:
        raise ArithmeticError
    return number


def test_numbers_follow_each_other_and_what_failed_used_none() -> None:
    assert issue(actor=SYSTEM) == 1
    with pytest.raises(ArithmeticError):
        issue(actor=SYSTEM, fail=True)
    assert issue(actor=SYSTEM) == 2
    assert last_number(SERIES, 2026) == 2
    assert last_number(SERIES, 2027) == 0


def test_every_series_and_every_year_begins_with_one() -> None:
    @act("test.papers.others", "测试：别的号")
    def others(*, actor: Actor) -> list[int]:
        record(obj="paper-1", place=None)
        return [next_number(SERIES, 2027), next_number("org-13/发文", 2026), next_number(SERIES, 2027)]

    issue(actor=SYSTEM)
    assert others(actor=SYSTEM) == [1, 1, 2]


def test_a_number_outside_an_act_is_refused() -> None:
    with transaction.atomic(), pytest.raises(RuntimeError, match="行为"):
        next_number(SERIES, 2026)


def test_numbers_are_written_as_the_standard_says() -> None:
    assert document_number("云岭党发", 2026, 5) == "云岭党发〔2026〕5号"
    assert ledger_number("台账", 2026, 5) == "台账-2026-0005"


ISSUE_TEN = """
import django; django.setup()
from tests.foundation.papers.test_numbering import SYSTEM, issue
for _ in range(10):
    print(issue(actor=SYSTEM))
"""


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_offices_that_issue_at_the_same_time_never_get_the_same_number() -> None:
    running = [
        subprocess.Popen(
            [sys.executable, "-c", ISSUE_TEN], env=environment(), stdout=subprocess.PIPE, text=True
        )
        for _ in range(3)
    ]
    given = [int(line) for one in running for line in one.communicate(timeout=120)[0].split()]
    assert sorted(given) == list(range(1, 31))
