"""What a rulebook file can say, it says again after being read and written: words that look like YAML included."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.properties.clause_strategies import KIND_NAMES, clauses
from tests.properties.kind_strategies import conditions, durations, words
from tests.properties.laws import law
from zhidu.domain.rules.clause import Applies, Basis, Clause, Effective, Need, OnBreach
from zhidu.domain.rules.kinds.params import Deadline, Frequency
from zhidu.domain.rules.terms import Reach, Verified
from zhidu.rulebooks.clauses import read_clause, write_clause
from zhidu.rulebooks.dump import as_yaml
from zhidu.rulebooks.source import parse_yaml

TRICKY = (
    *("on", "yes", "null", "~", "1", "1.0", "11:00", "2026-05-11", "- 一", "甲: 乙", "# 不是注释", "'", '"'),
    *(
        "&锚",
        "*引用",
        "!标签",
        "[一]",
        "{二}",
        "%",
        "@",
        "`",
        "|",
        ">",
        "? 问",
        " 前后有空格 ",
        "第一行\n第二行",
    ),
)
texts = st.sampled_from(TRICKY) | st.text(
    st.characters(codec="utf-8", exclude_categories=["C"], include_characters="\n"), min_size=1, max_size=20
).filter(str.strip)
days = st.dates(date(2000, 1, 1), date(2099, 12, 31))
effective = st.builds(Effective, first=days, replaces=st.sampled_from(("", "earlier"))) | st.builds(
    Effective, first=st.just(date(2026, 1, 1)), last=st.dates(date(2026, 1, 1), date(2030, 1, 1))
)
applies = st.builds(
    Applies,
    organizations=words(("branch", "village_branch", "committee")),
    reach=st.sampled_from(Reach),
    types=words(("full_member", "activist"), empty=True),
    who=conditions({"post": words(("secretary", "none")), "floating": words(("true",))}, least=0),
    when=conditions({"full_members": None, "sector": words(("rural", "school"))}, least=0),
)
WRITTEN: dict[str, st.SearchStrategy[Any]] = {
    "title": texts,
    "cite": texts,
    "text": texts,
    "note": texts,
    "covers": st.lists(st.sampled_from(("S5.1.11", "S5.5.2#1", "S1.1.3a")), unique=True).map(tuple),
    "applies": applies,
    "remind": st.none() | durations(),
    "effective": st.just(Effective()) | effective,
    "on_breach": st.lists(
        st.builds(OnBreach, open=st.sampled_from(("correction_done",)), within=st.none() | durations()),
        max_size=2,
    ).map(tuple),
    "proposes": st.sampled_from(("", "self_withdrawal")),
    "basis": st.none()
    | st.builds(Basis, document=texts, article=texts, verified=st.sampled_from(Verified), note=texts),
}


@st.composite
def written(draw: st.DrawFn, kinds: tuple[str, ...] = KIND_NAMES) -> Clause:
    """A clause with everything a file may say about it, in awkward words."""
    clause = draw(clauses(kinds))
    return replace(clause, **{name: draw(one) for name, one in WRITTEN.items()})


def reread(clause: Clause) -> Clause:
    node = parse_yaml(as_yaml(write_clause(clause)), "again")
    return replace(read_clause(node, book=clause.book, book_title=clause.book_title), line=0)


@law
@given(written())
def test_a_clause_of_any_kind_is_read_as_it_was_written(clause: Clause) -> None:
    assert reread(clause) == clause


@law
@given(written())
def test_writing_what_was_read_gives_the_same_file(clause: Clause) -> None:
    """写出、读入、再写出，文件一字不差：没有哪一处写法会慢慢走样。"""
    once = as_yaml(write_clause(clause))
    assert as_yaml(write_clause(reread(clause))) == once


@law
@given(written(("frequency", "deadline")), st.booleans(), texts)
def test_a_question_is_written_and_not_its_answer(clause: Clause, settled: bool, ask: str) -> None:
    """有待明确的数字：文件里写的是问题；有默认值的按默认值执行，只有建议的在答复前只作记录。"""
    params: Any = clause.params
    param = "within" if isinstance(params, Deadline) else "at_least"
    value = getattr(params, param)
    if value is None or (isinstance(params, Frequency) and params.cap_from):
        return
    default, suggest = (str(value), "") if settled else ("", str(value))
    need = Need(param=param, ask=ask, default=default, suggest=suggest)
    asked = replace(clause, needs=(need,), open_needs=() if settled else (need,))
    assert param not in {name for name in write_clause(asked) if name != "needs"}
    assert reread(asked) == asked
