"""In the browser: an election with a tie, and a close vote that is put off, close again, and ruled above."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pypdf
import pytest
from django.conf import settings
from django.test import Client

from tests.apps.ballots.making import a_voting_branch, opened
from tests.apps.builders import a_committee, an_account, holds
from tests.browser import _local_only
from zhidu.apps.activities.actions import plan, record_held
from zhidu.apps.activities.entries import Entry
from zhidu.apps.ballots.actions import cast, take_key
from zhidu.apps.ballots.models import Ballot
from zhidu.apps.members import queries as members
from zhidu.apps.procedures import queries as procedures
from zhidu.apps.procedures.actions import ask, decide, open_case, take_step
from zhidu.apps.procedures.choosing import offered
from zhidu.apps.procedures.models import Case, Request
from zhidu.apps.procedures.papers_in import Paper
from zhidu.foundation.access.rules import SYSTEM, Actor
from zhidu.foundation.clock import today

pytestmark = pytest.mark.django_db(transaction=True)
MARGIN = {"near-tie": {"near_tie.margin": "2"}}


@pytest.fixture(autouse=True)
def _today() -> None:
    """The server runs in threads of its own, on the real day."""


@pytest.fixture
def on_a_phone(browser: Any, live_server: Any) -> Iterator[Callable[[Any], Any]]:
    """``on_a_phone(account)``: a page 360 wide of its own, signed in."""
    contexts = []

    def enter(account: Any) -> Any:
        context = browser.new_context(
            viewport={"width": 360, "height": 740}, locale="zh-CN", base_url=live_server.url
        )
        context.route("**/*", _local_only)
        contexts.append(context)
        client = Client()
        client.force_login(account)
        name = settings.SESSION_COOKIE_NAME
        context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
        return context.new_page()

    yield enter
    for one in contexts:
        one.close()


def somebody(branch: Any, place: int, *roles: str) -> Any:
    account = an_account(person=branch.people[place])
    for role in ("member", *roles):
        holds(account, role, branch.node)
    return account


@pytest.mark.covers("S5.7.1")
def test_an_election_from_the_names_over_a_tie_and_a_second_round_to_the_posts(browser_page, sign_in):
    branch = a_voting_branch()
    people = branch.people
    a_committee(branch.node)
    case = an_election_case(branch)
    page = sign_in(somebody(branch, 0, "secretary"))

    # the list grows on the page of the case
    page.goto(case.get_absolute_url())
    page.get_by_role("link", name="定名额、记提名").click()
    page.fill("[name=seats]", "3")
    page.fill("[name=years]", "3")
    for person in people[3:7]:
        page.locator(f"[name=people][value='{person}']").check()
    page.get_by_role("button", name="存好").click()
    page.get_by_role("link", name="定预备人选").click()
    page.get_by_role("button", name="存好").click()
    page.get_by_text("应选 3 名，预备人选、正式候选人应提 4 名以上").wait_for()
    consented(case)
    page.reload()
    page.get_by_role("link", name="定为正式候选人").click()
    page.get_by_role("button", name="存好").click()

    # three are equal on two seats
    page.get_by_role("link", name="提请表决").click()
    page.select_option("[name=scrutineer]", str(people[0]))
    page.select_option("[name=counter]", str(people[1]))
    page.get_by_role("button", name="存好，看条款").click()
    page.get_by_text("适用的条款").wait_for()
    voted(page, branch, ["yyyn", "yyny", "ynyy"] * 3)
    page.get_by_text("票数相等，再次投票").first.wait_for()
    page.get_by_role("button", name="准备再次投票").click()
    page.get_by_role("heading", name="（再次投票）").wait_for()
    voted(page, branch, ["yyn"] * 9)
    page.get_by_text("结果：选足").wait_for()

    # both rounds on one page, and from there into office
    for _ in range(2):
        page.goto(case.get_absolute_url())
        page.get_by_role("link", name="办理任职").first.click()
        page.get_by_role("button", name="办理任职").click()
        page.get_by_text("起任职").wait_for()
    page.goto(case.get_absolute_url())
    page.get_by_role("link", name="支委会选书记").wait_for()
    shown = page.locator("main").inner_text()
    assert shown.count("票，当选") == 3
    held = {
        one.person_id for one in members.posts_on(branch.node.pk, today()) if one.post == "committee_member"
    }
    assert held >= set(people[3:6])
    page.get_by_role("link", name="支委会选书记").click()
    assert page.locator("[name=seats]").input_value() == "1"
    assert page.locator("[name=forum]").input_value() == "committee_meeting"
    assert page.complaints == []


def an_election_case(branch):
    """The superiors have agreed that it is held, and the committee has its plan."""
    way = next(one for one in offered(branch.node, today()) if one.procedure.id == "election")
    case = open_case(
        actor=SYSTEM, organization=branch.node.pk, procedure=way.key, first=today(), title="换届"
    )
    taken(case, "request")
    agreed(case, "reply")
    for step in ("plan", "deliberation", "shortlist"):
        taken(case, step)
    return case


def consented(case):
    agreed(case, "candidates-approved")


def taken(case, step):
    at = procedures.at_step(case.pk, step)
    papers = [Paper(one, words="柜") for one in at.evidence]
    take_step(actor=SYSTEM, case=case.pk, version=at.version, step=step, on=today(), papers=papers)


def agreed(case, step):
    ask(actor=SYSTEM, case=case.pk, step=step, on=today(), words="请同意")
    sent = Request.objects.filter(case=case).latest("pk")
    version = procedures.at_step(case.pk, step).version
    decide(actor=SYSTEM, request=sent.pk, version=version, answer="agreed", on=today())


def voted(page, branch, papers):
    """Everybody takes part as they would on their telephones; the secretary opens and counts in the browser."""
    ballot = Ballot.objects.latest("pk")
    keys = {
        one.pk: take_key(actor=Actor(person=one.person_id), ballot=ballot.pk) for one in ballot.tellers.all()
    }
    page.goto(ballot.get_absolute_url())
    page.get_by_role("link", name="核对名册，开始").click()
    page.get_by_role("button", name="名册无误，开始表决").click()
    page.get_by_text("票已投").wait_for()
    for person, marks in zip(branch.people, papers, strict=True):
        cast(actor=Actor(person=person), ballot=ballot.pk, marks=marks)
    page.goto(f"/ballots/{ballot.pk}/count/")
    for pk, code in keys.items():
        page.fill(f"[name=code{pk}]", code)
    page.get_by_role("button", name="开箱，公布结果").click()


@pytest.mark.covers("S5.2.7", "S5.2.8", "S5.2.9")
def test_a_close_vote_is_put_off_close_again_and_ruled_above(browser_page, sign_in, on_a_phone):
    branch = a_voting_branch(books=("national", "branch-comprehensive"), branch_comprehensive=MARGIN)
    ballot = opened(branch, matter="major", title="是否同意建冷库？")
    page = sign_in(somebody(branch, 0, "secretary"))
    page.goto(f"/ballots/{ballot.pk}/count/")
    a_close_count(page, 5, 4)
    page.get_by_role("button", name="立项再议").click()
    page.get_by_role("link", name="看办到哪一步").click()
    page.get_by_text("进一步调查研究").first.wait_for()

    # the next meeting votes again, on the same question, and is as close
    looked_into(result="otherwise")
    entry = Entry(kind="members_meeting", node=branch.node.pk, on=today(), planned=True)
    meeting = plan(actor=SYSTEM, entry=entry)
    page.reload()
    page.get_by_role("link", name="提请表决").click()
    assert page.locator("[name=title]").input_value() == "是否同意建冷库？"
    assert page.locator("[name=matter]").input_value() == "major"
    page.select_option("[name=meeting]", str(meeting.pk))
    page.get_by_role("button", name="存好，看条款").click()
    page.get_by_role("link", name="核对名册，开始").click()
    page.get_by_role("button", name="名册无误，开始表决").click()
    page.get_by_role("link", name="填人数，结束表决").click()
    a_close_count(page, 4, 5)
    second = Ballot.objects.latest("pk")

    # looked into again, it is put to the superiors
    looked_into(result="special_case")
    page.get_by_role("link", name="看办到哪一步").click()
    page.get_by_role("link", name="送上级审批").click()
    page.get_by_label("说明").fill("一边主张先修路，一边主张先建冷库，请裁决。")
    page.get_by_role("button", name="送上级审批").click()
    page.get_by_text("已送上级，等答复").wait_for()

    officer = an_account()
    holds(officer, "superior", branch.node.parent)
    phone = on_a_phone(officer)
    phone.goto(f"/procedures/requests/{Request.objects.get().pk}/")
    assert "请裁决" in phone.locator("main").inner_text()
    phone.get_by_label("裁决：不予通过").check()
    phone.get_by_label("意见").fill("先修路，冷库明年再议。")
    phone.get_by_role("button", name="作出裁决").click()
    phone.get_by_text("已办结").first.wait_for()

    page.goto(second.get_absolute_url())
    shown = page.locator("main").inner_text()
    assert "上级裁决：不予通过" in shown
    assert "先修路，冷库明年再议。" in shown
    assert page.get_by_role("link", name="下次会议再表决").count() == 0
    record_held(actor=SYSTEM, entry=replace(entry, planned=False), plan=meeting.pk, version=meeting.version)
    printed = page.request.get(f"/papers/activities.resolution/{meeting.pk}/")
    text = "".join(one.extract_text() for one in pypdf.PdfReader(io.BytesIO(printed.body())).pages)
    said = text.replace("\n", "").replace(" ", "")
    assert "裁决：不予通过" in said
    assert "先修路，冷库明年再议。" in said
    assert page.complaints == []


def a_close_count(page, yes, no):
    page.fill("[name=yes]", str(yes))
    page.fill("[name=no]", str(no))
    page.get_by_role("button", name="结束，公布结果").click()
    page.get_by_text("结果：暂缓作出决定").wait_for()


def looked_into(result):
    """The committee looks into it and talks it over; nobody needs a browser for that."""
    case = Case.objects.get()
    notes = [Paper("investigation_notes", words="在文件柜一")]
    for step, more in (("investigate", {"papers": notes}), ("exchange", {"result": result})):
        case.refresh_from_db()
        take_step(actor=SYSTEM, case=case.pk, version=case.version, step=step, on=today(), **more)
