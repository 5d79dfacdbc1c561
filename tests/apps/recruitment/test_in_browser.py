"""From the application to the archive, clicked through by applicant, secretary, mentor and superior; years go by."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib.auth import get_user_model

from tests.apps.builders import an_account
from tests.apps.recruitment.conftest import BEGUN, Place, Way
from tests.site import outside_acts
from zhidu.apps.recruitment.models import Dossier
from zhidu.foundation import clock

pytestmark = pytest.mark.django_db(transaction=True)


class Everywhere:
    """A day that counts in the threads of the server as well."""

    def __init__(self, day: date) -> None:
        self.day = day

    def get(self) -> date:
        return self.day

    def set(self, day: date) -> date:
        before, self.day = self.day, day
        return before

    def reset(self, before: date) -> None:
        self.day = before


@pytest.fixture
def days(monkeypatch: pytest.MonkeyPatch) -> Everywhere:
    made = Everywhere(BEGUN)
    monkeypatch.setattr(clock, "_SET", made)
    return made


def account_of(actor: Any) -> Any:
    with outside_acts():
        return get_user_model().objects.get(pk=actor.user)


def apply(sign_in: Any, applicant: Any) -> None:
    """Somebody without any role finds the organisation and hands in."""
    page = sign_in(applicant)
    page.goto("/recruitment/")
    page.get_by_role("link", name="递交入党申请").click()
    page.get_by_label("党组织的名称").fill("东岭村党支部")
    page.get_by_role("button", name="找").click()
    page.get_by_role("link", name="东岭村党支部").click()
    page.get_by_label("姓名").fill("周小满")
    page.get_by_label("出生日期").fill("2000-05-20")
    page.get_by_label("入党申请书").fill("我志愿加入中国共产党。")
    page.get_by_role("button", name="递交").click()
    page.wait_for_selector("text=等党组织收下")


def take_in_and_talk(sign_in: Any, place: Place) -> None:
    """The secretary takes it in, and is told what the record of the talk lacks."""
    page = sign_in(account_of(place.secretary))
    page.goto("/recruitment/")
    page.get_by_role("link", name="去收下").click()
    assert "我志愿加入中国共产党。" in page.locator("main").inner_text()
    page.get_by_role("button", name="收下").click()
    page.wait_for_selector("text=现在：党组织派人谈话")
    page.get_by_role("link", name="办这一步").click()
    page.get_by_label("内容").fill("谈了动机和经历。")
    page.get_by_role("button", name="登记这一步").click()
    page.wait_for_selector("text=请选谈到、看到的")
    for box in page.get_by_role("group", name="谈到、看到的").get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name="登记这一步").click()
    page.wait_for_selector("text=现在：推荐产生人选")


def test_from_the_application_to_the_archive(days: Everywhere, place: Place, sign_in: Any) -> None:
    applicant = an_account("周小满")
    apply(sign_in, applicant)
    take_in_and_talk(sign_in, place)
    way = Way(place, Dossier.objects.select_related("person", "organization", "case").get())
    way.walk(until="cultivation")
    days.day = way.day
    mentor = way.fresh().companions.get()
    helper = an_account("联系人", person=mentor.person_id)
    page = sign_in(helper)
    page.goto(way.dossier.get_absolute_url())
    page.get_by_role("link", name="思想汇报").click()
    page.get_by_label("思想汇报").fill("本人交来思想汇报，认识有提高。")
    page.get_by_role("button", name="登记").click()
    page.wait_for_selector("text=认识有提高")

    way.walk(until="preview")
    way.ask("preview")
    days.day = way.day
    page = sign_in(account_of(place.township))
    page.goto(way.going.row.get_absolute_url())
    page.get_by_role("link", name="去批复").click()
    page.get_by_label("同意", exact=True).check()
    page.get_by_role("button", name="批复").click()
    page.wait_for_selector("text=现在：发放并填写入党志愿书")

    assert way.walk() == "closed"
    days.day = way.day
    # whoever applied is a member now, and reads it with the same account
    page = sign_in(applicant)
    page.goto(way.dossier.get_absolute_url())
    page.wait_for_selector("text=党龄自")
    assert "材料齐全" in page.locator("main").inner_text()
    answer = page.request.get(f"/papers/recruitment.archive/{way.dossier.pk}/")
    assert (answer.status, answer.body()[:4]) == (200, b"%PDF")
    assert not page.complaints
