"""``python tests/proof/ledger_office.py make|work|audit``: year ledgers, for a proof that kills the worker.

Run with ZHIDU_VAR set. ``make`` orders them; ``work`` takes up what a dead worker left and goes on until it is killed;
``audit`` prints what is there.
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from datetime import date

import django

BRANCHES, MEETINGS = 8, 12
SINCE = date(2018, 1, 1)
YEAR = 2025


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "zhidu.project.settings"
    django.setup()
    {"make": make, "work": work, "audit": audit}[sys.argv[1]]()


def make() -> None:
    from django.core.management import call_command  # noqa: PLC0415 - Django is ready only now

    call_command("migrate", verbosity=0)
    from zhidu.apps.activities.actions import record_held  # noqa: PLC0415
    from zhidu.apps.activities.attendance import Attendance  # noqa: PLC0415
    from zhidu.apps.activities.entries import Entry  # noqa: PLC0415
    from zhidu.apps.documents.actions.order_ledgers import order_ledgers  # noqa: PLC0415
    from zhidu.apps.members.actions import admit  # noqa: PLC0415
    from zhidu.apps.orgs.actions import found  # noqa: PLC0415
    from zhidu.foundation.access.rules import SYSTEM  # noqa: PLC0415

    for number in range(BRANCHES):
        name = f"第{number + 1}党支部"
        branch = found(actor=SYSTEM, parent=None, type="branch", name=name, on=SINCE, attributes={})
        for place in range(3):
            who = f"党员{number}{place}"
            admit(actor=SYSTEM, organization=branch.pk, name=who, type="full_member", on=SINCE)
        for month in range(1, MEETINGS + 1):
            entry = Entry(
                kind="members_meeting", node=branch.pk, on=date(YEAR, month, 15), title=f"第{month}次大会"
            )
            record_held(actor=SYSTEM, entry=entry, attendance=Attendance(()))
        order_ledgers(actor=SYSTEM, organization=branch.pk, year=YEAR)
    print("made")


def work() -> None:
    from zhidu.foundation.jobs.running import revive  # noqa: PLC0415
    from zhidu.project import children  # noqa: PLC0415

    revive()
    print("ready", flush=True)
    children.worker()


def audit() -> None:
    from zhidu.apps.documents.models import YearLedger  # noqa: PLC0415
    from zhidu.foundation.files import store  # noqa: PLC0415
    from zhidu.foundation.files.models import Attachment  # noqa: PLC0415
    from zhidu.foundation.jobs.models import Job  # noqa: PLC0415
    from zhidu.foundation.journal.queries import verify  # noqa: PLC0415

    rows = list(YearLedger.objects.order_by("pk"))
    kept = list(Attachment.objects.all())
    readable = 0
    for one in kept:
        with store.opened(one.stored) as stream:
            readable += bool(stream.read())
    print(
        json.dumps(
            {
                "states": dict(Counter(Job.objects.values_list("state", flat=True))),
                "reasons": sorted(set(Job.objects.exclude(reason="").values_list("reason", flat=True))),
                "files": sum(all((one.pdf, one.xlsx, one.zip)) for one in rows),
                "attachments": len(kept),
                "readable": readable,
                "faults": [str(one) for one in verify()],
            }
        )
    )


if __name__ == "__main__":
    main()
