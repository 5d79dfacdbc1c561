"""Findings of a county for measuring: one branch of each pattern is judged, the others get the same rows.

Only for measuring: the records of all branches of a pattern are the same, codes apart, so that their findings are
too (but for the names of people in a few sentences), and judging 25,000 branches one by one would take hours.
``python -m bench.copies 10000`` judges some of the copied branches in earnest and says whether anything differs.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bench.county import Branch

_CODE = re.compile(r"\b(?:org|group|person|post|activity)-\d+\b")
AT_ONCE = 100
"""Branches in one transaction."""
_FINDINGS, _EVALUATIONS = "compliance_storedfinding", "compliance_evaluation"


def judge(root: int, townships: Sequence[int], branches: Sequence[Branch]) -> int:
    """Findings of everybody; how many."""
    from django.db import connection, transaction  # noqa: PLC0415 - Django is ready only now

    from zhidu.apps.compliance.follow import bring_up  # noqa: PLC0415
    from zhidu.apps.compliance.models import StoredFinding  # noqa: PLC0415
    from zhidu.apps.compliance.reader import caught_up  # noqa: PLC0415
    from zhidu.foundation.clock import today  # noqa: PLC0415

    models = {one.pattern: one for one in reversed(branches)}
    for pk in (*sorted(one.node for one in models.values()), townships[0], root):
        bring_up([pk], today())
    known = {one.pattern: _codes(one) for one in models.values()}
    with connection.cursor() as cursor:
        copier = _Copier(cursor)
        for at in range(0, len(branches), AT_ONCE):
            with transaction.atomic():
                for one in branches[at : at + AT_ONCE]:
                    if (model := models[one.pattern]) is not one:
                        codes = dict(zip(known[one.pattern], _codes(one), strict=True))
                        copier.copy(model.node, one.node, codes)
        with transaction.atomic():
            for pk in townships[1:]:
                copier.copy(townships[0], pk, {f"org-{townships[0]}": f"org-{pk}"})
    caught_up()
    return StoredFinding.objects.count()


def _codes(branch: Branch) -> list[str]:
    """Everything of a branch that a finding may name, in the same order in every branch."""
    from zhidu.apps.activities.models import Activity  # noqa: PLC0415

    records = Activity.objects.filter(organization=branch.node).order_by("pk").values_list("pk", flat=True)
    return [
        f"org-{branch.node}",
        *(f"group-{pk}" for pk in branch.groups),
        *(f"person-{pk}" for pk in branch.people),
        *(f"post-{pk}" for pk in branch.posts),
        *(f"activity-{pk}" for pk in records),
    ]


class _Copier:
    """Copies rows with other codes in them, without making objects of them."""

    def __init__(self, cursor: Any) -> None:  # noqa: ANN401 - a cursor of the database
        self.cursor = cursor
        self.columns = self._columns(_FINDINGS)
        self.evaluation = self._columns(_EVALUATIONS)
        self._rows: dict[int, list[Any]] = {}

    def _columns(self, table: str) -> list[str]:
        self.cursor.execute(f"SELECT * FROM {table} LIMIT 0")  # noqa: S608 - our own names
        return [one[0] for one in self.cursor.description if one[0] != "id"]

    def copy(self, model: int, to: int, codes: Mapping[str, str]) -> None:
        """The findings of *model* as those of the organisation *to*."""
        columns = self.columns
        names = ", ".join(f'"{one}"' for one in columns)
        marks = ", ".join(["%s"] * len(columns))
        if model not in self._rows:
            self.cursor.execute(
                f"SELECT {names} FROM {_FINDINGS} WHERE organization_id = %s",  # noqa: S608
                [model],
            )
            self._rows[model] = self.cursor.fetchall()
        self.cursor.executemany(
            f"INSERT INTO {_FINDINGS} ({names}) VALUES ({marks})",  # noqa: S608
            list(self._changed(self._rows[model], to, codes)),
        )
        names = ", ".join(f'"{one}"' for one in self.evaluation)
        taken = ", ".join("%s" if one == "organization_id" else f'"{one}"' for one in self.evaluation)
        self.cursor.execute(
            f"INSERT INTO {_EVALUATIONS} ({names}) SELECT {taken} FROM {_EVALUATIONS} "  # noqa: S608
            "WHERE organization_id = %s",
            [to, model],
        )

    def _changed(self, rows: Sequence[Any], to: int, codes: Mapping[str, str]) -> Iterator[list[Any]]:
        def other(found: re.Match[str]) -> str:
            return codes.get(found.group(), found.group())

        for row in rows:
            values = dict(zip(self.columns, row, strict=True))
            for name in ("subject", "period", "record"):
                values[name] = _CODE.sub(other, values[name])
            kind, _, number = values["subject"].rpartition("-")
            values["organization_id"] = to
            values["person"] = int(number) if kind == "person" else None
            if values["place"]:
                values["place"] = self._place(values["subject"])
            yield [values[name] for name in self.columns]

    def _place(self, group: str) -> str:
        from zhidu.apps.orgs.queries import paths  # noqa: PLC0415

        return paths([group])[group]


def check(people: int) -> bool:
    """Judge a few of the copied branches in earnest: no verdict may change."""
    from bench.county import use  # noqa: PLC0415

    use(people)
    from zhidu.apps.compliance.follow import bring_up  # noqa: PLC0415 - Django is ready only now
    from zhidu.apps.compliance.models import Evaluation  # noqa: PLC0415
    from zhidu.apps.orgs.models import Node  # noqa: PLC0415
    from zhidu.foundation.clock import today  # noqa: PLC0415

    branches = list(Node.objects.filter(type="village_branch").order_by("pk").values_list("pk", flat=True))
    townships = list(
        Node.objects.filter(type="township_committee").order_by("pk").values_list("pk", flat=True)
    )
    wanted = [*branches[20 :: max(len(branches) // 5, 1)], townships[-1]]

    def counts() -> dict[int, dict[str, int]]:
        return dict(Evaluation.objects.filter(pk__in=wanted).values_list("pk", "counts"))

    before, done = counts(), bring_up(wanted, today())
    same = before == counts() and not (done.added or done.gone)
    print(f"{done.organizations} 个组织重判：{'判定都没有变' if same else '有判定变了'}")
    return same


if __name__ == "__main__":
    sys.exit(0 if check(int(sys.argv[1])) else 1)
