"""The pages about findings: what each role sees, what is refused, and how many queries a page takes."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.apps.builders import a_client, an_account, an_actor, an_organization
from tests.apps.compliance.making import TODAY, a_running_branch, finding, held, judged
from zhidu.apps.compliance.actions.ask_deviation import ask_deviation
from zhidu.apps.compliance.models import Deviation, StoredFinding
from zhidu.foundation.access.queries import actor_of
from zhidu.foundation.clock import on_day

pytestmark = pytest.mark.django_db


def text(client: Client, name: str, *args: object, status: int = 200) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == status, answer.content.decode()[:400]
    return answer.content.decode()


def of(client: Client, row: StoredFinding, status: int = 200) -> str:
    """The page that explains a finding."""
    answer = client.get(row.get_absolute_url())
    assert answer.status_code == status, answer.content.decode()[:400]
    return answer.content.decode()


def test_a_secretary_is_told_what_was_missed_what_is_near_and_how_to_mend_it() -> None:
    with on_day(TODAY):
        branch = a_running_branch("青石村党支部")
        page = text(a_client(an_actor("secretary", branch.node)), "dashboards:home")
    assert "已经未达标" in page
    assert "支委会 · 10月" in page
    assert "应不少于 <b>1</b> 次，实有 <b>0</b> 次" in page
    assert "补记支委会" in page
    assert f"/activities/record/?kind=committee_meeting&amp;node={branch.node.pk}" in page


@pytest.mark.covers("S5.1.11")
def test_after_the_meeting_is_entered_the_first_page_says_so_at_once() -> None:
    with on_day(TODAY):
        branch = a_running_branch()
        client = a_client(an_actor("secretary", branch.node))
        before = text(client, "dashboards:home")
        for month in range(1, 12):
            held(branch, date(2026, month, 15))
        after = text(client, "dashboards:home")
    assert "补记支委会<" in before
    assert "补记支委会<" not in after


def test_a_finding_explains_itself_down_to_the_record_and_the_rule() -> None:
    with on_day(TODAY):
        branch = a_running_branch()
        record = held(branch, date(2026, 10, 15))
        judged(branch)
        client = a_client(an_actor("secretary", branch.node))
        kept = of(client, finding(branch, "2026-10"))
        missed = of(client, finding(branch, "2026-09"))
    assert f"/activities/{record}/" in kept
    assert "10月15日 支委会" in kept
    assert "没有找到有关的记录" in missed
    assert "执行这一条" in missed
    assert "for_period=2026-09" in missed


def test_nobody_from_elsewhere_sees_the_findings_and_the_page_says_who_may() -> None:
    with on_day(TODAY):
        branch = a_running_branch()
        judged(branch)
        stranger = a_client(an_actor("secretary", an_organization()))
        one = finding(branch, "2026-09")
        assert "您看不了" in of(stranger, one, status=403)
        assert stranger.get(reverse("compliance:findings", args=[branch.node.pk])).status_code in {403, 404}
    assert Client().get(one.get_absolute_url()).status_code in {302, 403}


def test_a_member_sees_his_own_findings_and_none_of_a_colleague() -> None:
    with on_day(TODAY):
        branch = a_running_branch(members=6)
        judged(branch)
        me, colleague = branch.people[-1], branch.people[-2]
        client = a_client(actor_of(an_account(person=me)))
        text(client, "dashboards:home")
        mine = StoredFinding.objects.filter(person=me).first()
        other = StoredFinding.objects.filter(person=colleague).first()
        assert mine is not None
        assert other is not None
        of(client, mine)
        of(client, other, status=403)


def test_the_leader_of_a_group_sees_what_his_group_has_to_do_and_no_more() -> None:
    with on_day(TODAY):
        branch = a_running_branch(groups=2)
        judged(branch)
        client = a_client(an_actor("group_leader", branch.groups[0]))
        page = text(client, "dashboards:home")
        other = StoredFinding.objects.filter(subject=branch.groups[1].code).first()
        assert other is not None
        of(client, other, status=403)
    assert branch.groups[0].name in page
    assert "党小组会" in page
    assert "支委会每月不少于一次" not in page


def test_a_superior_sees_the_branches_below_the_worst_first() -> None:
    with on_day(TODAY):
        town = an_organization("石桥镇党委", type="township_committee")
        good = a_running_branch("好支部", under=town)
        bad = a_running_branch("差支部", under=town)
        for month in range(1, 12):
            held(good, date(2026, month, 15))
        judged(good)
        judged(bad)
        page = text(a_client(an_actor("superior", town)), "dashboards:home")
    assert page.index("差支部") < page.index("好支部")


def test_a_reason_goes_from_the_form_to_the_answer() -> None:
    with on_day(TODAY):
        branch = a_running_branch(since=date(2025, 1, 1))
        judged(branch)
        row = finding(branch, "2025", "branch-comprehensive:lecture.yearly")
        officer, secretary = an_actor("organisation", branch.node), an_actor("secretary", branch.node)
        asked = a_client(officer).post(reverse("compliance:ask", args=[row.pk]), {"reason": "全年在抗旱一线"})
        assert asked.status_code == 302
        reason = Deviation.objects.get()
        listed = text(a_client(secretary), "compliance:reasons", branch.node.pk)
        assert "以党支部名义同意" in listed
        given = {"approver": "branch", "version": reason.version}
        assert (
            a_client(secretary).post(reverse("compliance:answer", args=[reason.pk]), given).status_code == 302
        )
        again = a_client(secretary).post(reverse("compliance:answer", args=[reason.pk]), given)
        assert again.status_code == 409
        assert "别人刚刚处理过" in again.content.decode()
        assert "免计" in of(a_client(officer), row)


def test_a_reason_without_words_is_refused_at_the_field() -> None:
    with on_day(TODAY):
        branch = a_running_branch(since=date(2025, 1, 1))
        judged(branch)
        row = finding(branch, "2025", "branch-comprehensive:lecture.yearly")
        officer = an_actor("organisation", branch.node)
        page = a_client(officer).post(reverse("compliance:ask", args=[row.pk]), {"reason": " "})
    assert page.status_code == 200
    assert "请填理由" in page.content.decode()


def test_a_finding_that_is_gone_says_why_it_may_be() -> None:
    with on_day(TODAY):
        branch = a_running_branch()
        judged(branch)
        gone = finding(branch, "2026-09")
        gone.period = "2019-09"
        assert "记录有了变化" in of(a_client(an_actor("secretary", branch.node)), gone, status=404)


@pytest.mark.parametrize("name", ["dashboards:home", "compliance:findings", "compliance:reasons"])
def test_a_page_takes_as_many_queries_for_a_large_branch_as_for_a_small_one(name: str) -> None:
    taken = []
    with on_day(TODAY):
        for members, meetings in ((5, 2), (20, 10)):
            branch = a_running_branch(members=members)
            for month in range(1, meetings + 1):
                held(branch, date(2026, month, 15))
            judged(branch)
            officer = an_actor("organisation", branch.node)
            ask_deviation(
                actor=officer,
                finding=finding(branch, "2026", "branch-comprehensive:lecture.yearly").pk,
                reason="抗旱",
            )
            judged(branch)
            client = a_client(an_actor("secretary", branch.node))
            address = reverse(name, args=[] if name == "dashboards:home" else [branch.node.pk])
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            taken.append(len(queries))
    # the first page also has the year, the calendar, and what others have to do
    assert max(taken) <= (55 if name == "dashboards:home" else 30), taken
    assert abs(taken[0] - taken[1]) <= 3, taken
