"""The demonstration from end to end: build, write, read back, judge, show."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rich.console import Console

from zhidu.domain.rules.evaluate import evaluate
from zhidu.domain.rules.findings import Finding
from zhidu.domain.rules.vocabulary import SubjectClass
from zhidu.project.adopted import Adopted, load_adopted
from zhidu.project.cli import tables
from zhidu.project.demo import report, write
from zhidu.project.demo.county import County, Tell, build, save
from zhidu.project.demo.stories import Told, listen_for, tell_stories
from zhidu.project.files import write_whole
from zhidu.project.findings import json_text
from zhidu.rulebooks.calendar_data import load_calendar

FINDINGS = "findings.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Demonstration:
    """What came out: the county, the duties it was judged by, all findings, and how each story was found."""

    county: County
    adopted: Adopted
    findings: list[Finding]
    told: list[Told]

    @property
    def organizations(self) -> int:
        return len({row.subject for row in self.county.register if row.kind is SubjectClass.ORGANIZATION})

    @property
    def people(self) -> int:
        """Everybody once, whatever posts they hold."""
        kinds = {SubjectClass.MEMBER, SubjectClass.PROSPECT}
        return len({row.subject for row in self.county.register if row.kind in kinds})

    @property
    def missed(self) -> int:
        """Stories the evaluation did not find."""
        return sum(1 for one in self.told if one.finding is None)


def demonstrate(out: Path, as_of: date, *, seed: int, tell: Tell) -> Demonstration:
    """Generate the county under *out*, judge it through the same readers as ``zhidu run``. Raises BookError."""
    folder = out / "county"
    county = build(folder, as_of, seed=seed, tell=tell)
    stories = tell_stories(county)
    save(county, folder)
    tell(f"写好 {folder}")
    adopted = load_adopted(
        subjects=folder / write.SUBJECTS,
        facts=folder / write.FACTS,
        adoptions=folder / write.ADOPTIONS,
        settings=folder / write.SETTINGS,
        as_of=as_of,
        calendar=load_calendar(),
    )
    tell("读回全部文件，合并上下级制度")
    findings = list(evaluate(adopted.duties, adopted.world, county.clock.start, as_of))
    tell(f"判定 {len(findings)} 条")
    write_whole(out / FINDINGS, json_text(findings))
    tell("写好全部判定")
    return Demonstration(
        county=county, adopted=adopted, findings=findings, told=listen_for(stories, findings)
    )


class Progress:
    """Lines on the error stream, with the seconds gone by."""

    def __init__(self) -> None:
        self._console = Console(file=sys.stderr, highlight=False)
        self._began = time.monotonic()

    def __call__(self, line: str) -> None:
        self._console.print(f"{time.monotonic() - self._began:5.1f} 秒  {line}", markup=False)


def show(done: Demonstration, out: Path) -> None:
    """Print the whole report."""
    screen = tables.screen()
    clock = done.county.clock
    screen.print(
        f"\n云岭县（虚构）：{done.organizations} 个党组织，{done.people} 人，{clock.start} 至 {clock.as_of} 的记录 "
        f"{len(done.county.diary)} 条，判定 {len(done.findings)} 条。\n"
    )
    books = (book for books in done.adopted.settled.values() for book in books.values())
    screen.print(report.by_book(done.findings, {book.id: book.title for book in books}))
    screen.print(report.by_organization(done.findings, done.adopted.world.subjects))
    for line in report.worst_lines(report.worst(done.findings)):
        screen.print(line)
    screen.print()
    screen.print(report.stories_table(done.told))
    ending = f"有 {done.missed} 件没有找到，请报告给维护人员" if done.missed else "一件不漏"
    found = len(done.told) - done.missed
    screen.print(f"故意放进去的 {len(done.told)} 件事，找到 {found} 件：{ending}。\n")
    for step in _next_steps(out, clock.as_of):
        screen.print(step, soft_wrap=True)


def _next_steps(out: Path, as_of: date) -> Iterable[str]:
    county = out / "county"
    yield f"全部判定（JSON）：{out / FINDINGS}"
    yield f"普通文件：{county}（可用表格软件打开修改，再判定一次）"
    yield "下一步可以试："
    yield (
        f"  zhidu run --adoptions {county / write.ADOPTIONS} --subjects {county / write.SUBJECTS} "
        f"--facts {county / write.FACTS} --settings {county / write.SETTINGS} --as-of {as_of}"
    )
    yield (
        "  zhidu decide --book school-branch --clause resolution.pass "
        "--entitled 10 --present 6 --yes 4 --no 1 --abstain 1"
    )
    yield "  zhidu explain committee.monthly --book branch-comprehensive"
    yield "  zhidu trace"
