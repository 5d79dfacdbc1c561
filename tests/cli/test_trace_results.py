"""zhidu trace：读不懂的测试结果。"""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    "text", ["[" * 200_000, "{}", '{"tests": 5}'], ids=["嵌套极深", "没有内容", "形状不对"]
)
def test_what_is_no_test_result_is_refused(zhidu, tmp_path, text):
    file = tmp_path / "tests.json"
    file.write_text(text, encoding="utf-8")
    said = zhidu("trace", "--results", file)
    assert said.status == 2
    assert "看不懂的测试结果；请重新运行 make test" in said.err
