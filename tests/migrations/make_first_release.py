"""``python -m tests.migrations.make_first_release``: writes ``first-release.sql.gz`` beside itself.

A small site as the first release leaves it, made by acts and dumped. It is made once, when the migrations of that
release are final, and never again: later releases must be able to take over exactly this.
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
import sqlite3
import sys
import tempfile
from datetime import date
from pathlib import Path

import django

HERE = Path(__file__).parent
DUMP = HERE / "first-release.sql.gz"
AS_OF = date(2026, 11, 26)
KEYS = {purpose: f"first-release-{purpose}" * 3 for purpose in ("session", "digest", "history")}
"""Of this dump alone: the journal in it can be checked with no others."""


def settle(var: Path) -> None:
    """Point Django at a site in *var* that has the keys of the dump; only once in a process."""
    var.mkdir(parents=True, exist_ok=True)
    (var / "keys.json").write_text(json.dumps(KEYS), encoding="utf-8")
    os.environ["ZHIDU_VAR"] = str(var)
    os.environ.pop("ZHIDU_DATABASE", None)
    os.environ["DJANGO_SETTINGS_MODULE"] = "zhidu.project.settings"
    django.setup()


def main() -> None:
    var = Path(tempfile.mkdtemp(prefix="zhidu-release-"))
    try:
        settle(var)
        write()
        dump(var / "zhidu.sqlite3")
    finally:
        shutil.rmtree(var)
    sys.stdout.write(f"{DUMP.name}：{DUMP.stat().st_size // 1024} KB\n")


def write() -> None:
    """The site: a county with something of everything, corrected, merged and judged."""
    from django.core.management import call_command  # noqa: PLC0415 - Django is ready only now
    from django.db import connection  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    from tests.apps.whole import a_whole_county  # noqa: PLC0415
    from zhidu.apps.activities.actions import void  # noqa: PLC0415
    from zhidu.apps.compliance.follow import follow, rebuild  # noqa: PLC0415
    from zhidu.apps.members.actions import merge_branches  # noqa: PLC0415
    from zhidu.apps.orgs.actions import rename  # noqa: PLC0415
    from zhidu.foundation.access.rules import SYSTEM  # noqa: PLC0415
    from zhidu.foundation.clock import on_day  # noqa: PLC0415

    with on_day(AS_OF):
        county = a_whole_county("云岭", branches=3, members=5, records=20)
        first, second, third = (one.node for one in county.branches)
        rename(actor=SYSTEM, node=first.pk, name="云岭新村党支部", on=date(2026, 6, 1), version=first.version)
        void(
            actor=SYSTEM, activity=county.names["activity"], version=1, reason="录错了支部", name="党员活动日"
        )
        merge_branches(
            actor=SYSTEM, source=third.pk, into=second.pk, on=date(2026, 9, 1), version=third.version
        )
        while follow(AS_OF).entries:
            continue
        rebuild(AS_OF)
    connection.close()


def dump(database: Path) -> None:
    """Everything in the database as statements, compressed so that the same content gives the same file."""
    with sqlite3.connect(database) as connection:
        text = "\n".join(connection.iterdump())
    DUMP.write_bytes(gzip.compress(text.encode(), mtime=0))


def load(database: Path) -> None:
    """The dump as a database file."""
    with sqlite3.connect(database) as connection:
        connection.executescript(gzip.decompress(DUMP.read_bytes()).decode())


if __name__ == "__main__":
    main()
