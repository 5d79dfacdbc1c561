"""In a real browser: a member reports on the telephone and sits an exam, the secretary confirms and draws a check."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model

from tests.apps.learning.conftest import Studying
from zhidu.apps.learning.actions import add_questions, set_exam
from zhidu.apps.learning.actions.questions import Asked
from zhidu.apps.learning.models import Check, Report, Sitting
from zhidu.domain.learning.exam import Kind, Part
from zhidu.foundation.access.rules import SYSTEM, Actor
from zhidu.foundation.clock import ZONE

pytestmark = pytest.mark.django_db(transaction=True)


def account(actor: Actor) -> Any:
    return get_user_model().objects.get(pk=actor.user)


def test_a_member_reports_and_sits_an_exam_and_the_secretary_confirms_and_draws(
    sign_in: Callable[[Any], Any], school: Studying
) -> None:
    judged = Asked(kind="judge", text="预备党员没有表决权。", answer="对")
    chosen = Asked(
        kind="multiple", text="三会一课有哪些？", options=("党员大会", "党课", "年会"), answer="AB"
    )
    add_questions(actor=SYSTEM, organization=school.node.pk, questions=[judged, chosen])
    # the server beside this test goes by the real clock
    moment = datetime.now(ZONE)
    exam = set_exam(
        actor=SYSTEM,
        organization=school.node.pk,
        title="党章知识",
        opens=moment - timedelta(hours=1),
        closes=moment + timedelta(days=1),
        parts=[Part(Kind.JUDGE, 1), Part(Kind.MULTIPLE, 1)],
        passed_from=60,
    )
    page = sign_in(account(school.member))
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto("/learning/mine/")
    page.get_by_role("link", name="报自学").click()
    page.get_by_label("学了什么").fill("全会公报")
    page.get_by_label("从几点").fill("19:00")
    page.get_by_role("button", name="交上去").click()
    page.get_by_text("等支部确认").first.wait_for()
    assert Report.objects.get().state == "waiting"

    page.goto(f"/learning/exams/{exam.pk}/")
    page.get_by_role("button", name="开始答").click()
    page.get_by_label("对", exact=True).check()
    page.get_by_label("A. 党员大会").check()
    page.get_by_role("button", name="先存下").click()
    page.get_by_text("已存下").first.wait_for()
    assert page.get_by_label("A. 党员大会").is_checked()
    page.get_by_label("B. 党课").check()
    page.get_by_role("button", name="交卷").click()
    page.get_by_text("截止以后在这里看结果").wait_for()
    assert sorted(Sitting.objects.get().answers.values()) == ["AB", "对"]
    assert page.evaluate("document.documentElement.scrollWidth") == 360

    page = sign_in(account(school.secretary))
    page.goto(f"/learning/{school.node.pk}/reports/")
    page.get_by_role("link", name="全会公报").click()
    page.get_by_label("确认，算数").check()
    page.get_by_role("button", name="答复").click()
    page.get_by_text("没有等确认的").wait_for()
    page.goto(f"/learning/{school.node.pk}/checks/")
    page.get_by_label("抽几人").fill("2")
    page.get_by_role("button", name="抽签").click()
    page.get_by_text("怎样抽的").wait_for()
    for one in page.get_by_label("有笔记").all():
        one.check()
    page.get_by_role("button", name="登记", exact=True).click()
    page.get_by_role("heading", name="结果").wait_for()
    assert Check.objects.get().done_on is not None
    assert not page.complaints
