"""SQLite and PostgreSQL: from nothing, the same tables become the same site and the same findings."""

from __future__ import annotations

import atexit
import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any

from tests.inventory import ROOT
from tests.postgresql import started
from tests.project.judged_there import AS_OF
from zhidu.project.demo.county import build, save
from zhidu.rulebooks.written import ADOPTIONS, FACTS, SUBJECTS

COUNTY, PART = "云岭县委", ("县扶贫办党总支", "河西街道党工委", "云雾茶业党支部")
QUIET = ("ZHIDU_DATABASE", "ZHIDU_SMTP", "ZHIDU_DEMO", "ZHIDU_DEBUG", "DJANGO_SETTINGS_MODULE")


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def keep(path: Path, column: str, wanted: set[str]) -> None:
    """Leave in a table only the rows about *wanted*."""
    rows = rows_of(path)
    with path.open("w", encoding="utf-8", newline="") as stream:
        table = csv.DictWriter(stream, list(rows[0]))
        table.writeheader()
        table.writerows(row for row in rows if row[column] in wanted)


def part_of_the_county(folder: Path) -> None:
    """A few organisations of the demonstration county with everything below them, as tables."""
    folder.mkdir()
    save(build(folder, AS_OF, seed=20260101, tell=lambda _: None), folder)
    under = defaultdict(set)
    for row in rows_of(folder / SUBJECTS):
        under[row["belongs_to"]].add(row["subject"])
    wanted, ahead = {COUNTY}, set(PART)
    while ahead:
        wanted |= ahead
        ahead = {below for one in ahead for below in under[one]} - wanted
    keep(folder / SUBJECTS, "subject", wanted)
    keep(folder / FACTS, "subject", wanted)
    keep(folder / ADOPTIONS, "organization", wanted)


def judged(folder: Path, var: Path, database: str) -> dict[str, Any]:
    environment = {name: value for name, value in os.environ.items() if name not in QUIET}
    environment |= {"ZHIDU_VAR": str(var), "PYTHONPATH": str(ROOT)}
    if database:
        environment["ZHIDU_DATABASE"] = database
    script = ROOT / "tests" / "project" / "judged_there.py"
    done = subprocess.run(
        [sys.executable, str(script), str(folder)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return dict(json.loads(done.stdout.splitlines()[-1]))


def test_a_county_taken_over_on_either_database_is_judged_alike(tmp_path: Path) -> None:
    part_of_the_county(tmp_path / "tables")
    server = tempfile.mkdtemp(prefix="zhidu-test-")
    atexit.register(shutil.rmtree, server, ignore_errors=True)
    here = judged(tmp_path / "tables", tmp_path / "here", "")
    there = judged(tmp_path / "tables", tmp_path / "there", started(server))
    assert (here.pop("vendor"), there.pop("vendor")) == ("sqlite", "postgresql")
    assert (here["rebuilt"], here["faults"]) == ([0, 0, 0], [])
    assert here == there
    assert len(here["findings"]) > 3000
