"""A site of the first release becomes one of today: nothing is lost, and everything is judged as it was."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from typing import Any

import pytest

from tests.inventory import ROOT
from tests.migrations.make_first_release import DUMP

QUIET = ("ZHIDU_DATABASE", "ZHIDU_SMTP", "ZHIDU_DEMO", "ZHIDU_DEBUG", "DJANGO_SETTINGS_MODULE")
GONE: frozenset[str] = frozenset()
"""Tables of the first release that a later one has given up, each with its migration."""


@pytest.fixture(scope="module")
def taken_up(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    environment = {name: value for name, value in os.environ.items() if name not in QUIET}
    done = subprocess.run(
        [sys.executable, "-m", "tests.migrations.take_up", str(tmp_path_factory.mktemp("site"))],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return dict(json.loads(done.stdout.splitlines()[-1]))


def test_no_row_is_lost(taken_up: dict[str, Any]) -> None:
    rows, cached = taken_up["rows"], {"compliance_evaluation", "compliance_storedfinding"}
    then = {
        table: number
        for table, number in taken_up["counted"].items()
        if number and table.partition("_")[0] not in {"django", "auth", "sqlite"}
    }
    assert len(then) > 20
    assert {table: rows.get(table) for table in then if table not in GONE | cached} == {
        table: number for table, number in then.items() if table not in GONE | cached
    }


def test_the_journal_is_whole_and_its_history_can_be_read(taken_up: dict[str, Any]) -> None:
    assert taken_up["faults"] == []
    assert taken_up["readable"] > 30


def test_everything_is_judged_as_it_was(taken_up: dict[str, Any]) -> None:
    assert taken_up["added_or_gone"] == [0, 0]
    assert taken_up["after"] == taken_up["before"]
    assert len(taken_up["before"]) > 500


def test_the_tables_are_what_the_models_say(taken_up: dict[str, Any]) -> None:
    assert taken_up["undone"] == []


def test_the_dump_is_small() -> None:
    assert DUMP.stat().st_size < 400_000
    assert gzip.decompress(DUMP.read_bytes()).startswith(b"BEGIN TRANSACTION")
