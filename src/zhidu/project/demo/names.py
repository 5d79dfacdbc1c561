"""Invented names of people: short lists, drawn from one source of chance, so that a seed gives one county."""

from __future__ import annotations

from random import Random

COUNTY = "云岭县"
"""No county of this name exists."""

_SURNAMES = (
    *"王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎",
    *"余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文",
)
_GIVEN_OLD = (
    *("建国", "建军", "国强", "秀英", "桂兰", "德福", "玉珍", "志明", "玉兰", "永福", "金凤", "文华", "家宝"),
    *("明德", "桂芳", "长林", "福生", "水生", "月英", "兴旺", "守田", "春花", "大成", "素芬", "保平", "仁义"),
)
_GIVEN = (
    *(
        "伟",
        "芳",
        "敏",
        "静",
        "丽",
        "强",
        "磊",
        "军",
        "洋",
        "勇",
        "艳",
        "杰",
        "娟",
        "涛",
        "超",
        "霞",
        "平",
        "刚",
    ),
    *("晓燕", "海涛", "志强", "雪梅", "文博", "立新", "红梅", "小龙", "春燕", "国栋", "慧敏", "建华", "丽华"),
    *("子涵", "宇航", "思远", "佳怡", "梓萱", "俊杰", "浩然", "欣怡", "雨桐", "一鸣", "若兰", "明轩", "嘉禾"),
)
_OLD_SHARE = 0.35
"""About a third of the members are of the older generation."""


class Namer:
    """Hands out people's ids such as ``张建国-017``: the name for people, the number so that none is twice."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._number = 0

    def person(self) -> str:
        """The next invented person."""
        self._number += 1
        given = _GIVEN_OLD if self._chance.random() < _OLD_SHARE else _GIVEN
        return f"{self._chance.choice(_SURNAMES)}{self._chance.choice(given)}-{self._number:03d}"


def bare(person: str) -> str:
    """The name without its number, as it is signed: 张建国."""
    return person.split("-", 1)[0]
