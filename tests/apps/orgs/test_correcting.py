"""Days of the tree that were written down wrongly are put right."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.apps import builders as b
from zhidu.apps.orgs import queries as orgs
from zhidu.apps.orgs.actions import correct_spell, dissolve, rename
from zhidu.foundation.access.rules import SYSTEM
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Stale, Wrong
from zhidu.foundation.journal.queries import about, changes_of

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 20)
ONE = timedelta(days=1)


def days(node: Any) -> list[tuple[Any, Any]]:
    return [(one.first, one.last) for one in orgs.spells(node)]


def test_the_stretch_before_moves_with_the_beginning() -> None:
    node = b.an_organization("甲")
    rename(actor=SYSTEM, node=node.pk, name="乙", on=DAY)
    correct_spell(actor=SYSTEM, spell=orgs.spells(node)[1].pk, first=DAY - ONE, last=None)
    assert days(node) == [(b.SINCE, DAY - 2 * ONE), (DAY - ONE, None)]
    assert changes_of(about(node.code)[0]) == {"first": ["2026-05-20", "2026-05-19"]}


def test_the_first_stretch_begins_on_the_day_of_founding() -> None:
    root = b.an_organization("县委", type="county_committee", on=date(2010, 1, 1))
    node = b.an_organization("甲", under=root)
    spell = orgs.spells(node)[0].pk
    correct_spell(actor=SYSTEM, spell=spell, first=date(2012, 7, 1), last=None)
    assert orgs.node(node.pk).since == date(2012, 7, 1)
    with pytest.raises(Wrong, match="上级县委 2010-01-01 才设立"):
        correct_spell(actor=SYSTEM, spell=spell, first=date(2009, 12, 31), last=None)


def test_a_founding_is_not_later_than_what_was_there() -> None:
    branch = b.a_branch(groups=1)
    with pytest.raises(Wrong, match=f"在这以前已有{branch.groups[0].name}"):
        correct_spell(actor=SYSTEM, spell=orgs.spells(branch.node)[0].pk, first=DAY, last=None)
    with pytest.raises(Wrong, match="在这以前已有党员和发展中的同志 5 人"):
        correct_spell(actor=SYSTEM, spell=orgs.spells(branch.groups[0])[0].pk, first=DAY, last=None)


def test_a_dissolution_that_was_a_mistake_is_taken_back_unless_the_name_is_taken() -> None:
    root = b.an_organization("县委", type="county_committee")
    node = b.an_organization("甲", under=root)
    dissolve(actor=SYSTEM, node=node.pk, last=DAY)
    spell = orgs.spells(node)[0].pk
    correct_spell(actor=SYSTEM, spell=spell, first=b.SINCE, last=DAY + ONE)
    assert orgs.node(node.pk).until == DAY + ONE
    twin = b.an_organization("甲", under=root, on=DAY + 2 * ONE)
    with pytest.raises(Wrong, match="县委之下已有“甲”"):
        correct_spell(actor=SYSTEM, spell=spell, first=b.SINCE, last=None)
    rename(actor=SYSTEM, node=twin.pk, name="乙", on=DAY + 2 * ONE)
    correct_spell(actor=SYSTEM, spell=spell, first=b.SINCE, last=None)
    assert orgs.node(node.pk).until is None
    assert days(node) == [(b.SINCE, None)]


def test_what_cannot_be_is_refused() -> None:
    node = b.an_organization("甲")
    rename(actor=SYSTEM, node=node.pk, name="乙", on=DAY)
    first, second = (one.pk for one in orgs.spells(node))
    for spell, begins, ends, words in (
        (second, b.SINCE, None, "前一段从 2018-01-01 起，应在以后"),
        (second, date(2026, 11, 27), None, "在将来"),
        (second, DAY, DAY, "还没有撤销"),
        (first, b.SINCE, DAY, "后面还有一段"),
        (second, DAY, None, "没有改动"),
        (999_999, DAY, None, "没有这一段"),
    ):
        with pytest.raises(Wrong, match=words):
            correct_spell(actor=SYSTEM, spell=spell, first=begins, last=ends)
    with pytest.raises(Refused):
        correct_spell(actor=b.an_actor("secretary", node), spell=second, first=DAY - ONE, last=None)
    with pytest.raises(Stale):
        correct_spell(actor=SYSTEM, spell=second, first=DAY - ONE, last=None, version=1)
