"""Which index finds a name of two characters at once: measured on both databases, kept in ``RESULTS.md``.

``python -m bench.search 500000 sqlite`` and ``… postgresql``. Names alone, in tables of their own: what is
compared are the ways to look, not the site.
"""

from __future__ import annotations

import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

SURNAMES = (
    "王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任"
)
GIVEN = (
    "伟芳娜敏静秀丽强磊军洋勇艳杰涛明超兰霞平刚桂英建国华文辉玉梅"
    "海燕红春生志德福荣贵成林东山金龙云飞鹏宇浩然子轩梓涵欣怡思佳"
)
ASKED = ("建国", "王芳", "欧阳", "李建国", "赵")
RARE = "欧阳雪峰"
ROUNDS = 7


def names(number: int) -> Iterator[str]:
    """Names as they are spread in a county: few surnames, two or three characters, one rare name."""
    chance = random.Random(7)
    for _ in range(number - 1):
        yield chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=chance.choice((1, 2, 2, 2))))
    yield RARE


def grams(text: str) -> list[str]:
    """Every pair of neighbours, and the last character alone: a query of one character asks for a beginning."""
    return [text[at : at + 2] for at in range(len(text))]


class Ways:
    """The ways to look, on one connection; *mark* is how it writes a parameter."""

    mark = "?"

    def __init__(self, cursor: Any) -> None:  # noqa: ANN401 - either driver
        self.cursor = cursor

    def run(self, sql: str, *values: str) -> list[tuple[Any, ...]]:
        """Rows of one query."""
        self.cursor.execute(sql.replace("?", self.mark), values)
        return list(self.cursor.fetchall())

    def like(self, text: str) -> list[tuple[Any, ...]]:
        """Every name is read."""
        return self.run(
            "SELECT id, name FROM people WHERE name LIKE ? ORDER BY name, id LIMIT 11", f"%{text}%"
        )

    def pairs(self, text: str) -> list[tuple[Any, ...]]:
        """A table of pairs with an ordinary index."""
        wanted = grams(text)[:-1] or [text]
        inside = " AND ".join("id IN (SELECT person FROM pairs WHERE gram >= ? AND gram < ?)" for _ in wanted)
        values = [one for gram in wanted for one in (gram, gram + ("\U0010ffff" if len(gram) == 1 else "\0"))]
        if self.mark == "%s":
            values = [one.replace("\0", " ") for one in values]
        return self.run(f"SELECT id, name FROM people WHERE {inside} ORDER BY name, id LIMIT 11", *values)  # noqa: S608


class Sqlite(Ways):
    """FTS5 over text that was split beforehand."""

    size = "SELECT name, SUM(pgsize) FROM dbstat WHERE name LIKE '%pairs%' OR name LIKE 'fts%' GROUP BY 1"

    def full_text(self, text: str) -> list[tuple[Any, ...]]:
        """The index of the database."""
        wanted = " ".join(f'"{one}"' for one in grams(text)[:-1]) or f"{text}*"
        return self.run(
            "SELECT id, name FROM people WHERE id IN (SELECT rowid FROM fts WHERE fts MATCH ?) "
            "ORDER BY name, id LIMIT 11",
            wanted,
        )

    def build_full_text(self) -> None:
        """Fill it."""
        self.cursor.execute("CREATE VIRTUAL TABLE fts USING fts5(text, content='', detail=none)")
        rows = self.cursor.execute("SELECT id, name FROM people").fetchall()
        self.cursor.executemany(
            "INSERT INTO fts (rowid, text) VALUES (?, ?)", ((pk, " ".join(grams(name))) for pk, name in rows)
        )


