"""pytest plugin: which inventory rows are proved by which passing tests (条目 → 测试).

A test says what it proves with ``@pytest.mark.covers("S1.1.1", …)``; a parametrised one may say it case by
case with ``pytest.param(..., marks=pytest.mark.covers(...))``. ``make test`` runs with ``--write-covers``,
and ``zhidu trace`` reads the result. Only a complete run in which everything passed leaves a file: a row must
never look proved by a test that fails today, so any other outcome of such a run removes what an earlier one
wrote.
"""

from __future__ import annotations

import json
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.inventory import inventory_rows, row_of

RESULT = Path("build/test-results/covers.json")
PROPERTY = "covers"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.getgroup("zhidu").addoption(
        "--write-covers",
        action="store_true",
        help=f"after a complete, passing run write which test proves which inventory row to {RESULT}",
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "covers(*rows): 本测试证明条目清单中的这些条目，如 S5.1.11、S5.5.2#1")
    config.addinivalue_line("markers", "proof: 长时间的穷举或大样本证明，只在 make proof 时运行")
    # Under xdist the workers run the tests, but only the controller sees every report.
    is_worker = hasattr(config, "workerinput")
    if config.getoption("--write-covers") and not is_worker:
        config.pluginmanager.register(CoversWriter(config), "zhidu-covers-writer")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # User properties travel with the report from worker to controller; markers do not.
    for item in items:
        rows = [str(row) for mark in item.iter_markers("covers") for row in mark.args]
        if rows:
            item.user_properties.append((PROPERTY, sorted(set(rows))))


def narrowed(config: pytest.Config) -> bool:
    """Whether this run was asked for less than the whole suite."""
    usual_marker = "not proof"
    return bool(
        config.option.collectonly
        or config.option.keyword
        or config.option.markexpr != usual_marker
        or config.option.deselect
        or config.option.ignore
        or config.option.ignore_glob
        or config.getoption("lf", default=False)
        or config.args_source is pytest.Config.ArgsSource.ARGS
    )


class CoversWriter:
    """Collects the rows of passed tests on the controlling process and writes them at the end."""

    def __init__(self, config: pytest.Config) -> None:
        self._root = config.rootpath
        self._path = config.rootpath / RESULT
        self._complete = not narrowed(config)
        self._claims: dict[str, list[str]] = {}
        self._passed: set[str] = set()
        self._spoiled: set[str] = set()
        self._notes: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" and report.passed and not hasattr(report, "wasxfail"):
            self._passed.add(report.nodeid)
            for name, rows in report.user_properties:
                if name == PROPERTY and isinstance(rows, list):
                    self._claims[report.nodeid] = [str(row) for row in rows]
        elif report.failed:
            # A failing teardown comes after a passing call.
            self._spoiled.add(report.nodeid)

    def tests_by_row(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for test in sorted(self._passed - self._spoiled):
            for row in self._claims.get(test, []):
                found.setdefault(row, []).append(test)
        return dict(sorted(found.items()))

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        self._path.unlink(missing_ok=True)
        if not self._complete:
            self._notes.append("只运行了部分测试，不记录条目的证明。")
            return
        if exitstatus != pytest.ExitCode.OK or self._spoiled:
            self._notes.append("有测试未通过，不记录条目的证明。")
            return
        tests = self.tests_by_row()
        rows = inventory_rows(self._root)
        unknown = [row for row in tests if row_of(row) not in rows]
        if unknown:
            # Rows written out in the source are checked by tests/architecture/test_covers.py; this catches
            # the ones a test computes.
            self._notes.extend(f"条目清单中没有 {row}：{tests[row][0]}" for row in unknown)
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
            return
        result = {
            "written": datetime.now(UTC).isoformat(timespec="seconds"),
            "commit": head_commit(self._root),
            "all_passed": True,
            "tests": tests,
        }
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        self._notes.append(f"{len(tests)} 个条目有通过的测试证明，已写入 {RESULT}。")

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        for note in self._notes:
            terminalreporter.write_line(note)


def head_commit(root: Path) -> str | None:
    """The commit that was tested, or None outside a repository or before its first commit."""
    try:
        done = subprocess.run(
            ["git", "rev-parse", "--verify", "--quiet", "HEAD"],
            cwd=root,
            capture_output=True,
            text=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.strip() or None
