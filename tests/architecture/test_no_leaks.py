"""What must not get into the repository: machines' paths, registry addresses, oversized files, loose ends."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.inventory import ROOT

LONGEST = 400

# Files of src that may exceed LONGEST lines, each with the reason.
LONG_FILES: dict[str, str] = {}

# A path of the site (example.org/home/…) or of a user's own folder (~/work/…) is not a machine's.
MACHINE_PATH = re.compile(r"(?a)(?<![\w.\-~}/])(?:file://)?/(?:root|work|home|Users)/[\w.\-]")
# Spelled in pieces so that this file does not trip over itself.
REGISTRY = re.compile(
    r"(?i)\b(?:"
    + "|".join(
        [
            "pypi" + r"\.org",
            "python" + r"hosted\.org",
            "npm" + r"js\.(?:org|com)",
            "yarn" + r"pkg\.com",
            "npm" + r"mirror\.com",
            "mirrors" + r"?\.[\w.\-]+\.(?:cn|com)",
            "artifact" + r"ory\b",
        ]
    )
    + ")"
)
LOOSE_END = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X|HA" + r"CK)\b")

# Products: only looked at where git cannot say what is ignored.
UNTRACKED_FOLDERS = {
    ".git",
    ".hypothesis",
    ".import_linter_cache",
    ".mypy_cache",
    ".pytest_cache",
    ".ruff_cache",
    ".venv",
    "__pycache__",
    "build",
    "dist",
    "node_modules",
}


def project_files() -> list[Path]:
    """Tracked files and those about to be; in an unpacked archive, everything that is not a product."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            capture_output=True,
            check=True,
        ).stdout
        names = {name for name in listed.decode("utf-8").split("\0") if name}
        paths = [ROOT / name for name in names]
    except (OSError, subprocess.CalledProcessError):
        paths = [
            path
            for path in ROOT.rglob("*")
            if not UNTRACKED_FOLDERS.intersection(path.relative_to(ROOT).parts)
        ]
    return sorted(path for path in paths if path.is_file())


def text_lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError:
        return []


def source_files() -> list[Path]:
    return sorted((ROOT / "src").rglob("*.py"))


def hits(pattern: re.Pattern[str], paths: list[Path]) -> list[str]:
    return [
        f"{path.relative_to(ROOT).as_posix()}:{number}: {line.strip()[:100]}"
        for path in paths
        for number, line in enumerate(text_lines(path), start=1)
        if pattern.search(line)
    ]


def test_no_file_names_a_path_of_somebodys_machine() -> None:
    assert hits(MACHINE_PATH, project_files()) == []


def test_no_file_names_a_package_registry() -> None:
    assert hits(REGISTRY, project_files()) == []


def test_no_loose_ends_in_the_source() -> None:
    assert hits(LOOSE_END, source_files()) == []


def test_source_files_stay_short() -> None:
    lengths = {path.relative_to(ROOT).as_posix(): len(text_lines(path)) for path in source_files()}
    too_long = {name: count for name, count in lengths.items() if count > LONGEST and name not in LONG_FILES}
    assert too_long == {}, f"超过 {LONGEST} 行的文件应拆分，或在 LONG_FILES 写明理由"


def test_exceptions_to_the_length_rule_are_still_needed() -> None:
    unneeded = [name for name in LONG_FILES if len(text_lines(ROOT / name)) <= LONGEST]
    assert unneeded == []


@pytest.mark.parametrize(
    ("pattern", "line", "caught"),
    [
        (MACHINE_PATH, "见 /" + "root/notes.md", True),
        (MACHINE_PATH, "见/" + "home/wang/a.csv", True),
        (MACHINE_PATH, '"file:///' + 'work/x"', True),
        (MACHINE_PATH, "https://example.org/home/page", False),
        (MACHINE_PATH, "~/work/a", False),
        (REGISTRY, "https://py" + "pi.org/simple", True),
        (REGISTRY, "https://files.python" + "hosted.org/x", True),
        (REGISTRY, "https://mirrors" + ".example.cn/x", True),
        (REGISTRY, "pip install zhidu", False),
        (LOOSE_END, "# TO" + "DO later", True),
        (LOOSE_END, "mastodon", False),
    ],
)
def test_the_patterns_catch_what_they_should(pattern: re.Pattern[str], line: str, caught: bool) -> None:
    assert bool(pattern.search(line)) is caught
