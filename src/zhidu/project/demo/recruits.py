"""Recruiting in one village of the county: an applicant, an activist, one being published, one on probation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from zhidu.apps.members import queries as members
from zhidu.apps.orgs import queries as orgs
from zhidu.apps.procedures import actions as procedures
from zhidu.apps.procedures import queries as cases
from zhidu.apps.procedures.engine import live
from zhidu.apps.procedures.papers_in import Paper
from zhidu.apps.recruitment import actions
from zhidu.apps.recruitment.actions.begin import courses
from zhidu.apps.recruitment.asking import MANY, NUMBER, ONE, PEOPLE, questions
from zhidu.apps.recruitment.companions import offered
from zhidu.apps.recruitment.rules import rules_of
from zhidu.apps.recruitment.states import SURVEY
from zhidu.apps.recruitment.texts import standing
from zhidu.domain.calendar import add_months
from zhidu.foundation.access.rules import SYSTEM, Actor
from zhidu.foundation.clock import on_day, today
from zhidu.project.takeover.book import Book

BRANCH, TOWNSHIP = "青石村党支部", "石桥镇党委"
CASE, SCHOOL = "初中部发展党员一", "一中初中部党支部"
_MONTHS = 13
"""The books of the county are run from the first day of the month so many months ago."""
_ON_SITE = "网站上登记，打印存档"


@dataclass
class Way:
    """Somebody's way, a step at a time."""

    dossier: Any
    actor: Actor

    def take(self, step: str, on: date, words: str) -> None:
        """Take a step with everything the clauses want written down."""
        with on_day(on):
            row = cases.case(self.dossier.case_id)
            assert row is not None  # noqa: S101 - it has just been opened
            going = live(row)
            wanted = going.step(step)
            assert wanted is not None  # noqa: S101 - the books shipped have it
            helpers = [pk for pk, _ in offered(self.dossier, on)]
            actions.record_step(
                actor=SYSTEM if going.turn(wanted).above else self.actor,
                dossier=self.dossier.pk,
                version=row.version,
                step=step,
                on=on,
                said={
                    one.name: _answer(one, helpers)
                    for one in questions(wanted.facts, rules_of(self.dossier.organization, on, going.said))
                },
                words=words,
                papers=[Paper(token, words=_ON_SITE) for token in wanted.evidence],
            )


def _answer(question: Any, helpers: list[int]) -> str:  # noqa: ANN401 - a question of the form
    if question.sort == PEOPLE:
        return ";".join(str(pk) for pk in helpers[3 : 3 + (question.least or 1)])
    if question.sort == MANY:
        return ";".join(sorted(question.all_of))
    if question.sort == ONE:
        return next(iter(sorted(question.only or question.choices)))
    return "3" if question.sort == NUMBER and question.name == "days" else ""


def on_probation(name: str, book: Book) -> int | None:
    """Whom the case of that name is about, where it is the one this file goes on with."""
    if name != CASE:
        return None
    here = members.on_day(book.number(SCHOOL), today())
    return next((one.person_id for one in here if one.type == "probationary_member"), None)


def recruit(secretary: Actor, book: Book) -> None:
    """Four at different stages, a plan, a quota, and where the line is drawn."""
    node, town = orgs.node(book.number(BRANCH)), orgs.node(book.number(TOWNSHIP))
    start = add_months(today().replace(day=1), -_MONTHS)
    _plans(secretary, node, town)
    _applicant(secretary, node)
    _activist(secretary, node)
    _published(secretary, node, town, start)
    case = cases.of_matter(book.number(CASE))
    if case is not None and case.person_id is not None and case.open:
        about = {"born": date(1994, 5, 6), "sex": "male", "education": "college", "stratum": "intellectual"}
        actions.take_over(actor=SYSTEM, case=case.pk, about={**about, "traits": ["educated"]})


def _plans(secretary: Actor, node: Any, town: Any) -> None:  # noqa: ANN401 - nodes
    year, day = today().year, date(today().year, 1, 12)
    for place, number in ((town, 6), (node, 2)):
        actions.allot(actor=SYSTEM, organization=place.pk, year=year, number=number, on=day)
    actions.set_norms(
        actor=SYSTEM, organization=town.pk, batch=3, year_end_share=50, young=35, educated="college"
    )
    actions.report_plan(
        actor=secretary,
        organization=node.pk,
        year=year,
        number=1,
        lead=secretary.person,
        goals={"young": 50, "educated": 50, "farmer": 60},
        said={"focus": "rural"},
        words="一名积极分子下半年满一年，成熟了再报；不凑数。",
        on=day,
    )


