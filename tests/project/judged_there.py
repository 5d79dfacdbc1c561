"""``python tests/project/judged_there.py FOLDER``: the tables of a folder onto an empty site, judged; prints JSON.

Run with ZHIDU_VAR and, for PostgreSQL, ZHIDU_DATABASE set: the same on each database.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import date
from pathlib import Path

import django

AS_OF = date(2026, 11, 26)


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "zhidu.project.settings"
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 - Django is ready only now

    call_command("migrate", verbosity=0)
    from django.db import connection  # noqa: PLC0415

    from zhidu.apps.compliance.follow import follow, rebuild  # noqa: PLC0415
    from zhidu.apps.compliance.queries import everything  # noqa: PLC0415
    from zhidu.apps.compliance.store import full_record  # noqa: PLC0415
    from zhidu.foundation.clock import on_day  # noqa: PLC0415
    from zhidu.foundation.journal.queries import verify  # noqa: PLC0415
    from zhidu.project.takeover.county import read, take_over  # noqa: PLC0415

    with on_day(AS_OF):
        take_over(read(Path(sys.argv[1])), lambda _: None)
        while follow(AS_OF).entries:
            continue
        again = rebuild(AS_OF)
    rows = sorted(everything(), key=lambda one: (one.clause, one.subject, one.period))
    found = {
        "vendor": connection.vendor,
        "findings": [full_record(row, f"org-{row.organization_id}") for row in rows],
        "rebuilt": [again.added, again.changed, again.gone],
        "faults": [str(one) for one in verify()],
    }
    sys.stdout.write(json.dumps(found, ensure_ascii=False, sort_keys=True) + "\n")


if __name__ == "__main__":
    main()
