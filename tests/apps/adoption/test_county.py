"""The demonstration county: what the site says every organisation must do is what the plain files say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest

from zhidu.apps.adoption import queries
from zhidu.apps.orgs import queries as orgs
from zhidu.domain.rules.clause import Clause
from zhidu.domain.rules.world import Days, Duty
from zhidu.project.demo.adoptions import adoption_rows
from zhidu.project.demo.cases import open_cases
from zhidu.project.demo.clock import Clock
from zhidu.project.demo.command import SEED
from zhidu.project.demo.county import _write_frame
from zhidu.project.demo.people import settle_people
from zhidu.project.demo.subjects import Register
from zhidu.project.demo.tree import plant as plant_demo
from zhidu.project.takeover.book import Book
from zhidu.project.takeover.county import Tables, _adopt
from zhidu.project.takeover.nodes import plant, uproot
from zhidu.rulebooks.adoptions import read_adoptions, read_answers, settle
from zhidu.rulebooks.calendar_data import load_calendar
from zhidu.rulebooks.inherit import effective_duties, together
from zhidu.rulebooks.tables import read_subjects
from zhidu.rulebooks.written import ADOPTIONS, SETTINGS, SUBJECTS

AS_OF = date(2026, 11, 22)
Held = list[tuple[Clause, set[tuple[str, Days]]]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The county's register, adoptions and answers; its records are not needed here."""
    place = tmp_path_factory.mktemp("county")
    clock, register = Clock(AS_OF), Register()
    plant_demo(register, clock)
    settle_people(register, clock, Random(SEED))
    open_cases(register, clock)
    _write_frame(place, register, adoption_rows(clock), clock)
    return place


def held(duties: Sequence[Duty], called: Mapping[str, str]) -> Held:
    """Wordings, wherever in a file they stood, with who holds them when; organisations by one of two names."""
    found: dict[str, Held] = {}
    for duty in duties:
        alike = found.setdefault(duty.clause.key, [])
        wording = replace(duty.clause, line=0)
        same = next((days for clause, days in alike if clause == wording), None)
        if same is None:
            same = set()
            alike.append((wording, same))
        assert duty.holders is not None
        same |= {(called[name], one) for name, days in duty.holders.items() for one in days}
    return sorted(
        (one for alike in found.values() for one in alike), key=lambda one: (one[0].key, sorted(one[1]))
    )


@pytest.mark.django_db
def test_the_duties_of_the_county_are_those_of_its_files_for_all_and_for_each(folder: Path) -> None:
    subjects = read_subjects(folder / SUBJECTS)
    adoptions, places = read_adoptions(folder / ADOPTIONS, subjects)
    answers = read_answers(folder / SETTINGS)
    wanted = effective_duties(adoptions, settle(adoptions, places, answers), subjects, load_calendar())
    book = Book()
    planted = plant(subjects, book)
    _adopt(Tables(subjects=subjects, facts=[], adoptions=adoptions, places=places, answers=answers), book)
    uproot(planted, book)

    codes: dict[str, Any] = {one.code: one for one in orgs.organizations(orgs.organization_ids())}
    in_files = {code: name for name, code in book.items().items()}
    everybody = queries.all_duties()
    same = {name: name for name in in_files.values()}
    assert held(everybody, in_files) == held(wanted, same)
    each = together(queries.duties(one) for one in codes.values())
    assert held(each, in_files) == held(wanted, same)
    assert all(queries.clashes(one) == () for one in codes.values())
