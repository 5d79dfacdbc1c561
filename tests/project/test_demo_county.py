"""The generated county: the same every time, as large as promised, and every story in it is found."""

from __future__ import annotations

import argparse
import csv
import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

import pytest

from zhidu.domain.calendar import add_months
from zhidu.domain.rules.terms import Verdict
from zhidu.project.cli.chinese import Parser
from zhidu.project.demo import command, demonstration, report, write
from zhidu.project.demo.adoptions import REVISED_BOOK, revised_from
from zhidu.project.demo.clock import MONTHS, Clock
from zhidu.project.demo.command import SEED
from zhidu.project.demo.county import Tell, build, save
from zhidu.project.demo.demonstration import FINDINGS, Demonstration, demonstrate
from zhidu.project.demo.people import settle_people
from zhidu.project.demo.stories import Told, tell_stories
from zhidu.project.demo.subjects import Register
from zhidu.rulebooks.library import book_ids
from zhidu.rulebooks.source import BookError

DAY = date(2026, 11, 22)
FILES = (write.SUBJECTS, write.FACTS, write.ADOPTIONS, write.SETTINGS, write.README, REVISED_BOOK)


def quiet(_: str) -> None:
    return None


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="module")
def done(folder: Path) -> Demonstration:
    """The whole demonstration once, as of one Sunday in November."""
    return demonstrate(folder, DAY, seed=SEED, tell=quiet)


def test_the_county_is_as_large_as_promised(done: Demonstration) -> None:
    assert 38 <= done.organizations <= 45
    assert 560 <= done.people <= 650
    assert 30_000 <= len(done.county.diary) <= 80_000


def test_records_reach_back_fourteen_months_and_not_beyond_today(done: Demonstration) -> None:
    months = {entry.on.isoformat()[:7] for entry in done.county.diary if entry.measure == "dues_paid"}
    assert len(months) == MONTHS
    assert add_months(done.county.clock.start, MONTHS - 1) == DAY.replace(day=1)
    assert all(entry.on <= DAY or entry.planned for entry in done.county.diary)
    assert all(entry.entered_on is None or entry.entered_on <= DAY for entry in done.county.diary)


def test_every_story_is_found_with_its_verdict(done: Demonstration) -> None:
    assert [one.story.title for one in done.told if one.finding is None] == []
    assert len(done.told) >= 40


def test_stories_are_varied(done: Demonstration) -> None:
    kinds = {one.finding.clause.kind for one in done.told if one.finding is not None}
    assert len(kinds) >= 12
    assert {one.story.verdict for one in done.told} == set(Verdict)


def test_every_book_gives_findings(done: Demonstration) -> None:
    assert {*book_ids(), "yunwu-tea-branch"} == {one.clause.book for one in done.findings}


def test_every_verdict_occurs_and_most_of_what_is_asked_is_kept(done: Demonstration) -> None:
    verdicts = [one.verdict for one in done.findings]
    assert set(verdicts) == set(Verdict)
    assert verdicts.count(Verdict.MET) > len(verdicts) * 9 // 10


def test_the_worst_ten_name_ten_different_clauses(done: Demonstration) -> None:
    worst = report.worst(done.findings)
    assert len({one.clause.key for one in worst}) == len(worst) == report.WORST
    assert all(one.verdict is Verdict.BREACHED for one in worst)


def test_all_findings_lie_in_one_json_file(done: Demonstration, folder: Path) -> None:
    records = json.loads((folder / FINDINGS).read_text(encoding="utf-8"))
    assert len(records) == len(done.findings)
    assert {"clause", "subject", "period", "verdict", "explanation", "evidence"} <= records[0].keys()


def test_the_files_are_plain_tables_that_name_nobody_twice(done: Demonstration, folder: Path) -> None:
    county = folder / "county"
    assert sorted(one.name for one in county.iterdir()) == sorted(FILES)
    with (county / write.FACTS).open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == len(done.county.diary) == len({row["id"] for row in rows})


def test_the_same_seed_gives_the_same_files(folder: Path, done: Demonstration, tmp_path: Path) -> None:
    county = build(tmp_path, DAY, seed=SEED, tell=quiet)
    tell_stories(county)
    save(county, tmp_path)
    assert len(county.diary) == len(done.county.diary)
    for name in FILES:
        assert (tmp_path / name).read_bytes() == (folder / "county" / name).read_bytes(), name


def test_another_seed_gives_other_people() -> None:
    def names(seed: int) -> list[str]:
        register = Register()
        settle_people(register, Clock(DAY), Random(seed))
        return [row.subject for row in register]

    assert names(SEED) == names(SEED)
    assert names(SEED) != names(SEED + 1)


def stories_not_found(day: date, folder: Path) -> list[str]:
    looked = demonstrate(folder, day, seed=SEED, tell=quiet)
    return [one.story.title for one in looked.told if one.finding is None]


@pytest.mark.proof
@pytest.mark.parametrize(
    "day",
    [date(2026, 7, 1), date(2026, 12, 31), date(2027, 1, 3), date(2027, 4, 30), date(2028, 2, 29)],
    ids=str,
)
def test_the_stories_are_found_on_whatever_day_somebody_looks(day: date, tmp_path: Path) -> None:
    assert stories_not_found(day, tmp_path) == []


@pytest.mark.parametrize(
    "day", [date(2026, 7, 1), date(2026, 9, 30), date(2026, 11, 22), date(2027, 1, 1)], ids=str
)
def test_the_revision_starts_in_the_second_month_of_the_last_whole_quarter(day: date) -> None:
    start = revised_from(Clock(day))
    assert (start.day, (start.month - 1) % 3) == (1, 1)
    assert 1 <= (day.year - start.year) * 12 + day.month - start.month <= 4


def parsed(*arguments: str) -> argparse.Namespace:
    parser = Parser(prog="zhidu")
    command.add_parser(parser.add_subparsers(parser_class=Parser))
    return parser.parse_args(["demo", "--files", *arguments])


def test_the_command_prints_a_summary_the_stories_and_where_the_json_lies(
    done: Demonstration, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def already_done(out: Path, as_of: date, *, seed: int, tell: Tell) -> Demonstration:
        assert (out, as_of, seed) == (Path("somewhere"), DAY, SEED)
        tell("判定")
        return done

    monkeypatch.setattr(demonstration, "demonstrate", already_done)
    assert command.run(parsed("--out", "somewhere", "--as-of", DAY.isoformat())) == 0
    out, err = capsys.readouterr()
    for text in ("按制度", "按组织", "最要紧的 10 条", "故意放进去的", "一件不漏", "下一步可以试"):
        assert text in out
    assert f"somewhere/{FINDINGS}" in out
    assert "判定" in err


def test_a_story_that_was_not_found_makes_the_command_fail(
    done: Demonstration, monkeypatch: pytest.MonkeyPatch
) -> None:
    missed = replace(done, told=[Told(done.told[0].story, None), *done.told[1:]])
    monkeypatch.setattr(demonstration, "demonstrate", lambda *_, **__: missed)
    assert command.run(parsed("--as-of", DAY.isoformat())) == 1


def test_a_day_before_the_text_of_2026_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BookError, match="应不早于 2026-07-01"):
        command.run(parsed("--out", str(tmp_path), "--as-of", "2026-03-31"))
    assert list(tmp_path.iterdir()) == []


def test_a_place_where_nothing_can_be_written_is_refused(tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("这里已经有一个文件", encoding="utf-8")
    with pytest.raises(BookError, match="建不了这个文件夹"):
        build(taken / "county", DAY, seed=SEED, tell=quiet)
