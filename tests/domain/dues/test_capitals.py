"""Sums in capital characters."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhidu.domain.dues import in_capitals
from zhidu.domain.dues.capitals import DIGITS


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        ("0", "零元整"),
        ("0.05", "伍分"),
        ("0.20", "贰角整"),
        ("10", "壹拾元整"),
        ("100.05", "壹佰元零伍分"),
        ("90.00", "玖拾元整"),
        ("240.50", "贰佰肆拾元伍角整"),
        ("1001.01", "壹仟零壹元零壹分"),
        ("1010.10", "壹仟零壹拾元壹角整"),
        ("10000", "壹万元整"),
        ("10203.04", "壹万零贰佰零叁元零肆分"),
        ("100010", "壹拾万零壹拾元整"),
        ("1000000.00", "壹佰万元整"),
        ("100000001", "壹亿零壹元整"),
        ("230405060.78", "贰亿叁仟零肆拾万伍仟零陆拾元柒角捌分"),
    ],
)
def test_a_sum_in_capitals(amount: str, said: str) -> None:
    assert in_capitals(Decimal(amount)) == said


@pytest.mark.parametrize("amount", ["-1", "0.001", "1e16"])
def test_what_is_no_sum_is_refused(amount: str) -> None:
    with pytest.raises(ValueError, match="不能写成大写"):
        in_capitals(Decimal(amount))


def read(said: str) -> int:
    """The fen again, by a reading of its own."""
    yuan, _, rest = said.removesuffix("整").rpartition("元")
    values = {"拾": 10, "佰": 100, "仟": 1000}
    total = section = digit = 0
    for one in yuan:
        if one in DIGITS:
            digit = DIGITS.index(one)
        elif one in values:
            section, digit = section + digit * values[one], 0
        elif one == "万":
            total, section, digit = total + (section + digit) * 10_000, 0, 0
        else:
            total, section, digit = (total + section + digit) * 100_000_000, 0, 0
    fen = (total + section + digit) * 100
    digit = 0
    for one in rest:
        if one in DIGITS:
            digit = DIGITS.index(one)
        else:
            fen += digit * {"角": 10, "分": 1}[one]
    return fen


@given(st.integers(min_value=0, max_value=99_999_999_999))
def test_every_sum_reads_back_as_itself_and_no_two_zeros_stand_together(fen: int) -> None:
    said = in_capitals(Decimal(fen) / 100)
    assert read(said) == fen
    assert "零零" not in said
