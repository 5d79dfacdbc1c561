"""``python -m tests.migrations.take_up FOLDER``: the dump of the first release as a site of today; prints JSON."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tests.migrations.make_first_release import AS_OF, load, settle

COLUMNS = ("organization_id", "clause", "subject", "period", "verdict", "start", "due")


def main() -> None:
    var = Path(sys.argv[1])
    settle(var)
    load(var / "zhidu.sqlite3")
    from django.apps import apps  # noqa: PLC0415 - Django is ready only now
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        tables = sorted(connection.introspection.table_names(cursor))
        counted = {}
        for table in tables:
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608 - of the schema
            counted[table] = cursor.fetchone()[0]
        cursor.execute(f"SELECT {', '.join(COLUMNS)} FROM compliance_storedfinding")  # noqa: S608 - of this file
        before = sorted([str(value) for value in row] for row in cursor.fetchall())
    call_command("migrate", verbosity=0)
    from zhidu.apps.compliance.follow import follow, rebuild  # noqa: PLC0415
    from zhidu.foundation.clock import on_day  # noqa: PLC0415
    from zhidu.foundation.journal.models import Entry  # noqa: PLC0415
    from zhidu.foundation.journal.queries import changes_of, verify  # noqa: PLC0415

    with on_day(AS_OF):
        while follow(AS_OF).entries:
            continue
        rebuild(AS_OF)
        again = rebuild(AS_OF)
    models = [
        one for one in apps.get_models(include_auto_created=True) if one.__module__.startswith("zhidu.")
    ]
    found = {
        "counted": counted,
        "rows": {one._meta.db_table: one.objects.count() for one in models},
        "before": before,
        "after": verdicts(),
        "added_or_gone": [again.added, again.gone],
        "faults": [str(one) for one in verify()],
        "readable": sum(changes_of(one) is not None for one in Entry.objects.select_related("old_values")),
        "undone": [one for one in ("makemigrations",) if not unchanged()],
    }
    sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")


def verdicts() -> list[list[str]]:
    """What is judged, without the words it is told in: those may become better."""
    from zhidu.apps.compliance.queries import everything  # noqa: PLC0415

    return sorted([str(getattr(row, name)) for name in COLUMNS] for row in everything())


def unchanged() -> bool:
    """Whether the tables are what the models say."""
    from django.core.management import call_command  # noqa: PLC0415

    try:
        call_command("makemigrations", check=True, dry_run=True, verbosity=0)
    except SystemExit:
        return False
    return True


if __name__ == "__main__":
    main()
