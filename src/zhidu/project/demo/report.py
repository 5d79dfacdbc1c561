"""What the demonstration shows on the screen: totals by book and organisation, the worst findings, the stories."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from zhidu.domain.rules.findings import Finding
from zhidu.domain.rules.subjects import Subjects
from zhidu.domain.rules.terms import Modality, Verdict
from zhidu.domain.rules.vocabulary import SubjectClass
from zhidu.project.demo.stories import Told
from zhidu.project.findings import worst_first

WORST = 10
_PER_ORGANIZATION = 2
_GENERALLY = "一般未做到"
_COLUMNS = (
    *(Verdict.BREACHED.chinese, _GENERALLY, Verdict.AT_RISK.chinese, Verdict.UNDETERMINED.chinese),
    *(Verdict.LATE.chinese, Verdict.PENDING.chinese, Verdict.EXEMPT.chinese, Verdict.MET.chinese),
    Verdict.NOT_APPLICABLE.chinese,
)
_STYLES = {Verdict.BREACHED.chinese: "bold red", _GENERALLY: "yellow", Verdict.AT_RISK.chinese: "yellow"}


def by_book(findings: Iterable[Finding], titles: Mapping[str, str]) -> Table:
    """How the clauses of each book are kept."""
    counts: dict[str, Counter[str]] = {}
    for one in findings:
        counts.setdefault(one.clause.book, Counter())[_column(one)] += 1
    rows = [(titles.get(book, book), counts[book]) for book in sorted(counts)]
    return _counts_table("按制度", rows)


def by_organization(findings: Iterable[Finding], subjects: Subjects) -> Table:
    """How each organisation stands, in the order of the tree."""
    counts: dict[str, Counter[str]] = {}
    for one in findings:
        counts.setdefault(one.organization, Counter())[_column(one)] += 1
    rows = []
    for subject in subjects:
        if subject.kind is SubjectClass.ORGANIZATION and subject.id in counts:
            depth = len(list(subjects.ancestors(subject.id, subject.spells[-1].last)))
            rows.append(("  " * depth + subject.name, counts[subject.id]))
    return _counts_table("按组织", rows)


def _column(finding: Finding) -> str:
    if finding.verdict is Verdict.BREACHED and finding.clause.modality is Modality.GENERALLY:
        return _GENERALLY
    return finding.verdict.chinese


def _counts_table(title: str, rows: Sequence[tuple[str, Counter[str]]]) -> Table:
    table = Table(
        title=title, title_justify="left", title_style="bold", box=SIMPLE_HEAD, pad_edge=False, padding=0
    )
    table.add_column("", overflow="fold")
    for name in _COLUMNS:
        table.add_column(name, justify="right", no_wrap=True)
    for name, counts in rows:
        table.add_row(name, *(_number(column, counts[column]) for column in _COLUMNS))
    return table


def _number(column: str, count: int) -> Text:
    return Text(str(count) if count else "·", style=_STYLES.get(column, "") if count else "dim")


def worst(findings: Iterable[Finding], number: int = WORST) -> list[Finding]:
    """The gravest findings, those first that ask for a procedure.

    Each clause is named once and each organisation at most twice, so that ten lines tell of ten matters.
    """
    chosen: list[Finding] = []
    seen: Counter[str] = Counter()
    for one in sorted(worst_first(findings), key=lambda one: (-one.severity, not one.proposes)):
        told = any(one.clause is other.clause for other in chosen)
        if told or seen[one.organization] >= _PER_ORGANIZATION:
            continue
        chosen.append(one)
        seen[one.organization] += 1
        if len(chosen) == number:
            break
    return chosen


def worst_lines(findings: Sequence[Finding]) -> Iterator[Text]:
    """The worst ten, one paragraph each."""
    yield Text(f"最要紧的 {len(findings)} 条（每条款只举一例，每个组织至多两例）", style="bold")
    for place, one in enumerate(findings, start=1):
        yield Text.assemble(
            f"{place:>2}. ",
            (one.word, _STYLES.get(one.word, "bold red")),
            f" {one.subject} ",
            one.explanation,
        )


def stories_table(told: Sequence[Told]) -> Table:
    """Every story with what the evaluation said of it."""
    table = Table(
        title="故意放进去的事：有的是问题，有的看着像、其实不是",
        title_justify="left",
        title_style="bold",
        box=SIMPLE_HEAD,
        pad_edge=False,
        expand=True,
    )
    table.add_column("", no_wrap=True)
    table.add_column("放进去的事", ratio=5, overflow="fold")
    table.add_column("对象与期间", ratio=3, overflow="fold")
    table.add_column("判定", no_wrap=True)
    table.add_column("依据", ratio=5, overflow="fold")
    for one in told:
        found = one.finding
        table.add_row(
            Text("找到", style="green") if found else Text("没有找到", style="bold red"),
            one.story.title,
            f"{one.story.subject} {_shown(one.story.period)}".rstrip(),
            found.word if found else one.story.verdict.chinese,
            found.clause.source if found else one.story.family,
        )
    return table


def _shown(period: str) -> str:
    return "" if period.startswith("event:") else period
