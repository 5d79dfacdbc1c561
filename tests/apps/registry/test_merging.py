"""Somebody who was registered twice becomes one person again: everything comes over, or it is said why it cannot."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.apps.builders import SINCE, a_client, a_member, an_account, an_organization
from tests.apps.registry.conftest import Files, a_number
from tests.site import everything_loaded
from zhidu.apps.activities.actions import enter_many
from zhidu.apps.activities.entries import Entry
from zhidu.apps.activities.models import Activity
from zhidu.apps.dues.models import Base
from zhidu.apps.members.models import Membership, Person
from zhidu.apps.members.pointing import pointers
from zhidu.apps.registry.actions import merge_people, set_profile
from zhidu.apps.registry.boxes import values_of
from zhidu.apps.registry.models import Change, Profile
from zhidu.foundation.access.rules import SYSTEM
from zhidu.foundation.acts import Wrong


@pytest.fixture
def twice(files: Files) -> tuple[int, int]:
    """The same person on the register a second time, since later."""
    other = a_member(files.branch.node, "王强", on=date(2020, 1, 1))
    return files.people[2], other.pk


def test_files_stretches_and_records_come_over(files: Files, twice: tuple[int, int]) -> None:
    keep, gone = twice
    set_profile(actor=SYSTEM, person=keep, values={"sex": "男", "employer": "粮站"})
    set_profile(
        actor=SYSTEM, person=gone, values={"sex": "男", "employer": "供销社", "id_number": a_number()}
    )
    made = enter_many(
        actor=SYSTEM,
        rows=[Entry(kind="talk_held", node=files.branch.node.pk, person=gone, on=date(2026, 3, 1))],
    )
    assert merge_people(actor=files.secretary, keep=keep, gone=gone) == ("employer",)
    assert not Person.objects.filter(pk=gone).exists()
    kept = values_of(Profile.objects.get(pk=keep))
    assert (kept["id_number"], kept["employer"]) == (a_number(), "粮站")
    assert Membership.objects.get(person=keep).first == SINCE
    row = Activity.objects.get(pk__in=made)
    assert (row.person_id, row.subject) == (keep, f"person-{keep}")
    assert Change.objects.filter(person=keep).count() == 3


def test_two_identity_numbers_are_two_people(files: Files, twice: tuple[int, int]) -> None:
    keep, gone = twice
    set_profile(actor=SYSTEM, person=keep, values={"id_number": a_number()})
    set_profile(actor=SYSTEM, person=gone, values={"id_number": a_number(order=103)})
    with pytest.raises(Wrong, match="身份证号不同"):
        merge_people(actor=files.secretary, keep=keep, gone=gone)
    assert Profile.objects.count() == 2


def test_days_in_two_organisations_at_once_are_told(files: Files) -> None:
    there = an_organization("西岭村党支部", under=files.town)
    gone = a_member(there, "王强")
    with pytest.raises(Wrong, match="西岭村党支部"):
        merge_people(actor=files.officer, keep=files.people[2], gone=gone.pk)
    assert Person.objects.filter(pk=gone.pk).exists()


def test_an_account_is_seen_to_first(files: Files, twice: tuple[int, int]) -> None:
    keep, gone = twice
    an_account(person=gone)
    with pytest.raises(Wrong, match="帐号"):
        merge_people(actor=files.secretary, keep=keep, gone=gone)


def test_the_page_offers_people_of_the_same_name_and_merges(files: Files, twice: tuple[int, int]) -> None:
    keep, gone = twice
    name = Person.objects.get(pk=keep).name
    client = a_client(files.secretary)
    assert "王强（东岭村党支部，正式党员）" in client.get(f"/registry/{keep}/merge/?q=王强").content.decode()
    client.post(f"/registry/{keep}/merge/?q=王强", {"gone": gone, "confirm": name})
    assert not Person.objects.filter(pk=gone).exists()


def test_every_foreign_key_to_a_person_is_known(files: Files) -> None:
    """An app nobody thought of is found by its keys: nothing may go on pointing at somebody who is no more."""
    everything_loaded()
    known = {(one.model, one.column) for one in pointers()}
    assert (Activity, "person") in known
    assert (Base, "person") in known
    missing = [
        f"{model.__name__}.{column.name}"
        for model in _models()
        for column in model._meta.get_fields()
        if column.is_relation
        and not column.auto_created
        and column.related_model is Person
        and (model, column.name) not in known
        and model is not Membership
    ]
    assert missing == []


def _models() -> list[Any]:
    from django.apps import apps  # noqa: PLC0415

    return [one for one in apps.get_models(include_auto_created=True) if one.__module__.startswith("zhidu.")]
