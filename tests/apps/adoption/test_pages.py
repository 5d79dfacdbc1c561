"""The pages: what people see, who may act, what a refusal says, and that nothing grows with the data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.apps.adoption.trees import FEEDBACK, FRIDAY, SINCE, TUESDAY, a_book, a_tree, meetings, runs, text
from tests.apps.builders import a_client, an_actor
from zhidu.apps.adoption import queries
from zhidu.apps.adoption.actions import import_book
from zhidu.apps.adoption.drafts import shipped_draft
from zhidu.apps.orgs import actions as orgs
from zhidu.foundation.access.rules import SYSTEM
from zhidu.foundation.clock import on_day

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 18)


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with on_day(DAY):
        yield


def page(client: Client, url: str, status: int = 200) -> str:
    answer = client.get(url)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


def plain(html: str) -> str:
    """The words of a page."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


@pytest.fixture
def tree() -> tuple[Any, Any, Any]:
    return a_tree()


@pytest.fixture
def secretary(tree: tuple[Any, Any, Any]) -> Client:
    return a_client(an_actor("secretary", tree[2]))


@pytest.fixture
def member(tree: tuple[Any, Any, Any]) -> Client:
    return a_client(an_actor("member", tree[2]))


@pytest.fixture
def superior(tree: tuple[Any, Any, Any]) -> Client:
    return a_client(an_actor("superior", tree[0]))


# ---------------------------------------------------------------- reading


def test_visitors_are_asked_to_sign_in() -> None:
    assert Client().get("/rules/").status_code == 302


def test_a_member_reads_the_library_and_a_whole_book(tree, member: Client) -> None:
    for name in ("national", "school-ten-systems"):
        import_book(actor=SYSTEM, draft=shipped_draft(name))
    assert "全国性规定汇编" in page(member, "/rules/")
    assert "载入制度" not in plain(page(member, "/rules/"))
    assert "党课多久一次" in page(member, "/rules/books/national/?part=needs")
    for part in ("clauses", "procedures", "forms", "readings", "nonsense"):
        page(member, f"/rules/books/national/?part={part}")
    assert "没有这样的条款" in page(member, "/rules/books/national/?q=绝对没有的词")


def test_every_clause_of_a_large_book_has_its_page_in_chinese(tree, member: Client) -> None:
    book = import_book(actor=SYSTEM, draft=shipped_draft("national"))
    for clause in queries.rulebook(book).clauses[::7]:
        words = plain(page(member, f"/rules/books/national/{clause.id}/"))
        assert clause.title in words
        assert "怎么算" in words
        assert "本条档案" in words


def test_a_page_that_is_not_there_is_not_found(tree, secretary: Client) -> None:
    a_book("a", meetings())
    for url in (
        "/rules/books/b/",
        "/rules/books/a/nothing/",
        "/rules/books/a/?version=999",
        "/rules/books/a/?version=x",
        "/rules/of/999/",
        "/rules/books/a/members-meeting.count/?organization=999",
        "/rules/books/a/members-meeting.count/?organization=9999999999999999999999",
        "/rules/adoptions/999/answer/",
        f"/rules/of/{tree[2].pk}/adopt/?book=99999999999999999999",
    ):
        page(secretary, url, 404)


def test_an_organisation_that_is_not_ones_own_is_not_shown(tree, secretary: Client) -> None:
    county, town, _ = tree
    for node in (county, town):
        page(secretary, f"/rules/of/{node.pk}/", 404)


def test_the_clause_page_shows_whose_rule_runs_and_why_the_other_does_not(tree, secretary: Client) -> None:
    county, _, branch = tree
    runs(county, a_book("a", meetings(1, "month")))
    runs(branch, a_book("b", meetings(1, "quarter")))
    words = plain(page(secretary, f"/rules/books/b/members-meeting.count/?organization={branch.pk}"))
    assert "甲县委" in words
    assert "执行这一条" in words
    assert "较宽，不执行；执行《a制度》第一条" in words
    assert plain(page(secretary, f"/rules/of/{branch.pk}/?part=aside")).count("较宽，不执行") == 1
    assert "《a制度》第一条" in plain(page(secretary, f"/rules/of/{branch.pk}/?part=runs"))


def test_the_clause_page_fills_in_the_answers_and_says_what_is_open(tree, secretary: Client) -> None:
    _, _, branch = tree
    book = a_book("a", FEEDBACK)
    url = f"/rules/books/a/feedback.handled/?organization={branch.pk}"
    row = runs(branch, book)
    words = plain(page(secretary, url))
    assert "待明确" in words
    assert "建议 7 天；回答之前只作记录，不判定" in words
    with on_day(date(2026, 11, 1)):
        queries_answer(row, {"feedback.handled": {"within": "3d"}})
    words = plain(page(secretary, url))
    assert "3 天" in words
    assert "已回答" in words


