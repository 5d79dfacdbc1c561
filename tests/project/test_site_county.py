"""The demonstration county on the site: the same findings as plain files give, and every story found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.site import outside_acts
from zhidu.apps.compliance.evaluation import findings, first_day
from zhidu.apps.compliance.export import tables, write
from zhidu.apps.compliance.follow import rebuild
from zhidu.apps.compliance.queries import everything
from zhidu.apps.compliance.store import full_record
from zhidu.apps.orgs.queries import organization_ids
from zhidu.domain.rules.records import as_record
from zhidu.foundation.clock import on_day
from zhidu.foundation.journal.queries import verify
from zhidu.project.adopted import load_adopted
from zhidu.project.demo.county import build, save
from zhidu.project.demo.neighbours import settle
from zhidu.project.demo.site import unheard
from zhidu.project.demo.stories import Story, tell_stories
from zhidu.project.takeover.book import Book
from zhidu.project.takeover.county import read, take_over
from zhidu.rulebooks.calendar_data import load_calendar

pytestmark = pytest.mark.django_db
AS_OF = date(2026, 11, 22)
Key = tuple[str, str, str]


@dataclass(frozen=True)
class Loaded:
    book: Book
    stories: list[Story]


@pytest.fixture(scope="module")
def county(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: Any
) -> Iterator[Loaded]:
    """The county, generated, taken over and judged once for all tests of this module."""
    from django.db import transaction  # noqa: PLC0415 - the site is set up by now

    folder = tmp_path_factory.mktemp("county")
    made = build(folder, AS_OF, seed=20260101, tell=lambda _: None)
    stories = tell_stories(made)
    save(made, folder)
    with django_db_blocker.unblock(), outside_acts(), on_day(AS_OF), transaction.atomic():
        book = take_over(read(folder), lambda _: None)
        settle(made.staff, book)
        rebuild()
        yield Loaded(book, stories)
        transaction.set_rollback(True)


def stored() -> dict[Key, dict[str, Any]]:
    return {
        (row.clause, row.subject, row.period): full_record(row, f"org-{row.organization_id}")
        for row in everything()
    }


def test_the_site_finds_what_zhidu_run_finds_over_its_exported_facts(county: Loaded, tmp_path: Path) -> None:
    write(tables(known_on=AS_OF), tmp_path)
    exported = load_adopted(
        subjects=tmp_path / "subjects.csv",
        facts=tmp_path / "facts.csv",
        adoptions=tmp_path / "adoptions.csv",
        settings=tmp_path / "settings.yaml",
        as_of=AS_OF,
        calendar=load_calendar(),
    )
    there = {
        (one.clause.key, one.subject, one.period): as_record(one)
        for one in exported.findings(first_day(AS_OF), AS_OF)
    }
    here = stored()
    assert len(here) > 40_000
    assert here.keys() == there.keys()
    assert [key for key in here if here[key] != there[key]] == []


def test_one_organisation_judged_alone_gets_the_same_as_all_together(county: Loaded) -> None:
    here = stored()
    # every fourth: branches, the levels above and their bodies are among them
    for pk in sorted(organization_ids())[::4]:
        alone = {
            (one.clause.key, one.subject, one.period): as_record(one) for one in findings(pk, as_of=AS_OF)
        }
        together = {key: one for key, one in here.items() if one["organization"] == f"org-{pk}"}
        assert alone == together


def test_a_rebuild_changes_nothing(county: Loaded) -> None:
    done = rebuild()
    assert (done.added, done.changed, done.gone) == (0, 0, 0)


def test_every_story_is_found_on_the_site(county: Loaded) -> None:
    assert [story.title for story in unheard(county.stories, county.book)] == []


def test_the_journal_of_the_county_is_whole(county: Loaded) -> None:
    assert list(verify()) == []
