"""Which fonts papers are set in. Fonts are those of the machine and of the folder ``ZHIDU_VAR/fonts``.

GB/T 9704 asks for 仿宋, 黑体, 楷体 and 小标宋. Of the free ones Fandol has the first three; where they are not
installed, Noto stands in: Song for 仿宋 and 楷体, its bold for 小标宋.
"""

from __future__ import annotations

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
MISSING = (
    "这台机器上没有能排文书的中文字体。请安装 fonts-noto-cjk（apt-get install fonts-noto-cjk），"
    "或把字体文件放进数据目录下的 fonts 文件夹，再重新启动。"
)


class NoFont(Exception):
    """There is no Chinese font: a paper would be full of empty boxes."""

    def __init__(self) -> None:
        super().__init__(MISSING)


def folder() -> Path:
    """Where an office may put fonts of its own."""
    return Path(settings.VAR) / "fonts"


@cache
def installed() -> typst.Fonts:
    """The fonts of this machine, looked up once: that takes a while."""
    own = [str(folder())] if folder().is_dir() else []
    return typst.Fonts(include_system_fonts=True, include_embedded_fonts=False, font_paths=own)


def chosen(families: frozenset[str]) -> dict[str, str]:
    """The font for each of the four faces, the first of the wished ones that is there. Raises :class:`NoFont`."""
    found: dict[str, str] = {}
    for face, wished in WANTED.items():
        font = next((one for one in wished if one in families), None)
        if font is None:
            font = found.get("fang") or next(
                (one for names in WANTED.values() for one in names if one in families), None
            )
        if font is None:
            raise NoFont
        found[face] = font
    return found
