"""Changing the keys of personal data: everything is read before, during and after, and nothing stays of the old key."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from django.apps import apps

from tests.apps.registry.conftest import Files, a_number
from tests.apps.registry.part import a_picture
from zhidu.apps.registry import photos
from zhidu.apps.registry.actions import propose, put_photo, reseal, set_profile, set_profiles, unmask
from zhidu.apps.registry.actions.reseal import TABLES, left
from zhidu.apps.registry.boxes import open_change, open_proposal, values_of
from zhidu.apps.registry.looking import reasons
from zhidu.apps.registry.models import Change, Look, Photo, Profile, Proposal
from zhidu.foundation.access.rules import SYSTEM
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Wrong
from zhidu.foundation.keys import add_key, drop_keys, load_keys, personal

pytestmark = pytest.mark.django_db


@pytest.fixture
def path(tmp_path: Path, settings: SimpleNamespace) -> Path:
    found = tmp_path / "keys.json"
    load_keys(found)
    settings.ZHIDU_KEY_FILE = found
    return found


def test_keys_are_changed_while_the_site_goes_on(files: Files, path: Path) -> None:
    one, two, three = files.people[1], files.people[2], files.people[4]
    set_profile(actor=SYSTEM, person=one, values={"id_number": a_number(), "phone": "13800138000"})
    set_profile(actor=SYSTEM, person=one, values={"phone": "13900139000"}, why="换号")
    set_profile(actor=SYSTEM, person=two, values={"sex": "女"})
    put_photo(actor=SYSTEM, person=one, upload=a_picture())
    unmask(actor=files.secretary, person=one, why="核对")
    propose(actor=files.member, person=three, values={"address": "水口"})
    photo = photos.opened(Photo.objects.get())

    add_key(path)
    assert left() == 8
    # the old number is still found under its old digest, and what is written now is of the new key
    with pytest.raises(Wrong, match="已经登记"):
        set_profiles(actor=SYSTEM, values={two: {"id_number": a_number()}})
    set_profile(actor=SYSTEM, person=two, values={"phone": "13700137000"})
    assert Profile.objects.get(pk=two).key == "k2"

    done = []
    while number := reseal(actor=SYSTEM, at_once=3):
        done.append(number)
    assert max(done) == 3, "一次几行，断了接着做"
    assert left() == 0
    drop_keys(path)
    assert values_of(Profile.objects.get(pk=one))["phone"] == "13900139000"
    assert open_change(Change.objects.filter(person=one).first().sealed) == ({"phone": "13800138000"}, "换号")
    assert open_proposal(Proposal.objects.get()) == ({"address": "水口"}, "")
    assert reasons(Look.objects.all()) == ["核对"]
    assert photos.opened(Photo.objects.get()) == photo
    assert Profile.objects.get(pk=one).phone_digest == personal().digest("13900139000")


def test_every_table_that_is_sealed_is_among_those_sealed_anew() -> None:
    named = {
        one
        for one in apps.get_app_config("registry").get_models()
        if any(f.name == "key" for f in one._meta.fields)
    }
    assert named == {table for table, _, _ in TABLES}


def test_only_the_program_itself_does_it(files: Files) -> None:
    with pytest.raises(Refused):
        reseal(actor=files.officer)
