"""A chain an organisation: numbered from 1 without gaps, each entry holding on to the one before."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from zhidu.foundation.clock import on_day
from zhidu.foundation.journal.models import Entry, OldValues
from zhidu.foundation.journal.queries import about, changes_of, verify
from zhidu.foundation.journal.write import erase, write

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


def test_every_organisation_has_its_own_chain_and_the_site_has_one(writing: Any) -> None:
    for place in (1, 2, 1, None, 1, None):
        writing(place)
    found = [(one.stream, one.number) for one in Entry.objects.order_by("stream", "number")]
    assert found == [("org:1", 1), ("org:1", 2), ("org:1", 3), ("org:2", 1), ("site", 1), ("site", 2)]
    assert list(verify()) == []


def test_each_entry_holds_the_digest_of_the_one_before(writing: Any) -> None:
    first, second = writing(1, 1), writing(1, 2)
    assert second.before == first.digest
    assert len({first.digest, second.digest, first.before}) == 3


def test_equal_entries_in_two_chains_have_different_digests(writing: Any) -> None:
    with on_day(date(2026, 3, 2)):
        assert writing(1, 1).digest != writing(2, 1).digest


def test_event_day_and_entry_moment_are_both_kept(writing: Any) -> None:
    with on_day(date(2026, 5, 6)):
        entry = Entry.objects.get(pk=writing().pk)
    assert entry.happened_on == date(2026, 3, 1)
    assert entry.entered_at.date() == date(2026, 5, 6)


def test_an_entry_is_written_only_within_a_transaction() -> None:
    in_block, connection.in_atomic_block = connection.in_atomic_block, False
    try:
        with pytest.raises(RuntimeError, match="事务"):
            write(act="test.put", actor=None, obj="x", place=1, happened_on=date(2026, 1, 1))
    finally:
        connection.in_atomic_block = in_block


def test_what_changed_can_be_read_until_it_is_erased_and_the_chain_stays_whole(writing: Any) -> None:
    writing(1, 1)
    writing(1, 2)
    entry = about("x-1").get()
    assert changes_of(entry) == {"name": ["旧1", "新1"]}
    assert "新1" not in str(Entry.objects.filter(pk=entry.pk).values().get())
    assert "新1".encode() not in bytes(OldValues.objects.get(entry=entry).sealed)
    assert erase("x-1") == 1
    assert changes_of(about("x-1").get()) is None
    assert changes_of(about("x-2").get()) == {"name": ["旧2", "新2"]}
    assert list(verify()) == []


def test_old_values_under_another_key_are_told_from_those_that_are_there(writing: Any) -> None:
    writing(1, 1)
    OldValues.objects.update(sealed=b"something else")
    assert changes_of(about("x-1").get()) is None


@pytest.mark.parametrize(
    "details",
    [
        {"b": 1, "a": [1, 2, (3, 4)], "中": "文"},
        {10: "ten", 9: "nine"},
        {"large": 10**18, "none": None, "yes": True, "deep": {"z": {"y": []}}},
        {"quote": 'a"b\\c\n', "emoji": "旗🚩"},
    ],
)
def test_details_verify_however_a_database_keeps_them(writing: Any, details: dict[Any, Any]) -> None:
    writing(1, 1, details=details)
    assert list(verify()) == []


def test_a_float_in_the_details_is_refused(writing: Any) -> None:
    with pytest.raises(TypeError, match="小数"):
        writing(1, 1, details={"share": 0.5})
    assert not Entry.objects.exists()


@pytest.mark.parametrize(("changes", "most"), [({"a": (1, 2)}, 4), ({}, 3)])
def test_an_entry_costs_a_small_constant_number_of_statements(changes: dict[str, Any], most: int) -> None:
    with transaction.atomic():
        for number in range(3):
            with CaptureQueriesContext(connection) as captured:
                write(
                    act="test.put",
                    actor=1,
                    obj=f"x-{number}",
                    place=1,
                    happened_on=date(2026, 1, 1),
                    changes=changes,
                )
            assert number == 0 or len(captured) == most, [one["sql"] for one in captured]


def test_walking_the_chains_costs_the_same_few_statements_however_many_there_are(writing: Any) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert list(verify()) == []
        return len(captured)

    writing(1, 1)
    before = statements()
    for number in range(40):
        writing(number % 9, number)
    assert statements() == before
