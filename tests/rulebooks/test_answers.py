"""回答文件与采用表：写错的、用不上的，指出回答写在哪一行；不说成制度的错。"""

from __future__ import annotations

from pathlib import Path

import pytest

from zhidu.rulebooks.adoptions import answered, read_adoptions, read_answers, read_own_answers, settle
from zhidu.rulebooks.load import BookSource
from zhidu.rulebooks.source import BookError
from zhidu.rulebooks.tables import read_subjects

BOOK = """\
id: village
title: 本村规定
level: local
version: '1'
clauses:
- id: feedback.handled
  family: feedback_handled.within
  title: 收到反馈及时办理
  cite: 第一条
  modality: must
  subject: organization
  needs:
    - {param: within, ask: 几天内, suggest: 7d}
  kind: deadline
  trigger: feedback_received
  act: feedback_handled
"""
SUBJECTS = (
    "subject,type,belongs_to\n镇党委,township_committee,\n一支部,branch,镇党委\n张三,full_member,一支部\n"
)
ADOPTIONS = "organization,book\n镇党委,village.yaml\n"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("village.yaml").write_text(BOOK, encoding="utf-8")
    Path("subjects.csv").write_text(SUBJECTS, encoding="utf-8")


def _settled(answers: str, adoptions: str = ADOPTIONS):
    Path("adoptions.csv").write_text(adoptions, encoding="utf-8")
    Path("answers.yaml").write_text(answers, encoding="utf-8")
    adopted, places = read_adoptions(Path("adoptions.csv"), read_subjects(Path("subjects.csv")))
    return settle(adopted, places, read_answers(Path("answers.yaml")))


def test_an_organisation_answers_under_the_id_of_the_book_or_its_file():
    for name in ("village", "village.yaml"):
        settled = _settled(
            f"'*':\n  {name}:\n    feedback.handled: {{within: 7d}}\n"
            f"镇党委:\n  {name}:\n    feedback.handled: {{within: 3d}}\n"
        )
        for organization, words in (("*", "7 天"), ("镇党委", "3 天")):
            clause = settled[organization]["village.yaml"].clause("feedback.handled")
            assert clause is not None
            assert clause.open_needs == ()
            assert clause.params.within.chinese() == words


WRONG = [
    ("没有采用的组织", "乡党委:\n  village:\n    feedback.handled: {within: 3d}\n", 1, ["没有采用任何制度"]),
    ("书名写错", "'*':\n  vilage:\n    feedback.handled: {within: 3d}\n", 2, ["用不上", "是否想写“village”"]),
    (
        "条款写错",
        "'*':\n  village:\n    feedback.handle: {within: 3d}\n",
        3,
        ["《本村规定》没有“feedback.handle”", "是否想写“feedback.handled”"],
    ),
    (
        "参数写错",
        "镇党委:\n  village:\n    feedback.handled:\n      withn: 3d\n",
        4,
        ["没有要问的“withn”", "within"],
    ),
    (
        "回答写错",
        "'*':\n  village:\n    feedback.handled:\n      within: 尽快\n",
        4,
        ["写的是“尽快”", "期限"],
    ),
    ("少一层", "'*':\n  feedback.handled: {within: 3d}\n", 2, ["应为“参数"]),
]


@pytest.mark.parametrize(("text", "line", "fragments"), [pytest.param(*one[1:], id=one[0]) for one in WRONG])
def test_a_wrong_answer_is_told_at_its_own_line(text, line, fragments):
    with pytest.raises(BookError) as refused:
        _settled(text)
    told = str(refused.value)
    assert told.startswith(f"answers.yaml:{line}:")
    assert all(one in told for one in fragments), told


def test_a_branch_cannot_answer_for_a_book_only_its_superior_adopted():
    with pytest.raises(BookError, match="“一支部”没有采用任何制度"):
        _settled("一支部:\n  village:\n    feedback.handled: {within: 3d}\n")


def test_answers_to_one_book_alone_are_told_the_same_way():
    Path("own.yaml").write_text("feedback.handled: {within: 三天}\nfeedbak: {within: 3d}\n", encoding="utf-8")
    answers = read_own_answers(Path("own.yaml"))
    with pytest.raises(BookError) as refused:
        answered(BookSource(Path("village.yaml")), answers, answers)
    first, second = str(refused.value).splitlines()
    assert first.startswith("own.yaml:1: feedback.handled · within：")
    assert second.startswith("own.yaml:2: feedbak：")


def test_a_fault_of_the_book_stays_a_fault_of_the_book():
    Path("village.yaml").write_text(BOOK.replace("must", "should"), encoding="utf-8")
    with pytest.raises(BookError, match=r"village\.yaml:10"):
        _settled("'*':\n  village:\n    feedback.handled: {within: 3d}\n")


def test_two_books_may_not_share_an_id():
    Path("other.yaml").write_text(BOOK, encoding="utf-8")
    with pytest.raises(BookError, match=r"编号“village”与 village\.yaml 相同"):
        _settled("{}\n", ADOPTIONS + "一支部,other.yaml\n")


def test_adoptions_without_a_line_are_refused():
    with pytest.raises(BookError, match="没有一个组织采用制度"):
        _settled("{}\n", "organization,book\n")


def test_the_settings_of_adopted_books_are_told_apart_from_those_of_one():
    Path("own.yaml").write_text("'*':\n  village: {}\n", encoding="utf-8")
    answers = read_own_answers(Path("own.yaml"))
    with pytest.raises(BookError, match="单独运行一部制度时"):
        answered(BookSource(Path("village.yaml")), answers, answers)
