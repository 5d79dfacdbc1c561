"""Whoever follows the journal sees everything that was committed, once, in an order that never goes back."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction

from tests.site import outside_acts
from zhidu.foundation.journal.models import Entry
from zhidu.foundation.journal.queries import (
    Cursor,
    advance,
    feed,
    latest,
    position,
    verify,
    written_since,
)
from zhidu.foundation.journal.write import write

pytestmark = pytest.mark.postgresql
WRITERS = 10
ACTS_EACH = 25


def in_thread(body: Callable[[], None], raised: list[BaseException]) -> threading.Thread:
    """A thread with a connection of its own, closed at its end."""

    def run() -> None:
        try:
            with outside_acts():
                body()
        except BaseException as error:  # noqa: BLE001 - handed to the test
            raised.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def entry(obj: str, place: int) -> Entry:
    return write(act="test.put", actor=1, obj=obj, place=place, happened_on=date(2026, 1, 1))


@pytest.mark.django_db(transaction=True)
def test_a_follower_misses_nothing_while_many_write_at_once() -> None:
    committed: list[str] = []
    raised: list[BaseException] = []
    writing = threading.Event()
    writing.set()

    def writer(which: int) -> Callable[[], None]:
        chance = random.Random(which)

        def body() -> None:
            for number in range(ACTS_EACH):
                code = f"{which}-{number}"
                given_up = chance.random() < 0.25
                with transaction.atomic():
                    entry(code, chance.randrange(4))
                    time.sleep(chance.choice([0, 0, 0.002, 0.01]))
                    transaction.set_rollback(given_up)
                if not given_up:
                    committed.append(code)

        return body

    seen: list[str] = []
    places: list[Cursor] = []

    def reader() -> None:
        cursor, rounds_left = Cursor(), 3
        while rounds_left:
            if not writing.is_set():
                rounds_left -= 1
            for found in feed(cursor, limit=7):
                cursor = Cursor(found.transaction, found.pk)
                places.append(cursor)
                seen.append(found.object)
                rounds_left = 3
            time.sleep(0.001)

    reading = in_thread(reader, raised)
    threads = [in_thread(writer(which), raised) for which in range(WRITERS)]
    for one in threads:
        one.join(120)
    writing.clear()
    reading.join(120)
    assert raised == []
    assert len(committed) > WRITERS * ACTS_EACH / 2
    assert sorted(seen) == sorted(committed), "每条写成的都看到一次，没写成的一条也没有"
    assert places == sorted(places)
    assert list(verify()) == []


@pytest.mark.django_db(transaction=True)
def test_organisations_do_not_wait_for_one_another_and_the_feed_waits_for_the_slow_one() -> None:
    if connection.vendor != "postgresql":
        return  # SQLite has one writer at a time, whoever writes
    first_wrote, go_on = threading.Event(), threading.Event()
    raised: list[BaseException] = []

    def slow() -> None:
        with transaction.atomic():
            entry("slow", 1)
            first_wrote.set()
            assert go_on.wait(20)

    thread = in_thread(slow, raised)
    assert first_wrote.wait(20)
    try:
        with outside_acts(), transaction.atomic():
            connection.cursor().execute("SET LOCAL lock_timeout = '3s'")
            entry("quick", 2)
        assert [one.object for one in Entry.objects.all()] == ["quick"]
        # the slow one has the lower transaction: whoever read on to "quick" would never come back for it
        assert feed(Cursor()) == []
        assert latest() == Cursor()
    finally:
        go_on.set()
        thread.join(20)
    assert raised == []
    assert [one.object for one in feed(Cursor())] == ["slow", "quick"]


@pytest.mark.django_db(transaction=True)
def test_writers_of_one_organisation_queue() -> None:
    raised: list[BaseException] = []

    def body() -> None:
        for number in range(20):
            with transaction.atomic():
                entry(f"x-{number}", 1)

    for one in [in_thread(body, raised) for _ in range(4)]:
        one.join(60)
    assert raised == []
    assert list(Entry.objects.order_by("number").values_list("number", flat=True)) == list(range(1, 81))
    assert list(verify()) == []


@pytest.mark.django_db(transaction=True)
def test_a_reader_goes_on_where_it_stopped(writing: Any) -> None:
    assert position("test") == Cursor()
    for number in range(5):
        writing(number % 2, number)
    first = feed(position("test"), limit=3)
    advance("test", first[-1])
    rest = feed(position("test"))
    assert [one.object for one in [*first, *rest]] == [f"x-{number}" for number in range(5)]
    advance("test", rest[-1])
    assert feed(position("test")) == []
    assert position("test") == latest()
    writing(7, 9)
    assert written_since(position("test"), {7})
    assert not written_since(position("test"), {1})
    assert written_since(position("test"), None)
