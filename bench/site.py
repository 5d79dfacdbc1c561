"""P3 from the database: one organisation of the demonstration county, all its clauses, with explanations.

Needs the county that ``zhidu demo`` loads (``build/demo/site``); without it the rows say so.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path

VAR = Path("build/demo/site")
ORGANIZATIONS = ("青石村党支部", "县财政局党支部", "一中高中部党支部")
Row = tuple[str, str, str, str]


def one_organization(rounds: int) -> list[Row]:
    """CPU and queries of an evaluation on demand, and of its own clauses alone."""
    if not (VAR / "zhidu.sqlite3").exists():
        return [("P3 · 从数据库", "没有量", "先运行 zhidu demo --no-serve", "—")]
    os.environ["ZHIDU_VAR"] = str(VAR)
    os.environ["DJANGO_SETTINGS_MODULE"] = "zhidu.project.settings"
    import django  # noqa: PLC0415 - only where the site is measured

    django.setup()
    return [row for name in ORGANIZATIONS for row in _measured(name, rounds)]


def _measured(name: str, rounds: int) -> list[Row]:
    from django.db import connection  # noqa: PLC0415 - Django is ready only now
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    from zhidu.apps.adoption.queries import duties  # noqa: PLC0415
    from zhidu.apps.compliance.evaluation import findings, first_day, judged  # noqa: PLC0415
    from zhidu.apps.compliance.worlds import world  # noqa: PLC0415
    from zhidu.apps.orgs.queries import named  # noqa: PLC0415
    from zhidu.domain.rules.vocabulary import SubjectClass  # noqa: PLC0415
    from zhidu.foundation.clock import today  # noqa: PLC0415

    node, day = named(name)[0], today()
    findings(node.pk, as_of=day)
    with CaptureQueriesContext(connection) as queries:
        number = len(findings(node.pk, as_of=day))
    whole = _cpu(lambda: findings(node.pk, as_of=day), rounds)
    reading = _cpu(lambda: world(node, as_of=day), rounds)
    here = world(node, as_of=day)
    own = [duty for duty in duties(node) if duty.clause.subject is SubjectClass.ORGANIZATION]
    found = len(judged(node.code, own, here, first_day(day)))
    alone = _cpu(lambda: judged(node.code, own, here, first_day(day)), rounds)
    return [
        (
            f"P3 · {name} · 连同党员",
            f"{whole:.0f} 毫秒 CPU，{number} 条判定",
            f"其中读取 {reading:.0f} 毫秒",
            f"{len(queries)} 次查询",
        ),
        (
            f"P3 · {name} · 组织自身各条",
            f"{alone:.1f} 毫秒 CPU，{found} 条判定",
            "≤ 10 毫秒（不含读取）",
            f"{alone / 10:.2f} 倍",
        ),
    ]


def _cpu(work: Callable[[], object], rounds: int) -> float:
    """Median CPU milliseconds."""
    taken = []
    for _ in range(rounds):
        began = time.process_time()
        work()
        taken.append(time.process_time() - began)
    return statistics.median(taken) * 1000
