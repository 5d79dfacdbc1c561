"""Living cases of the county: what is gone through step by step, each at another stage, entered through the acts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from zhidu.apps.members import queries as members
from zhidu.apps.orgs import queries as orgs
from zhidu.apps.procedures import actions, queries
from zhidu.apps.procedures.choosing import offered
from zhidu.apps.procedures.papers_in import Paper
from zhidu.foundation.access.queries import actor_of
from zhidu.foundation.access.rules import SYSTEM, Actor
from zhidu.foundation.clock import on_day, today
from zhidu.foundation.identity import queries as identity
from zhidu.project.demo.cases import CASES
from zhidu.project.demo.people import Staff
from zhidu.project.demo.recruits import on_probation, recruit
from zhidu.project.takeover.book import Book

BRANCH, NEIGHBOUR = "青石村党支部", "竹园村党支部"
_PLACE = "支部档案柜"


@dataclass
class Course:
    """One case on its way, days counted back from today."""

    case: Any
    actor: Actor
    papers: str = _PLACE

    def take(self, step: str, ago: int, words: str = "") -> None:
        """Take a step so many days ago, its papers in the cupboard."""
        at = queries.at_step(self.case.pk, step)
        day = _ago(ago)
        with on_day(day):
            actions.take_step(
                actor=self.actor,
                case=self.case.pk,
                version=at.version,
                step=step,
                on=day,
                words=words,
                papers=[Paper(token, words=self.papers) for token in at.evidence],
            )

    def ask(self, step: str, ago: int, words: str) -> None:
        """Put a step to its gate so many days ago."""
        day = _ago(ago)
        with on_day(day):
            actions.ask(actor=self.actor, case=self.case.pk, step=step, on=day, words=words)


def proceed(staff: Mapping[str, Staff], book: Book) -> None:
    """Let the cases of the tables go on as cases of the site, and open a few more."""
    for one in CASES:
        actions.take_up(actor=SYSTEM, matter=book.number(one.name), person=on_probation(one.name, book))
    secretary = _account("shuji")
    _life_meeting(secretary, book)
    _election(secretary, book)
    _disposal(secretary, book, staff[BRANCH])
    _recruitment(book)
    recruit(secretary, book)


def _account(username: str) -> Actor:
    user = identity.account_named(username)
    return actor_of(user) if user is not None else SYSTEM


def _ago(days: int) -> date:
    return today() - timedelta(days=days)


def _opened(
    actor: Actor,
    book: Book,
    place: str,
    procedure: str,
    ago: int,
    *,
    title: str = "",
    person: int | None = None,
) -> Course:
    node = orgs.node(book.number(place))
    key = next(one.key for one in offered(node, today()) if one.procedure.id == procedure)
    day = _ago(ago)
    with on_day(day):
        made = actions.open_case(
            actor=actor, organization=node.pk, procedure=key, first=day, title=title, person=person
        )
    return Course(made, actor)


def _life_meeting(secretary: Actor, book: Book) -> None:
    """An organisational life meeting before it meets; the rest is planned."""
    course = _opened(
        secretary, book, BRANCH, "organisational-life", 24, title=f"{today().year}年度组织生活会"
    )
    course.take("theme", 24, "主题：带头办好村里的事。支委会商定，报镇党委。")
    course.take("study", 17, "集中学习一次，自学三篇。")
    course.take("talks", 9, "书记同委员、委员同联系的党员谈了一遍。")
    actions.plan_step(
        actor=secretary,
        case=course.case.pk,
        version=queries.at_step(course.case.pk, "opinions").version,
    )
    actions.plan_step(
        actor=secretary,
        case=course.case.pk,
        version=queries.at_step(course.case.pk, "opinions").version,
        step="meeting",
        on=today() + timedelta(days=12),
    )


def _election(secretary: Actor, book: Book) -> None:
    """An election that waits for the township to agree."""
    course = _opened(secretary, book, BRANCH, "election", 8, title=f"{today().year}年支部委员会换届")
    course.take("request", 6, "本届明年 3 月到期，拟选委员 3 名，差额 1 名。")
    course.ask("reply", 3, "请批复：拟于下月召开党员大会选举新一届支部委员会，委员 3 名，候选人 4 名。")


def _disposal(secretary: Actor, book: Book, branch: Staff) -> None:
    """A disposal that has come as far as the vote; nobody but those concerned reads it."""
    who = book.number(branch.plain()[-2])
    course = _opened(secretary, book, BRANCH, "unqualified-disposal", 40, person=who)
    course.take("propose", 38, "连续六个月没有参加组织生活，支委会提出启动，已报镇党委。")
    course.take("investigate", 20, "调查组三人，查了签到和请假记录，走访了本人和邻居。")
    course.take("talk", 12, "本人承认没有请假，说明是在外地务工，愿意改正。")
    course.take("opinion", 9, "支委会讨论，建议限期改正，期限六个月。")
    course.take("hearing", 4, "已书面通知本人到会。本人到会说明，表示接受。")


def _recruitment(book: Book) -> None:
    """A candidate for membership is published in the neighbouring village; one objection is being looked into."""
    node = orgs.node(book.number(NEIGHBOUR))
    who = next(one for one in members.belonging(node.pk, today()) if one.type == "activist")
    course = _opened(SYSTEM, book, NEIGHBOUR, "recruitment", 400, person=who.person_id)
    course.take("activist", 395)
    course.take("cultivation", 250, "半年考察一次，表现好。")
    course.take("branch-decision", 20, "支部讨论，同意报镇党委。")
    course.ask("superior-consent", 15, "请同意列为发展对象。")
