"""Which lines under a head are about somebody; sums, notes and repeated heads are not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from zhidu.apps.registry.importing.columns import NAME, columns
from zhidu.apps.registry.importing.reading.heads import key_of
from zhidu.apps.registry.importing.reading.texts import plain

_SUM = re.compile(r"(合\s*计|总\s*计|小\s*计|共\s*计|累\s*计|总\s*数|共\s*[0-9]+\s*[人名])")
_NOTE = re.compile(
    r"(注|说明|备注|填表|制表|填报|审核|审批|单位负责人|负责人|联系人|填写|打印|第\s*[0-9]+\s*页|[0-9]{4}\s*年.*日$)"
)
FEW = 2
BLANK = "空行"


def why_skipped(cells: Sequence[Any], fields: Sequence[str]) -> str:
    """Why a line is about nobody; '' where it is about somebody."""
    texts = [(at, text) for at, cell in enumerate(cells) if (text := plain(cell))]
    if not texts:
        return BLANK
    name = next((text for at, text in texts if at < len(fields) and fields[at] == NAME), "")
    first = texts[0][1]
    if name and key_of(name) in _names_of_name():
        return "又是表头"
    if _SUM.match(first) or (name and _SUM.match(name)):
        return "合计"
    if name and not _NOTE.match(first):
        return ""
    used = sum(at < len(fields) and bool(fields[at]) for at, _ in texts)
    if _NOTE.match(first):
        return "说明"
    if not name and not used:
        return BLANK  # a number was written in beforehand, and nobody came
    if not name and len(texts) <= FEW:
        return "说明"
    return ""


def _names_of_name() -> frozenset[str]:
    one = columns()[NAME]
    return frozenset(key_of(label) for label in (one.title, *one.aliases))
