"""Random clauses of every kind, as domain objects that a rulebook file could have written.

The vocabularies are deliberately small: facts and clauses drawn apart should meet often.
"""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from hypothesis import strategies as st

from tests.properties.kind_strategies import PARAMS, conditions, durations, words
from zhidu.domain.rules.clause import Applies, Clause, Excuse
from zhidu.domain.rules.kinds import Params
from zhidu.domain.rules.kinds.params import Frequency, Stage
from zhidu.domain.rules.terms import Local, Modality, Partial, Reach
from zhidu.domain.rules.vocabulary import SubjectClass
from zhidu.rulebooks.kind_schema import complaint

GROUNDS, APPROVERS = ("illness", "leave"), ("superior", "branch")
KIND_NAMES = tuple(PARAMS)
EVALUATED = tuple(name for name in KIND_NAMES if name != "amount")
COUNTS = ("frequency", "quota", "coverage")

excuses = st.builds(Excuse, grounds=words(GROUNDS), approver=words(APPROVERS))
applies = st.builds(
    Applies,
    organizations=st.sampled_from(
        [frozenset(), frozenset({"branch"}), frozenset({"village_branch"}), frozenset({"organization"})]
    ),
    reach=st.just(Reach.BOTH),
    who=st.just(()) | conditions({"post": words(("secretary", "none"))}),
    when=st.just(()) | conditions({"sector": words(("农村", "学校"))}),
)
COMMON: dict[str, st.SearchStrategy[Any]] = {
    "modality": st.sampled_from([Modality.MUST, Modality.MUST, Modality.GENERALLY]),
    "applies": st.just(Applies()) | applies,
    "excuse": st.none() | excuses,
    "warn": st.none() | durations(("d", 40)),
    "makeup": st.none() | durations(("d", 90)) | durations(("m", 3)),
    "partial": st.sampled_from(Partial),
    "local": st.sampled_from([Local.TIGHTEN, Local.TIGHTEN, Local.FIXED]),
}


def subject_of(kind: str) -> st.SearchStrategy[SubjectClass]:
    """Whom a clause of that kind speaks of: cases for procedures, branches and members for the rest."""
    if kind == "stage":
        return st.just(SubjectClass.CASE)
    if kind in {"lapse", "amount"}:
        return st.just(SubjectClass.MEMBER)
    return st.sampled_from([SubjectClass.ORGANIZATION, SubjectClass.ORGANIZATION, SubjectClass.MEMBER])


@st.composite
def clauses(draw: st.DrawFn, kinds: tuple[str, ...] = EVALUATED, **given: Any) -> Clause:
    """A clause of one of *kinds*; *given* fixes fields of it (a value, not a strategy)."""
    kind = draw(st.sampled_from(kinds))
    drawn = {name: given[name] if name in given else draw(one) for name, one in COMMON.items()}
    rest = {name: value for name, value in given.items() if name not in COMMON}
    return _clause(
        {
            "subject": rest.pop("subject", None) or draw(subject_of(kind)),
            "params": rest.pop("params", None) or draw(PARAMS[kind].filter(sound)),
            **drawn,
            **rest,
        }
    )


def plain(params: Params, **more: Any) -> Clause:
    """A clause of a branch with these parameters and nothing unusual about it."""
    usual = {"subject": SubjectClass.ORGANIZATION, "modality": Modality.MUST, "params": params}
    return _clause({**usual, **more})


def _clause(given: dict[str, Any]) -> Clause:
    supplied = {
        "id": "rule",
        "book": "book",
        "book_title": "试验制度",
        "family": "rule.family",
        "title": "试一条",
        "cite": "第一条",
    }
    return Clause(**{**supplied, **given})


def sound(params: Params) -> bool:
    """Whether the loader would take these parameters; fields drawn apart may contradict one another."""
    return not complaint(params)


@st.composite
def neighbours(draw: st.DrawFn, kinds: tuple[str, ...] = EVALUATED, size: int = 2) -> tuple[Clause, ...]:
    """Clauses of one kind that differ in a few fields each, so that one often implies another.

    Each has an id of its own; all are of one book and one family.
    """
    kind = draw(st.sampled_from(kinds))
    first = draw(clauses((kind,)))
    found = [replace(first, id="rule1")]
    for number in range(2, size + 1):
        other = draw(clauses((kind,), subject=first.subject))
        last = found[-1]
        params = draw(_between(last.params, other.params, tuple(one.name for one in fields(other.params))))
        # the way out of a clause is compared on its own: mostly the two share it
        common = draw(_between(last, other, tuple(COMMON))) if draw(st.integers(0, 3)) == 0 else last
        found.append(replace(common, id=f"rule{number}", params=params if sound(params) else last.params))
    return tuple(found)


@st.composite
def _between(draw: st.DrawFn, base: Any, other: Any, names: tuple[str, ...]) -> Any:
    """*base* with one or two of the fields in which *other* differs taken from there."""
    differing = [name for name in names if getattr(base, name) != getattr(other, name)]
    if not differing:
        return base
    taken = draw(st.lists(st.sampled_from(differing), min_size=1, max_size=2, unique=True))
    return replace(base, **{name: getattr(other, name) for name in taken})


def at_least_only(clause: Clause) -> bool:
    """Whether doing more can never hurt: something is asked, and nothing is capped."""
    params: Any = clause.params
    cap_from: str = getattr(params, "cap_from", "")
    capped = getattr(params, "at_most", None) is not None or bool(cap_from)
    return not capped and getattr(params, "at_least", 1) is not None


def comparable(clause: Clause) -> bool:
    """Whether the strictness order speaks of the clause at all: some are only ever compared by people."""
    params: Any = clause.params
    if clause.modality is Modality.MAY or clause.open_needs:
        return False
    if isinstance(params, Frequency):
        return not params.cap_from
    return bool(getattr(params, "windows", True)) or isinstance(params, Stage)
