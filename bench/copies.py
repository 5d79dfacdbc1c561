"""Findings of a county for measuring: one branch of each pattern is judged, the others get the same rows.

Only for measuring: the records of all branches of a pattern are the same, codes apart, so that their findings are
too (but for the names of people in a few sentences), and judging 25,000 branches one by one would take hours.
``python -m bench.copies 10000`` judges some of the copied branches in earnest and says whether anything differs.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import zlib
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bench.county import Branch

_CODE = re.compile(r"\b(?:org|group|person|post|activity)-\d+\b")
_INSIDE = re.compile(r"\b(?:org|post|activity)-\d+\b")
_WHOSE = re.compile(r'"(?P<subject>(?:group|person)-\d+)",(?:null|\d+),"\d*"')
"""In a pack the subject, whose own business it is and its place stand side by side."""
AT_ONCE = 100
"""Branches in one transaction."""


def judge(root: int, townships: Sequence[int], branches: Sequence[Branch]) -> int:
    """Findings of everybody; how many."""
    from django.db import transaction  # noqa: PLC0415 - Django is ready only now

    from zhidu.apps.compliance.follow import bring_up  # noqa: PLC0415
    from zhidu.apps.compliance.queries import totals  # noqa: PLC0415
    from zhidu.apps.compliance.reader import caught_up  # noqa: PLC0415
    from zhidu.apps.compliance.subtotals import refresh  # noqa: PLC0415
    from zhidu.apps.orgs.queries import organization_ids  # noqa: PLC0415
    from zhidu.foundation.clock import today  # noqa: PLC0415

    models = {one.pattern: one for one in reversed(branches)}
    for pk in (*sorted(one.node for one in models.values()), townships[0], root):
        bring_up([pk], today())
    known = {one.pattern: _codes(one) for one in models.values()}
    copier = _Copier()
    for at in range(0, len(branches), AT_ONCE):
        with transaction.atomic():
            for one in branches[at : at + AT_ONCE]:
                if (model := models[one.pattern]) is not one:
                    codes = dict(zip(known[one.pattern], _codes(one), strict=True))
                    copier.copy(model.node, one.node, codes)
    with transaction.atomic():
        for pk in townships[1:]:
            copier.copy(townships[0], pk, {f"org-{townships[0]}": f"org-{pk}"})
    refresh(organization_ids())
    caught_up()
    return sum(totals().values())


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
    """Copies the findings of one organisation to others of its kind, with other codes in them."""

    def __init__(self) -> None:
        self._models: dict[int, tuple[list[Any], list[tuple[Any, str]], list[Any], Any]] = {}

    def copy(self, model: int, to: int, codes: Mapping[str, str]) -> None:
        """The findings of *model* as those of the organisation *to*."""
        from zhidu.apps.compliance.models import QuietFindings, StoredFinding, Tally  # noqa: PLC0415
        from zhidu.apps.orgs.queries import paths  # noqa: PLC0415

        rows, packs, tallies, evaluation = self._model(model)
        places = paths([code for code in codes.values() if code.startswith("group-")])
        StoredFinding.objects.bulk_create([_other(row, to, codes, places) for row in rows], batch_size=500)
        QuietFindings.objects.bulk_create(
            [_repacked(row, text, to, codes, places) for row, text in packs], batch_size=200
        )
        for one in (*tallies, evaluation):
            one.organization_id = to
        for one in tallies:
            one.pk = None
        Tally.objects.bulk_create(tallies)
        evaluation.pk = to
        evaluation.save(force_insert=True)

    def _model(self, model: int) -> tuple[list[Any], list[tuple[Any, str]], list[Any], Any]:
        from zhidu.apps.compliance.models import Evaluation, QuietFindings, StoredFinding, Tally  # noqa: PLC0415
        from zhidu.apps.compliance.quiet import text_of  # noqa: PLC0415

        if model not in self._models:
            packs = QuietFindings.objects.filter(organization=model)
            self._models[model] = (
                list(StoredFinding.objects.filter(organization=model)),
                [(row, text_of(row)) for row in packs],
                list(Tally.objects.filter(organization=model)),
                Evaluation.objects.get(pk=model),
            )
        return self._models[model]


def _other(row: Any, to: int, codes: Mapping[str, str], places: Mapping[str, str]) -> Any:  # noqa: ANN401
    from zhidu.apps.compliance.models import StoredFinding  # noqa: PLC0415
    from zhidu.apps.compliance.store import person_in  # noqa: PLC0415

    fields = type(row)._meta.fields  # noqa: SLF001 - Django has no other name for it
    given = {one.attname: getattr(row, one.attname) for one in fields if not one.primary_key}
    subject = codes.get(row.subject, row.subject)
    text = json.dumps(row.record, ensure_ascii=False)
    given |= {
        "organization_id": to,
        "subject": subject,
        "person": person_in(subject),
        "place": places.get(subject, ""),
        "period": _renamed(row.period, codes),
        "record": json.loads(_renamed(text, codes)),
    }
    return StoredFinding(**given)


def _repacked(row: Any, text: str, to: int, codes: Mapping[str, str], places: Mapping[str, str]) -> Any:  # noqa: ANN401
    from zhidu.apps.compliance.models import QuietFindings  # noqa: PLC0415

    def whose(found: re.Match[str]) -> str:
        subject = codes.get(found["subject"], found["subject"])
        kind, _, number = subject.partition("-")
        if kind == "group":
            return f'"{subject}",null,"{places.get(subject, "")}"'
        return f'"{subject}",{number},""'

    data = _renamed(_WHOSE.sub(whose, text), codes, inside=True).encode()
    return QuietFindings(
        organization_id=to,
        family=row.family,
        number=row.number,
        digest=hashlib.sha256(data).hexdigest(),
        packed=zlib.compress(data, 6),
    )


def _renamed(text: str, codes: Mapping[str, str], *, inside: bool = False) -> str:
    """*text* with the codes of another branch; *inside* a pack the subjects have been renamed before."""
    pattern = _INSIDE if inside else _CODE
    return pattern.sub(lambda found: codes.get(found.group(), found.group()), text)


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
        return {one.pk: one.counts for one in Evaluation.objects.filter(pk__in=wanted)}

    before, done = counts(), bring_up(wanted, today())
    same = before == counts() and not (done.added or done.gone)
    print(f"{done.organizations} 个组织重判：{'判定都没有变' if same else '有判定变了'}")
    return same


if __name__ == "__main__":
    sys.exit(0 if check(int(sys.argv[1])) else 1)
