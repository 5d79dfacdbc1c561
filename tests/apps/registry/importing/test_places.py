"""Names of organisations in a sheet, held against the tree."""

from __future__ import annotations

import pytest

from zhidu.apps.registry.importing.reading.faults import Unclear
from zhidu.apps.registry.importing.reading.places import Place, Places

TREE = Places(
    [
        Place(1, "云岭县委"),
        Place(2, "南山镇党委", "云岭县委", 1),
        Place(3, "北山镇党委", "云岭县委", 1),
        Place(4, "南山镇第一村党支部", "南山镇党委", 2),
        Place(5, "南山镇第十二村党支部", "南山镇党委", 2),
        Place(6, "卫生院党支部", "南山镇党委", 2),
        Place(7, "卫生院党支部", "北山镇党委", 3),
    ]
)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("南山镇第一村党支部", 4),
        ("南山镇 第一村 党支部", 4),
        ("南山镇第1村支部", 4),
        ("中共南山镇第１村支部委员会", 4),
        ("南山镇第12村党支部", 5),
        ("中国共产党南山镇委员会", 2),
        ("南山镇党委/卫生院党支部", 6),
        ("org-7", 7),
    ],
)
def test_a_small_difference_is_seen_through(written: str, meant: int) -> None:
    assert TREE.find(written) == meant


def test_a_larger_difference_is_offered_and_not_taken() -> None:
    with pytest.raises(Unclear) as told:
        TREE.find("南山第一村支部")
    assert told.value.kind == "place.close"
    assert told.value.mends[0].value == "南山镇第一村党支部"


def test_of_two_of_one_name_it_is_asked_which() -> None:
    with pytest.raises(Unclear) as told:
        TREE.find("卫生院支部")
    assert told.value.kind == "place.several"
    assert [one.value for one in told.value.mends] == ["南山镇党委/卫生院党支部", "北山镇党委/卫生院党支部"]
    assert TREE.find(told.value.mends[1].value) == 7


def test_what_is_like_nothing_is_unknown() -> None:
    with pytest.raises(Unclear) as told:
        TREE.find("科技局党组")
    assert (told.value.kind, told.value.mends) == ("place.unknown", ())
