"""A finding in few words, for lists where title, source and date stand in places of their own.

The explanation of a finding is one whole sentence (名称 · 期间：应…，实… → 判定。依据：…。…), so that it can be read
anywhere; beside a title, a mark and a countdown most of it would be said twice. Here it is taken apart again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhidu.foundation.clock import today

if TYPE_CHECKING:
    from zhidu.apps.compliance.models import StoredFinding

_WHOLE = re.compile(r"(?P<what>.+?) · (?P<when>[^：]+)：(?P<numbers>.+?) → [^。]*。(?P<rest>.*)", re.DOTALL)
_DAY = re.compile(r"(?:(\d{4}) 年 )?(\d{1,2}) 月 (\d{1,2}) 日")
_MONTH = re.compile(r"(?:(\d{4}) 年 )?(\d{1,2}) 月")
_PART = re.compile(r"(\d{4}) 年(?=第|上半年|下半年)")
_LATEST = re.compile(r"，?最迟 ?[^，。]+")
WITHOUT_TIME = ("截至", "全程")
"""Periods that say no more than that it is about how things stand."""
SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Brief:
    """What and when for a title (支委会 · 11月), and the numbers with what may still be done."""

    what: str
    when: str
    reason: str

    @property
    def title(self) -> str:
        return f"{self.what} · {self.when}" if self.when else self.what


def brief(row: StoredFinding) -> Brief:
    """The parts of a stored finding's explanation; one of no known form is told whole."""
    said = row.record["explanation"]
    found = _WHOLE.fullmatch(said)
    if found is None:
        return Brief(said.partition("。")[0], "", said)
    when = found["when"]
    numbers = found["numbers"]
    if row.generally and numbers.startswith("应"):
        numbers = f"一般{numbers}"
    rest = [_LATEST.sub("", one).lstrip("，") for one in found["rest"].split("。")]
    sentences = [numbers, *(one for one in rest if one and not one.startswith("依据："))]
    return Brief(
        compact(found["what"]),
        "" if when.startswith(WITHOUT_TIME) else compact(when),
        "".join(f"{compact(one)}。" for one in sentences),
    )


def compact(text: str) -> str:
    """Days and periods as lists write them: 11月18日, 11月, 第四季度; the year only where it is not this one."""
    year = str(today().year)

    def said(found: re.Match[str]) -> str:
        there, *parts = found.groups()
        return (
            ("" if there in {None, year} else f"{there}年")
            + f"{parts[0]}月"
            + (f"{parts[1]}日" if len(parts) > 1 else "")
        )

    text = _MONTH.sub(said, _DAY.sub(said, text))
    return _PART.sub(lambda one: "" if one[1] == year else f"{one[1]}年", text)


def short_name(name: str, organization: str) -> str:
    """A name as people of the organisation say it: 青石村第2党小组 is 第2党小组 in 青石村党支部."""
    shared = next(
        (at for at, (one, other) in enumerate(zip(name, organization, strict=False)) if one != other),
        min(len(name), len(organization)),
    )
    return name[shared:] if shared >= SHORTEST and len(name) - shared >= SHORTEST else name
