"""How names are spelt, so that people are found by a few letters: 张三丰 by zhangsan, zsf, sanfeng.

A surname is read as a surname (单 shàn, 曾 zēng, 查 zhā), whatever the character says elsewhere; where a family says
it one way and another family another way, both are kept.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from itertools import product
from typing import Any

LETTERS = re.compile(r"[a-z]+")
MOST = 6
"""Readings of one name that are kept."""
_SAID = """
单:shan 曾:zeng 查:zha 解:xie 区:ou 任:ren 仇:qiu 朴:piao 盖:ge/gai 华:hua 那:na 种:chong 重:chong 繁:po 乐:yue/le
翟:zhai/di 员:yun 燕:yan 应:ying 缪:miao 冼:xian 洗:xian 折:she 黑:he 召:shao 秘:bi 曲:qu 宁:ning 覃:qin/tan 牟:mu/mou
隗:wei/kui 葛:ge 句:gou 车:che 谌:chen/shen 过:guo 祭:zhai 降:jiang 佴:nai 尉:wei 长:chang 逄:pang 晟:cheng 石:shi
少:shao 都:du 卜:bu 藏:zang 台:tai 纪:ji 谷:gu 柏:bai 贾:jia 干:gan 万:wan 弗:fu 相:xiang 兴:xing 於:yu 郗:xi/chi
郇:xun/huan 麴:qu 阚:kan
"""
SURNAMES: Mapping[str, tuple[str, ...]] = {
    word: tuple(said.split("/")) for word, _, said in (one.partition(":") for one in _SAID.split())
}
_DOUBLE: Mapping[str, tuple[str, ...]] = {
    "尉迟": ("yu", "chi"),
    "万俟": ("mo", "qi"),
    "长孙": ("zhang", "sun"),
    "单于": ("chan", "yu"),
    "澹台": ("tan", "tai"),
}
"""Surnames of two characters of which either is read in a way of its own."""


def readings(name: str) -> list[tuple[str, ...]]:
    """The ways to spell a name, each a syllable for every character; none where it has no Chinese character."""
    if not name or not any("\u3400" <= one <= "\u9fff" or one >= "\U00020000" for one in name):
        return []
    first: list[tuple[str, ...]]
    if name[:2] in _DOUBLE:
        first, rest = [_DOUBLE[name[:2]]], name[2:]
    elif name[:1] in SURNAMES:
        first, rest = [(one,) for one in SURNAMES[name[0]]], name[1:]
    else:
        first, rest = [()], name
    given = [_syllables(one) for one in rest]
    found = [(*begin, *end) for begin in first for end in product(*given)]
    return found[:MOST]


def _syllables(character: str) -> tuple[str, ...]:
    """How a character of a given name is read, the commonest first; '' for what has no reading."""
    said = _dictionary()(character)
    return tuple(dict.fromkeys(said))[:2] or ("",)


@cache
def _dictionary() -> Any:  # noqa: ANN401 - a function of a library that is read when the first name is spelt
    from pypinyin import Style, pinyin  # noqa: PLC0415 - its dictionary takes a moment, and most commands need none

    @cache
    def read(character: str) -> tuple[str, ...]:
        found = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore", v_to_u=False)
        return tuple(one for one in (found[0] if found else ()) if LETTERS.fullmatch(one))

    return read


def spellings(name: str) -> list[str]:
    """What may be typed for a name: from any character on, in full and by initials."""
    found: dict[str, None] = {}
    for syllables in readings(name):
        for start in range(len(syllables)):
            part = [one for one in syllables[start:] if one]
            if part:
                found["".join(part)] = None
                found["".join(one[0] for one in part)] = None
    return list(found)
