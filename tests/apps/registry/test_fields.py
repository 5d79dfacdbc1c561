"""Every field of a file: what people write, what is kept, what is refused and with which words."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.apps.registry.conftest import a_number
from zhidu.apps.registry.fields import FIELDS, SECTIONS
from zhidu.apps.registry.identity_numbers import PROVINCES, birthday, check_digit, identity_number, sex

NUMBER = a_number()
CONTACTS = "李秀英，妻子，13900139000；李强，儿子，13700137000"


@pytest.mark.parametrize(
    ("key", "given", "kept"),
    [
        ("sex", "男", "male"),
        ("sex", " 女性 ", "female"),
        ("nation", "汉", "汉族"),
        ("nation", "苗族", "苗族"),
        ("education", "大专", "college"),
        ("education", "大学本科", "bachelor"),
        ("work_class", "务农", "farmer"),
        ("degree", "无", "none"),
        ("born_on", "1985.3.12", "1985-03-12"),
        ("born_on", "1985年3月12日", "1985-03-12"),
        ("born_on", "19850312", "1985-03-12"),
        ("born_on", 19850312, "1985-03-12"),
        ("born_on", 19850312.0, "1985-03-12"),
        ("born_on", date(1985, 3, 12), "1985-03-12"),
        ("born_on", datetime(1985, 3, 12, tzinfo=UTC), "1985-03-12"),
        ("phone", "138 0013 8000", "13800138000"),
        ("phone", "+86-138-0013-8000", "13800138000"),
        ("phone", 13800138000.0, "13800138000"),
        ("phone", "0571 12345678", "0571-12345678"),
        ("id_number", NUMBER.lower(), NUMBER),
        ("id_number", f"{NUMBER[:6]} {NUMBER[6:14]} {NUMBER[14:]}", NUMBER),
        ("family", "李秀英，妻子，13900139000\n李强 儿子 13700137000", CONTACTS),
        ("address", None, ""),
        ("sex", "", ""),
    ],
)  # fmt: skip
def test_what_people_write_is_understood(key: str, given: object, kept: str) -> None:
    assert FIELDS[key].parse(given) == kept  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("key", "given", "said"),
    [
        ("sex", "男女", "应是男、女之一"),
        ("nation", "汗族", "请从列表中选择"),
        ("born_on", "1985年3月", "没有写哪一日"),
        ("born_on", "1985-02-30", "没有这一天"),
        ("born_on", "2085-01-01", "在将来"),
        ("born_on", "1085-01-01", "不早于 1900"),
        ("phone", "1380013800", "写了 10 位"),
        ("id_number", "330799850312101", "15 位的旧号码"),
        ("id_number", NUMBER[:-2], "写了 16 位"),
        ("id_number", "00" + NUMBER[2:], "不是省份的代码"),
        ("id_number", NUMBER[:10] + "1332" + NUMBER[14:], "不是一个日期"),
        ("family", "李秀英", "每人应写三样"),
        ("family", "李秀英，妻子，123", "第 1 人的电话"),
    ],
)
def test_what_cannot_be_is_refused_with_what_would_be_right(key: str, given: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        FIELDS[key].parse(given)


def test_a_wrong_last_place_says_which_would_be_right() -> None:
    wrong = NUMBER[:-1] + next(one for one in "0123456789X" if one != NUMBER[-1])
    with pytest.raises(ValueError, match=f"应是 {NUMBER[-1]}，写的是 {wrong[-1]}"):
        identity_number(wrong)


@given(
    province=st.sampled_from(sorted(PROVINCES)),
    born=st.dates(date(1900, 1, 1), date(2026, 1, 1)),
    rest=st.integers(0, 9999),
    order=st.integers(0, 999),
    place=st.integers(6, 16),
    other=st.integers(1, 9),
)
def test_every_right_number_is_taken_and_one_wrong_digit_is_always_found(
    province: str, born: date, rest: int, order: int, place: int, other: int
) -> None:
    body = f"{province}{rest:04d}{born:%Y%m%d}{order:03d}"
    number = body + check_digit(body)
    assert identity_number(number) == number
    assert birthday(number) == born
    assert sex(number) == ("male" if order % 2 else "female")
    changed = number[:place] + str((int(number[place]) + other) % 10) + number[place + 1 :]
    with pytest.raises(ValueError, match="请对照身份证"):
        identity_number(changed)


def test_masks_show_enough_to_recognise_and_no_more() -> None:
    assert FIELDS["id_number"].masked(NUMBER) == f"330{'*' * 13}{NUMBER[-2:]}"
    assert FIELDS["phone"].masked("13800138000") == "138****00"
    assert FIELDS["address"].masked("云岭县云溪镇东岭村12号") == "云岭县……"
    assert FIELDS["family"].masked(CONTACTS) == "2 人"
    assert FIELDS["sex"].masked("male") == "男"
    for one in FIELDS.values():
        assert (one.mask is not None) == one.sensitive, one.title
        assert one.masked("") == ""


def test_no_two_fields_go_by_one_name() -> None:
    heads = [head for one in FIELDS.values() for head in (one.title, *one.aliases)]
    assert len(heads) == len(set(heads))
    assert len(SECTIONS) == 6
