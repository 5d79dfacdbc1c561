"""P3 from the database: one branch of a large county, all its clauses, with explanations.

``python -m bench.site 10000 7`` prints the rows as JSON; a process looks at one county only.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from bench import county

Row = tuple[str, str, str, str]
TIMES = 10
GOAL = 10.0
"""Milliseconds of CPU."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds of CPU: everything, only the clauses of the organisation itself, and the queries it took."""

    whole: float
    own: float
    judging: float
    findings: int
    own_findings: int
    queries: int


def rows(people: int, rounds: int) -> Iterator[Row]:
    """An evaluation on demand as the site makes it; then once more with ten times as many records."""
    county.use(people)
    from django.db import transaction  # noqa: PLC0415 - Django is ready only now

    once = _measured(people, rounds)
    with transaction.atomic():
        _more_records(people)
        tenfold = _measured(people, rounds)
        transaction.set_rollback(True)
    for title, cost in (("", once), (f" · 记录 {TIMES} 倍", tenfold)):
        yield (
            f"P3 · 支部自身各条{title}",
            f"{cost.own:.1f} 毫秒 CPU，{cost.own_findings} 条判定",
            f"≤ {GOAL:.0f} 毫秒；其中判定 {cost.judging:.1f} 毫秒，其余是读取",
            f"{cost.own / GOAL:.1f} 倍，{cost.queries} 次查询",
        )
        yield (
            f"P3 · 支部和 {county.IN_A_BRANCH} 名党员{title}",
            f"{cost.whole:.0f} 毫秒 CPU，{cost.findings} 条判定",
            "—",
            f"{cost.findings / cost.whole * 1000:,.0f} 条/秒，{cost.queries} 次查询",
        )


def _measured(people: int, rounds: int) -> Cost:
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    from zhidu.apps.adoption.queries import duties  # noqa: PLC0415
    from zhidu.apps.compliance.evaluation import findings, first_day, judged  # noqa: PLC0415
    from zhidu.apps.compliance.worlds import world  # noqa: PLC0415
    from zhidu.domain.rules.vocabulary import SubjectClass  # noqa: PLC0415
    from zhidu.foundation.clock import today  # noqa: PLC0415

    node, day = _branch(people), today()

    def own() -> list[Any]:
        mine = [one for one in duties(node) if one.clause.subject is SubjectClass.ORGANIZATION]
        return judged(node.code, mine, world(node, as_of=day), first_day(day))

    mine = [one for one in duties(node) if one.clause.subject is SubjectClass.ORGANIZATION]
    with CaptureQueriesContext(connection) as queries:
        number = len(findings(node.pk, as_of=day))
    return Cost(
        whole=_cpu(lambda: findings(node.pk, as_of=day), rounds),
        own=_cpu(own, rounds),
        judging=_cpu(
            lambda here: judged(node.code, mine, here, first_day(day)),
            rounds,
            lambda: world(node, as_of=day),
        ),
        findings=number,
        own_findings=len(own()),
        queries=len(queries),
    )


def _branch(people: int) -> Any:  # noqa: ANN401 - a row of the site
    from zhidu.apps.orgs.queries import node  # noqa: PLC0415

    return node(json.loads((county.at(people) / "ready.json").read_text(encoding="utf-8"))["branch"])


def _more_records(people: int) -> None:
    """The same records over and over, on the same days; the caller takes them back."""
    from zhidu.apps.activities.models import Activity  # noqa: PLC0415

    found = list(Activity.objects.filter(organization=_branch(people)))
    for _ in range(TIMES - 1):
        for one in found:
            one.pk = None
        Activity.objects.bulk_create(found)


def _cpu(work: Callable[..., object], rounds: int, fresh: Callable[[], object] | None = None) -> float:
    """Median CPU milliseconds; *fresh* makes what the work is given, and is not counted."""
    taken = []
    for _ in range(rounds):
        given = [fresh()] if fresh is not None else []
        began = time.process_time()
        work(*given)
        taken.append(time.process_time() - began)
    return statistics.median(taken) * 1000


if __name__ == "__main__":
    print(json.dumps(list(rows(int(sys.argv[1]), int(sys.argv[2]))), ensure_ascii=False))
