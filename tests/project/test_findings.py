"""判定写成文件：数字原样准确，整份写入或者不写。"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhidu.domain.rules.records import exact
from zhidu.project.files import write_whole
from zhidu.rulebooks.source import BookError


@pytest.mark.parametrize(
    ("value", "written"),
    [(Fraction(6), 6), (Fraction(3, 2), "1.5"), (Fraction(2, 3), "2/3"), (Fraction(0), 0), (None, None)],
)
def test_whole_numbers_are_numbers_and_others_exact_text(value, written):
    assert exact(value) == written


@given(st.fractions())
def test_no_number_loses_anything(value):
    written = exact(value)
    assert written is not None
    assert Fraction(written) == value


def test_a_file_is_written_whole(tmp_path: Path):
    path = tmp_path / "结果.json"
    path.write_text("旧", encoding="utf-8")
    write_whole(path, ["新", "的"])
    assert path.read_text(encoding="utf-8") == "新的"
    assert list(tmp_path.iterdir()) == [path]


def test_when_writing_fails_the_old_file_stays_and_nothing_is_left_behind(tmp_path: Path):
    def chunks() -> Iterator[str]:
        yield "新"
        raise RuntimeError("中途出错")

    path = tmp_path / "结果.json"
    path.write_text("旧", encoding="utf-8")
    with pytest.raises(RuntimeError):
        write_whole(path, chunks())
    assert path.read_text(encoding="utf-8") == "旧"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["没有/结果.json", "."])
def test_a_place_that_cannot_be_written_is_named(tmp_path: Path, name):
    with pytest.raises(BookError, match="写不进去"):
        write_whole(tmp_path / name, ["新"])
