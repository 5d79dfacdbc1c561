"""比例：以上、超过、从严比较。"""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.decisions.oracle import SHARES_OF, fraction_reached
from zhidu.domain.decisions import Base, Share, stricter

HALF, TWO_THIRDS = Fraction(1, 2), Fraction(2, 3)

ratios = st.fractions(min_value=Fraction(1, 100), max_value=1, max_denominator=100)


@st.composite
def shares(draw: st.DrawFn) -> Share:
    ratio = draw(ratios)
    return Share(draw(st.sampled_from(Base)), ratio, strict=ratio < 1 and draw(st.booleans()))


@pytest.mark.parametrize(
    ("share", "base", "least"),
    [
        pytest.param(Share(Base.PRESENT, TWO_THIRDS, strict=False), 9, 6, id="9 人的 2/3 是 6 人，不是 7 人"),
        pytest.param(Share(Base.ENTITLED, HALF, strict=True), 28, 15, id="超过 28 人的半数是 15 人"),
        pytest.param(Share(Base.PRESENT, HALF, strict=False), 6, 3, id="6 人的半数以上是 3 人"),
        pytest.param(Share(Base.PRESENT, HALF, strict=True), 6, 4, id="超过 6 人的半数是 4 人"),
        pytest.param(Share(Base.PRESENT, HALF, strict=False), 7, 4, id="7 人的半数以上是 4 人"),
        pytest.param(
            Share(Base.ENTITLED, Fraction(4, 5), strict=False), 28, 23, id="28 人的 4/5 以上是 23 人"
        ),
        pytest.param(
            Share(Base.ENTITLED, Fraction(4, 5), strict=True), 25, 21, id="超过 25 人的 4/5 是 21 人"
        ),
        pytest.param(Share(Base.ALL, Fraction(1), strict=False), 7, 7, id="7 人全部"),
        pytest.param(Share(Base.VOTING, HALF, strict=False), 0, 1, id="没有人时仍要有 1 人"),
    ],
)
def test_least_number_that_reaches_a_share(share: Share, base: int, least: int) -> None:
    assert share.least(base) == least


@pytest.mark.covers("S2.1.11")
def test_half_or_more_includes_exactly_half_and_more_than_half_does_not() -> None:
    assert Share(Base.PRESENT, HALF, strict=False).reached(3, 6)
    assert not Share(Base.PRESENT, HALF, strict=True).reached(3, 6)


def test_nobody_never_reaches_a_share_not_even_of_nobody() -> None:
    for share in (share for group in SHARES_OF.values() for share in group):
        assert not share.reached(0, 0)
        assert not share.reached(0, 5)


def test_every_number_out_of_every_body_up_to_60_agrees_with_fractions() -> None:
    for share in SHARES_OF[Base.ENTITLED]:
        for base in range(61):
            reaching = [count for count in range(62) if share.reached(count, base)]
            assert reaching == [count for count in range(62) if fraction_reached(count, base, share)]
            assert share.least(base) == reaching[0]


@given(share=shares(), base=st.integers(61, 10**9), data=st.data())
def test_large_bodies_agree_with_fractions(share: Share, base: int, data: st.DataObject) -> None:
    least = share.least(base)
    assert fraction_reached(least, base, share)
    assert not fraction_reached(least - 1, base, share)
    assert least <= base
    count = data.draw(st.integers(0, base) | st.integers(max(0, least - 2), min(base, least + 2)))
    assert share.reached(count, base) == fraction_reached(count, base, share) == (count >= least)


@pytest.mark.parametrize(
    ("share", "phrase"),
    [
        (Share(Base.ENTITLED, HALF, strict=True), "超过应到会有表决权人数的半数"),
        (Share(Base.PRESENT, TWO_THIRDS, strict=False), "不少于实到会人数的 2/3"),
        (Share(Base.VOTING, HALF, strict=False), "不少于有效票数的半数"),
        (Share(Base.ALL, Fraction(1), strict=False), "达到全体人数的全部"),
    ],
)
def test_a_share_reads_as_official_chinese(share: Share, phrase: str) -> None:
    assert share.chinese() == phrase


