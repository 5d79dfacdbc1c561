"""The pages for residents: only open pages, only what stands today, nothing made up, no personal data."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from tests.apps.builders import Branch, a_branch, an_actor, an_organization
from tests.apps.disclosure.conftest import told
from tests.foundation.services import content_of
from zhidu.apps.disclosure import ports
from zhidu.apps.disclosure.actions import set_page, withdraw
from zhidu.apps.disclosure.models import PublicPage
from zhidu.apps.orgs.actions.dissolve import dissolve
from zhidu.foundation.access.rules import SYSTEM, Actor
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Stale, Wrong
from zhidu.foundation.clock import on_day
from zhidu.foundation.files.actions import attach

pytestmark = pytest.mark.django_db


def opened(branch: Branch, *, open: bool = True, version: int = 0, **texts: str) -> PublicPage:  # noqa: A002
    given = {"title": "东岭村群众服务", "phone": "8812 3456", "place": "村委会一楼", **texts}
    return set_page(actor=SYSTEM, organization=branch.node.pk, open=open, version=version, texts=given)


def page(branch: Branch, tail: str = "") -> Any:
    return Client().get(f"/public/org-{branch.node.pk}/{tail}")


def text(answer: Any) -> str:
    return str(answer.content.decode())


# ---------------------------------------------------------------- which organisations


def test_only_organisations_that_opened_a_page_are_found(branch: Branch) -> None:
    assert page(branch).status_code == 404
    opened(branch)
    assert "您要办哪件事" in text(page(branch))
    for address in ("/", "/public/", "/public/?q=东岭", f"/public/?under={branch.node.parent_id}"):
        assert "东岭村群众服务" in text(Client().get(address))
    assert "东岭村群众服务" not in text(Client().get("/public/?q=西岭"))
    opened(branch, open=False, version=1)
    assert page(branch).status_code == 404
    assert "东岭村群众服务" not in text(Client().get("/"))


def test_a_dissolved_organisation_has_no_page(branch: Branch) -> None:
    empty = an_organization("防汛临时党支部", type="temporary_branch", under=branch.node.parent)
    set_page(actor=SYSTEM, organization=empty.pk, open=True, texts={"phone": "8812 3456"})
    dissolve(actor=SYSTEM, node=empty.pk, last=date(2026, 11, 17))
    assert Client().get(f"/public/org-{empty.pk}/").status_code == 404


def test_a_visitor_who_opens_the_site_may_go_on_to_the_login(branch: Branch) -> None:
    answer = Client().get("/")
    assert answer.status_code == 200
    assert "/login/" in text(answer)


# ---------------------------------------------------------------- doors


def test_a_door_nobody_described_offers_no_button(branch: Branch) -> None:
    opened(branch, phone="")
    found = text(page(branch))
    assert found.count("还没有登记怎样办") == 3 + 1
    assert 'href="tel:' not in found


def test_a_door_says_how_it_is_used_today(branch: Branch) -> None:
    opened(branch, box="村委会门口，每周一开箱。", phone_hours="工作日 8:30—17:30")
    found = text(page(branch))
    assert "每周一开箱" in found
    assert 'href="tel:88123456"' in found


# ---------------------------------------------------------------- what is disclosed


def test_a_notice_disappears_the_day_after_it_ends(branch: Branch) -> None:
    opened(branch)
    notice = told(branch, last=date(2026, 11, 20))
    for day, seen in ((date(2026, 11, 20), True), (date(2026, 11, 21), False)):
        with on_day(day):
            assert (notice.title in text(page(branch))) is seen
            assert (notice.title in text(page(branch, "notices/"))) is seen
            assert Client().get(f"/public/notices/{notice.pk}/").status_code == (200 if seen else 404)


def test_what_is_for_members_or_not_yet_or_withdrawn_is_not_shown(branch: Branch) -> None:
    opened(branch)
    hidden = [
        told(branch, title="只给党员", audience="members"),
        told(branch, title="还没到日子", first=date(2026, 11, 19)),
        told(branch, title="发错了的"),
    ]
    withdraw(actor=SYSTEM, notice=hidden[2].pk, version=1, reason="发错了")
    for notice in hidden:
        assert notice.title not in text(page(branch, "notices/"))
        assert Client().get(f"/public/notices/{notice.pk}/").status_code == 404


def test_an_attachment_is_open_while_its_notice_is(branch: Branch) -> None:
    opened(branch)
    notice, secret = told(branch, last=date(2026, 11, 20)), told(branch, audience="members")
    files = [
        attach(actor=SYSTEM, owner=one.code, upload=ContentFile("用款".encode(), name="用款.txt"))
        for one in (notice, secret)
    ]
    answer = Client().get(f"/public/notices/{notice.pk}/files/{files[0].pk}/")
    assert content_of(answer) == "用款".encode()
    for pk, file in ((secret.pk, files[1].pk), (notice.pk, files[1].pk)):
        assert Client().get(f"/public/notices/{pk}/files/{file}/").status_code == 404
    with on_day(date(2026, 11, 21)):
        assert Client().get(f"/public/notices/{notice.pk}/files/{files[0].pk}/").status_code == 404


# ---------------------------------------------------------------- the look-up


def test_a_code_nobody_knows_is_answered_honestly(branch: Branch) -> None:
    opened(branch)
    answer = Client().post(f"/public/org-{branch.node.pk}/find/", {"code": "dl26 0831"})
    assert "没有查询码“DL260831”" in text(answer)
    assert "现在不发查询码" in text(answer)
    assert answer["Cache-Control"] == "private, no-store"


@pytest.fixture
def finder() -> Iterator[None]:
    """An app above that knows one code."""

    def find(organization: int, code: str) -> ports.Progress | None:
        steps = (ports.Step("收到", "11月15日", "done"), ports.Step("正在核实", "", "now"))
        return ports.Progress("正在办", date(2026, 11, 22), steps) if code == "DL260831" else None

    ports.register_finder(find)
    yield
    ports._FINDERS.remove(find)


def test_an_app_above_answers_for_its_codes(branch: Branch, finder: None) -> None:
    opened(branch)
    answer = text(Client().post(f"/public/org-{branch.node.pk}/find/", {"code": "DL26 0831"}))
    assert "11月22日</time> 答复" in answer
    assert "正在核实" in answer
    assert "没有查询码" in text(Client().post(f"/public/org-{branch.node.pk}/find/", {"code": "X"}))


# ---------------------------------------------------------------- setting the page


def test_the_officer_sets_the_page_and_nobody_else(branch: Branch) -> None:
    member: Actor = an_actor("member", branch.node, person=branch.people[4])
    with pytest.raises(Refused):
        set_page(actor=member, organization=branch.node.pk, open=True, texts={"phone": "8812 3456"})
    other = a_branch("西岭村党支部", members=3)
    with pytest.raises(Refused):
        set_page(
            actor=an_actor("secretary", other.node),
            organization=branch.node.pk,
            open=True,
            texts={"phone": "8812 3456"},
        )


def test_an_open_page_says_where_somebody_is_to_be_found(branch: Branch) -> None:
    with pytest.raises(Wrong, match="找得到人"):
        opened(branch, phone="", place="")


def test_nobody_writes_over_a_page_that_was_changed_meanwhile(branch: Branch) -> None:
    opened(branch)
    with pytest.raises(Stale):
        opened(branch, phone="8812 9999")


def test_pages_may_be_kept_for_a_minute_by_the_browser_alone(branch: Branch) -> None:
    opened(branch)
    answer = page(branch)
    assert answer["Cache-Control"] == "private, max-age=60"
    assert "Cookie" in answer["Vary"]
