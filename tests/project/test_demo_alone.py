"""Two demonstrations never write into one folder at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from zhidu.project.demo.command import _alone
from zhidu.rulebooks.source import BookError


def test_a_second_demonstration_is_told_that_one_is_running(tmp_path: Path) -> None:
    with _alone(tmp_path), pytest.raises(BookError) as refused:
        _alone(tmp_path)
    assert "另一个演示正在用这个文件夹" in refused.value.problems[0].message
    _alone(tmp_path).close()
