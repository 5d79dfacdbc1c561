"""The whole county: its register, its adoptions and answers, and fourteen months of records."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

from zhidu.domain.rules.world import Duty, World
from zhidu.project.demo import life, standing, write
from zhidu.project.demo.adoptions import REVISED_BOOK, AdoptionRow, adoption_rows, answers, revised_book
from zhidu.project.demo.cases import open_cases
from zhidu.project.demo.clock import Clock
from zhidu.project.demo.columns import fill
from zhidu.project.demo.diary import Diary
from zhidu.project.demo.keeper import Keeper
from zhidu.project.demo.people import Staff, settle_people
from zhidu.project.demo.reactions import react
from zhidu.project.demo.rhythm import Rhythm
from zhidu.project.demo.rotation import take_turns
from zhidu.project.demo.subjects import Register
from zhidu.project.demo.tree import plant
from zhidu.project.files import write_whole
from zhidu.rulebooks.calendar_data import load_calendar
from zhidu.rulebooks.inherit import Adoption, effective_duties
from zhidu.rulebooks.library import find_book
from zhidu.rulebooks.load import BookSource
from zhidu.rulebooks.source import BookError, Problem, why
from zhidu.rulebooks.worlds import make_world
from zhidu.rulebooks.written import adoptions_csv, facts_csv, settings_yaml, subjects_csv

Tell = Callable[[str], None]


@dataclass(slots=True, kw_only=True)
class County:
    """Everything that will be written to files, still open to the stories."""

    clock: Clock
    register: Register
    staff: dict[str, Staff]
    adoptions: list[AdoptionRow]
    diary: Diary
    keeper: Keeper


def build(folder: Path, as_of: date, *, seed: int, tell: Tell) -> County:
    """Generate the county; its register, adoptions and answers are written to *folder* on the way.

    The records come last, because they are kept by the very duties that are read back from those files.
    Raises BookError.
    """
    clock, chance = Clock(as_of), Random(seed)  # noqa: S311 - an invented county keeps no secrets
    register = Register()
    plant(register, clock)
    staff = settle_people(register, clock, chance)
    open_cases(register, clock)
    adoptions = adoption_rows(clock)
    tell(f"组织、人员 {sum(1 for _ in register)} 行")
    duties, world = _write_frame(folder, register, adoptions, clock)
    keeper = Keeper(duties, world, Diary(), clock, chance)
    keeper.fill, keeper.react = fill, react
    life.listen(keeper)
    standing.set_up(keeper)
    tell("常设事项已登记")
    life.live(keeper)
    keeper.see_anchors()
    tell("日常事项已登记")
    Rhythm(keeper).run()
    take_turns(keeper)
    tell(f"记录 {len(keeper.diary)} 条")
    return County(
        clock=clock, register=register, staff=staff, adoptions=adoptions, diary=keeper.diary, keeper=keeper
    )


def _write_frame(
    folder: Path, register: Register, rows: list[AdoptionRow], clock: Clock
) -> tuple[list[Duty], World]:
    """Write what the rules depend on, and work out who is bound by what: as the files will say it."""
    _make(folder)
    write_whole(folder / REVISED_BOOK, [revised_book(clock)])
    sources = {
        name: BookSource(folder / name if name == REVISED_BOOK else find_book(name))
        for name in dict.fromkeys(row.book for row in rows)
    }
    given = answers((name, source.book()) for name, source in sources.items())
    adoptions = [
        Adoption(organization=row.organization, book=row.book, first=row.first or date.min) for row in rows
    ]
    subjects, calendar = register.subjects(), load_calendar()
    write_whole(folder / write.SUBJECTS, [subjects_csv(subjects)])
    write_whole(folder / write.ADOPTIONS, [adoptions_csv(adoptions)])
    write_whole(folder / write.SETTINGS, [settings_yaml(given, write.NOTE)])
    # the few answers of their own change only when something is due, never what: the common ones will do
    books = {name: source.book(given["*"].get(name)) for name, source in sources.items()}
    duties = effective_duties(adoptions, {"*": books}, subjects, calendar)
    return duties, make_world(books.values(), subjects, [], as_of=clock.as_of, calendar=calendar)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"建不了这个文件夹：{why(error)}"
        raise BookError([Problem(str(folder), 0, "", message)]) from error


def save(county: County, folder: Path) -> None:
    """Write the records, when the stories are in."""
    write_whole(folder / write.FACTS, [facts_csv(county.diary.facts())])
    write_whole(folder / write.README, [write.readme(county.clock.as_of)])
