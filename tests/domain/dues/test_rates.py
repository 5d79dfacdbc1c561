"""The amount of a month: every bracket, both sides of every limit, and what cannot be quoted."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhidu.domain.dues import CannotQuote, Rounding, quote
from zhidu.domain.rules.kinds.params import AmountRule
from zhidu.rulebooks.library import NATIONAL, find_book
from zhidu.rulebooks.load import load

BOOK = load(find_book(NATIONAL))


def the_rule(name: str) -> AmountRule:
    clause = BOOK.clause(name)
    assert clause is not None, name
    assert isinstance(clause.params, AmountRule)
    return clause.params


RATES, FIXED = the_rule("dues.amount.by-rate"), the_rule("dues.amount.fixed")
money = st.decimals(min_value=0, max_value=200_000, places=2)
shares = st.sampled_from(["salaried", "annual_salary", "self_employed", "retired"])


@pytest.mark.covers("S2.2.6")
@pytest.mark.parametrize(
    ("payer", "base", "amount"),
    [
        ("salaried", "0", "0.00"),
        ("salaried", "3000", "15.00"),
        ("salaried", "3000.01", "30.00"),
        ("salaried", "5000", "50.00"),
        ("salaried", "5000.01", "75.00"),
        ("salaried", "6000", "90.00"),
        ("salaried", "10000", "150.00"),
        ("salaried", "10000.01", "200.00"),
        ("salaried", "50000", "1000.00"),
        ("salaried", "50000.01", "1000.00"),
        ("annual_salary", "10000.01", "200.00"),
        ("self_employed", "3000", "15.00"),
        ("retired", "5000", "25.00"),
        ("retired", "5000.01", "50.00"),
    ],
)
def test_the_rate_of_the_bracket_applies_to_the_whole_base(payer: str, base: str, amount: str) -> None:
    assert quote(RATES, payer, Decimal(base)).amount == Decimal(amount)


def test_the_sentence_tells_bracket_rate_and_how_it_was_rounded() -> None:
    told = quote(RATES, "salaried", Decimal("3000.01"), word=lambda _: "按月领取工薪").sentence
    assert told == (
        "按月领取工薪，基数 3000.01 元，属 3000 元以上、5000 元以下（含）一档，全部基数乘 1%，四舍五入到分得 30 元。"
    )


def test_beyond_the_cap_the_rest_is_voluntary() -> None:
    found = quote(RATES, "salaried", Decimal(80_000))
    assert (found.amount, found.capped) == (Decimal("1000.00"), True)
    assert "超过的自愿" in found.sentence
    assert not quote(RATES, "salaried", Decimal(50_000)).capped


def test_fixed_sums_need_no_base() -> None:
    for payer in ("student", "unemployed", "relief", "minimum_living"):
        assert quote(FIXED, payer).amount == Decimal("0.20")


def test_within_limits_the_sum_is_what_was_agreed_and_unknown_until_then() -> None:
    open_one = quote(FIXED, "farmer")
    assert (open_one.amount, open_one.low, open_one.high) == (None, Decimal("0.20"), Decimal("1.00"))
    assert quote(FIXED, "farmer", agreed=Decimal("0.5")).amount == Decimal("0.50")
    for wrong in ("0.19", "1.01", "0.555"):
        with pytest.raises(CannotQuote, match=r"0\.20 至 1 元"):
            quote(FIXED, "farmer", agreed=Decimal(wrong))


@pytest.mark.parametrize(
    ("payer", "base", "words"),
    [
        ("teacher", "1", "表里有"),
        ("salaried", None, "还没有写基数"),
        ("salaried", "-0.01", "不小于 0"),
        ("salaried", "NaN", "不小于 0"),
        ("salaried", "100000000", "小于 100000000"),
        ("salaried", "3000.001", "两位小数"),
    ],
)
def test_what_cannot_be_quoted_says_what_would_be_right(payer: str, base: str | None, words: str) -> None:
    with pytest.raises(CannotQuote, match=words):
        quote(RATES, payer, None if base is None else Decimal(base))


@given(shares, money, st.sampled_from(Rounding))
def test_rounding_moves_the_amount_by_less_than_its_step(
    payer: str, base: Decimal, rounding: Rounding
) -> None:
    rule = AmountRule(measure="dues_amount", brackets=RATES.brackets, rounding=rounding.value)
    row = next(
        one
        for one in RATES.brackets
        if one.payer == payer
        and (one.above is None or base > one.above)
        and (one.up_to is None or base <= one.up_to)
    )
    exact = Fraction(base) * (row.rate or 0)
    amount = quote(rule, payer, base).amount
    assert amount is not None
    step = Fraction({"fen": "0.01", "jia": "0.1", "yua": "1"}[rounding.value[:3]])
    assert Fraction(amount) % step == 0
    moved = Fraction(amount) - exact
    assert (0 <= moved < step) if rounding is Rounding.JIAO_UP else (-step < 2 * moved <= step)


@given(shares, money, money)
def test_whoever_earns_more_never_pays_less(payer: str, one: Decimal, other: Decimal) -> None:
    low, high = sorted((one, other))
    smaller, larger = quote(RATES, payer, low).amount, quote(RATES, payer, high).amount
    assert smaller is not None
    assert larger is not None
    assert smaller <= larger <= Decimal(1000)
