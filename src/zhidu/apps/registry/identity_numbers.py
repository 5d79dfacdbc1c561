"""Citizens' identity numbers (公民身份号码, GB 11643—1999): the check digit, the day of birth, the sex."""

from __future__ import annotations

import unicodedata
from datetime import date

LENGTH, OLD_LENGTH = 18, 15
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
PROVINCES = frozenset(
    str(code)
    for first, last in ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71), (81, 83))
    for code in range(first, last + 1)
)
"""The first two digits, GB/T 2260; 83 is the residence permit of people from Taiwan."""


def identity_number(text: str) -> str:
    """The number as it is kept. Raises ValueError, in Chinese and without repeating it."""
    found = "".join(unicodedata.normalize("NFKC", text).split()).replace("-", "").upper()
    body, last = found[:-1], found[-1:]
    if len(found) == OLD_LENGTH and found.isascii() and found.isdecimal():
        raise ValueError("是 15 位的旧号码，2013年起不再使用；应照现在的身份证写 18 位")
    if len(found) != LENGTH:
        raise ValueError(f"写了 {len(found)} 位；应是 18 位")
    if not (body.isascii() and body.isdecimal()) or last not in _CHECKS:
        raise ValueError("应是 17 位数字，最后一位是数字或 X")
    if found[:2] not in PROVINCES:
        raise ValueError(f"开头的 {found[:2]} 不是省份的代码；请对照身份证")
    try:
        born = birthday(found)
    except ValueError:
        raise ValueError("第 7 至 14 位不是一个日期；请对照身份证") from None
    if born.year < 1900:
        raise ValueError(f"第 7 至 10 位写的年份是 {born.year}；请对照身份证")
    if last != (right := check_digit(body)):
        raise ValueError(f"最后一位按前 17 位算应是 {right}，写的是 {last}；有一位写错了，请对照身份证")
    return found


def check_digit(body: str) -> str:
    """The last place, from the seventeen before it (GB 11643—1999, 附录)."""
    total = sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True))
    return _CHECKS[total % 11]


def birthday(number: str) -> date:
    """The day of birth in a number."""
    return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))


def sex(number: str) -> str:
    """``male`` or ``female``: the seventeenth place is odd for men."""
    return "male" if int(number[16]) % 2 else "female"
