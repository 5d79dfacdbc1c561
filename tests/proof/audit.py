"""``python tests/proof/audit.py``: what stands in the site after the kills, as JSON: what was written, and every
half of something."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator
from typing import Any

import django

END = "完"
"""How a whole attachment ends."""


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "zhidu.project.settings"
    django.setup()
    from zhidu.apps.activities.models import Activity, Superseded  # noqa: PLC0415 - Django is ready only now
    from zhidu.apps.compliance.follow import follow, rebuild  # noqa: PLC0415
    from zhidu.apps.compliance.models import Deviation  # noqa: PLC0415
    from zhidu.foundation.files.models import Attachment  # noqa: PLC0415
    from zhidu.foundation.journal.queries import verify  # noqa: PLC0415

    while follow().entries:
        continue
    again = rebuild()
    withdrawn = Deviation.objects.exclude(voided_at=None)
    written = {
        "record": Counter(Activity.objects.values_list("title", flat=True)),
        "correct": Counter(Superseded.objects.values_list("why", flat=True)),
        "ask": Counter(Deviation.objects.values_list("reason", flat=True)),
        "withdraw": Counter(withdrawn.values_list("reason", flat=True)),
        "attach": Counter(Attachment.objects.values_list("name", flat=True)),
    }
    faults = [*half_activities(), *half_reasons(), *half_files(), *(str(one) for one in verify())]
    rebuilt = [again.added, again.changed, again.gone]
    print(json.dumps({"written": written, "faults": faults, "rebuilt": rebuilt, "strays": strays()}))


def entries(act: str) -> dict[str, int]:
    """Object → how many entries the act has written about it."""
    from zhidu.foundation.journal.models import Entry  # noqa: PLC0415

    return dict(Counter(Entry.objects.filter(act=act).values_list("object", flat=True)))


def differing(what: str, rows: dict[str, int], journal: dict[str, int]) -> Iterator[str]:
    """Rows without their entries, and entries without their rows."""
    for code in sorted(set(rows) | set(journal)):
        if rows.get(code, 0) != journal.get(code, 0):
            yield f"{what} {code}：表里 {rows.get(code, 0)}，日志里 {journal.get(code, 0)}"


def half_activities() -> Iterator[str]:
    from zhidu.apps.activities.models import Activity, Participant, Superseded  # noqa: PLC0415

    rows = list(Activity.objects.all())
    yield from differing("记录", {one.code: 1 for one in rows}, entries("activities.record_held"))
    kept = Counter(Superseded.objects.values_list("activity", flat=True))
    corrected = {f"activity-{pk}": number for pk, number in kept.items()}
    yield from differing("更正", corrected, entries("activities.correct"))
    people = Counter(Participant.objects.values_list("activity", flat=True))
    members = int(os.environ["PROOF_MEMBERS"])
    for one in rows:
        if people.pop(one.pk, 0) != members:
            yield f"{one.code} 的到会名单不全"
        if one.version != 1 + kept.get(one.pk, 0):
            yield f"{one.code} 是第 {one.version} 版，却更正过 {kept.get(one.pk, 0)} 次"
    if people:
        yield f"没有会议的到会名单：{dict(people)}"


def half_reasons() -> Iterator[str]:
    from zhidu.apps.compliance.models import Deviation  # noqa: PLC0415

    rows = list(Deviation.objects.all())
    yield from differing("理由", {one.code: 1 for one in rows}, entries("compliance.ask_deviation"))
    gone = {one.code: 1 for one in rows if one.voided_at is not None}
    yield from differing("撤回", gone, entries("compliance.withdraw"))


def half_files() -> Iterator[str]:
    from zhidu.foundation.files.models import Attachment  # noqa: PLC0415
    from zhidu.foundation.files.queries import damaged  # noqa: PLC0415
    from zhidu.foundation.files.store import file_of  # noqa: PLC0415
    from zhidu.foundation.journal.models import Entry  # noqa: PLC0415

    rows = list(Attachment.objects.all())
    told = Counter(
        f"attachment-{details['attachment']}"
        for details in Entry.objects.filter(act="files.attach").values_list("details", flat=True)
    )
    yield from differing("附件", {one.code: 1 for one in rows}, dict(told))
    yield from (f"{one.code} 的文件不在或不完整" for one in damaged())
    for one in rows:
        if not file_of(one.stored).read_text(encoding="utf-8").endswith(END):
            yield f"{one.code} 的文件只有一半"


def strays() -> dict[str, Any]:
    """Files of transactions that were cut off; under its final name each is whole, and sweeping takes them all."""
    from zhidu.foundation.files import store  # noqa: PLC0415
    from zhidu.foundation.files.models import Attachment  # noqa: PLC0415

    def known(names: list[str]) -> set[str]:
        return set(Attachment.objects.filter(stored__in=names).values_list("stored", flat=True))

    kept = {one.stored for one in Attachment.objects.all()}
    files = [one for one in store.root().rglob("*") if one.is_file()]
    stray = [one for one in files if one.name not in kept]
    named = [one for one in stray if one.parent.name != "incoming"]
    half = [one.name for one in named if not one.read_text(encoding="utf-8").endswith(END)]
    swept = store.sweep(known, older=-60)
    left = [one for one in store.root().rglob("*") if one.is_file()]
    return {"number": len(stray), "half": half, "swept": swept, "left": len(left) - len(kept)}


if __name__ == "__main__":
    main()
