"""Where rules are not kept: the numbers, the order, the filters, the way down, and who sees what."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.apps.builders import a_client, an_account, an_actor, an_organization, holds
from tests.apps.compliance.making import TODAY, a_running_branch, held, judged
from tests.apps.dashboards.looked_over import Town, a_town, text
from zhidu.apps.compliance import queries
from zhidu.apps.dashboards.models import SavedFilter
from zhidu.apps.dashboards.supervision import counts, levels, screen
from zhidu.apps.dashboards.supervision.asked import Asked, read
from zhidu.foundation.access.queries import actor_of
from zhidu.foundation.clock import on_day
from zhidu.foundation.journal.models import Entry
from zhidu.foundation.outbox.models import Message

pytestmark = pytest.mark.django_db
PAGE = "/supervision/"
WORDS = ("未达标", "临期", "迟办", "缺资料", "达标", "未到期", "免计")


@pytest.fixture
def town() -> Any:
    with on_day(TODAY):
        yield a_town()


def shown_rows(page: str) -> list[str]:
    """Names of the rows of the heat map, in their order."""
    table = page.partition('class="heat"')[2].partition("</table>")[0]
    return re.findall(r'<th scope="row">(?:<a [^>]*>)?([^<]+)', table)


def figures(page: str) -> dict[str, int]:
    """The totals by their name."""
    found = re.findall(r"<dt>(.*?)</dt><dd[^>]*>([\d,]+)", page, re.DOTALL)
    return {re.sub(r"<[^>]+>", "", name).strip(): int(number.replace(",", "")) for name, number in found}


def test_the_seven_totals_add_up_and_are_those_of_the_findings(town: Town) -> None:
    page = text(a_client(an_actor("superior", town.county)), PAGE)
    numbers = figures(page)
    assert numbers["应判定"] == sum(numbers[word] for word in WORDS)
    of_year = [one for one in queries.everything() if one.month.startswith(str(TODAY.year))]
    verdicts = Counter(one.verdict for one in of_year)
    assert numbers["未达标"] == verdicts["breached"] > 0
    assert numbers["达标"] == verdicts["met"]
    assert numbers["应判定"] == len(of_year) - verdicts["not_applicable"]


def test_the_tabs_count_what_was_not_done_in_each_theme(town: Town) -> None:
    actor = an_actor("superior", town.county)
    asked = read(actor, {})
    totals = counts.totals(asked.tallies(actor, theme=False))
    assert sum(totals.missed(theme) for theme in totals.themes) == totals.missed("all") > 0
    page = text(a_client(actor), PAGE)
    number = totals.missed("meetings")
    assert re.search(rf'aria-current="page">三会一课 <span class="count">{number}</span>', page)


def test_rows_come_worst_first_and_the_clean_are_folded_and_unfolded(town: Town) -> None:
    with on_day(TODAY):
        best = town.branches[-1]
        for month in (11,):
            held(best, TODAY.replace(month=month, day=15))
        judged(best)
    client = a_client(an_actor("superior", town.county))
    names = shown_rows(text(client, PAGE, theme="all"))
    assert names[:2] == [town.branches[0].node.name, town.branches[1].node.name]
    actor = an_actor("superior", town.county)
    asked = Asked(year=TODAY.year, theme="all")
    known = counts.number_of(asked.tallies(actor))
    page = text(client, PAGE, theme="all")
    if len(names) < known:
        assert f"另有 {known - len(names)} 个没有要看的，已收起" in page
    assert len(shown_rows(text(client, PAGE, theme="all", all="1"))) == known


def test_only_what_was_not_done_leaves_the_others_out(town: Town) -> None:
    actor = an_actor("superior", town.county)
    client = a_client(actor)
    page = text(client, PAGE, only="1")
    asked = Asked(year=TODAY.year, only=True)
    missed = [one for one, _ in counts.by_organization(asked, actor)]
    assert len(shown_rows(page)) == len(missed) > 0
    assert "只看未达标" in page
    assert 'class="chip"' in page


def test_a_filter_by_field_and_by_force_narrows_the_picture(town: Town) -> None:
    with on_day(TODAY):
        school = a_running_branch("一小党支部", type="school_branch", under=town.node)
        judged(school)
        client = a_client(an_actor("superior", town.county))
        assert shown_rows(text(client, PAGE, sector="school")) == ["一小党支部"]
        must = figures(text(client, PAGE, force="must"))
        generally = figures(text(client, PAGE, force="generally"))
        both = figures(text(client, PAGE))
    assert must["应判定"] + generally["应判定"] == both["应判定"]
    assert must["未达标"] + generally["未达标"] == both["未达标"]


def test_level_by_level_down_to_the_very_record(town: Town) -> None:
    client = a_client(an_actor("superior", town.county))
    top = text(client, PAGE, sum="1", theme="all")
    assert shown_rows(top)[0] == town.node.name
    level = text(client, PAGE, sum="1", theme="all", under=town.node.pk)
    assert town.branches[0].node.name in shown_rows(level)
    branch = town.branches[1].node
    inside = text(client, PAGE, theme="all", under=branch.pk)
    assert shown_rows(inside)[0] == branch.name
    cell = reverse("dashboards:cell", args=[branch.pk, 3])
    panel = text(client, f"{cell}?theme=all&under={branch.pk}&about={branch.code}")
    assert "2026年3月" in panel
    assert f"/findings/{branch.pk}/why/" in panel


def test_the_sum_of_a_level_is_that_of_its_organisations(town: Town) -> None:
    actor = an_actor("superior", town.county)
    asked = Asked(year=TODAY.year, theme="all")
    level = levels.Level(asked, actor, None)
    whole = levels.lines(level)
    every = counts.by_organization(replace(asked, unfolded=True), actor)
    single = counts.lines(asked, actor, every)
    filled = levels.with_months(level, whole)[0]
    for month in range(12):
        for name, number in filled.months[month].items():
            assert number == sum(line.months[month][name] for line in single)
    assert filled.whole == whole[0].whole


def test_the_panel_tells_why_and_lists_the_others_of_the_cell(town: Town) -> None:
    client = a_client(an_actor("superior", town.county))
    branch = town.branches[0].node
    month = next(
        int(one.month[5:])
        for one in queries.everything()
        if one.organization_id == branch.pk and one.verdict == "breached" and one.month.startswith("2026")
    )
    address = f"{reverse('dashboards:cell', args=[branch.pk, month])}?theme=all"
    page = text(client, address)
    assert 'id="panel"' in page
    assert "找过的记录" in page or "没有找到有关的记录" in page
    assert "谁的规定在管" in page
    assert "请支部说明" in page
    others = re.findall(r'<ul class="others".*?</ul>', page, re.DOTALL)
    assert others
    assert 'aria-current="true"' in page.partition('class="heat"')[2]
    part = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert part.strip().startswith("<aside")
    assert "<main" not in part


def test_a_month_without_findings_says_so(town: Town) -> None:
    client = a_client(an_actor("superior", town.county))
    address = reverse("dashboards:cell", args=[town.county.pk, 2])
    assert "没有符合条件的判定" in text(client, address, theme="dues")
    assert client.get(reverse("dashboards:cell", args=[town.county.pk, 13])).status_code == 404


def test_a_town_sees_only_its_own(town: Town) -> None:
    with on_day(TODAY):
        other = a_town("柳河镇党委", branches=1, county=town.county)
        client = a_client(an_actor("superior", other.node))
        for asked in ({"theme": "all", "all": "1"}, {"theme": "all", "sum": "1"}):
            page = text(client, PAGE, **asked)
            assert "柳河" in page
            assert "石桥镇党委第" not in page
        foreign = town.branches[0].node
        assert client.get(PAGE, {"under": foreign.pk}).status_code == 404
        assert client.get(reverse("dashboards:cell", args=[foreign.pk, 3])).status_code == 404
        assert client.get(reverse("dashboards:export"), {"under": foreign.pk}).status_code == 404
        member = a_client(an_actor("member", foreign))
        assert member.get(PAGE).status_code == 302
        assert member.get(reverse("dashboards:export")).status_code == 403


def test_an_officer_sees_the_own_organisation_from_inside(town: Town) -> None:
    branch = town.branches[0]
    client = a_client(an_actor("secretary", branch.node))
    page = text(client, PAGE, theme="all")
    names = shown_rows(page)
    assert names[0] == branch.node.name
    assert branch.groups[0].name in names
    assert "请支部说明" not in text(client, reverse("dashboards:cell", args=[branch.node.pk, 3]), theme="all")


def test_filters_are_kept_used_and_let_go_by_their_owner_alone(town: Town) -> None:
    actor = an_actor("superior", town.county)
    client = a_client(actor)
    answer = client.post(
        f"{reverse('dashboards:keep-filter')}?theme=dues&only=1&junk=1", {"name": " 党费 未达标 "}
    )
    assert answer.status_code == 302
    row = SavedFilter.objects.get()
    assert (row.user_id, row.name, row.query) == (actor.user, "党费 未达标", "theme=dues&only=1")
    assert '?theme=dues&only=1">党费 未达标</a>' in text(client, PAGE)
    client.post(f"{reverse('dashboards:keep-filter')}?theme=dues", {"name": "党费 未达标"})
    assert SavedFilter.objects.get().query == "theme=dues"
    other = a_client(an_actor("superior", town.county))
    assert "党费 未达标" not in text(other, PAGE)
    assert other.post(reverse("dashboards:drop-filter", args=[row.pk])).status_code == 403
    client.post(reverse("dashboards:drop-filter", args=[row.pk]))
    assert not SavedFilter.objects.exists()
    assert (
        "没有存上"
        in client.post(reverse("dashboards:keep-filter"), {"name": ""}, follow=True).content.decode()
    )


def test_the_branch_is_asked_once_a_day_and_the_verdict_stays(town: Town) -> None:
    branch = town.branches[0].node
    secretary = an_account("支部书记")
    holds(secretary, "secretary", branch)
    row = next(
        one for one in queries.everything() if one.organization_id == branch.pk and one.verdict == "breached"
    )
    query = {"clause": row.clause, "subject": row.subject, "period": row.period}
    address = reverse("dashboards:ask", args=[branch.pk, int(row.month[5:])], query=query)
    client = a_client(an_actor("superior", town.county))
    with on_day(TODAY):
        for _ in range(2):
            assert client.post(address).status_code == 302
        message = Message.objects.get()
        assert message.receiver_id == secretary.pk
        assert row.record["explanation"] in message.body
        assert a_client(actor_of(secretary)).get(message.link).status_code == 200
        assert Entry.objects.filter(act="compliance.request_account", object=branch.code).count() == 2
        cell = reverse("dashboards:cell", args=[branch.pk, int(row.month[5:])], query=query)
        assert "已请支部说明" in text(client, cell, theme=row.theme, **query)
        assert a_client(an_actor("secretary", branch)).post(address).status_code == 403
        still = queries.find(branch, row.clause, row.subject, row.period)
        assert still is not None
        assert still.verdict == "breached"


def test_asking_where_nobody_has_an_account_is_told(town: Town) -> None:
    branch = town.branches[0].node
    row = next(
        one for one in queries.everything() if one.organization_id == branch.pk and one.verdict == "breached"
    )
    address = reverse(
        "dashboards:ask",
        args=[branch.pk, int(row.month[5:])],
        query={"clause": row.clause, "subject": row.subject, "period": row.period},
    )
    client = a_client(an_actor("superior", town.county))
    assert "没有人收得到" in client.post(address, follow=True).content.decode()
    assert not Message.objects.exists()


def test_the_tree_shows_the_worst_of_everything_below(town: Town) -> None:
    client = a_client(an_actor("superior", town.county))
    page = text(client, "/organizations/")
    numbers = figures(text(client, PAGE))
    hard = numbers["未达标"] - int((re.findall(r"其中一般 ([\d,]+)", text(client, PAGE)) or ["0"])[0])
    tree = page.partition("data-tree")[2]
    assert re.search(rf"mark-breached[^>]*>.*?未达标 {hard}<", tree)
    member = text(a_client(an_actor("member", town.branches[0].node)), "/organizations/")
    assert "未达标" not in member.partition("data-tree")[2]


@pytest.mark.parametrize("asked", [{}, {"sum": "1"}, {"all": "1", "theme": "all"}])
def test_the_number_of_queries_does_not_grow(asked: dict[str, str]) -> None:
    found = []
    with on_day(TODAY):
        county = an_organization("县委", type="county_committee")
        for number, branches in enumerate((1, 6)):
            a_town(f"第{number}镇党委", branches=branches, county=county)
            client = a_client(an_actor("superior", county))
            client.get(PAGE, asked)
            with CaptureQueriesContext(connection) as queries_of_page:
                client.get(PAGE, asked)
            found.append(len(queries_of_page))
    assert found[0] == found[1] <= 29


def test_a_long_list_is_turned(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screen, "ROWS", 2)
    client = a_client(an_actor("superior", town.county))
    first = shown_rows(text(client, PAGE, theme="all"))
    second = shown_rows(text(client, PAGE, theme="all", page="2"))
    assert len(first) == 2
    assert second
    assert not set(first) & set(second)


@pytest.mark.parametrize(
    "asked",
    [
        {"year": "9999", "theme": "x", "sector": "y", "force": "z", "page": "-1"},
        {"year": "", "theme": "", "only": "yes", "sum": "2", "page": "abc"},
        {"theme": "all", "page": "99999999999"},
    ],
)
def test_filters_that_make_no_sense_count_as_not_said(town: Town, asked: dict[str, str]) -> None:
    assert "哪里没有做到" in text(a_client(an_actor("superior", town.county)), PAGE, **asked)


@pytest.mark.parametrize("under", ["0", "-3", "1e5", "９", "9" * 30, "abc"])
def test_an_organisation_that_is_none_is_not_found(town: Town, under: str) -> None:
    assert a_client(an_actor("superior", town.county)).get(PAGE, {"under": under}).status_code == 404
