"""README and its companions: every command shown really runs and prints what is shown; every path exists."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.docs.documents import blocks, documents, prose, read
from tests.inventory import ROOT
from zhidu.project.cli import main

README = read("README.md")
CUT = "…"
GROWING = ("合计 419 条：已运行", "✓", "共有的条款")
NAMED_FILE = re.compile(r"^`([\w.-]+\.csv)`：?$")
FOLDERS = r"src|tests|docs|rulebooks|requirements|scripts|\.ci"
PATH = re.compile(
    rf"(?<![\w/.-])(?:{FOLDERS})/[\w./-]*[\w/]|(?<![\w/.-])(?:[A-Z]+\.md|Makefile|pyproject\.toml)"
)
LINK = re.compile(r"\]\(([^)#]+)(?:#[^)]*)?\)")


@dataclass(frozen=True, slots=True)
class Shown:
    """One command of a console block, the lines shown below it, and the exit status they give."""

    command: str
    lines: tuple[str, ...]
    status: int


def shown_commands(text: str) -> list[Shown]:
    """Commands after ``$``; ``$ echo $?`` with a number below it states the status of the one before."""
    found: list[Shown] = []
    for block in blocks(text, "console"):
        for part in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
            command, *lines = part.replace("\\\n", " ").rstrip().split("\n")
            if command == "echo $?":
                last = found.pop()
                found.append(Shown(last.command, last.lines, int(lines[0])))
            else:
                found.append(Shown(command, tuple(lines), 0))
    return found


COMMANDS = [one for one in shown_commands(README) if one.command.startswith("zhidu ")]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the small files shown in the README, seen on a screen of 100 columns."""
    for block in blocks(README, "csv"):
        named = NAMED_FILE.match(block.lead)
        assert named, f"README.md:{block.line}：上一行应写文件名，如 `subjects.csv`"
        (tmp_path / named[1]).write_text(block.text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    return tmp_path


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("shown", COMMANDS, ids=lambda one: one.command)
def test_every_command_of_the_readme_prints_what_is_shown(
    shown: Shown, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(shlex.split(shown.command)[1:])
    captured = capsys.readouterr()
    assert status == shown.status
    assert missing(shown, captured.out + captured.err) == []


def missing(shown: Shown, output: str) -> list[str]:
    """Shown lines that do not stand in the output, in that order."""
    told = iter([plain(line) for line in output.splitlines()])
    return [line for line in map(plain, compared(shown)) if line != CUT and line not in told]


def compared(shown: Shown) -> list[str]:
    """How far a row has come depends on the last whole test run: of the trace only the totals are compared."""
    if shown.command.startswith("zhidu trace"):
        return [line for line in shown.lines if line.startswith("合计")]
    return list(shown.lines)


def plain(line: str) -> str:
    """Without rules and extra blanks; every addition to a book changes how many clauses and cases there are."""
    line = re.sub(r"[\s│┃]+", " ", line).strip()
    return re.sub(r"\d+", "0", line) if line.startswith(GROWING) else line


def test_every_command_there_is_has_an_example() -> None:
    shown = {" ".join(one.command.split()[1:3]) for one in COMMANDS}
    for wanted in ("rulebook check", "rulebook compare", "run", "decide", "explain", "trace"):
        assert any(one.startswith(wanted) for one in shown), f"README.md 没有 zhidu {wanted} 的例子"
    assert "$ make demo" in README
    assert "$ make test" in README


@pytest.mark.parametrize("path", documents(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_path_a_document_names_exists(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    named = {one for one in PATH.findall(prose(text)) if "*" not in one}
    lost = [one for one in sorted(named) if not (ROOT / one).exists()]
    lost += [one for one in LINK.findall(text) if "://" not in one and not (path.parent / one).exists()]
    assert lost == []


def test_the_readme_names_every_book_with_its_title() -> None:
    for book in sorted((ROOT / "rulebooks").glob("*/rulebook.yaml")):
        title = re.search(r"^title: (.+)$", book.read_text(encoding="utf-8"), re.MULTILINE)
        assert title is not None
        assert f"`{book.parent.name}`" in README
        assert title[1] in README


def test_every_document_is_reached_from_the_readme() -> None:
    reached = {ROOT / "README.md"}
    while True:
        links = {
            (one.parent / link).resolve()
            for one in reached
            for link in LINK.findall(one.read_text(encoding="utf-8"))
            if link.endswith(".md") and (one.parent / link).exists()
        }
        if links <= reached:
            break
        reached |= links
    # decisions and acts are found by their folders: one is numbered, the other named after what it tells of
    folders = {ROOT / "docs" / "adr", ROOT / "docs" / "acts"}
    assert [one for one in documents() if one not in reached and not folders & {*one.parents}] == []
