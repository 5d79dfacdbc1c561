"""How names are spelt: a surname as a surname, and every way a name may be typed."""

from __future__ import annotations

import pytest

from zhidu.foundation.search.pinyin import readings, spellings
from zhidu.foundation.search.text import Spelt, document, written

SURNAMES = {
    "单田芳": "shan",
    "曾国藩": "zeng",
    "查良镛": "zha",
    "解晓东": "xie",
    "区桂芝": "ou",
    "任长霞": "ren",
    "仇和": "qiu",
    "朴正花": "piao",
    "翟志刚": "zhai",
    "尉迟恭": "yu",
    "万俟卨": "mo",
    "长孙无忌": "zhang",
    "欧阳修": "ou",
    "吕文博": "lv",
    "王秀英": "wang",
}


@pytest.mark.parametrize(("name", "first"), SURNAMES.items())
def test_a_surname_is_read_as_a_surname(name: str, first: str) -> None:
    assert readings(name)[0][0] == first


def test_a_name_is_typed_in_full_or_by_initials_from_any_character_on() -> None:
    found = spellings("张三丰")
    for typed in ("zhangsanfeng", "zsf", "sanfeng", "sf", "feng"):
        assert typed in found


def test_where_two_readings_are_common_both_are_found() -> None:
    assert {"yuejia", "lejia"} & {one[:6] for one in spellings("乐嘉")}
    assert "qinming" in spellings("覃明")
    assert "tanming" in spellings("覃明")


def test_what_has_no_reading_is_left_out() -> None:
    assert spellings("Anna") == []
    assert spellings("") == []
    assert "wang" in "".join(spellings("王𠀀"))


def test_spellings_are_kept_whole() -> None:
    assert document("p", ["三", Spelt("san")]) == " ".join(sorted([written("p", "三"), written("p", "san")]))
