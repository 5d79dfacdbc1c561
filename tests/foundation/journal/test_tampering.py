"""Whoever has the database and changes it, triggers put aside, is found out, and the place is named."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from tests.site import unguarded_journal
from zhidu.foundation.journal import seals
from zhidu.foundation.journal import verify as verifying
from zhidu.foundation.journal.models import Entry, Head, OldValues
from zhidu.foundation.journal.queries import seal, verify
from zhidu.foundation.keys import PURPOSES, Keyring

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]
Writing = Callable[..., Entry]


@pytest.fixture
def five(writing: Writing) -> None:
    """Two chains of five entries, the second left alone."""
    for number in range(1, 6):
        writing(1, number)
        writing(2, number)


def tampered(statement: str, *parameters: Any) -> list[str]:
    with unguarded_journal(), connection.cursor() as cursor:
        cursor.execute(statement, parameters)
    return [str(one) for one in verify()]


CELLS = {
    "act": "test.other",
    "actor": 6,
    "object": "x-9",
    "place": 3,
    "happened_on": "2026-03-02",
    "entered_at": "2026-03-02 00:00:00+00:00",
    "details": '{"count": 99}',
    "before": "0" * 64,
    "digest": "0" * 64,
}


@pytest.mark.parametrize("column", CELLS)
def test_one_changed_cell_is_found(five: None, column: str) -> None:
    statement = "UPDATE journal_entry SET COLUMN = %s WHERE stream = 'org:1' AND number = 3"
    found = tampered(statement.replace("COLUMN", column), CELLS[column])
    assert any(one.startswith("链 org:1 第 3 条：") for one in found)
    assert not any("org:2" in one for one in found)


def test_a_cell_made_empty_is_found(five: None) -> None:
    found = tampered("UPDATE journal_entry SET actor = NULL WHERE stream = 'org:1' AND number = 3")
    assert found == ["链 org:1 第 3 条：内容与写入时的校验值不符，被改动过"]


def test_a_removed_entry_is_found(five: None) -> None:
    OldValues.objects.all().delete()
    found = tampered("DELETE FROM journal_entry WHERE stream = 'org:1' AND number = 3")
    assert found == ["链 org:1 第 3 条：缺第 3 条"]


def test_several_removed_entries_are_found(five: None) -> None:
    OldValues.objects.all().delete()
    found = tampered("DELETE FROM journal_entry WHERE stream = 'org:1' AND number IN (2, 3)")
    assert found == ["链 org:1 第 2 条：缺第 2 至 3 条"]


def test_a_removed_beginning_is_found(five: None) -> None:
    OldValues.objects.all().delete()
    found = tampered("DELETE FROM journal_entry WHERE stream = 'org:1' AND number = 1")
    assert found == ["链 org:1 第 1 条：缺第 1 条"]


def test_an_entry_put_in_between_is_found(five: None) -> None:
    OldValues.objects.all().delete()
    with unguarded_journal():
        rows = list(Entry.objects.filter(stream="org:1", number__gte=3).order_by("-number"))
        for row in rows:
            Entry.objects.filter(pk=row.pk).update(number=row.number + 1)
        forged = rows[-1]
        forged.pk, forged.number, forged.details = None, 3, {"count": 1000}
        forged.save(force_insert=True)
        Head.objects.filter(pk="org:1").update(number=6)
    found = [str(one) for one in verify()]
    assert "链 org:1 第 3 条：内容与写入时的校验值不符，被改动过" in found
    assert any(one.startswith("链 org:1 第 4 条：") for one in found)


def test_two_entries_that_changed_places_are_found(five: None) -> None:
    with unguarded_journal():
        for old, new in ((3, 9), (4, 3), (9, 4)):
            Entry.objects.filter(stream="org:1", number=old).update(number=new)
    found = [str(one) for one in verify()]
    assert any(one.startswith("链 org:1 第 3 条：") for one in found)
    assert any(one.startswith("链 org:1 第 4 条：") for one in found)


def test_row_numbers_that_were_exchanged_are_found(five: None) -> None:
    """The row number is in no digest, but it orders the feed on SQLite."""
    OldValues.objects.all().delete()
    with unguarded_journal():
        third, fourth = Entry.objects.filter(stream="org:1", number__in=(3, 4)).order_by("number")
        for old, new in ((third.pk, 10**9), (fourth.pk, third.pk), (10**9, fourth.pk)):
            Entry.objects.filter(pk=old).update(id=new)
    assert [str(one) for one in verify()] == ["链 org:1 第 4 条：行号小于上一条，应大于；次序被改动过"]


def test_a_tail_that_was_cut_shows_at_the_head(five: None) -> None:
    OldValues.objects.all().delete()
    found = tampered("DELETE FROM journal_entry WHERE stream = 'org:1' AND number > 3")
    assert found == ["链 org:1 第 4 条：登记的链尾是第 5 条，实际到第 3 条为止"]


def test_a_removed_head_is_found(five: None) -> None:
    Head.objects.filter(pk="org:1").delete()
    assert [str(one) for one in verify()] == ["链 org:1 第 5 条：没有链尾的登记，应有一行"]


def cut_the_tail(stream: str, last: int) -> None:
    """What an attacker with the database would do: cut the newest entries off and set the head back."""
    OldValues.objects.all().delete()
    with unguarded_journal():
        Entry.objects.filter(stream=stream, number__gt=last).delete()
    end = Entry.objects.filter(stream=stream, number=last).first()
    if end is None:
        Head.objects.filter(pk=stream).delete()
    else:
        Head.objects.filter(pk=stream).update(number=last, digest=end.digest)


def test_a_tail_cut_with_the_head_set_back_is_found_by_the_seal(five: None) -> None:
    assert seal() == 2
    cut_the_tail("org:1", 3)
    assert [str(one) for one in verify()] == ["链 org:1 第 4 条：封存时已有 5 条，缺第 4 至 5 条"]


def test_a_whole_chain_that_vanished_is_found_by_the_seal(five: None) -> None:
    seal()
    cut_the_tail("org:1", 0)
    found = [str(one) for one in verify()]
    assert "链 org:1 第 1 条：封存时已有 5 条，缺第 1 至 5 条" in found


def test_a_tail_that_was_written_anew_by_the_program_is_found_by_the_seal(
    five: None, writing: Writing
) -> None:
    seal()
    cut_the_tail("org:1", 3)
    writing(1, 4)
    writing(1, 5)
    assert [str(one) for one in verify()] == ["链 org:1 第 5 条：与封存的不是同一条，封存以后被换过"]


def test_only_chains_that_grew_are_sealed_again(five: None, writing: Writing) -> None:
    assert seal() == 2
    assert seal() == 0
    writing(2, 6)
    assert seal() == 1
    assert list(verify()) == []


@pytest.mark.parametrize(
    "spoil",
    [
        lambda lines: [lines[0].replace(" 5 ", " 4 "), *lines[1:]],
        lambda lines: lines[1:],
        lambda lines: [lines[1], lines[0]],
        lambda lines: [*lines, "2026-01-01T00:00:00+08:00 org:1 9 abc def\n"],
    ],
    ids=["改一行", "删一行", "换次序", "添一行"],
)
def test_a_changed_file_of_seals_is_found(five: None, spoil: Callable[[list[str]], list[str]]) -> None:
    seal()
    lines = seals.path().read_text(encoding="utf-8").splitlines(keepends=True)
    seals.path().write_text("".join(spoil(lines)), encoding="utf-8")
    assert "封存文件" in "".join(str(one) for one in verify())
    with pytest.raises(seals.Damaged):
        seal()


def test_another_key_is_told_as_such(five: None, monkeypatch: pytest.MonkeyPatch) -> None:
    other = Keyring(dict.fromkeys(PURPOSES, "ab" * 32))
    for module in ("write", "verify", "seals"):
        monkeypatch.setattr(f"zhidu.foundation.journal.{module}.keyring", lambda: other)
    assert verifying.wrong_key()
    (fault,) = verify()
    assert "密钥不是写日志时的那一把" in str(fault)


def test_an_empty_journal_is_whole() -> None:
    assert list(verify()) == []
    assert seal() == 0
