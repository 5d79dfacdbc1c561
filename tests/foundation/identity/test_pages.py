"""The pages about accounts: what they show, whom they are shown to, and that they cost the same at any size."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.foundation.identity.conftest import BRANCH, COUNTY, OTHER, TOWN, Site
from zhidu.foundation.access.models import Grant
from zhidu.foundation.clock import today
from zhidu.foundation.identity.models import User
from zhidu.foundation.journal.models import Entry


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_the_list_shows_whom_one_looks_after(site: Site, admin: User, superior: User) -> None:
    site.account("zhang", path=BRANCH, name="张三丰")
    site.account("sun", path=OTHER, name="孙悟空")
    seen = text(site.client(superior).get("/accounts/"))
    assert "张三丰" in seen
    assert "孙悟空" not in seen
    everything = text(site.client(admin).get("/accounts/"))
    assert "张三丰" in everything
    assert "孙悟空" in everything


@pytest.mark.parametrize("typed", ["三丰", "ZHANG", "zha"])
def test_accounts_are_found_by_a_part_of_either_name(site: Site, admin: User, typed: str) -> None:
    site.account("zhang", name="张三丰")
    site.account("sun", name="孙悟空")
    seen = text(site.client(admin).get("/accounts/", {"q": typed}))
    assert "张三丰" in seen
    assert "孙悟空" not in seen


def test_nothing_found_is_said(site: Site, admin: User) -> None:
    assert "没有找到“无此人”" in text(site.client(admin).get("/accounts/?q=无此人"))


@pytest.mark.parametrize("page", ["/accounts/", "/accounts/new/"])
def test_who_looks_after_nobody_is_told_who_does(site: Site, page: str) -> None:
    client = site.client(site.account("secretary", ("secretary", BRANCH)))
    answer = client.get(page)
    assert answer.status_code == 403
    assert "系统管理员、上级党务干部" in text(answer)


def test_an_account_of_elsewhere_is_not_shown_and_one_that_is_not_there_is_not_found(
    site: Site, superior: User
) -> None:
    stranger = site.account("sun", path=OTHER)
    client = site.client(superior)
    assert client.get(f"/accounts/{stranger.pk}/").status_code == 403
    assert client.get("/accounts/999999/").status_code == 404
    for act in ("reset", "disable", "enable", "link", "roles"):
        assert client.post(f"/accounts/{stranger.pk}/{act}/").status_code == 403
    assert not Entry.objects.exists()


def test_a_new_account_from_form_to_first_use(site: Site, superior: User) -> None:
    client = site.client(superior)
    form = text(client.get("/accounts/new/?place=柳溪村"))
    assert "柳溪村党支部" in form
    assert "石桥镇党委" not in form
    given = {"username": "li", "name": "李秀英", "email": "", "path": BRANCH}
    answer = client.post("/accounts/new/", given)
    made = User.objects.get(username="li")
    assert made.path == BRANCH
    assert "一次性口令" in text(answer)
    password = text(answer).partition('translate="no">')[2].partition("<")[0]
    assert made.check_password(password)
    assert password not in text(client.get(f"/accounts/{made.pk}/"))
    again = client.post("/accounts/new/", given)
    assert "已经有“li”这个登录名" in text(again)


def test_a_forged_place_is_refused(site: Site, superior: User, admin: User) -> None:
    given = {"username": "li", "name": "李", "path": "12345678"}
    assert "请从列出的里面选" in text(site.client(superior).post("/accounts/new/", given))
    assert site.client(superior).post("/accounts/new/", given | {"path": OTHER}).status_code == 403
    assert site.client(superior).post("/accounts/new/", given | {"path": "*"}).status_code == 403
    assert not User.objects.filter(username="li").exists()
    site.client(admin).post("/accounts/new/", given | {"path": "*"})
    assert User.objects.get(username="li").path == ""


def test_a_role_is_handed_out_and_taken_back(site: Site, superior: User) -> None:
    user = site.account("li", path=BRANCH, name="李秀英")
    client = site.client(superior)
    url = f"/accounts/{user.pk}/"
    given = {"role": "secretary", "path": BRANCH, "since": "", "until": str(today() + timedelta(days=30))}
    assert client.post(f"{url}roles/", given)["Location"] == url
    seen = text(client.get(url))
    assert "书记（柳溪村党支部）" in seen
    (grant,) = Grant.objects.filter(user=user)
    assert client.post(f"{url}roles/{grant.pk}/end/", {"last": ""})["Location"] == url
    seen = text(client.get(url))
    assert "已到期" in seen or not Grant.objects.filter(user=user).exists()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"role": ""}, "请选身份"),
        ({"role": "superior", "path": TOWN}, "同级的上级党务干部"),
        ({"path": ""}, "请选范围"),
        ({"since": "昨天"}, "应是一个日期"),
        ({"until": "2020-01-01"}, "应不早于"),
    ],
)
def test_what_is_wrong_about_a_role_is_said_beside_it(
    site: Site, superior: User, given: dict[str, str], words: str
) -> None:
    user = site.account("li", path=BRANCH)
    form = {"role": "secretary", "path": BRANCH, "since": "", "until": ""} | given
    answer = site.client(superior).post(f"/accounts/{user.pk}/roles/", form)
    assert answer.status_code == 200
    assert words in text(answer)
    assert not Grant.objects.filter(user=user).exists()


def test_one_account_role_cannot_be_ended_through_another(site: Site, superior: User) -> None:
    one, other = (site.account(name, ("secretary", BRANCH), path=BRANCH) for name in ("li", "zhang"))
    (grant,) = Grant.objects.filter(user=other)
    assert site.client(superior).post(f"/accounts/{one.pk}/roles/{grant.pk}/end/").status_code == 404


def test_password_standing_and_person_are_looked_after_on_the_page(site: Site, superior: User) -> None:
    user = site.account("li", path=BRANCH, name="李秀英")
    client = site.client(superior)
    url = f"/accounts/{user.pk}/"
    assert "一次性口令" in text(client.post(f"{url}reset/"))
    client.post(f"{url}disable/")
    assert "已停用" in text(client.get(url))
    client.post(f"{url}enable/")
    assert "王建国" in text(client.get(url, {"person": "王"}))
    client.post(f"{url}link/", {"person": "5"})
    assert User.objects.get(pk=user.pk).person == 5
    assert "王建国" in text(client.get(url))
    client.post(f"{url}link/", {"nobody": "1"})
    assert User.objects.get(pk=user.pk).person is None
    assert "请从列出的里面选" in text(client.post(f"{url}link/", {"person": "99"}))
    assert client.get(f"{url}disable/").status_code == 405


def test_what_cannot_be_done_is_said_on_the_page(site: Site, admin: User) -> None:
    client = site.client(admin)
    answer = client.post(f"/accounts/{admin.pk}/disable/", follow=True)
    assert "不能停用自己正在使用的帐号" in text(answer)


def test_the_own_page_shows_roles_and_days(site: Site) -> None:
    user = site.account("li", ("secretary", BRANCH), name="李秀英")
    page = text(site.client(user).get("/me/"))
    assert "书记" in page
    assert "柳溪村党支部" in page
    assert "还没有身份" in text(site.client(site.account("new")).get("/me/"))


def statements(client: Client, page: str) -> int:
    client.get(page)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(page).status_code == 200
    return len(captured)


@pytest.mark.postgresql
def test_pages_cost_the_same_however_many_there_are(site: Site, admin: User) -> None:
    client = site.client(admin)
    user = site.account("li", ("secretary", BRANCH), path=BRANCH)
    pages = ("/accounts/", "/accounts/?q=a", f"/accounts/{user.pk}/", "/accounts/new/", "/me/")
    client.post(f"/accounts/{user.pk}/roles/", {"role": "member", "path": COUNTY})
    before = [statements(client, page) for page in pages]
    for number in range(25):
        site.account(f"a{number}", ("member", TOWN), ("secretary", BRANCH), path=COUNTY)
        client.post(f"/accounts/{user.pk}/roles/", {"role": "member", "path": (TOWN, OTHER)[number % 2]})
    assert [statements(client, page) for page in pages] == before
    assert max(before) <= 14, before
