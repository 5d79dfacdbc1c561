"""Somebody who gets hold of everything afterwards, and tries to tell who voted how.

The attacker has every row of every table with its place in the file, the raw image of the database, the journal,
copies of the table of sealed slips taken after each vote, and the log of the web server: who submitted, in what order.
Each way of guessing answers person → letter, or nothing where there is nothing to go by.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from zhidu.apps.ballots.models import Ballot, Elector, Slip, Slot
from zhidu.foundation.journal.models import Entry


@dataclass
class Loot:
    """What the attacker has."""

    ballot: Ballot
    web_log: Sequence[int]
    """Who submitted the page, the first first."""
    copies: Sequence[Mapping[int, bytes]] = field(default_factory=list)
    """The sealed slips by the number of the row, before the first vote and after each."""

    def slips(self) -> list[tuple[int, int, dict[str, Any]]]:
        """Number of the row, number of the slip, content."""
        rows = Slip.objects.filter(ballot=self.ballot).order_by("pk")
        return [(one.pk, one.number, json.loads(one.said)) for one in rows]

    def places(self, model: Any) -> list[int]:
        """Rows of the ballot in the order in which they lie in the file; on PostgreSQL by transaction, too."""
        order = "ctid" if connection.vendor == "postgresql" else "rowid"
        return self._rows(model, order)

    def by_transaction(self, model: Any) -> list[int]:
        """Rows in the order of the transactions that wrote them."""
        if connection.vendor != "postgresql":
            return []
        return self._rows(model, "xmin::text::bigint, ctid")

    def _rows(self, model: Any, order: str) -> list[int]:
        table = model._meta.db_table
        key = "person_id" if model is Elector else "id"
        only = " AND voted" if model is Elector else ""
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {key} FROM {table} WHERE ballot_id = %s{only} ORDER BY {order}",  # noqa: S608 - our names
                [self.ballot.pk],
            )
            return [row[0] for row in cursor.fetchall()]

    def image(self) -> bytes:
        """The whole database as it lies there, free pages and all; '' where it cannot be had so."""
        if connection.vendor != "sqlite":
            return b""
        connection.ensure_connection()
        return bytes(connection.connection.serialize())


Guess = dict[int, str]


def in_step(people: Sequence[int], letters: Sequence[str]) -> Guess:
    return dict(zip(people, letters, strict=False))


def guesses(loot: Loot) -> Iterator[tuple[str, Guess]]:
    """Every way the attacker knows."""
    slips = loot.slips()
    letters = [said["m"] for _, _, said in slips]
    numbered = [said["m"] for _, _, said in sorted(slips, key=lambda one: one[1])]
    orders: dict[str, Sequence[int]] = {
        "访问记录": loot.web_log,
        "名册在文件里的先后": loot.places(Elector),
        "名册的事务号": loot.by_transaction(Elector),
        "日志": _from_journal(loot),
    }
    for name, people in orders.items():
        yield f"{name}，对票的行号", in_step(people, letters)
        yield f"{name}，对票的序号", in_step(people, numbered)
        yield f"{name}，倒着对", in_step(people, letters[::-1])
        for extra in sorted({key for _, _, said in slips for key in said} - {"m"}):
            by_extra = [said["m"] for _, _, said in sorted(slips, key=lambda one: str(one[2].get(extra)))]
            yield f"{name}，对票上的 {extra}", in_step(people, by_extra)
        yield f"{name}，对票在原文里的先后", in_step(people, _in_image(loot))
    changed = _changed(loot)
    yield (
        "备份里改动的格子，按格子的次序对票",
        in_step(sorted(changed, key=lambda person: changed[person][0]), numbered),
    )
    yield "备份里封着的票的长短", _by_length(changed, letters)
    yield (
        "备份里封着的票的内容",
        {
            person: letter
            for person, (_, sealed) in changed.items()
            for letter in "yna"
            if b'"m":"%c"' % ord(letter) in sealed
        },
    )


def _from_journal(loot: Loot) -> list[int]:
    """People named in entries about the ballot, in their order."""
    rows = Entry.objects.filter(object=loot.ballot.code).order_by("id").values_list("details", flat=True)
    return [one["person"] for one in rows if "person" in one]


def _in_image(loot: Loot) -> list[str]:
    """What can be found of open slips in the raw file, in order."""
    image, found, at = loot.image(), [], -1
    while (at := image.find(b'{"m":"', at + 1)) >= 0:
        found.append(chr(image[at + 6]))
    return found


def _changed(loot: Loot) -> dict[int, tuple[int, bytes]]:
    """Person → place and content of the slip that changed when they voted."""
    found = {}
    for person, before, after in zip(loot.web_log, loot.copies, loot.copies[1:], strict=False):
        different = [pk for pk in after if after[pk] != before.get(pk)]
        if len(different) == 1:
            found[person] = (different[0], after[different[0]])
    return found


def _by_length(changed: Mapping[int, tuple[int, bytes]], letters: Sequence[str]) -> Guess:
    lengths = sorted({len(sealed) for _, sealed in changed.values()})
    if len(lengths) < 2:
        return {}
    often = sorted(set(letters), key=letters.count)
    by_number = sorted(lengths, key=[len(sealed) for _, sealed in changed.values()].count)
    return {
        person: dict(zip(by_number, often, strict=False)).get(len(sealed), "")
        for person, (_, sealed) in changed.items()
    }


def a_copy(ballot: Ballot) -> dict[int, bytes]:
    """A backup of the sealed slips."""
    return {
        pk: bytes(sealed) for pk, sealed in Slot.objects.filter(ballot=ballot).values_list("pk", "sealed")
    }


def success(
    trials: Sequence[tuple[Loot, Mapping[int, str]]], guess: Callable[[Loot], Iterator[tuple[str, Guess]]]
) -> dict[str, float]:
    """Way of guessing → the share it got right over all trials, of those it said anything about."""
    right: dict[str, int] = {}
    said: dict[str, int] = {}
    for loot, truth in trials:
        for name, answer in guess(loot):
            right[name] = right.get(name, 0) + sum(
                answer[who] == truth[who] for who in answer if who in truth
            )
            said[name] = said.get(name, 0) + len(answer)
    return {name: right[name] / number for name, number in said.items() if number}
