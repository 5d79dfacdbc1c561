"""计票数字的核对：不可能的数字当场指出，并说明应当是多少。"""

from __future__ import annotations

from itertools import product

import pytest

from zhidu.domain.decisions import Base, Count, problems


def test_possible_numbers_raise_no_problem() -> None:
    assert problems(Count(entitled=10, present=6, yes=4, no=1, abstain=1)) == ()
    assert problems(Count(entitled=1, present=0, yes=0)) == ()
    assert problems(Count(entitled=28, present=23, yes=20)) == ()  # 到会而不投票是允许的


def test_24_votes_of_23_present_need_one_written_opinion() -> None:
    assert problems(Count(entitled=28, present=23, yes=24, written=1)) == ()
    (problem,) = problems(Count(entitled=28, present=23, yes=24))
    assert problem == (
        "共收到 24 票（赞成 24、反对 0、弃权 0、无效 0），"
        "多于实到会 23 人加会前书面意见 0 份；合计应不超过 23 票。"
    )


@pytest.mark.parametrize(
    ("count", "sentences"),
    [
        pytest.param(
            Count(entitled=28, present=29, yes=0),
            ["实到会 29 人，多于应到会的 28 人；实到会应不超过 28 人。"],
            id="实到多于应到",
        ),
        pytest.param(
            Count(entitled=28, present=30, yes=0, excluded_present=1),
            ["实到会 30 人，多于应到会的 29 人（含到会后重新计入的 1 人）；实到会应不超过 29 人。"],
            id="重新计入后仍多于应到",
        ),
        pytest.param(
            Count(entitled=28, present=1, yes=0, excluded_present=2),
            [
                "未计入应到会而到会的有 2 人，多于实到会的 1 人；他们都在实到会人数之内，应不超过 1 人。",
            ],
            id="重新计入的人不在实到之内",
        ),
        pytest.param(
            Count(entitled=10, present=8, yes=8, written=3),
            [
                "会前书面意见 3 份，多于未到会的 2 人（应到会 10 人，实到会 8 人）；书面意见应不超过 2 份。",
            ],
            id="书面意见多于缺席",
        ),
        pytest.param(
            Count(entitled=10, present=6, yes=3, no=2, abstain=1, void=1),
            [
                (
                    "共收到 7 票（赞成 3、反对 2、弃权 1、无效 1），"
                    "多于实到会 6 人加会前书面意见 0 份；合计应不超过 6 票。"
                ),
            ],
            id="无效票也是票",
        ),
        pytest.param(
            Count(entitled=10, present=6, yes=3, everyone=9),
            ["全体 9 人，少于应到会的 10 人；全体人数应不少于 10 人。"],
            id="全体少于应到",
        ),
        pytest.param(
            Count(entitled=28, present=20, yes=3, everyone=28, excluded_present=1),
            ["全体 28 人，少于应到会的 29 人（含到会后重新计入的 1 人）；全体人数应不少于 29 人。"],
            id="重新计入后全体少于应到",
        ),
        pytest.param(
            Count(entitled=0, present=0, yes=0),
            ["应到会有表决权人数为 0，没有人可以表决，应不小于 1。"],
            id="没有人有表决权",
        ),
        pytest.param(
            Count(entitled=10, present=-1, yes=4, abstain=-2),
            ["实到会人数填的是 -1，应不小于 0。", "弃权票填的是 -2，应不小于 0。"],
            id="负数只报负数",
        ),
        pytest.param(
            Count(entitled=5, present=6, yes=8, written=1),
            [
                "实到会 6 人，多于应到会的 5 人；实到会应不超过 5 人。",
                "会前书面意见 1 份，多于未到会的 0 人（应到会 5 人，实到会 6 人）；书面意见应不超过 0 份。",
                (
                    "共收到 8 票（赞成 8、反对 0、弃权 0、无效 0），"
                    "多于实到会 6 人加会前书面意见 1 份；合计应不超过 7 票。"
                ),
            ],
            id="几处同时有误则一并指出",
        ),
    ],
)
def test_impossible_numbers_are_named_with_what_would_be_right(count: Count, sentences: list[str]) -> None:
    assert list(problems(count)) == sentences


def test_an_excluded_member_who_comes_is_entitled_again() -> None:
    frozen = Count(entitled=28, present=20, yes=15, excluded_present=1).electorate()
    assert (frozen.entitled, frozen.excluded_present, frozen.present) == (29, 0, 20)
    assert frozen.electorate() is frozen
    assert problems(Count(entitled=28, present=29, yes=15, excluded_present=1)) == ()


def test_the_size_of_each_base() -> None:
    count = Count(entitled=10, present=6, yes=4, no=1, abstain=1, written=1, void=1, everyone=12)
    assert [count.size(base) for base in Base] == [10, 6, 6, 12]
    assert Count(entitled=10, present=6, yes=4).size(Base.ALL) == 10


def test_every_problem_goes_away_when_its_advice_is_followed() -> None:
    """Trying every small combination: a count without problems is exactly one that keeps all five limits."""
    small = range(3)
    for entitled, present, yes, no, written, void, excluded in product(range(4), range(5), *[small] * 5):
        for everyone in (None, 2):
            count = Count(
                entitled=entitled,
                present=present,
                yes=yes,
                no=no,
                written=written,
                void=void,
                excluded_present=excluded,
                everyone=everyone,
            )
            electors = entitled + excluded
            possible = (
                electors >= 1
                and excluded <= present <= electors
                and present + written <= electors
                and yes + no + void <= present + written
                and (everyone is None or everyone >= electors)
            )
            assert (problems(count) == ()) is possible, count