class Postgresql(Ways):
    """A GIN index over a vector of the same pieces."""

    mark = "%s"
    size = (
        "SELECT relname, pg_total_relation_size(oid) FROM pg_class "
        "WHERE relname IN ('pairs', 'documents') ORDER BY 1"
    )

    def full_text(self, text: str) -> list[tuple[Any, ...]]:
        """The index of the database."""
        wanted = " & ".join(f"'{one}'" for one in grams(text)[:-1]) or f"'{text}':*"
        return self.run(
            "SELECT id, name FROM people WHERE id IN (SELECT person FROM documents WHERE "
            "array_to_tsvector(string_to_array(text, ' ')) @@ ?::tsquery) ORDER BY name, id LIMIT 11",
            wanted,
        )

    def build_full_text(self) -> None:
        """Fill it."""
        self.cursor.execute("CREATE TABLE documents (person bigint PRIMARY KEY, text text NOT NULL)")
        rows = self.run("SELECT id, name FROM people")
        with self.cursor.copy("COPY documents FROM STDIN") as copy:
            for pk, name in rows:
                copy.write_row((pk, " ".join(grams(name))))
        self.cursor.execute(
            "CREATE INDEX ON documents USING gin (array_to_tsvector(string_to_array(text, ' ')))"
        )


@contextmanager
def opened(which: str) -> Iterator[Sqlite | Postgresql]:
    """An empty database of that kind."""
    with tempfile.TemporaryDirectory() as folder:
        if which == "sqlite":
            connection = sqlite3.connect(Path(folder) / "names.sqlite3", isolation_level=None)
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA cache_size=-20000")
            yield Sqlite(connection.cursor())
            connection.close()
        else:
            import psycopg  # noqa: PLC0415 - only where it is asked for

            from tests.postgresql import started  # noqa: PLC0415

            with psycopg.connect(started(folder), autocommit=True) as found:
                yield Postgresql(found.cursor())


def fill(ways: Sqlite | Postgresql, number: int) -> dict[str, float]:
    """Names and indexes; seconds each took."""
    taken = {}
    cursor = ways.cursor
    cursor.execute("CREATE TABLE people (id bigint PRIMARY KEY, name varchar(60) NOT NULL)")
    cursor.execute(
        "CREATE TABLE pairs (gram varchar(2) {} NOT NULL, person bigint NOT NULL)".format(
            'COLLATE "C"' if ways.mark == "%s" else ""
        )
    )
    made = list(enumerate(names(number), start=1))
    _many(ways, "people", made)
    began = time.perf_counter()
    _many(ways, "pairs", sorted({(gram, pk) for pk, name in made for gram in grams(name)}))
    cursor.execute("CREATE UNIQUE INDEX pairs_both ON pairs (gram, person)")
    taken["pairs"] = time.perf_counter() - began
    began = time.perf_counter()
    if ways.mark == "?":
        cursor.execute("BEGIN")
    ways.build_full_text()
    if ways.mark == "?":
        cursor.execute("COMMIT")
    taken["full_text"] = time.perf_counter() - began
    cursor.execute("ANALYZE")
    return taken


def _many(ways: Ways, table: str, rows: list[tuple[Any, ...]]) -> None:
    if ways.mark == "?":
        ways.cursor.execute("BEGIN")
        ways.cursor.executemany(f"INSERT INTO {table} VALUES (?, ?)", rows)  # noqa: S608
        ways.cursor.execute("COMMIT")
        return
    with ways.cursor.copy(f"COPY {table} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def milliseconds(look: Callable[[str], object], text: str) -> float:
    """Median of a few rounds, after one that warms up."""
    look(text)
    taken = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        look(text)
        taken.append(time.perf_counter() - began)
    return statistics.median(taken) * 1000


def main() -> None:
    """Print one table."""
    number, which = int(sys.argv[1]), sys.argv[2]
    with opened(which) as ways:
        taken = fill(ways, number)
        print(f"## {which}，{number:,} 个姓名")
        print("建立（秒）：" + "，".join(f"{name} {seconds:.1f}" for name, seconds in taken.items()))
        print("大小（MB）：" + "，".join(f"{name} {size / 1e6:.0f}" for name, size in ways.run(ways.size)))
        print("| 找 | 逐个读（毫秒） | 二字表 | 全文索引 |\n| --- | --- | --- | --- |")
        for text in (*ASKED, RARE):
            looks = (ways.like, ways.pairs, ways.full_text)
            counts = {tuple(look(text)) for look in looks}
            assert len(counts) == 1, (text, counts)
            print(f"| {text} | " + " | ".join(f"{milliseconds(look, text):.1f}" for look in looks) + " |")


if __name__ == "__main__":
    main()
