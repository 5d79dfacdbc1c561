"""A sheet of two thousand rows with every known fault: each is found at its cell, and mended it comes in exactly."""

from __future__ import annotations

import io
from typing import Any

import pytest

from tests.apps.builders import a_member, an_actor, an_organization
from tests.apps.registry.importing.messy import BRANCHES, DROP, FIRST, TWICE, Messy, messy
from tests.site import outside_acts
from zhidu.apps.members.models import Membership, Person
from zhidu.apps.registry.actions import (
    map_columns,
    mend_rows,
    set_profile,
    take_in,
    undo_import,
    upload_register,
)
from zhidu.apps.registry.boxes import values_of
from zhidu.apps.registry.fields import FIELDS
from zhidu.apps.registry.models import ImportChunk, ImportOutcome, ImportProblem, Profile
from zhidu.foundation.access.rules import SYSTEM, Actor
from zhidu.foundation.acts import Wrong


def world(found: Messy) -> tuple[Any, Actor]:
    """A township with the branches of the sheet, two of one name, and a township beside it."""
    county = an_organization("云岭县委", type="county_committee")
    town = an_organization("南山镇党委", type="township_committee", under=county)
    for name in BRANCHES:
        an_organization(name, under=town)
    for above in ("卫生一", "卫生二"):
        an_organization(TWICE, under=an_organization(f"{above}党总支", type="general_branch", under=town))
    other = an_organization("北山镇党支部", under=county)
    for one in found.elsewhere:
        person = a_member(other, one.name)
        set_profile(actor=SYSTEM, person=person.pk, values={"id_number": one.id_number})
    return town, an_actor("superior", town)


def mended(actor: Actor, batch: int, found: Messy) -> None:
    """What is not a cell of a twin is written anew; twins and strangers are left out."""
    mend_rows(
        actor=actor,
        batch=batch,
        cells={place: text for place, text in found.fixes.items() if text != DROP},
        drop=[row for (row, _), text in found.fixes.items() if text == DROP],
    )


@pytest.fixture
def found() -> Messy:
    return messy()


def test_every_fault_is_named_by_its_cell_and_the_mended_sheet_comes_in_exactly(
    db: None, found: Messy
) -> None:
    with outside_acts():
        town, actor = world(found)
    batch = upload_register(
        actor=actor, organization=town.pk, name="花名册.xlsx", content=io.BytesIO(found.content)
    )
    sheet = batch.sheets[batch.sheet]
    assert (sheet["name"], sheet["first"], sheet["hidden"]) == ("党员花名册", FIRST - 1, [14])
    before = Person.objects.count()

    batch = map_columns(actor=actor, batch=batch.pk, fields=batch.columns)
    told = set(ImportProblem.objects.filter(batch=batch).values_list("number", "field", "kind"))
    assert told == found.faults
    assert [why for _, why in batch.counts["skipped"]] == ["合计", "说明", "说明"]
    with pytest.raises(Wrong, match="行有问题"):
        take_in(actor=actor, batch=batch.pk)
    assert Person.objects.count() == before, "核对不写名册"

    mended(actor, batch.pk, found)
    batch = take_in(actor=actor, batch=batch.pk)
    assert batch.counts["made"] == len(found.people)
    assert not ImportChunk.objects.exists()
    assert batch.sealed_key is None
    assert the_register(batch.pk) == {row: expected(one) for row, one in found.people.items()}

    undo_import(actor=actor, batch=batch.pk)
    assert Person.objects.count() == before
    assert Profile.objects.count() == len(found.elsewhere)


def the_register(batch: int) -> dict[int, dict[str, str]]:
    rows = dict(ImportOutcome.objects.filter(batch=batch).values_list("person", "number"))
    files = Profile.objects.in_bulk()
    stays = Membership.objects.filter(person__in=list(rows)).select_related("organization", "person")
    return {
        rows[stay.person_id]: {
            "name": stay.person.name,
            "organization": stay.organization.name,
            "type": stay.type_name,
            "since": str(stay.first),
            **{
                key: FIELDS[key].choices.get(text, text)
                for key, text in values_of(files[stay.person_id]).items()
                if text
            },
        }
        for stay in stays
    }


def expected(one: Any) -> dict[str, str]:
    keys = (
        "name",
        "organization",
        "type",
        "since",
        "sex",
        "nation",
        "born_on",
        "id_number",
        "phone",
        "education",
    )
    return {key: str(getattr(one, key)) for key in (*keys, "joined_on", "confirmed_on")}
