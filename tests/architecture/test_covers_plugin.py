"""The covers file is evidence: it names what passed in a complete run, and goes with the first failure."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.inventory import ROOT

PROJECT = {
    "pyproject.toml": """
        [tool.pytest.ini_options]
        testpaths = ["checks"]
        disable_test_id_escaping_and_forfeit_all_rights_to_community_support = true
        addopts = ["--import-mode=importlib", "--strict-markers", "-m", "not proof"]
    """,
    "rulebooks/sample/inventory.csv": "id,kind\nS1.1.1,frequency\nS1.1.2,role\nS1.1.3,term\n",
    "checks/conftest.py": 'pytest_plugins = ["tests.covers_plugin"]\n',
}

PASSING = """
import pytest

@pytest.mark.covers("S1.1.1", "S1.1.2#2")
def test_first(): pass

@pytest.mark.parametrize("n", [pytest.param(1, marks=pytest.mark.covers("S1.1.1"), id="一"), 2])
def test_second(n): pass

@pytest.mark.covers("S1.1.3")
@pytest.mark.xfail(strict=False)
def test_expected_to_fail(): pass

@pytest.mark.proof
@pytest.mark.covers("S1.1.3")
def test_long(): pass
"""

FAILING = """
import pytest

@pytest.fixture
def breaks_afterwards():
    yield
    raise RuntimeError

@pytest.mark.covers("S1.1.1")
def test_first(breaks_afterwards): pass
"""

UNKNOWN = """
import pytest

@pytest.mark.covers(*["S9.9.9"])
def test_first(): pass
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name, text in PROJECT.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = (line.strip() for line in text.splitlines())
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return tmp_path


def run(project: Path, source: str, *options: str) -> subprocess.CompletedProcess[str]:
    (project / "checks" / "test_sample.py").write_text(source, encoding="utf-8")
    # Only the plugins this needs: loading the others takes longer than the runs themselves.
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    environment.pop("PYTEST_ADDOPTS", None)
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "xdist", "--write-covers", *options],
        cwd=project,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def result_of(project: Path) -> Path:
    return project / "build" / "test-results" / "covers.json"


@pytest.mark.parametrize("processes", [[], ["-n", "2"]], ids=["单进程", "多进程"])
def test_a_complete_passing_run_says_which_test_proves_which_row(project: Path, processes: list[str]) -> None:
    done = run(project, PASSING, *processes)
    assert done.returncode == 0, done.stdout + done.stderr
    result = json.loads(result_of(project).read_text(encoding="utf-8"))
    assert result["all_passed"] is True
    assert result["commit"] is None
    assert result["tests"] == {
        "S1.1.1": ["checks/test_sample.py::test_first", "checks/test_sample.py::test_second[一]"],
        "S1.1.2#2": ["checks/test_sample.py::test_first"],
    }


@pytest.mark.parametrize(
    ("source", "options", "status"),
    [
        pytest.param(FAILING, [], 1, id="收尾失败"),
        pytest.param(PASSING, ["-k", "first"], 0, id="只选了部分"),
        pytest.param(PASSING, ["checks/test_sample.py"], 0, id="只点了一个文件"),
        pytest.param(UNKNOWN, [], 1, id="清单里没有的条目"),
    ],
)
def test_any_other_run_leaves_no_evidence(
    project: Path, source: str, options: list[str], status: int
) -> None:
    earlier = result_of(project)
    earlier.parent.mkdir(parents=True)
    earlier.write_text("{}", encoding="utf-8")
    done = run(project, source, *options)
    assert done.returncode == status, done.stdout + done.stderr
    assert not earlier.exists()
