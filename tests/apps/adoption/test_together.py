"""Two people at once: of two adoptions of one book that overlap only one can be written."""

from __future__ import annotations

import threading
from datetime import date

import pytest
from django.db import connection

from tests.apps.adoption.trees import a_book, a_tree, meetings
from zhidu.apps.adoption import queries
from zhidu.apps.adoption.actions import adopt
from zhidu.foundation.access.rules import SYSTEM
from zhidu.foundation.acts import Wrong


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_two_who_adopt_at_once_the_second_is_told() -> None:
    _, _, branch = a_tree()
    books = [a_book("a", meetings()), a_book("a", meetings(2), version="2")]
    start = threading.Barrier(4)
    told: list[str] = []

    def one(number: int) -> None:
        try:
            start.wait()
            adopt(
                actor=SYSTEM,
                organization=branch.pk,
                book=books[number % 2].pk,
                first=date(2026, 1, 1 + number),
            )
            told.append("")
        except Wrong as wrong:
            told.append(str(wrong))
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(bool(one) for one in told) == [False, True, True, True]
    assert all("重叠" in one for one in told if one)
    assert len(queries.adoptions([branch.pk])) == 1
