"""The workbook of what the page shows: every row of the filters, and behind it the findings themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING, Any

import xlsxwriter

from zhidu.apps.compliance import queries
from zhidu.apps.compliance.names import decorate
from zhidu.apps.compliance.standing import UNCLEAN
from zhidu.apps.dashboards.supervision import counts, inside, levels, screen
from zhidu.apps.dashboards.supervision.asked import EVERY_THEME, FORCES, Asked
from zhidu.apps.dashboards.supervision.cells import MONTHS
from zhidu.apps.orgs import queries as orgs
from zhidu.apps.orgs.attributes import SECTORS
from zhidu.domain.rules.terms import Modality
from zhidu.foundation.access.rules import Actor, below
from zhidu.foundation.clock import today
from zhidu.foundation.ui.marks import mark_of

if TYPE_CHECKING:
    from zhidu.apps.compliance.models import StoredFinding

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
AT_ONCE = 400
"""Organisations or findings read together."""
MOST_FINDINGS = 100_000
"""In the second sheet; the worst come first, and the head says when there are more."""
IN_MEMORY = 8_000_000
HEAD = ("未达标", "一般未做到", "临期", "缺资料", "迟办")
COLOURS = {
    "breached": {"bg_color": "#B8330A", "font_color": "#FFFFFF"},
    "generally": {"bg_color": "#FFEFC7", "font_color": "#6E4600"},
    "at_risk": {"bg_color": "#FFEFC7", "font_color": "#6E4600"},
    "late": {"font_color": "#6E4600"},
    "met": {"font_color": "#0E6B62"},
}


def workbook(actor: Actor, asked: Asked) -> tuple[IO[bytes], str]:
    """The file, at its beginning, and what to call it."""
    place = screen.place_of(actor, asked)
    file: IO[bytes] = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the answer closes it
    book = xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_formulas": False})
    book.set_properties({"title": "哪里没有做到", "author": actor.name})
    _Matrix(book, asked, place).write(_lines(actor, asked, place))
    _findings(book, actor, asked)
    book.close()
    file.seek(0)
    return file, f"哪里没有做到 {asked.year}年 {asked.theme_title} {today()}.xlsx"


def _lines(actor: Actor, asked: Asked, place: screen.Place) -> Iterator[tuple[str, counts.Line]]:
    """Every row with its name, those that the page has folded after the others."""
    if place.single and place.top is not None:
        rows = inside.lines(inside.found_in(actor, place.top, asked), place.top.code)
        names = inside.titles(line.place for line in rows)
        yield from ((names.get(one.place, one.place), one) for one in rows if one.missed or not asked.only)
    elif asked.summed:
        top = place.top or screen.top_of(actor)
        level = levels.Level(asked, actor, top)
        found = [one for one in levels.lines(level) if one.missed or not asked.only]
        for start in range(0, len(found), AT_ONCE):
            yield from _named(levels.with_months(level, found[start : start + AT_ONCE]))
    else:
        every = replace(asked, unfolded=True)
        rows = counts.by_organization(every, actor)
        yield from _named(counts.in_turn(rows, AT_ONCE, lambda some: counts.lines(every, actor, some)))


def _named(lines: Iterable[counts.Line]) -> Iterator[tuple[str, counts.Line]]:
    batch: list[counts.Line] = []
    for line in lines:
        batch.append(line)
        if len(batch) == AT_ONCE:
            yield from _with_names(batch)
            batch = []
    yield from _with_names(batch)


def _with_names(lines: list[counts.Line]) -> Iterator[tuple[str, counts.Line]]:
    ids = orgs.ids_at(line.place for line in lines)
    known = orgs.nodes(ids.values())
    for line in lines:
        node = known.get(ids[line.place])
        yield (node.name if node is not None else "已不在的组织"), line


def headline(asked: Asked, place: screen.Place) -> str:
    """What the file is about, in one line: filters, day, and that nothing was left out."""
    parts = [f"{asked.year}年", asked.theme_title]
    parts.append(asked.under.name if asked.under is not None else "全部能看的组织")
    if asked.sector:
        parts.append(f"领域：{SECTORS[asked.sector]}")
    if asked.force:
        parts.append(f"约束力：{FORCES[asked.force]}")
    parts.append("只列有未达标的" if asked.only else "含全部达标、网页上收起的")
    if asked.summed:
        parts.append("按下级汇总")
    day = place.as_of or today()
    return f"{'；'.join(parts)}。截至{day.year}年{day.month}月{day.day}日。每格是该月最重的判定和项数。"


class _Matrix:
    """The first sheet, as on the page: an organisation a row, a month a column."""

    def __init__(self, book: Any, asked: Asked, place: screen.Place) -> None:  # noqa: ANN401
        self.sheet = book.add_worksheet(f"{asked.year}年各月")
        self.plain = book.add_format({"border": 1, "border_color": "#D9DDE2", "valign": "vcenter"})
        self.head = _head(book)
        self.title = book.add_format({"bold": True, "font_size": 16})
        self.note = book.add_format({"font_color": "#454B53"})
        base = {"border": 1, "border_color": "#D9DDE2", "align": "center", "valign": "vcenter"}
        self.formats = {name: book.add_format({**base, **colours}) for name, colours in COLOURS.items()}
        self.other = book.add_format(base)
        sheet = self.sheet
        sheet.set_column(0, 0, 30)
        sheet.set_column(1, 12, 10.5)
        sheet.set_column(13, 12 + len(HEAD), 10.5)
        sheet.freeze_panes(3, 1)
        _print(sheet, head=2)
        sheet.write_string(0, 0, "哪里没有做到", self.title)
        sheet.write_string(1, 0, headline(asked, place), self.note)
        for column, word in enumerate(("党组织" if not place.single else "对象", *MONTHS, *HEAD)):
            sheet.write_string(2, column, word, self.head)

    def write(self, lines: Iterable[tuple[str, counts.Line]]) -> None:
        """Row by row: a long list is never held in memory."""
        row = 3
        for title, line in lines:
            self.sheet.write_string(row, 0, title, self.plain)
            for month in range(1, 13):
                verdict, number = line.cell(month)
                text = f"{mark_of(verdict).word} {number}" if number else ""
                self.sheet.write_string(row, month, text, self.formats.get(verdict, self.other))
            for place, name in enumerate(UNCLEAN):
                self.sheet.write_number(row, 13 + place, line.whole[name], self.other)
            row += 1
        if row == 3:
            self.sheet.write_string(3, 0, "没有符合条件的", self.plain)
        self.sheet.autofilter(2, 0, max(row - 1, 3), 12 + len(HEAD))


def _head(book: Any) -> Any:  # noqa: ANN401 - a format of the workbook
    return book.add_format(
        {
            "bold": True,
            "bg_color": "#F8F9FA",
            "border": 1,
            "border_color": "#D9DDE2",
            "align": "center",
            "valign": "vcenter",
        }
    )


def _print(sheet: Any, *, head: int) -> None:  # noqa: ANN401 - a worksheet
    """A4 across, as wide as one page, the head on each page, its number in the foot."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.repeat_rows(head)
    sheet.repeat_columns(0)
    sheet.set_footer("&C第 &P 页，共 &N 页")


