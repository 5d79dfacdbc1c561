"""Dates, money and periods as people write them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from zhidu.foundation.clock import on_day
from zhidu.foundation.ui.templatetags import ui

TODAY = date(2026, 11, 18)


def test_a_day_of_this_year_is_written_without_the_year():
    with on_day(TODAY):
        assert ">11月18日<" in ui.day(TODAY)
        assert ">2025年1月2日<" in ui.day(date(2025, 1, 2))


def test_a_day_nobody_knows_is_said_to_be_unknown():
    assert ui.day(None) == ui.full_day(None) == ui.money(None) == "不知道"
    assert ui.number(None) == "—"


def test_moments_are_told_in_beijing_time():
    with on_day(TODAY):
        assert ui.moment(datetime(2026, 11, 18, 11, 0, tzinfo=UTC)).endswith(" 19:00")
        assert ui.hour(datetime(2026, 11, 18, 11, 0, tzinfo=UTC)) == "19:00"
        assert "11月19日" in ui.day(datetime(2026, 11, 18, 17, 0, tzinfo=UTC))
    assert ui.hour(time(9, 5)) == "09:05"


def test_weekdays_have_their_chinese_names():
    assert ui.weekday(TODAY) == "星期三"
    assert ui.weekday(date(2026, 11, 22)) == "星期日"


@pytest.mark.parametrize(
    ("day", "said"), [(18, "今天"), (30, "还剩 12 天"), (17, "过期 1 天")], ids=["今天", "还没到", "过了"]
)
def test_days_are_counted_from_today(day, said):
    with on_day(TODAY):
        assert ui.days_left(date(2026, 11, day)) == said


def test_money_has_two_places_and_thousands():
    assert ui.money(Decimal(1846)) == "1,846.00"
    assert ui.money("612.4") == "612.40"


def test_numbers_keep_what_was_measured():
    assert ui.number(1846) == "1,846"
    assert ui.number(Decimal("0.250")) == "0.25"
    assert ui.number(Decimal(100)) == "100"
    assert ui.number("≥ 1") == "≥ 1"


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2026, 1, 1), date(2026, 12, 31), "2026年"),
        (date(2026, 10, 1), date(2026, 10, 31), "2026年10月"),
        (date(2026, 2, 1), date(2026, 2, 28), "2026年2月"),
        (date(2024, 2, 1), date(2024, 2, 29), "2024年2月"),
        (date(2026, 10, 1), date(2026, 12, 31), "2026年第 4 季度"),
        (date(2026, 1, 1), date(2026, 6, 30), "2026年上半年"),
        (date(2026, 7, 1), date(2026, 12, 31), "2026年下半年"),
        (date(2026, 2, 1), date(2026, 4, 30), "2026年2月1日至4月30日"),
        (date(2026, 3, 4), date(2026, 3, 4), "2026年3月4日"),
        (date(2025, 12, 20), date(2026, 1, 5), "2025年12月20日至2026年1月5日"),
        (date(2026, 1, 2), date(2026, 12, 31), "2026年1月2日至12月31日"),
        (date(2025, 12, 1), date(2026, 11, 30), "2025年12月1日至2026年11月30日"),
    ],
)
def test_periods_have_the_shortest_name_that_is_exact(first, last, said):
    assert ui.period((first, last)) == said


def test_one_question_of_an_address_changes_and_the_others_stay(rf, draw):
    request = rf.get("/people/?q=韩&page=3&kind=")
    assert draw("{% query page=4 %}", request) == "?q=%E9%9F%A9&amp;page=4&amp;kind="
    assert draw('{% query q="" %}', request) == "?page=3&amp;kind="