def _begun(actor: Actor, node: Any, first: date, name: str, **about: Any) -> Way:  # noqa: ANN401
    key = next(one.key for one in courses(node, first) if one.procedure.id.startswith("recruitment-"))
    with on_day(first):
        made = actions.begin(
            actor=actor,
            organization=node.pk,
            procedure=key,
            first=first,
            name=name,
            about=about,
            where="支部档案柜 3 号",
        )
    return Way(made, actor)


def _applicant(secretary: Actor, node: Any) -> None:  # noqa: ANN401 - a node
    """Waits for the talk; the month is running."""
    _begun(
        secretary,
        node,
        today() - timedelta(days=19),
        "罗小禾",
        born=date(2003, 9, 2),
        sex="female",
        education="bachelor",
        stratum="intellectual",
        traits=["educated"],
    )


def _activist(secretary: Actor, node: Any) -> None:  # noqa: ANN401 - a node
    """In cultivation for half a year; the first inspection is on record."""
    first = today() - timedelta(days=205)
    way = _begun(
        secretary,
        node,
        first,
        "韦成田",
        born=date(1996, 2, 11),
        sex="male",
        education="senior",
        stratum="farmer",
        traits=["skilled", "leads_prosperity"],
    )
    way.take(
        "talk",
        first + timedelta(days=6),
        "谈了外出务工和回村种茶的经历，想为村里做事，了解党章不多，送了学习材料。",
    )
    way.take("activist", first + timedelta(days=20), "党员推荐，支委会同意。")
    way.take("activist-filed", first + timedelta(days=24), "镇党委备案。")
    way.take("mentors", first + timedelta(days=26), "由一名正式党员联系。")
    way.take("cultivation", first + timedelta(days=190), "参加党课三次，带三户种茶；理论学得少，要补。")


def _published(secretary: Actor, node: Any, town: Any, start: date) -> None:  # noqa: ANN401 - nodes
    """A year of cultivation is over, the township has agreed, the notice hangs."""
    way = _begun(
        secretary,
        node,
        start + timedelta(days=2),
        "石秋云",
        born=date(1991, 7, 23),
        sex="female",
        education="college",
        stratum="farmer",
        traits=["educated", "leads_prosperity"],
    )
    active = start + timedelta(days=14)
    way.take("talk", start + timedelta(days=7), "谈了返乡办合作社的打算，入党动机端正，家里支持。")
    way.take("activist", active, "妇联推优，支委会同意。")
    way.take("activist-filed", active + timedelta(days=2), "镇党委备案。")
    way.take("mentors", active + timedelta(days=4), "由一名正式党员联系。")
    way.take("cultivation", add_months(active, 5), "合作社带动十一户，参加组织生活积极。")
    way.take("cultivation", add_months(active, 11), "考察良好，群众反映好。")
    ready = add_months(active, 12)
    _goes_over(way, town, ready)
    with on_day(ready):
        actions.note(
            actor=secretary,
            dossier=way.dossier.pk,
            kind=SURVEY,
            on=ready,
            words="入户听取意见，没有反映问题。",
            said={"asked": "20", "good": "18", "fair": "2", "against": "0"},
        )
    way.take("opinions", ready, "党小组、联系人、党员和群众都同意。")
    way.take("candidate-proposed", ready + timedelta(days=1), "支委会同意拟列为发展对象。")
    _agreed(way, "consent", ready + timedelta(days=2))
    day = today() - timedelta(days=3)
    with on_day(day):
        procedures.ask(
            actor=secretary,
            case=way.dossier.case_id,
            step="notice",
            on=day,
            words="拟将石秋云同志列为发展对象，现予公示。有意见的，请向村党支部或镇党委反映。",
            papers=[Paper("notice_paper", words=_ON_SITE)],
        )


def _goes_over(way: Way, town: Any, on: date) -> None:  # noqa: ANN401 - a node
    """Begun under the earlier text, where there was one: the township has chosen the new one."""
    with on_day(on):
        row = cases.case(way.dossier.case_id)
        assert row is not None  # noqa: S101 - it has just been opened
        at = standing(live(row))
        if at is None:
            return
        actions.choose_text(
            actor=SYSTEM,
            organization=town.pk,
            procedure=at.new.procedure.id,
            reason="全镇统一按修订后的细则办，已经办的照算。",
        )
        actions.move_over(actor=way.actor, dossier=way.dossier.pk, version=row.version)


def _agreed(way: Way, step: str, on: date) -> None:
    """The township is asked and agrees."""
    with on_day(on):
        procedures.ask(
            actor=way.actor, case=way.dossier.case_id, step=step, on=on, words="请同意列为发展对象。"
        )
        for sent in cases.waiting_requests(way.dossier.case_id):
            row = cases.case(way.dossier.case_id)
            assert row is not None  # noqa: S101 - it is there
            procedures.decide(
                actor=SYSTEM, request=sent.pk, version=row.version, answer="agreed", on=on, words="同意。"
            )
