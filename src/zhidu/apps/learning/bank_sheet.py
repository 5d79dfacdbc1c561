"""The question bank as a workbook: an empty one to fill in, and reading one that was, cell by cell."""

from __future__ import annotations

from typing import IO, Any

from python_calamine import CalamineError, CalamineWorkbook

from zhidu.apps.learning.actions.questions import Asked
from zhidu.apps.learning.sheet import written
from zhidu.apps.learning.training import LEVELS
from zhidu.domain.learning.exam import LETTERS, Kind
from zhidu.foundation.acts import Wrong

OPTIONS = tuple(f"选项{letter}" for letter in LETTERS[:6])
HEAD = ("题型", "题目", *OPTIONS, "答案", "类别", "难度")
MOST_ROWS, LARGEST = 2000, 5_000_000
FIELDS = {"kind": "题型", "text": "题目", "options": "选项A", "answer": "答案", "level": "难度"}
_KINDS = {one.chinese: one.value for one in Kind}
_LEVELS = {word: number for number, word in LEVELS.items()}
_JUDGED = {"正确": "对", "√": "对", "是": "对", "错误": "错", "×": "错", "否": "错"}


EXAMPLES = (
    ("单选", "支部委员会会议一般多久召开一次？", "每周 每月 每季度", "B", "组织生活", "易"),
    (
        "多选",
        "下列哪些属于“三会一课”？",
        "支部党员大会 支部委员会会议 党小组会 党课",
        "ABCD",
        "组织生活",
        "易",
    ),
    ("判断", "预备党员没有表决权、选举权和被选举权。", "", "对", "党章", "中"),
)


def _row(kind: str, text: str, options: str, *rest: str) -> list[str]:
    given = options.split()
    return [kind, text, *given, *("" for _ in OPTIONS[len(given) :]), *rest]


def empty() -> IO[bytes]:
    """A workbook with the head and three rows as an example."""
    rows = [_row(*one) for one in EXAMPLES]
    return written("题库", [(one, 40 if one == "题目" else 14) for one in HEAD], rows)


def read(upload: Any) -> list[Asked]:  # noqa: ANN401 - an uploaded file
    """The questions in a workbook. Raises Wrong for what is no table of questions; cells are checked by the act."""
    if upload.size > LARGEST:
        raise Wrong({"upload": f"文件有 {upload.size // 1_000_000} MB；应不超过 {LARGEST // 1_000_000} MB"})
    try:
        book = CalamineWorkbook.from_filelike(upload)
        rows = [
            (number, [_text(cell) for cell in row])
            for number, row in enumerate(book.get_sheet_by_index(0).to_python(skip_empty_area=False), start=1)
        ]
    except (CalamineError, ValueError, OSError) as error:
        raise Wrong({"upload": "读不出这个文件；应是 xlsx 表格，可先下载空表照着填"}) from error
    head = next(
        (place for place, (_, row) in enumerate(rows[:10]) if {"题型", "题目", "答案"} <= set(row)), None
    )
    if head is None:
        raise Wrong({"upload": f"前 10 行里没有表头；表头应有：{'、'.join(HEAD)}"})
    columns = {title: place for place, title in enumerate(rows[head][1]) if title in HEAD}
    found = [_asked(number, row, columns) for number, row in rows[head + 1 :] if any(row)]
    if not 1 <= len(found) <= MOST_ROWS:
        raise Wrong({"upload": f"表里有 {len(found)} 道题；应有 1 至 {MOST_ROWS} 道"})
    return found


def _asked(number: int, row: list[str], columns: dict[str, int]) -> Asked:
    def cell(title: str) -> str:
        place = columns.get(title)
        return row[place] if place is not None and place < len(row) else ""

    kind = _KINDS.get(cell("题型").removesuffix("题"), cell("题型"))
    answer = cell("答案")
    if kind in {Kind.SINGLE, Kind.MULTIPLE}:
        answer = "".join(one for one in answer.upper() if one.isalnum())
    elif kind == Kind.JUDGE:
        answer = _JUDGED.get(answer, answer)
    options = [cell(title) for title in OPTIONS]
    while options and not options[-1]:
        options.pop()
    return Asked(
        kind=kind,
        text=cell("题目"),
        options=tuple(options),
        answer=answer,
        topic=cell("类别"),
        level=_LEVELS.get(cell("难度") or "中", 0),
        where=f"{number}",
    )


def told(wrong: Wrong, columns: tuple[str, ...] = HEAD) -> list[str]:
    """The faults as people look for them in the table, by cell."""
    found = []
    for name, sentence in wrong.faults.items():
        row, _, field = name.partition(".")
        title = FIELDS.get(field)
        if row.isdecimal() and title:
            found.append(f"{chr(ord('A') + columns.index(title))}{row}（{title}）：{sentence}")
        else:
            found.append(sentence)
    return found


def _text(cell: Any) -> str:  # noqa: ANN401 - whatever a cell holds
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, bool):
        return "对" if cell else "错"
    return str(cell).strip()
