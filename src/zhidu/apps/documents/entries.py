"""What is written when a document is drafted, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from zhidu.apps.documents.states import Kind, Urgency

LONGEST_TITLE, LONGEST_TEXT, LONGEST_COPIES, LONGEST_NOTE = 120, 30_000, 300, 120
MOST_RECEIVERS = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A draft: *receivers* are organisations, *to_all* is everything directly under the sender."""

    kind: str
    title: str
    text: str
    receivers: tuple[int, ...] = ()
    to_all: bool = False
    attached: str = ""
    copies: str = ""
    note: str = ""
    urgency: str = ""
    answers: int | None = None
    about: int | None = None


def faults(entry: Entry) -> Mapping[str, str]:
    """Field → what is wrong; empty for a draft that can be kept."""
    found: dict[str, str] = {}
    if entry.kind not in [*Kind]:
        return {"kind": "没有这个文种；请从列表中选择"}
    if not entry.title.strip():
        found["title"] = "没有写标题；如“关于确定李四为发展对象的请示”"
    if entry.urgency not in [*Urgency]:
        found["urgency"] = "没有这个紧急程度；请从列表中选择"
    for name, text, longest in (
        ("title", entry.title, LONGEST_TITLE),
        ("text", entry.text, LONGEST_TEXT),
        ("copies", entry.copies, LONGEST_COPIES),
        ("note", entry.note, LONGEST_NOTE),
        ("attached", entry.attached, 2000),
    ):
        if len(text) > longest:
            found[name] = f"有 {len(text)} 字；应不超过 {longest} 字"
    if len(entry.receivers) > MOST_RECEIVERS:
        found["receivers"] = (
            f"选了 {len(entry.receivers)} 个；一次至多 {MOST_RECEIVERS} 个，更多的选“全部直属”"
        )
    if entry.kind == Kind.REQUEST and (entry.to_all or len(entry.receivers) > 1):
        found["receivers"] = "请示只能主送一个上级；要让别的组织知道，写在“抄送”里"
    if entry.kind == Kind.REPLY and entry.answers is None:
        found["kind"] = "批复要答复一份请示；请从收到的那份请示上点“批复”"
    return found
