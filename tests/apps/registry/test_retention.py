"""How long the files of those who left are kept: an organisation says so, an officer confirms each."""

from __future__ import annotations

from datetime import date

import pytest

from tests.apps.builders import a_client
from tests.apps.registry.conftest import Files, a_number
from tests.apps.registry.part import a_picture
from zhidu.apps.members.actions import leave
from zhidu.apps.members.models import Person
from zhidu.apps.registry import photos
from zhidu.apps.registry.actions import erase_file, propose, put_photo, set_profile, set_retention
from zhidu.apps.registry.actions.tell_due import daily, tell_due
from zhidu.apps.registry.models import Change, Photo, Profile, Proposal
from zhidu.apps.registry.retention import is_kept, said_for
from zhidu.foundation.access.rules import SYSTEM
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Wrong
from zhidu.foundation.files import store
from zhidu.foundation.journal.models import Entry, OldValues
from zhidu.foundation.outbox.models import Message

pytestmark = pytest.mark.django_db
LEFT = date(2024, 5, 10)


@pytest.fixture
def gone(files: Files) -> Person:
    """Somebody with a full file who left two and a half years ago."""
    pk = files.people[4]
    set_profile(actor=SYSTEM, person=pk, values={"id_number": a_number(), "phone": "13800138000"})
    set_profile(actor=SYSTEM, person=pk, values={"phone": "13900139000"}, why="换号")
    put_photo(actor=SYSTEM, person=pk, upload=a_picture())
    propose(actor=files.member, person=pk, values={"address": "水口"})
    leave(actor=SYSTEM, person=pk, last=LEFT, why="died")
    return Person.objects.get(pk=pk)


def kept_for(files: Files, months: int, place: str = "town") -> None:
    actor, node = (files.officer, files.town) if place == "town" else (files.secretary, files.branch.node)
    set_retention(actor=actor, organization=node.pk, months=months, basis="镇党委会议 2026 年 1 月")


def test_the_nearest_answer_above_holds_and_one_of_ones_own_comes_first(files: Files) -> None:
    assert said_for(files.branch.node) is None
    kept_for(files, 24)
    kept_for(files, 36)
    found = said_for(files.branch.node)
    assert found is not None
    assert (found.months, found.organization_id) == (36, files.town.pk)
    kept_for(files, 60, "branch")
    own = said_for(files.branch.node)
    assert own is not None
    assert own.months == 60


@pytest.mark.parametrize(
    ("months", "basis", "field"), [(0, "文件", "months"), (1201, "文件", "months"), (24, " ", "basis")]
)
def test_a_time_needs_sense_and_a_basis(files: Files, months: int, basis: str, field: str) -> None:
    with pytest.raises(Wrong) as caught:
        set_retention(actor=files.officer, organization=files.town.pk, months=months, basis=basis)
    assert set(caught.value.faults) == {field}


def test_nothing_is_erased_before_its_time_nor_of_somebody_who_belongs_here(
    files: Files, gone: Person
) -> None:
    with pytest.raises(Wrong, match="没有定过保存期限"):
        erase_file(actor=files.secretary, person=gone.pk, confirm=gone.name)
    kept_for(files, 36)
    with pytest.raises(Wrong, match="还差"):
        erase_file(actor=files.secretary, person=gone.pk, confirm=gone.name)
    here = Person.objects.get(pk=files.people[1])
    with pytest.raises(Wrong, match="离开的人的档案才能擦除"):
        erase_file(actor=files.secretary, person=here.pk, confirm=here.name)


def test_a_file_that_is_due_is_erased_with_all_that_stood_in_it_and_the_history_of_the_branch_stays(
    files: Files, gone: Person
) -> None:
    kept_for(files, 24)
    picture = store.file_of(Photo.objects.get(pk=gone.pk).stored)
    with pytest.raises(Wrong, match="一字不差"):
        erase_file(actor=files.secretary, person=gone.pk, confirm="张三")
    with pytest.raises(Refused):
        erase_file(actor=files.publicity, person=gone.pk, confirm=gone.name)
    before = Entry.objects.count()
    erase_file(actor=files.secretary, person=gone.pk, confirm=gone.name)
    for table in (Profile, Photo, Change, Proposal):
        assert not table.objects.filter(person=gone.pk).exists()
    assert not OldValues.objects.filter(entry__object=gone.code).exists()
    assert Entry.objects.count() == before + 1
    assert Person.objects.get(pk=gone.pk).memberships.exists()
    assert not is_kept(gone.pk)
    assert photos.known([picture.name]) == set()
    with pytest.raises(Wrong, match="已经擦除"):
        erase_file(actor=files.secretary, person=gone.pk, confirm=gone.name)


def test_officers_are_told_once_a_month_and_nothing_goes_by_itself(files: Files, gone: Person) -> None:
    daily()
    assert not Message.objects.exists()
    kept_for(files, 24)
    daily()
    daily()
    messages = list(Message.objects.filter(key__startswith="retention-"))
    assert len(messages) == 1
    assert gone.name not in messages[0].body
    assert is_kept(gone.pk)
    with pytest.raises(Refused):
        tell_due(actor=files.officer)


def test_the_page_lists_what_is_due_and_what_is_not_yet(files: Files, gone: Person) -> None:
    client, address = a_client(files.secretary), f"/registry/retention/{files.branch.node.pk}/"
    assert "还没有定过保存期限" in client.get(address).content.decode()
    answer = client.post(address, {"months": "24", "basis": "支部会议"})
    assert answer.status_code == 302
    page = client.get(address).content.decode()
    assert f"/registry/{gone.pk}/erase/" in page
    done = client.post(f"/registry/{gone.pk}/erase/", {"confirm": gone.name})
    assert done.status_code == 302
    assert "没有到期的档案" in client.get(address).content.decode()
    assert a_client(files.publicity).get(address).status_code == 403
