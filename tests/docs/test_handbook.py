"""docs/handbook: the words it marks are in the guided part only, and every picture it shows is there and is small."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.screens.guide import FOLDER, deeds, outside, pages, text_of
from zhidu.foundation.handbook.pages import INDEX, PAGES, page

PICTURES = FOLDER / "pictures"
LARGEST, MOST = 150_000, 25
"""Bytes of a picture, and how many of them."""
SHOWN = re.compile(r"!\[([^\]]+)\]\(pictures/([\w-]+)\.png\)")


def test_there_is_a_page_for_everybody_with_a_guided_part() -> None:
    assert {one.stem for one in FOLDER.glob("*.md")} == {INDEX, *PAGES}
    assert {one.stem for one in pages()} == {*PAGES}
    assert all(f"({name}.md)" in text_of(FOLDER / f"{INDEX}.md") for name in PAGES)


@pytest.mark.parametrize("path", pages(), ids=lambda one: one.stem)
def test_marks_stand_only_where_they_are_followed(path: Path) -> None:
    """What is marked is tried out in tests/walks/test_handbook.py; nothing else may look as if it were."""
    assert re.findall(r"[【】「」〔〕]", outside(path)) == []
    assert len(list(deeds(path))) >= 8


def test_every_picture_is_there_and_every_one_that_is_there_is_shown() -> None:
    shown = [name for path in FOLDER.glob("*.md") for _, name in SHOWN.findall(text_of(path))]
    assert sorted(shown) == sorted(one.stem for one in PICTURES.glob("*"))
    assert len(shown) == len(set(shown)) <= MOST
    assert all(one.stat().st_size <= LARGEST for one in PICTURES.glob("*.png"))


def test_a_paragraph_of_several_lines_has_no_blank_between_chinese_characters() -> None:
    for name in (INDEX, *PAGES):
        for paragraph in re.findall(r"<p>(.*?)</p>", page(name).html, re.DOTALL):
            assert not re.search(r"[\u4e00-\u9fff，。；：、”）]\n[\u4e00-\u9fff“（]", paragraph), (
                name,
                paragraph,
            )