def queries_answer(row: Any, answers: dict[str, dict[str, str]]) -> None:
    from zhidu.apps.adoption.actions import answer  # noqa: PLC0415

    answer(actor=SYSTEM, adoption=row.pk, on=date(2026, 11, 1), answers=answers, version=row.version)


def test_examples_are_the_worked_cases_with_their_verdicts(tree, secretary: Client) -> None:
    import_book(actor=SYSTEM, draft=shipped_draft("branch-comprehensive"))
    words = plain(page(secretary, "/rules/books/branch-comprehensive/committee.monthly/"))
    assert "举例" in words
    assert "达标" in words


def test_two_books_side_by_side(tree, member: Client) -> None:
    a, b = a_book("a", meetings(1, "month")), a_book("b", meetings(1, "quarter"), FEEDBACK)
    words = plain(page(member, f"/rules/compare/?first={a.pk}&second={b.pk}"))
    assert "甲书较严" in words
    assert "只有乙书有 1 条" in words
    words = plain(page(member, f"/rules/compare/?first={a.pk}&second={b.pk}&part=second"))
    assert "收到反馈及时办理" in words
    page(member, "/rules/compare/?first=999&second=x")


# ---------------------------------------------------------------- adopting


def test_a_secretary_chooses_looks_answers_and_adopts(tree, secretary: Client) -> None:
    county, _, branch = tree
    runs(county, a_book("a", meetings(1, "quarter")))
    book = a_book("b", meetings(1, "month"), FEEDBACK)
    url = f"/rules/of/{branch.pk}/adopt/"
    assert "b制度" in page(secretary, url)
    words = plain(page(secretary, f"{url}?book={book.pk}"))
    assert "收到反馈后几天内办理" in words
    assert "各种回答会怎样" in words
    seen = plain(page(secretary, f"/findings/adopting/{branch.pk}/{book.pk}/?first=2026-12-01"))
    assert "会执行 2 条" in seen
    assert "要让位的 1 条" in seen
    given = {"first": "2026-12-01", "feedback.handled/within": "３ 天"}
    looked = secretary.post(f"{url}?book={book.pk}", {**given, "look": "1"})
    assert looked.status_code == 200
    assert queries.adoptions([branch.pk]) == []
    done = secretary.post(f"{url}?book={book.pk}", given, follow=True)
    assert "已采用：《b制度》" in done.content.decode()
    (row,) = queries.rows_of([branch.pk])
    assert (row.first, row.answers) == (date(2026, 12, 1), {"feedback.handled": {"within": "3d"}})


def test_a_wrong_answer_is_told_at_its_field_and_nothing_is_lost(tree, secretary: Client) -> None:
    branch = tree[2]
    book = a_book("b", FEEDBACK)
    url = f"/rules/of/{branch.pk}/adopt/?book={book.pk}"
    for button in ({}, {"look": "1"}):
        answer = secretary.post(url, {"first": "2026-12-01", "feedback.handled/within": "很快", **button})
        assert answer.status_code == 422
        html = answer.content.decode()
        assert 'value="很快"' in html
        assert "写的是“很快”" in plain(html)
    assert queries.adoptions([branch.pk]) == []


def test_a_contradiction_and_an_overlap_are_told_on_the_form(tree, secretary: Client) -> None:
    county, _, branch = tree
    runs(county, a_book("a", TUESDAY))
    book = a_book("b", FRIDAY)
    answer = secretary.post(f"/rules/of/{branch.pk}/adopt/?book={book.pk}", {"first": "2026-12-01"})
    assert "互相抵触，没有办法同时做到" in plain(answer.content.decode())
    other = a_book("c", meetings())
    runs(branch, other)
    answer = secretary.post(f"/rules/of/{branch.pk}/adopt/?book={other.pk}", {"first": "2026-12-01"})
    assert "与这一次重叠" in plain(answer.content.decode())


def test_adopting_in_the_past_is_taken_with_a_warning(tree, secretary: Client) -> None:
    book = a_book("b", meetings())
    done = secretary.post(
        f"/rules/of/{tree[2].pk}/adopt/?book={book.pk}", {"first": "2026-01-01"}, follow=True
    )
    assert "起日在过去" in done.content.decode()


def test_answers_are_shown_as_people_write_them_and_changed_from_a_day(tree, secretary: Client) -> None:
    branch = tree[2]
    row = runs(branch, a_book("b", FEEDBACK), answers={"feedback.handled": {"within": "7d"}})
    url = f"/rules/adoptions/{row.pk}/answer/"
    assert 'value="7 天"' in page(secretary, url)
    given = {"on": "2026-12-01", "version": row.version, "feedback.handled/within": "5个工作日"}
    assert secretary.post(url, given).status_code == 302
    assert queries.rows_of([branch.pk])[-1].answers == {"feedback.handled": {"within": "5wd"}}
    told = secretary.post(url, given)
    assert "别人改过这一次采用" in plain(told.content.decode())


