"""Sums of money in capital characters (大写金额), as receipts write them: nobody can add a stroke and make it more."""

from __future__ import annotations

from decimal import Decimal

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("", "拾", "佰", "仟")
GROUPS = ("", "万", "亿", "万亿")
LARGEST = Decimal(10) ** 16


def in_capitals(amount: Decimal) -> str:
    """12.30 → 壹拾贰元叁角整. Raises ValueError for less than nothing, parts of a fen, and more than anybody has."""
    fen = amount * 100
    if amount < 0 or fen != fen.to_integral_value() or amount >= LARGEST:
        raise ValueError(f"{amount} 不能写成大写：应不小于零、精确到分、小于 {LARGEST}")
    yuan, rest = divmod(int(fen), 100)
    jiao, cents = divmod(rest, 10)
    said = f"{_whole(yuan)}元" if yuan else ""
    if not rest:
        return f"{said or '零元'}整"
    if jiao:
        said += f"{DIGITS[jiao]}角"
    elif yuan:
        said += "零"
    return f"{said}{DIGITS[cents]}分" if cents else f"{said}整"


def _whole(number: int) -> str:
    """Four digits at a time; zeros between digits are said once, and none at the end of a group."""
    said, gap = "", False
    for at in reversed(range(len(GROUPS))):
        part = number // 10_000**at % 10_000
        if not part:
            gap = gap or bool(said)
            continue
        if said and (gap or part < 1000):
            said += "零"
        said += _four(part) + GROUPS[at]
        gap = False
    return said


def _four(number: int) -> str:
    said, gap = "", False
    for at in reversed(range(len(PLACES))):
        digit = number // 10**at % 10
        if not digit:
            gap = gap or bool(said)
            continue
        said += ("零" if gap else "") + DIGITS[digit] + PLACES[at]
        gap = False
    return said
