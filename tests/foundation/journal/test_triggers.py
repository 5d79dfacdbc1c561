"""Entries can be added and nothing else, whoever asks the database; and tests can still be cleaned up after."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from tests.site import outside_acts
from zhidu.foundation.journal.models import Entry
from zhidu.foundation.journal.write import write

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]


def one_entry() -> Entry:
    with outside_acts(), transaction.atomic():
        return write(act="test.a", actor=1, obj="x-1", place=1, happened_on=date(2026, 1, 2))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal_entry SET act = 'test.b'",
        "UPDATE journal_entry SET number = number",
        "DELETE FROM journal_entry",
        "DELETE FROM journal_entry WHERE number = 1",
        "TRUNCATE journal_entry CASCADE",
    ],
)
def test_the_database_itself_refuses_to_change_an_entry(statement: str) -> None:
    if connection.vendor == "sqlite" and statement.startswith("TRUNCATE"):
        statement = (
            "DELETE FROM journal_entry"  # SQLite has no TRUNCATE; its optimised DELETE is the same thing
        )
    entry = one_entry()
    with outside_acts(), pytest.raises(DatabaseError, match="日志只能追加"), transaction.atomic():
        connection.cursor().execute(statement)
    assert Entry.objects.get().digest == entry.digest


def test_the_journal_is_empty_again_in_the_next_test() -> None:
    assert not Entry.objects.exists()
    one_entry()
    assert Entry.objects.count() == 1
