"""Organisations as sheets call them: small differences are seen through, larger ones are offered and never taken."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from zhidu.apps.registry.importing.reading.faults import Mend, Unclear
from zhidu.apps.registry.importing.reading.texts import tight

OFFERED = 3
ALIKE = 0.5
_SIGNS = re.compile(r"[\s()（）“”\"'·,，、.。:：\-—_]+")
_WORDS = (
    (re.compile(r"中国共产党|^中共"), ""),
    (re.compile(r"党?总支部?(?:委员会)?"), "总支"),
    (re.compile(r"(?<!总)党?支部(?:委员会)?"), "支部"),
    (re.compile(r"党?委员会|党委"), "党委"),
    (re.compile(r"党小组|小组"), "小组"),
)
_HAN_NUMBER = re.compile(r"[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九]")
_VALUE = {one: place for place, one in enumerate("一二三四五六七八九", start=1)}


@dataclass(frozen=True, slots=True)
class Place:
    """An organisation or a group that somebody may be put into."""

    pk: int
    name: str
    above: str = ""
    parent: int | None = None
    since: date | None = None
    until: date | None = None

    @property
    def full(self) -> str:
        """How it is told from another of the same name."""
        return f"{self.above}/{self.name}" if self.above else self.name


def key_of(name: str) -> str:
    """A name without what differs from sheet to sheet: 中共…支部委员会 and …党支部, 第一 and 第1."""
    text = _SIGNS.sub("", tight(name))
    for form, word in _WORDS:
        text = form.sub(word, text)
    return _HAN_NUMBER.sub(_figures, text)


def _figures(found: re.Match[str]) -> str:
    text = found[0]
    tens, ten, ones = text.partition("十")
    if not ten:
        return str(_VALUE[text])
    return str(_VALUE.get(tens, 1) * 10 + _VALUE.get(ones, 0))


class Places:
    """The organisations that may be meant, looked up by what somebody wrote."""

    def __init__(self, rows: Iterable[Place]) -> None:
        self.by_pk = {one.pk: one for one in rows}
        self._exact: dict[str, list[Place]] = defaultdict(list)
        self._alike: dict[str, list[Place]] = defaultdict(list)
        for one in self.by_pk.values():
            self._exact[tight(one.name)].append(one)
            self._exact[tight(one.full)].append(one)
            self._exact[f"org-{one.pk}"].append(one)
            self._alike[key_of(one.name)].append(one)
        self._pairs: dict[str, set[str]] | None = None
        self._known: dict[tuple[str, int | None], int | Unclear] = {}

    def find(self, text: str, *, within: int | None = None) -> int:
        """The one that is meant (of those directly in *within*, where that is said). Raises Unclear."""
        asked = text, within
        if asked not in self._known:
            try:
                self._known[asked] = self._found(text, within)
            except Unclear as told:
                self._known[asked] = told
        answer = self._known[asked]
        if isinstance(answer, Unclear):
            raise answer.again()
        return answer

    def _found(self, text: str, within: int | None) -> int:
        for found in (self._exact.get(tight(text), []), self._alike.get(key_of(text), [])):
            mine = {one.pk: one for one in found if within is None or one.parent == within}
            if len(mine) == 1:
                return next(iter(mine))
            if mine:
                raise Unclear(
                    "place.several",
                    f"叫“{text[:40]}”的有 {len(mine)} 个；请选是哪一个",
                    *(self._offer(one, found) for one in list(mine.values())[: OFFERED * 2]),
                )
        near = self._near(key_of(text), within)
        if near:
            raise Unclear(
                "place.close", f"没有叫“{text[:40]}”的；请选是哪一个", *(Mend(one.name) for one in near)
            )
        raise Unclear("place.unknown", f"没有叫“{text[:40]}”的，或不归您管；请先设立，或改成已有的名称")

    @staticmethod
    def _offer(one: Place, among: Iterable[Place]) -> Mend:
        alone = sum(other.full == one.full for other in among) == 1
        return Mend(one.full if alone else f"org-{one.pk}", f"{one.full}（{one.pk}）" if not alone else "")

    def _near(self, key: str, within: int | None) -> list[Place]:
        """Those most alike by pairs of characters they share, the most alike first."""
        if self._pairs is None:
            self._pairs = defaultdict(set)
            for known in self._alike:
                for pair in _pairs(known):
                    self._pairs[pair].add(known)
        mine = _pairs(key)
        shared = Counter(known for pair in mine for known in self._pairs.get(pair, ()))
        scored = [
            (2 * number / (len(mine) + len(_pairs(known))), known)
            for known, number in shared.most_common(200)
        ]
        scored = sorted((one for one in scored if one[0] >= ALIKE), key=lambda one: (-one[0], one[1]))
        found = [one for _, known in scored for one in self._alike[known]]
        return [one for one in found if within is None or one.parent == within][:OFFERED]


def _pairs(key: str) -> set[str]:
    return {key[at : at + 2] for at in range(len(key) - 1)} or {key}