@pytest.mark.parametrize(
    ("ratio", "strict", "message"),
    [
        pytest.param(Fraction(0), False, "大于 0、不大于 1，现为 0。", id="零"),
        pytest.param(Fraction(-1, 2), False, "现为 -1/2。", id="负数"),
        pytest.param(Fraction(3, 2), False, "现为 3/2。", id="多于全部"),
        pytest.param(Fraction(1), True, "“超过全部”无法达到", id="超过全部"),
        pytest.param(0.5, False, "应当写成分数.*现为 0.5。", id="小数"),
    ],
)
def test_a_share_that_cannot_be_meant_is_refused(ratio: Fraction, strict: bool, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Share(Base.PRESENT, ratio, strict)


# ---------------------------------------------------------------- 从严比较

SMALL_RATIOS = (Fraction(1, 3), HALF, Fraction(3, 5), TWO_THIRDS, Fraction(3, 4), Fraction(4, 5), Fraction(1))
SMALL_SHARES = [Share(b, r, s) for b, r, s in product(Base, SMALL_RATIOS, (False, True)) if r < 1 or not s]


def _every_small_meeting() -> list[tuple[int, dict[Base, int]]]:
    """Every count of people or yes votes with the size of each base, 应到会 up to 9.

    Absent members may write, so that anything from no vote at all up to one of each entitled member can come
    in, whatever the number present.
    """
    meetings = []
    for entitled in range(1, 10):
        for everyone, present, written in product(
            (entitled, entitled + 1, entitled + 4), range(entitled + 1), range(entitled + 1)
        ):
            if present + written > entitled:
                continue
            for voting in range(present + written + 1):
                sizes = {
                    Base.ENTITLED: entitled,
                    Base.PRESENT: present,
                    Base.VOTING: voting,
                    Base.ALL: everyone,
                }
                meetings += [(count, sizes) for count in range(voting + 1)]
    return meetings


@pytest.fixture(scope="module")
def reaching() -> dict[Share, int]:
    """For each share the meetings that reach it, as one bit each."""
    meetings = {(count, *sizes.values()): (count, sizes) for count, sizes in _every_small_meeting()}.values()
    masks = {}
    for share in SMALL_SHARES:
        bits = "".join("1" if share.reached(count, sizes[share.of]) else "0" for count, sizes in meetings)
        masks[share] = int(bits, 2)
    return masks


def test_stricter_never_lies(reaching: dict[Share, int]) -> None:
    for a, b in product(SMALL_SHARES, SMALL_SHARES):
        a_without_b = reaching[a] & ~reaching[b]
        b_without_a = reaching[b] & ~reaching[a]
        match stricter(a, b):
            case True:
                assert not a_without_b, (a, b)
            case False:
                assert a_without_b, (a, b)
                assert not b_without_a, (a, b)
            case None:
                assert a.of is not b.of


def test_two_different_shares_are_never_each_stricter_than_the_other() -> None:
    for a, b in product(SMALL_SHARES, SMALL_SHARES):
        both = (stricter(a, b), stricter(b, a))
        assert both == (True, True) if a == b else both in {(True, False), (False, True), (None, None)}


def test_of_one_body_the_higher_share_is_stricter() -> None:
    assert (
        stricter(Share(Base.PRESENT, TWO_THIRDS, strict=False), Share(Base.PRESENT, HALF, strict=True))
        is True
    )
    assert stricter(Share(Base.PRESENT, HALF, strict=True), Share(Base.PRESENT, HALF, strict=False)) is True
    assert stricter(Share(Base.PRESENT, HALF, strict=False), Share(Base.PRESENT, HALF, strict=True)) is False


def test_a_larger_body_is_stricter_only_at_the_same_share() -> None:
    present, entitled = Share(Base.PRESENT, HALF, strict=True), Share(Base.ENTITLED, HALF, strict=True)
    assert stricter(entitled, present) is True
    assert stricter(present, entitled) is False
    assert stricter(Share(Base.PRESENT, TWO_THIRDS, strict=False), entitled) is None
    assert stricter(entitled, Share(Base.PRESENT, TWO_THIRDS, strict=False)) is None


@pytest.mark.parametrize(
    ("larger", "smaller"),
    [
        pytest.param(Base.ENTITLED, Base.PRESENT, id="应到会不少于实到会"),
        pytest.param(Base.ENTITLED, Base.VOTING, id="应到会不少于有效票"),
        pytest.param(Base.ALL, Base.ENTITLED, id="全体不少于应到会"),
        pytest.param(Base.ALL, Base.PRESENT, id="全体不少于实到会"),
        pytest.param(Base.ALL, Base.VOTING, id="全体不少于有效票"),
    ],
)
@pytest.mark.parametrize("strict", [False, True])
def test_which_body_is_never_smaller_than_which(larger: Base, smaller: Base, strict: bool) -> None:
    assert stricter(Share(larger, TWO_THIRDS, strict), Share(smaller, TWO_THIRDS, strict)) is True
    assert stricter(Share(smaller, TWO_THIRDS, strict), Share(larger, TWO_THIRDS, strict)) is False


def test_votes_and_people_present_are_not_comparable_because_absent_members_may_write() -> None:
    present, voting = Share(Base.PRESENT, HALF, strict=True), Share(Base.VOTING, HALF, strict=True)
    assert stricter(present, voting) is None
    assert stricter(voting, present) is None
    # 实到会 3 人、书面意见 2 份、赞成 2 票：过实到会半数，不过有效票半数。
    assert present.reached(2, 3)
    assert not voting.reached(2, 5)
