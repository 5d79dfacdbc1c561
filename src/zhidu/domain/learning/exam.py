"""Questions of an exam: whether an answer is right, and a paper drawn for one person from the bank."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from zhidu.domain.learning.draw import draw

LETTERS = "ABCDEFGH"
MOST_OPTIONS = len(LETTERS)


class Kind(StrEnum):
    """The kinds of question; a short one is marked by a person."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    JUDGE = "judge"
    SHORT = "short"

    @property
    def chinese(self) -> str:
        return {"single": "单选", "multiple": "多选", "judge": "判断", "short": "简答"}[self.value]


@dataclass(frozen=True, slots=True)
class Item:
    """One question of the bank, as far as a draw needs it."""

    id: int
    kind: Kind
    topic: str
    level: int


@dataclass(frozen=True, slots=True)
class Part:
    """So many questions of a kind on a paper; topic '' and level 0 leave it open."""

    kind: Kind
    number: int
    topic: str = ""
    level: int = 0

    def fits(self, item: Item) -> bool:
        return item.kind is self.kind and self.topic in {"", item.topic} and self.level in {0, item.level}


def faults(kind: Kind, options: Sequence[str], answer: str) -> str:
    """What is wrong with the options and the answer of a question; '' where nothing is."""
    if kind is Kind.SHORT:
        return "" if not options else "简答题没有选项；请把选项各栏空着"
    if kind is Kind.JUDGE:
        if options:
            return "判断题没有选项；请把选项各栏空着"
        return "" if answer in {"对", "错"} else f"答案写的是“{answer}”；判断题应写对或错"
    if not 2 <= len(options) <= MOST_OPTIONS:
        return f"有 {len(options)} 个选项；应有 2 至 {MOST_OPTIONS} 个，从 A 起不空"
    if len(set(options)) != len(options):
        return "选项有重复；各个选项应不同"
    given = set(answer)
    if not answer or len(given) != len(answer) or not given <= set(LETTERS[: len(options)]):
        return f"答案写的是“{answer}”；应是 {LETTERS[0]} 至 {LETTERS[len(options) - 1]} 的字母"
    if kind is Kind.SINGLE and len(answer) != 1:
        return f"答案写的是“{answer}”；单选题只有一个"
    return ""


def right(kind: Kind, answer: str, given: str) -> bool | None:
    """Whether what was given is the answer; None where a person has to mark it. Nothing given is not right."""
    if not given.strip():
        return False
    if kind is Kind.SHORT:
        return None
    return "".join(sorted(given)) == "".join(sorted(answer))


def paper(seed: str, parts: Sequence[Part], bank: Collection[Item]) -> list[int]:
    """The questions of one paper, part by part; the same seed draws the same. No question stands twice.

    Raises ValueError where the bank holds too few.
    """
    taken: list[int] = []
    for place, part in enumerate(parts, start=1):
        fitting = sorted(one.id for one in bank if part.fits(one) and one.id not in set(taken))
        if part.number > len(fitting):
            raise ValueError(
                f"{part.kind.chinese}题要抽 {part.number} 道，题库里合条件的有 {len(fitting)} 道"
            )
        if part.number:
            taken += [int(one) for one in draw(f"{seed}:{place}", [str(one) for one in fitting], part.number)]
    return taken


def share(marks: Mapping[int, bool | None], total: int) -> Fraction | None:
    """Which part of the questions was right; None while something is still to be marked, or of an empty paper."""
    if total == 0 or any(one is None for one in marks.values()):
        return None
    return Fraction(sum(one is True for one in marks.values()), total)
