"""What is masked stays masked until somebody says why; who looked is kept, and the person sees it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.apps.builders import a_client
from tests.apps.registry.conftest import TODAY, Files, a_number
from zhidu.apps.registry.actions import set_profile, unmask
from zhidu.apps.registry.models import Look
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Wrong
from zhidu.foundation.clock import on_day
from zhidu.foundation.journal.models import Entry

pytestmark = pytest.mark.django_db
NUMBER, PHONE, DOOR = a_number(), "13812345678", "东岭村槐树下7号"


@pytest.fixture
def file(files: Files) -> int:
    """The number of a member whose file holds something of everything that is masked."""
    person = files.people[4]
    said = {
        "id_number": NUMBER,
        "phone": PHONE,
        "address": DOOR,
        "family": "周小琴，妻子，13987654321",
        "employer": "粮站",
    }
    set_profile(actor=files.officer, person=person, values=said)
    return person


def page(actor: object, person: int) -> str:
    """The page of a file as somebody sees it."""
    return a_client(actor).get(f"/registry/{person}/").content.decode()  # type: ignore[arg-type]


def test_the_page_masks_what_is_nobodys_business_at_a_glance(files: Files, file: int) -> None:
    shown = page(files.secretary, file)
    assert "粮站" in shown
    assert f"330{'*' * 13}{NUMBER[-2:]}" in shown
    assert "138****78" in shown
    for secret in (NUMBER, PHONE, DOOR, "周小琴", "13987654321"):
        assert secret not in shown
    form = a_client(files.secretary).get(f"/registry/{file}/edit/").content.decode()
    for secret in (NUMBER, PHONE, DOOR, "周小琴"):
        assert secret not in form, "改的人不用看见原来的"


def test_whoever_says_why_reads_it_for_some_minutes_and_nobody_else_does(files: Files, file: int) -> None:
    client = a_client(files.secretary)
    assert client.post(f"/registry/{file}/unmask/", {"why": "  "}).status_code == 200
    assert Look.objects.count() == 0
    assert client.post(f"/registry/{file}/unmask/", {"why": "转接组织关系"}).status_code == 302
    shown = page(files.secretary, file)
    assert all(one in shown for one in (NUMBER, PHONE, DOOR, "周小琴"))
    assert NUMBER not in page(files.officer, file), "只给说了理由的那一个人看"
    with on_day(TODAY + timedelta(days=1)):
        assert NUMBER not in page(files.secretary, file), "过了那几分钟又盖住"


def test_the_person_sees_who_looked_and_why_and_the_journal_only_that(files: Files, file: int) -> None:
    unmask(actor=files.secretary, person=file, why="办理慰问金")
    own = a_client(files.member).get("/registry/me/").content.decode()
    assert NUMBER in own, "自己的不盖住"
    assert files.secretary.name in own
    assert "办理慰问金" in own
    assert "办理慰问金" not in page(files.officer, file), "别人看得到谁看过，看不到为什么"
    entry = Entry.objects.get(act="registry.unmask")
    assert set(entry.details) == {"look"}


def test_a_reason_has_to_be_given(files: Files, file: int) -> None:
    with pytest.raises(Wrong, match="没有写为什么要看"):
        unmask(actor=files.secretary, person=file, why=" ")


def test_members_and_other_officers_open_no_file_of_another(files: Files, file: int) -> None:
    for actor in (files.member, files.publicity):
        assert a_client(actor).get(f"/registry/{files.people[1]}/").status_code == 403
        with pytest.raises(Refused):
            unmask(actor=actor, person=files.people[1], why="想看看")


def test_the_own_page_names_who_may_see_the_file(files: Files, file: int) -> None:
    able = a_client(files.member).get("/registry/me/").content.decode()
    assert f"{files.secretary.name}（书记）" in able
    assert f"{files.officer.name}（上级党务干部）" in able
    assert files.publicity.name not in able


def test_the_page_of_a_person_leads_to_the_file(files: Files, file: int) -> None:
    panel = a_client(files.secretary).get(f"/registry/about/{file}/", HTTP_HX_REQUEST="true")
    told = panel.content.decode()
    assert f"/registry/{file}/" in told
    assert "41 岁" in told
    assert "花名册还缺：民族" in told
