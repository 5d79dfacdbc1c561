"""Books and clauses as the pages show them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from urllib.parse import urlencode

from django.urls import reverse

from zhidu.apps.adoption import texts
from zhidu.apps.adoption.models import Book
from zhidu.apps.adoption.reach import calendar, learn
from zhidu.apps.orgs import queries as orgs
from zhidu.domain.rules.book import Rulebook
from zhidu.domain.rules.clause import Clause
from zhidu.domain.rules.kinds.registry import KINDS
from zhidu.domain.rules.revisions import spans
from zhidu.domain.rules.terms import Verdict
from zhidu.foundation.clock import today
from zhidu.rulebooks.cases import Case, Expectation, read_cases
from zhidu.rulebooks.clauses import write_clause
from zhidu.rulebooks.dump import as_yaml
from zhidu.rulebooks.inherit import Link

LEVELS = {"national": "全国性", "local": "本地"}
_ARTICLE = re.compile(r"\s*第\s*[0-9零一二三四五六七八九十百]+(?:[-—至、0-9\s]*)条.*$")


def address(clause: Clause, organization: int | None = None, version: int | None = None) -> str:
    """The page of a clause, as an organisation runs it or in one version of its book."""
    asked = {key: one for key, one in (("organization", organization), ("version", version)) if one}
    url = reverse("adoption:clause", args=[clause.book, clause.id])
    return f"{url}?{urlencode(asked)}" if asked else url


def chapter(clause: Clause, depth: int = 1) -> str:
    """The part of the book a clause stands in: the first *depth* parts of its locator."""
    head = _ARTICLE.sub("", "·".join(clause.cite.split("·")[:depth])).strip()
    return head or clause.cite


def chapters(clauses: Iterable[Clause]) -> list[tuple[str, list[Clause]]]:
    """Clauses by the part of the book they stand in, in the order of the book; finer where all is one part."""
    listed = list(clauses)
    depth = 1 if len({chapter(one) for one in listed}) > 1 else 2
    found: dict[str, list[Clause]] = {}
    for clause in listed:
        found.setdefault(chapter(clause, depth), []).append(clause)
    return list(found.items())


def since(first: date, last: date) -> str:
    """From when to when something is in force; '' where nobody says."""
    begins = f"{plain_day(first)}起" if first != date.min else ""
    ends = f"到{plain_day(last)}止" if last != date.max else ""
    return "，".join(one for one in (begins, ends) if one)


def kind_name(kind: str) -> str:
    """The name of a kind: 频次, 时限 and so on."""
    return KINDS[kind].chinese


def as_file(clause: Clause) -> str:
    """看数据写法: the clause as the file of the book has it."""
    return as_yaml(write_clause(clause))


@dataclass(frozen=True, slots=True)
class Step:
    """One place in the chain of who said what, as the component wants it."""

    level: str
    text: str
    modality: str
    runs: bool
    laxer: bool
    note: str
    url: str


def chain(links: Iterable[Link], names: Mapping[str, str], organization: int) -> list[Step]:
    """谁的规定在管: from the top down."""
    return [
        Step(
            level=names.get(one.source.adopter, one.source.adopter),
            text=f"{one.source.clause.title}（{one.source.clause.source}）",
            modality=one.source.clause.modality.chinese,
            runs=one.runs,
            laxer=one.word.startswith("较宽"),
            note="" if one.runs else one.reason,
            url=address(one.source.clause, organization),
        )
        for one in links
    ]


def short_reason(link: Link) -> str:
    """Why a clause does not run, without naming the one that does: 较宽，不执行."""
    return "" if link.runs else link.word if len(link.word) < 12 else "上级已固定"


def adopters(links: Iterable[Link]) -> dict[str, str]:
    """Code → name of those who adopted; one query."""
    return orgs.names({one.source.adopter for one in links})


# ---------------------------------------------------------------- worked cases


@dataclass(frozen=True, slots=True)
class Example:
    """A worked case as people read it: what happened, and what it comes to, period by period."""

    title: str
    note: str
    verdicts: tuple[tuple[Verdict, str], ...]
    outcome: str = ""


@lru_cache(maxsize=32)
def _cases(digest: str) -> Mapping[str, tuple[Case, ...]]:
    folder = texts.laid_out(digest)
    found: dict[str, list[Case]] = {}
    for case in read_cases(folder) if folder is not None else ():
        found.setdefault(case.clause, []).append(case)
    return {clause: tuple(cases) for clause, cases in found.items()}


def examples(book: Book, clause: str) -> list[Example]:
    """举例: the worked cases of a clause; they were run before the book came in."""
    learn([book])
    return [_example(one) for one in _cases(book.digest).get(clause, ())]


def _example(case: Case) -> Example:
    judged = list(dict.fromkeys((one.verdict, _period(one.period)) for one in case.expect if one.verdict))
    # which period is only said where they differ
    several = len({verdict for verdict, _ in judged}) > 1
    verdicts = dict.fromkeys((verdict, when if several else "") for verdict, when in judged)
    return Example(case.title, _facts(case), tuple(verdicts), _outcome(case.expect))


def _period(key: str) -> str:
    """2026-09 as 2026年9月; '' for what is no period of the calendar."""
    try:
        return calendar().parse(key).chinese().replace(" ", "")
    except ValueError:
        return ""


def _facts(case: Case) -> str:
    if (vote := case.vote) is not None:
        return (
            f"应到 {vote.entitled}、实到 {vote.present}，赞成 {vote.yes}、反对 {vote.no}、弃权 {vote.abstain}"
        )
    return f"截至{plain_day(case.as_of)}"


def plain_day(day: date) -> str:
    """2026年11月18日, for texts that are no template."""
    return f"{day.year}年{day.month}月{day.day}日"


def _outcome(expected: Iterable[Expectation]) -> str:
    return next((one.outcome.chinese for one in expected if one.outcome), "")


# ---------------------------------------------------------------- revisions and neighbours


@dataclass(frozen=True, slots=True)
class Revision:
    """One wording in the history of a clause: *when* it runs, and how that stands today."""

    clause: Clause
    current: bool
    when: str
    state: str


def history(clause: Clause, book: Rulebook) -> list[Revision]:
    """修改经过: the wordings of one book that took over from each other, the newest first.

    A clause that counts by periods takes over at the first whole one, so the days are those it really runs.
    """
    by_id = {one.id: one for one in book.clauses}
    after = {one.effective.replaces: one for one in book.clauses if one.effective.replaces}
    line = [clause]
    while (older := by_id.get(line[-1].effective.replaces)) is not None and older not in line:
        line.append(older)
    while (newer := after.get(line[0].id)) is not None and newer not in line:
        line.insert(0, newer)
    days = spans(line, calendar())
    return [_revision(one, one.id == clause.id, *days[one.id]) for one in line]


def _revision(clause: Clause, current: bool, first: date, last: date) -> Revision:  # noqa: FBT001
    begins = f"{plain_day(first)}起" if first != date.min else "最初"
    ends = f"，到{plain_day(last)}止" if last != date.max else ""
    day = today()
    state = "还没有施行" if first > day else "已停用，查旧账时仍按它算" if last < day else ""
    return Revision(clause, current, begins + ends, state)


NEAR = 8


def neighbours(clause: Clause, book: Rulebook) -> list[Clause]:
    """相关条款: of the same family, or of the same place in the text."""
    place = clause.cite
    shown = {one.clause.id for one in history(clause, book)}
    others = [one for one in book.clauses if one.id not in shown]
    same = [one for one in others if one.family == clause.family]
    subject = clause.family.partition(".")[0]
    same += [one for one in others if one not in same and one.family.partition(".")[0] == subject]
    same += [one for one in others if one not in same and one.cite == place]
    return same[:NEAR]
