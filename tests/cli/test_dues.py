"""zhidu dues quote：一个月该交多少。"""

from __future__ import annotations

import json

import pytest

QUOTE = ("dues", "quote", "--on", "2026-11-22")


@pytest.mark.covers("S2.2.6")
@pytest.mark.parametrize(
    ("base", "amount"),
    [("3000", "15.00"), ("3000.01", "30.00"), ("10000.01", "200.00"), ("80000", "1000.00")],
)
def test_the_amount_comes_first_then_how_and_by_which_clause(zhidu, base, amount):
    said = zhidu(*QUOTE, "--payer", "salaried", "--base", base)
    assert said.status == 0
    assert said.out.splitlines()[0] == amount
    assert "（national:dues.amount.by-rate）" in said.out


def test_the_kind_of_payer_may_be_written_in_chinese(zhidu):
    assert zhidu(*QUOTE, "--payer", "按月领取工资的党员", "--base", "6000").out.startswith("90.00\n")


def test_where_only_limits_are_given_both_are_told(zhidu):
    said = zhidu(*QUOTE, "--payer", "farmer")
    assert (said.status, said.out.splitlines()[0]) == (0, "0.20—1.00")
    assert zhidu(*QUOTE, "--payer", "farmer", "--agreed", "0.5").out.splitlines()[0] == "0.50"


def test_the_same_for_programs(zhidu):
    record = json.loads(zhidu(*QUOTE, "--payer", "retired", "--base", "5000.01", "--format", "json").out)
    assert (record["amount"], record["clause"]) == ("50.00", "national:dues.amount.by-rate")


def test_an_organisation_that_rounds_otherwise_says_so(zhidu):
    said = zhidu(*QUOTE, "--payer", "salaried", "--base", "3001.50", "--rounding", "jiao_up")
    assert said.out.splitlines()[0] == "30.10"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--payer", "salaried"), "还没有写基数"),
        (("--payer", "salaried", "--base", "-1"), "不小于 0"),
        (("--payer", "salaried", "--base", "1.001"), "两位小数"),
        (("--payer", "salaried", "--base", "三千"), "应为元数"),
        (("--payer", "teacher", "--base", "1"), "没有这一类交纳人"),
        (("--payer", "farmer", "--agreed", "2"), "0.20 至 1 元"),
        (("--payer", "salaried", "--base", "1", "--book", "poverty-office"), "没有党费标准表"),
    ],
)
def test_what_cannot_be_is_refused_with_what_would_be_right(zhidu, words, told):
    said = zhidu(*QUOTE, *words)
    assert said.status == 2
    assert told in said.err
