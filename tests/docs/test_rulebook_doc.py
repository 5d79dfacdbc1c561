"""docs/rulebook.md against the schema: no key left out, and every example in it really loads and runs."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.docs.documents import Block, blocks, prose, read
from zhidu.rulebooks import kind_schema, schema
from zhidu.rulebooks.adoptions import read_answers
from zhidu.rulebooks.calendar_data import load_calendar
from zhidu.rulebooks.check import check
from zhidu.rulebooks.clauses import COMMON, read_clause
from zhidu.rulebooks.codecs import Codec, Wrong
from zhidu.rulebooks.kind_schema import KINDS
from zhidu.rulebooks.load import load
from zhidu.rulebooks.parts import HEAD_KEYS, PROCEDURE_FIELDS, STEP_FIELDS
from zhidu.rulebooks.source import Map, Seq, Text, Value, parse_yaml
from zhidu.rulebooks.subject_table import SUBJECT_COLUMNS
from zhidu.rulebooks.tables import FACT_COLUMNS

PAGE = read("docs/rulebook.md")

SMALL_PARTS: dict[str, Codec[Any]] = {
    name: getattr(module, name)
    for module, names in (
        (
            kind_schema,
            "BRACKET COUNTS_IF DWELL EXTEND MOVE PART POPULATION ROTATE TRACKED WHEN",
        ),
        (schema, "APPLIES BASIS EFFECTIVE EXCUSE NEAR_TIE NEED ON_BREACH WINDOW"),
    )
    for name in names.split()
}


def written_keys(codec: Codec[Any]) -> list[str]:
    """The keys of a small part, as it lists them to somebody who wrote a word in its place."""
    with pytest.raises(Wrong) as refused:
        codec.read(Text("x", 1))
    return refused.value.faults[0].message.partition("可写的键：")[2].split("、")


def section(kind: str) -> str:
    """The words of the page about one kind, without the example."""
    match = re.search(rf"^### \S+ `{kind}`.*?(?=^##)", PAGE, re.MULTILINE | re.DOTALL)
    assert match, f"docs/rulebook.md 没有“### … `{kind}`”一节"
    return prose(match.group())


def unmentioned(keys: list[str], text: str) -> list[str]:
    return [key for key in keys if not re.search(rf"(?<![\w.]){re.escape(key)}(?![\w-])", text)]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_section_with_all_its_keys(kind: str) -> None:
    keys = [member.key for member in KINDS[kind][1]]
    assert unmentioned(keys, section(kind)) == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_an_example(kind: str) -> None:
    assert kind in {plain_text(one, "kind") for _, one in clauses()}


@pytest.mark.parametrize("part", SMALL_PARTS)
def test_every_key_of_the_small_parts_is_explained(part: str) -> None:
    assert unmentioned(written_keys(SMALL_PARTS[part]), prose(PAGE)) == []


def test_every_common_key_and_every_key_of_books_procedures_and_tables_is_explained() -> None:
    fields = [member.key for member in (*COMMON, *PROCEDURE_FIELDS, *STEP_FIELDS)]
    assert unmentioned([*fields, *HEAD_KEYS, *SUBJECT_COLUMNS, *FACT_COLUMNS], prose(PAGE)) == []


def plain_text(value: Value, key: str) -> str:
    inner = value.entries.get(key) if isinstance(value, Map) else None
    return inner.value if isinstance(inner, Text) else ""


def sort_of(value: Value) -> str:
    """What a YAML block of the page is an example of."""
    first = value.items[0] if isinstance(value, Seq) else value
    assert isinstance(first, Map)
    for key, sort in (
        ("kind", "clauses"),
        ("steps", "procedures"),
        ("items", "forms"),
        ("expect", "cases"),
        ("level", "head"),
        ("semesters", "calendar"),
        ("*", "settings"),
    ):
        if key in first.entries:
            return sort
    pytest.fail(f"docs/rulebook.md：看不出第 {first.line} 行附近的例子是什么")


def examples() -> list[tuple[Block, Value, str]]:
    found = []
    for block in blocks(PAGE, "yaml"):
        value = parse_yaml(block.text, f"docs/rulebook.md:{block.line}")
        found.append((block, value, sort_of(value)))
    return found


def clauses() -> list[tuple[Block, Value]]:
    return [(block, one) for block, value, sort in examples() if sort == "clauses" for one in as_list(value)]


def as_list(value: Value) -> tuple[Value, ...]:
    return value.items if isinstance(value, Seq) else (value,)


@pytest.mark.parametrize(
    ("block", "value"), [pytest.param(*one, id=plain_text(one[1], "id")) for one in clauses()]
)
def test_every_clause_on_the_page_loads(block: Block, value: Value) -> None:
    clause = read_clause(value, book="example", book_title="示例")
    assert f"`{clause.kind}`" in PAGE[: PAGE.index(block.text)].rsplit("\n### ", 1)[-1], "例子不在它那一节里"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """The examples of the page put together as one book."""
    folder = tmp_path / "example"
    folder.mkdir()
    for block, _, sort in examples():
        if sort == "head":
            (folder / "rulebook.yaml").write_text(block.text, encoding="utf-8")
        elif sort in {"clauses", "procedures", "forms", "cases"}:
            (folder / sort).mkdir(exist_ok=True)
            with (folder / sort / "page.yaml").open("a", encoding="utf-8") as file:
                file.write(block.text)
    return folder


def test_the_examples_are_one_book_that_loads_and_keeps_its_cases(book: Path) -> None:
    checked = check(book)
    assert [str(one) for one in checked.problems] == []
    assert checked.cases >= 3


def test_the_settings_example_answers_the_book(book: Path, tmp_path: Path) -> None:
    (text,) = [block.text for block, _, sort in examples() if sort == "settings"]
    file = tmp_path / "settings.yaml"
    file.write_text(text, encoding="utf-8")
    for answers in read_answers(file).values():
        clause = load(book, answers["example"]).clause("feedback.handled")
        assert clause is not None
        assert clause.open_needs == ()


def test_the_calendar_example_loads(tmp_path: Path) -> None:
    (text,) = [block.text for block, _, sort in examples() if sort == "calendar"]
    file = tmp_path / "calendar.yaml"
    file.write_text(text, encoding="utf-8")
    assert [one.key for one in load_calendar(file).semesters] == ["2026-S1", "2026-S2"]


def test_the_table_of_semantics_has_its_26_rows() -> None:
    table = PAGE.partition("## 八 判定口径")[2].partition("\n## ")[0]
    rows = [int(number) for number in re.findall(r"^\| (\d+) \|", table, re.MULTILINE)]
    assert rows == list(range(1, 27))
