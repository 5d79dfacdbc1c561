"""``zhidu explain``: what a clause asks, in plain words, with its source and its open questions."""

from __future__ import annotations

import argparse

from zhidu.project.cli.chinese import Subparsers, example
from zhidu.project.cli.evaluate import organization
from zhidu.project.cli.exits import DONE
from zhidu.project.cli.lookup import clause_of
from zhidu.project.cli.site import ready, refusal
from zhidu.rulebooks.library import find_book
from zhidu.rulebooks.load import load
from zhidu.rulebooks.words import explained


def add_parser(commands: Subparsers) -> None:
    """Add ``explain``."""
    parser = commands.add_parser(
        "explain",
        help="用白话说明一条条款",
        description="用白话说明一条条款：要求什么、约束谁、出自哪里、还有什么要由本组织明确。\n不写条款，就列出全书。",
        epilog=example(
            "zhidu explain resolution.pass --book school-branch",
            "zhidu explain --book national",
            "zhidu explain committee.monthly --organization 青石村党支部",
        ),
    )
    parser.add_argument("clause", nargs="?", metavar="条款", help="条款的编号；不写就列出全书条款")
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--book", metavar="制度", help="制度的编号、文件夹或文件")
    which.add_argument(
        "--organization", metavar="党组织", help="网站上的党组织：说明这一条对它怎样判定、谁的规定在管"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Explain one clause, list the book, or tell how a clause stands in an organisation of the site."""
    if arguments.organization:
        return _on_site(arguments)
    book = load(find_book(arguments.book))
    if arguments.clause:
        lines = explained(clause_of(book, arguments.clause), book)
    else:
        lines = (f"{one.id}  {one.title}（{one.cite}）" for one in book.clauses)
    print("\n".join(lines))
    return DONE


def _on_site(arguments: argparse.Namespace) -> int:
    """What runs there in this matter, who said what, and this year's findings."""
    if not arguments.clause:
        raise refusal("条款", "请写条款的编号；有哪些，用 zhidu evaluate 或网站的“采用”一页看")
    ready()
    from zhidu.apps.adoption.queries import chains
    from zhidu.apps.compliance.evaluation import findings
    from zhidu.apps.compliance.names import of_subjects
    from zhidu.foundation.clock import today

    node = organization(arguments.organization)
    wanted = arguments.clause.rpartition(":")[2]
    found = {
        family: links
        for family, links in chains(node, today()).items()
        if any(link.source.clause.id == wanted for link in links)
    }
    if not found:
        raise refusal("条款", f"“{arguments.clause}”现在管不到{node.name}；应为它采用的制度里的条款")
    for links in found.values():
        for link in links:
            clause = link.source.clause
            state = "执行这一条" if link.runs else f"不执行（{link.reason}）"
            print(f"{clause.source}“{clause.title}”（{clause.id}，{clause.modality.chinese}）：{state}")
    rows = [one for one in findings(node.pk, as_of=today()) if one.clause.family in found]
    names = of_subjects({one.subject for one in rows})
    for one in sorted(rows, key=lambda one: (one.start, one.subject)):
        print(f"[{one.word}] {names.get(one.subject, one.subject)} {one.period}：{one.explanation}")
    return DONE
