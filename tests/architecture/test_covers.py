"""A test may only claim rows that exist: a mistyped id would prove nothing and nobody would notice."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.inventory import ROOT, inventory_files, inventory_rows, row_of

TESTS = ROOT / "tests"


def covers_calls(tree: ast.AST) -> list[ast.Call]:
    """Every ``….covers(…)`` on a ``mark``, as decorator or inside ``pytest.param``."""
    return [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "covers"
        and isinstance(node.func.value, ast.Attribute)
        and node.func.value.attr == "mark"
    ]


def faults(source: str, rows: frozenset[str]) -> list[str]:
    """What is wrong with the marks of one file. Computed rows (``*rows``) are left to the covers plugin."""
    found = []
    for call in covers_calls(ast.parse(source)):
        if not call.args:
            found.append(f"{call.lineno}：covers 没有写条目")
        for argument in call.args:
            if isinstance(argument, ast.Starred):
                continue
            if not (isinstance(argument, ast.Constant) and isinstance(argument.value, str)):
                found.append(f"{argument.lineno}：条目应写成字符串，现为 {ast.unparse(argument)}")
            elif row_of(argument.value) not in rows:
                found.append(f"{argument.lineno}：条目清单中没有 {argument.value}")
    return found


def test_an_inventory_of_the_seed_rows_exists() -> None:
    assert inventory_files(), "尚无条目清单：应有 rulebooks/*/inventory.csv，且带 id 列"
    assert inventory_rows(), "条目清单是空的"


@pytest.mark.parametrize(
    "path", sorted(TESTS.rglob("*.py")), ids=lambda path: path.relative_to(TESTS).as_posix()
)
def test_every_covered_row_is_in_the_inventory(path: Path) -> None:
    assert faults(path.read_text(encoding="utf-8"), inventory_rows()) == []


@pytest.mark.parametrize(
    ("line", "right"),
    [
        ('@pytest.mark.covers("S1.1.1")', True),
        ('@pytest.mark.covers("S1.1.1", "S1.1.2#2")', True),
        ("@pytest.mark.covers(*CASE.covers)", True),
        ('@pytest.mark.covers("S1.1.99")', False),
        ('@pytest.mark.covers("S1.1.1#0")', False),
        ("@pytest.mark.covers(ROW)", False),
        ("@pytest.mark.covers()", False),
    ],
)
def test_a_mistyped_row_is_caught(line: str, right: bool) -> None:
    rows = frozenset({"S1.1.1", "S1.1.2"})
    assert (faults(f"{line}\ndef test_x(): ...\n", rows) == []) is right
