"""Which fonts papers are set in. Fonts are those of the machine and of the folder ``ZHIDU_VAR/fonts``.

GB/T 9704 asks for 仿宋, 黑体, 楷体 and 小标宋. Of the free ones Fandol has the first three; where they are not
installed, Noto stands in: Song for 仿宋 and 楷体, its bold for 小标宋.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import typst
from django.conf import settings

WANTED: Mapping[str, tuple[str, ...]] = {
    "fang": (
        "FandolFang R",
        "FandolFang",
        "FangSong",
        "STFangsong",
        "FangSong_GB2312",
        "Noto Serif CJK SC",
        "Noto Serif SC",
        "Source Han Serif SC",
    ),
    "hei": ("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "FandolHei", "SimHei", "STHeiti"),
    "kai": ("FandolKai", "KaiTi", "STKaiti", "KaiTi_GB2312", "Noto Serif CJK SC", "Noto Serif SC"),
    "song": ("Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC", "FandolSong", "SimSun", "STSong"),
}
LARGE = (
    "SimSun-ExtB",
    "SimSun-ExtG",
    "Jigmo",
    "Jigmo2",
    "Jigmo3",
    "HanaMinA",
    "HanaMinB",
    "BabelStone Han",
    "Plangothic P1",
    "Plangothic P2",
)
"""Collections that have the rarest characters, wherever one of them is installed."""
MISSING = (
    "这台机器上没有能排文书的中文字体。请安装 fonts-noto-cjk（apt-get install fonts-noto-cjk），"
    "或把字体文件放进数据目录下的 fonts 文件夹，再重新启动。"
)


class NoFont(Exception):
    """There is no Chinese font: a paper would be full of empty boxes."""

    def __init__(self) -> None:
        super().__init__(MISSING)


class NoGlyph(Exception):
    """There are characters that no font of this machine has; ``characters`` are they."""

    def __init__(self, characters: list[str]) -> None:
        self.characters = characters
        super().__init__(
            f"这台机器上没有字体能印“{'、'.join(characters)}”。"
            "请安装 fonts-hanazono（apt-get install fonts-hanazono），"
            "或把有这个字的字体文件放进数据目录下的 fonts 文件夹，再重新启动。"
        )


def folder() -> Path:
    """Where an office may put fonts of its own."""
    return Path(settings.VAR) / "fonts"


@cache
def installed() -> typst.Fonts:
    """The fonts of this machine, looked up once: that takes a while."""
    own = [str(folder())] if folder().is_dir() else []
    return typst.Fonts(include_system_fonts=True, include_embedded_fonts=False, font_paths=own)


def chosen(families: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """Fonts for each of the four faces, those to fall back on behind the first. Raises :class:`NoFont`.

    A rare character of a name is looked for in the face itself, then in a Song, then in the large collections.
    """
    every = dict.fromkeys(one for names in WANTED.values() for one in names if one in families)
    if not every:
        raise NoFont
    broad = [one for one in (*WANTED["song"], *LARGE) if one in families]
    found: dict[str, tuple[str, ...]] = {}
    for face, wished in WANTED.items():
        own = [one for one in wished if one in families] or list(found.get("fang", ())[:1]) or [*every][:1]
        found[face] = tuple(dict.fromkeys([*own, *broad]))
    return found


@cache
def in_use() -> str:
    """The faces of this machine as templates get them, worked out once. Raises :class:`NoFont`."""
    return json.dumps(chosen(frozenset(installed().families())))


def ready() -> None:
    """Raises :class:`NoFont` where papers cannot be set on this machine."""
    chosen(frozenset(installed().families()))