COLUMNS = (
    ("判定", 12),
    ("党组织", 28),
    ("对象", 22),
    ("月份", 10),
    ("最迟", 12),
    ("约束力", 8),
    ("说明", 90),
    ("条款", 34),
)


def _findings(book: Any, actor: Actor, asked: Asked) -> None:  # noqa: ANN401
    sheet = book.add_worksheet("判定明细")
    head, wrapped = _head(book), book.add_format({"text_wrap": True, "valign": "top"})
    plain = book.add_format({"valign": "top"})
    for column, (_, width) in enumerate(COLUMNS):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(2, 2)
    _print(sheet, head=1)
    rows = findings(actor, asked)
    listed = list_of(rows)
    note = "未达标、临期、缺资料、迟办的逐条列出；达标、未到期、免计、不适用的只在前一张表里计数。"
    total = rows.count()
    if total > MOST_FINDINGS:
        note += f"共 {total:,} 条，这里列最重的 {MOST_FINDINGS:,} 条。"
    sheet.write_string(0, 0, note)
    for column, (word, _) in enumerate(COLUMNS):
        sheet.write_string(1, column, word, head)
    for number, row in enumerate(listed, start=2):
        for column, text in enumerate(_texts(row)):
            sheet.write_string(number, column, text, wrapped if column == 6 else plain)


def findings(actor: Actor, asked: Asked) -> Any:  # noqa: ANN401 - a queryset of another app
    """The findings behind the picture that somebody has to look at, worst first."""
    rows = queries.overseen(actor).filter(month__startswith=f"{asked.year:04}-")
    rows = rows.filter(
        verdict__in=("breached",) if asked.only else ("breached", "at_risk", "undetermined", "late")
    )
    if asked.theme != EVERY_THEME:
        rows = rows.filter(theme=asked.theme)
    if asked.under is not None:
        rows = rows.filter(below("organization__path", asked.under.path))
    if asked.sector:
        rows = rows.filter(organization__in=orgs.of_sector(asked.sector).values("pk"))
    if asked.force == "generally":
        rows = rows.filter(modality=Modality.GENERALLY.value)
    elif asked.force:
        rows = rows.exclude(modality=Modality.GENERALLY.value)
    return rows.select_related("organization").order_by("-severity", "organization__path", "due", "pk")


def list_of(rows: Any) -> Iterator[StoredFinding]:  # noqa: ANN401 - a queryset of another app
    """The findings with the names of whom they are about, so many at a time."""
    batch: list[StoredFinding] = []
    for row in rows[:MOST_FINDINGS].iterator(chunk_size=AT_ONCE):
        batch.append(row)
        if len(batch) == AT_ONCE:
            yield from decorate(batch)
            batch = []
    yield from decorate(batch)


def _texts(row: StoredFinding) -> tuple[str, ...]:
    year, _, month = row.month.partition("-")
    return (
        mark_of(row.verdict, generally=row.generally).word,
        row.organization.name,
        row.subject_name,
        f"{year}年{int(month)}月",
        row.due.isoformat() if row.due else "",
        Modality(row.modality).chinese,
        row.record["explanation"],
        row.clause,
    )