def test_a_book_is_ended_on_a_day(tree, secretary: Client) -> None:
    branch = tree[2]
    row = runs(branch, a_book("b", meetings()))
    url = f"/rules/adoptions/{row.pk}/end/"
    page(secretary, url)
    refused = secretary.post(url, {"last": "2020-01-01", "version": row.version})
    assert refused.status_code == 422
    assert secretary.post(url, {"last": "2026-11-30", "version": row.version}).status_code == 302
    assert queries.rows_of([branch.pk])[0].last == date(2026, 11, 30)


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_member_is_not_let_near_the_forms(tree, member: Client, method: str) -> None:
    branch = tree[2]
    book = a_book("b", meetings())
    row = runs(branch, book)
    ask = getattr(member, method)
    for url in (
        f"/rules/of/{branch.pk}/adopt/?book={book.pk}",
        f"/rules/adoptions/{row.pk}/answer/",
        f"/rules/adoptions/{row.pk}/end/",
        "/rules/import/",
    ):
        assert ask(url).status_code == 403, url
    words = plain(page(member, f"/rules/of/{branch.pk}/"))
    assert "采用一部制度" not in words
    assert "停用" not in words


# ---------------------------------------------------------------- bringing in


def handed_in(client: Client, name: str, content: bytes) -> Any:
    return client.post("/rules/import/", {"text": SimpleUploadedFile(name, content)})


def test_a_superior_brings_in_a_shipped_book_and_one_of_his_own(superior: Client) -> None:
    page(superior, "/rules/import/")
    assert superior.post("/rules/import/", {"shipped": "school-branch"}).status_code == 302
    own = text("own", meetings())["rulebook.yaml"] + "clauses:\n" + meetings()
    assert handed_in(superior, "制度.yaml", own.encode()).status_code == 302
    assert {one.book for one in queries.books()} == {"school-branch", "own"}
    again = superior.post("/rules/import/", {"shipped": "school-branch"}, follow=True)
    assert "已经载入过" in again.content.decode()


def test_everything_wrong_with_an_upload_is_listed_and_nothing_stored(superior: Client) -> None:
    bad = (
        text("own")["rulebook.yaml"] + "clauses:\n" + meetings(per="monthly") + meetings(per="x", family="b")
    )
    answer = handed_in(superior, "制度.yaml", bad.encode())
    assert answer.status_code == 422
    words = plain(answer.content.decode())
    assert "制度.yaml:15" in words
    assert "制度.yaml:25" in words
    assert queries.books().count() == 0
    for name, content in (("a.zip", b"PK"), ("a.pdf", b"%PDF"), ("a.yaml", b"")):
        assert handed_in(superior, name, content).status_code in {200, 422}
    assert superior.post("/rules/import/", {"shipped": "../../etc"}).status_code == 422
    assert superior.post("/rules/import/", {}).status_code == 200
    assert queries.books().count() == 0


# ---------------------------------------------------------------- the number of queries


def asked(client: Client, url: str) -> int:
    client.get(url)  # what a process learns once is not counted
    with CaptureQueriesContext(connection) as found:
        assert client.get(url).status_code == 200
    return len(found)


def test_no_page_asks_more_when_there_is_more(tree, secretary: Client, superior: Client) -> None:
    county, town, branch = tree
    first = a_book("a", meetings(), FEEDBACK)
    runs(county, first)
    pages = [
        (superior, "/rules/"),
        (superior, "/rules/books/a/"),
        (secretary, f"/rules/books/a/feedback.handled/?organization={branch.pk}"),
        (secretary, f"/rules/of/{branch.pk}/"),
        (secretary, f"/rules/of/{branch.pk}/?part=runs"),
        (secretary, f"/rules/of/{branch.pk}/adopt/"),
        (secretary, f"/rules/of/{branch.pk}/adopt/?book={first.pk}"),
        (superior, "/rules/compare/"),
    ]
    few = [asked(*one) for one in pages]
    for number in range(8):
        book = a_book(f"more{number}", meetings(family=f"family{number}.count"), FEEDBACK)
        runs(branch, book)
        other = orgs.found(
            actor=SYSTEM, parent=town.pk, type="village_branch", name=f"第{number}村支部", on=SINCE
        )
        runs(other, first)
        runs(other, book)
    many = [asked(*one) for one in pages]
    assert many == few
    assert max(many) <= 25, dict(zip((url for _, url in pages), many, strict=True))
