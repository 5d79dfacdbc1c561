"""A county with something of everything a page can be about, and the address of every page of the site.

Whatever is in it carries the county's word in its name, so a page that shows any of it gives itself away.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.apps.about import Given, of
from tests.apps.builders import (
    Branch,
    a_branch,
    a_committee,
    a_member,
    an_account,
    an_actor,
    an_organization,
    holds,
)
from tests.site import outside_acts
from zhidu.apps.activities.actions import (
    ask_absence,
    ask_leave,
    enter_many,
    open_matter,
    plan,
    raise_question,
    record_held,
)
from zhidu.apps.activities.agenda import Item
from zhidu.apps.activities.entries import Entry
from zhidu.apps.activities.models import Activity, Consent
from zhidu.apps.adoption.actions import adopt, import_book
from zhidu.apps.adoption.drafts import shipped_draft
from zhidu.apps.adoption.queries import book_with_digest
from zhidu.apps.ballots.actions import cast, open_ballot, open_box, prepare, take_key
from zhidu.apps.ballots.drafting import Draft
from zhidu.apps.ballots.models import Ballot
from zhidu.apps.ballots.states import Method, Role
from zhidu.apps.compliance.actions.ask_deviation import ask_deviation
from zhidu.apps.compliance.follow import bring_up
from zhidu.apps.compliance.models import StoredFinding
from zhidu.apps.dashboards.actions import subscribe
from zhidu.apps.dashboards.actions.keep_filter import keep_filter
from zhidu.apps.disclosure.actions import publish, set_page
from zhidu.apps.disclosure.entries import Entry as Told
from zhidu.apps.documents import actions as documents
from zhidu.apps.documents.entries import Entry as Letter
from zhidu.apps.meetings.actions import give_task, take_roll
from zhidu.apps.meetings.models import Exclusion
from zhidu.apps.members.models import Membership
from zhidu.apps.orgs.models import Spell
from zhidu.apps.procedures import queries as cases
from zhidu.apps.procedures.actions import (
    ask,
    delegate,
    gather_opinion,
    open_case,
    open_pack,
    raise_objection,
    take_step,
)
from zhidu.apps.procedures.models import Request
from zhidu.apps.procedures.papers_in import Paper
from zhidu.foundation.access.models import Grant
from zhidu.foundation.access.queries import actor_of
from zhidu.foundation.access.rules import SYSTEM, Actor
from zhidu.foundation.acts import act, record
from zhidu.foundation.clock import now, today
from zhidu.foundation.files.actions import attach
from zhidu.foundation.identity.models import User
from zhidu.foundation.jobs.models import Job, State
from zhidu.foundation.outbox.actions.queue import queue
from zhidu.foundation.outbox.models import Channel, Delivery, Message

PARTS = [
    import_module(f"tests.apps.{one.parent.name}.part")
    for one in sorted(Path(__file__).parent.glob("*/part.py"))
]
"""What the apps with a ``part.py`` beside their tests put into the county (``things(word, branch)``, names of things),
and what their addresses are about (``ABOUT``)."""

BOOK = "branch-comprehensive"
CLAUSE = "committee.monthly"
KINDS = ("members_meeting", "committee_meeting", "party_lecture", "dues_collected", "party_day")


@dataclass(frozen=True)
class Whole:
    """The county, and one thing of every kind."""

    word: str
    root: Any
    branches: list[Branch]
    names: Mapping[str, Any]
    """What the addresses ask for: kind of thing → its number or name."""
    user: User

    @property
    def branch(self) -> Branch:
        return self.branches[0]


@act("test.tell", "告诉")
def _tell(*, actor: Any, user: int, key: str, subject: str) -> Message:
    record(obj="test-1", place=None)
    return queue(receiver=user, subject=subject, body=subject, key=key, link="/")


def a_book() -> Any:
    """The comprehensive book, brought in once."""
    text = shipped_draft(BOOK)
    return book_with_digest(text.digest) or import_book(actor=SYSTEM, draft=text)


def a_whole_county(word: str, *, branches: int = 1, members: int = 4, records: int = 6) -> Whole:
    """*branches* under one township, each with *members* and *records*; the first has one of everything."""
    root = an_organization(f"{word}县委", type="county_committee", on=None)
    town = an_organization(f"{word}镇党委", type="township_committee", under=root)
    second = an_organization(f"{word}二镇党委", type="township_committee", under=root)
    book = a_book()
    adoption = adopt(actor=SYSTEM, organization=town.pk, book=book.pk, first=date(2026, 1, 1))
    made = [
        a_branch(
            f"{word}{number}村党支部",
            type="village_branch",
            members=members,
            groups=1,
            under=town,
            has_committee="true",
        )
        for number in range(1, branches + 1)
    ]
    activities = []
    for branch in made:
        activities += _records(word, branch, records)
    first = made[0]
    user = an_account(f"{word}的人")
    holds(user, "secretary", first.node)
    names = _one_of_everything(word, first, activities, adoption, user)
    names |= _a_publication(word, second, user)
    for part in PARTS:
        names |= part.things(word, first)
    bring_up([root.pk, town.pk, *(one.node.pk for one in made)], today())
    return Whole(word, root, made, {**names, **_of_findings(word, first)}, user)


def _records(word: str, branch: Branch, number: int) -> list[int]:
    day = date(today().year, 1, 5)
    rows = [
        Entry(
            kind=KINDS[place % len(KINDS)],
            node=branch.node.pk,
            on=day + timedelta(days=place),
            title=f"{word}的活动" if place % len(KINDS) < 3 else "",
            notes=f"{word}的记录",
            entered_on=day + timedelta(days=place),
            columns={"entitled": "4", "present": "3"} if place % len(KINDS) < 3 else {},
        )
        for place in range(number)
    ]
    rows += [
        Entry(kind="dues_paid", node=branch.node.pk, person=person, on=day, entered_on=day)
        for person in branch.people
    ]
    return enter_many(actor=SYSTEM, rows=rows)


def _one_of_everything(
    word: str, branch: Branch, activities: list[int], adoption: Any, user: User
) -> dict[str, Any]:
    node = branch.node
    body = a_committee(node)
    somebody = a_member(node, f"{word}张三")
    talk = record_held(
        actor=SYSTEM,
        entry=Entry(kind="party_day", node=node.pk, person=None, on=date(2026, 2, 1), title=f"{word}谈话"),
    )
    planned = plan(
        actor=SYSTEM,
        entry=Entry(
            kind="members_meeting",
            node=node.pk,
            on=today() + timedelta(days=5),
            title=f"{word}安排",
            planned=True,
        ),
    )
    today_ = plan(
        actor=SYSTEM,
        entry=Entry(kind="members_meeting", node=node.pk, on=today(), title=f"{word}今天的会", planned=True),
        agenda=[Item(f"{word}议题一"), Item(f"{word}议题二")],
    )
    running = take_roll(actor=SYSTEM, activity=today_.pk)
    asker = an_actor("member", node, person=branch.people[2])
    leave = ask_leave(actor=asker, activity=planned.pk, ground="away", words=f"{word}的假")
    joint = record_held(
        actor=SYSTEM, entry=Entry(kind="joint_meeting", node=node.pk, on=today(), title=f"{word}联席会")
    )
    question = raise_question(
        actor=SYSTEM, activity=joint.pk, unit=node.pk, words=f"{word}的问题", due=today()
    )
    away = ask_absence(
        actor=asker, first=today(), last=today() + timedelta(days=20), ground="away", words=f"{word}外出"
    )
    case = _a_case(word, branch, adoption)
    matter = open_matter(
        actor=SYSTEM, organization=node.pk, type="task", title=f"{word}任务", first=date(2026, 3, 1)
    )
    file = attach(
        actor=SYSTEM,
        owner=Activity(pk=activities[0]).code,
        upload=ContentFile(f"{word}的附件".encode(), name=f"{word}附件.txt"),
    )
    notice = publish(actor=SYSTEM, organization=node.pk, entry=_told(word))
    page = {"phone": "8812 3456", "place": f"{word}村委会一楼"}
    set_page(actor=SYSTEM, organization=node.pk, open=True, texts=page)
    shown = attach(
        actor=SYSTEM,
        owner=notice.code,
        upload=ContentFile(f"{word}的附件".encode(), name=f"{word}公开.txt"),
    )
    told = _a_document(word, node)
    mail = _tell(actor=SYSTEM, user=user.pk, key=f"{word}-1", subject=f"{word}提醒")
    with outside_acts():
        job = Job.objects.create(
            name="none", title=f"{word}任务", owner=user, path=node.path, place=node.pk, state=State.DONE
        )
        Message.objects.filter(pk=mail.pk).update(channel=Channel.MAIL, address="a@example.cn")
        Delivery.objects.create(message=mail, attempt=1, due_at=mail.created_at, outcome="sent")
    return {
        "node": node.pk,
        "group": branch.groups[0].pk,
        "body": body.pk,
        "person": somebody.pk,
        "spell": Spell.objects.filter(node=node).latest("pk").pk,
        "stretch": Membership.objects.get(person=somebody).pk,
        "post": branch.posts["organisation"].pk,
        "adoption": adoption.pk,
        "book": BOOK,
        "book_row": adoption.book_id,
        "clause": CLAUSE,
        "key": f"{BOOK}:{CLAUSE}",
        "activity": talk.pk,
        "with_file": activities[0],
        "planned": planned.pk,
        "running": today_.pk,
        "point": running.points.first().pk,
        "task": give_task(
            actor=SYSTEM, activity=today_.pk, person=branch.people[1], what=f"{word}要办的", due=today()
        ).pk,
        "exclusion": _excluded(word, branch).pk,
        "leave": leave.pk,
        "consent": _a_consent(word, planned, node).pk,
        "absence": away.pk,
        "joint": joint.pk,
        "question": question.pk,
        "notice": notice.pk,
        "shown": shown.pk,
        **told,
        "matter": matter.pk,
        **case,
        "file": file.pk,
        "message": mail.pk,
        "job": job.pk,
        "account": user.pk,
        "grant": Grant.objects.get(user=user).pk,
        **_votes(word, branch),
        "token": subscribe(actor=actor_of(user)),
        "saved": keep_filter(actor=actor_of(user), name=f"{word}常用", query="theme=all").pk,
    }


def _a_case(word: str, branch: Branch, adoption: Any) -> dict[str, Any]:
    """A case at its beginning, and one that waits for the superiors."""
    node = branch.node
    told = {"actor": SYSTEM, "organization": node.pk, "first": date(2026, 2, 1)}
    case = open_case(**told, procedure=f"{adoption.book_id}:deferred-decision", title=f"{word}暂缓的事")
    election = open_case(**told, procedure=f"{adoption.book_id}:election", title=f"{word}换届")
    step = {"case": election.pk, "on": date(2026, 2, 2)}
    take_step(
        actor=SYSTEM,
        version=election.version,
        step="request",
        papers=[Paper("request_paper", words=f"{word}柜")],
        **step,
    )
    ask(actor=SYSTEM, step="reply", words=f"{word}请示", **step)
    sent = Request.objects.get(case=election)
    meeting = plan(
        actor=SYSTEM,
        entry=Entry(
            kind="democratic_life_meeting",
            node=node.pk,
            on=today() + timedelta(days=9),
            title=f"{word}民主生活会",
            planned=True,
        ),
    )
    life = open_pack(actor=SYSTEM, activity=meeting.pk)
    gather_opinion(actor=SYSTEM, case=life.pk, source="masses", words=f"{word}的意见")
    return {
        "case": case.pk,
        "step": "investigate",
        "request": sent.pk,
        "life": life.pk,
        "life_meeting": meeting.pk,
        "election": election.pk,
    }


def _a_consent(word: str, planned: Activity, node: Any) -> Consent:
    """A request to hold a meeting on another day; the book of the county fixes none, so it is put there."""
    with outside_acts():
        return Consent.objects.create(
            activity=planned,
            place=node.parent,
            word="superior",
            rule=f"{word}的规定",
            on=planned.on,
            reason=f"{word}的理由",
            asked_at=now(),
        )


def _excluded(word: str, branch: Branch) -> Any:
    """One member who is not counted in 应到; the book of the county names no such ground, so it is put there."""
    day = date(2026, 6, 1)
    with outside_acts():
        return Exclusion.objects.create(
            organization=branch.node,
            person_id=branch.people[-1],
            ground="bedridden",
            reason=f"{word}的情形",
            decided_on=day,
            approver=f"{word}镇党委",
            approved_on=day,
            first=day,
            entered_at=now(),
        )


def _a_document(word: str, node: Any) -> dict[str, int]:
    """A notice from above that was sent to the branch, and a draft of its own."""
    above = node.parent
    documents.set_agency(
        actor=SYSTEM,
        organization=above.pk,
        mark=f"{word}镇党委文件",
        word=f"{word}党发",
        signature=f"{word}镇党委",
    )
    notice = Letter(kind="notice", title=f"{word}的通知", text=f"{word}的正文。", receivers=(node.pk,))
    sent = documents.draft(actor=SYSTEM, organization=above.pk, entry=notice)
    for step in (documents.submit, documents.check, documents.sign, documents.send):
        sent = step(actor=SYSTEM, document=sent.pk, version=sent.version)
    report = Letter(kind="report", title=f"{word}的报告", text=f"{word}的正文。", receivers=(above.pk,))
    draft = documents.draft(actor=SYSTEM, organization=node.pk, entry=report)
    other = documents.draft(actor=SYSTEM, organization=node.pk, entry=report)
    checking = documents.submit(actor=SYSTEM, document=other.pk, version=other.version)
    return {"document": draft.pk, "checking": checking.pk, "receipt": sent.receipts.get().pk}


def _votes(word: str, branch: Branch) -> dict[str, Any]:
    """A vote of every state and kind: in each forum one may be open at a time."""
    people = branch.people
    both = {Role.SCRUTINEER: people[0], Role.COUNTER: people[1]}

    def a_vote(method: Method, forum: str, *, begin: bool = True, **tellers: Any) -> Ballot:
        made = prepare(
            actor=SYSTEM,
            draft=Draft(
                organization=branch.node.pk,
                matter="work_plan",
                forum=forum,
                method=method,
                title=f"{word}的表决",
                tellers=tellers.get("tellers", {}),
            ),
        )
        made.codes_of = {
            one.pk: take_key(actor=Actor(person=one.person_id), ballot=made.pk)
            for one in made.tellers.all()
            if method is Method.SECRET
        }
        codes = made.codes_of
        if begin:
            made = open_ballot(actor=SYSTEM, ballot=made.pk, version=made.version)
            made.codes_of = codes
        return made

    closed = a_vote(Method.SECRET, "members_meeting", tellers=both)
    for person in people:
        cast(actor=Actor(person=person), ballot=closed.pk, marks="y")
    open_box(actor=SYSTEM, ballot=closed.pk, version=closed.version, codes=closed.codes_of)
    return {
        "ballot_closed": closed.pk,
        "ballot_draft": a_vote(Method.SECRET, "members_meeting", begin=False, tellers=both).pk,
        "ballot_open": a_vote(Method.SECRET, "members_meeting", tellers=both).pk,
        "ballot_paper": a_vote(Method.PAPER, "group_meeting", tellers={**both, Role.SECOND: people[2]}).pk,
    }


def _a_publication(word: str, node: Any, user: User) -> dict[str, Any]:
    """A case whose last step is published, with an objection, and somebody who acts in it for another."""
    text = shipped_draft("national")
    book = book_with_digest(text.digest) or import_book(actor=SYSTEM, draft=text)
    adopt(actor=SYSTEM, organization=node.pk, book=book.pk, first=date(2026, 1, 1))
    day = date(2026, 2, 1)
    made = open_case(
        actor=SYSTEM,
        organization=node.pk,
        procedure=f"{book.pk}:organisational-life",
        first=day,
        title=f"{word}组织生活会",
    )
    about = {"actor": SYSTEM, "case": made.pk, "on": day}
    for name in ("theme", "study", "talks", "opinions", "meeting", "measures", "carry-out"):
        at = cases.at_step(made.pk, name)
        papers = [Paper(one, words=f"{word}柜") for one in at.evidence]
        take_step(version=at.version, step=name, papers=papers, **about)
    ask(step="publish", words=f"{word}的措施", **about)
    at = cases.at_step(made.pk, "publish")
    objection = raise_objection(version=at.version, step="publish", words=f"{word}的异议", **about)
    officer = an_actor("superior", node)
    lent = delegate(
        actor=officer,
        case=made.pk,
        version=cases.at_step(made.pk, "publish").version,
        receiver=user.pk,
        until=today(),
        reason=f"{word}出差",
    )
    return {
        "published": made.pk,
        "published_step": "publish",
        "objection": objection.pk,
        "delegation": lent.pk,
    }


def _told(word: str) -> Told:
    return Told(
        category="village",
        title=f"{word}的公开",
        text=f"{word}水渠用款",
        audience="public",
        via=("site",),
        first=today(),
    )


def _of_findings(word: str, branch: Branch) -> dict[str, Any]:
    """Two findings for which the book takes reasons, and a reason put forward for the first."""
    rows = StoredFinding.objects.filter(organization=branch.node, modality="generally").order_by("pk")
    first, second = rows[:2]
    reason = ask_deviation(actor=SYSTEM, finding=first.pk, reason=f"{word}的理由")
    return {
        "finding": first.pk,
        "askable": second.pk,
        "why": first.get_absolute_url().partition("?")[2],
        "deviation": reason.pk,
        "month": _month_of_a_breach(branch),
    }


def _month_of_a_breach(branch: Branch) -> int:
    """A month of this year in which the branch did not do something: a cell of the heat map that can be opened."""
    rows = StoredFinding.objects.filter(organization=branch.node, verdict="breached")
    return int(rows.filter(month__startswith=f"{today().year}-").latest("month").month[5:])


# ---------------------------------------------------------------- addresses

NODE, PERSON, ORGANIZATION = of(pk="node"), of(pk="person"), of(organization="node")
ACCOUNT, ACTIVITY, MATTER, JOB = of(pk="account"), of(pk="activity"), of(pk="matter"), of(pk="job")
ABOUT: Mapping[str, Given] = {
    "dashboards:cell": of(organization="node", month="month"),
    "dashboards:ask": of(organization="node", month="month"),
    "dashboards:about-organization": NODE,
    "adoption:about-organization": NODE,
    "dashboards:drop-filter": of(pk="saved"),
    "compliance:findings": ORGANIZATION,
    "compliance:why": ORGANIZATION,
    **dict.fromkeys(
        (f"compliance:clause-{one}" for one in ("year", "now", "below")),
        of(organization="node", clause="key"),
    ),
    "compliance:adopting": of(organization="node", book="book_row"),
    "compliance:about-activity": ACTIVITY,
    "compliance:reasons": ORGANIZATION,
    "compliance:ask": of(finding="askable"),
    "compliance:answer": of(pk="deviation"),
    **dict.fromkeys(
        (f"identity:{one}" for one in ("account", "reset", "disable", "enable", "link")), ACCOUNT
    ),
    "dashboards:feed": lambda names: {"token": names["token"]},
    "identity:grant": ACCOUNT,
    "identity:revoke": of(pk="account", grant="grant"),
    "administration:end-grant": of(pk="grant"),
    "handbook:page": lambda _: {"page": "secretary"},
    "handbook:picture": lambda _: {"name": "shuji-today"},
    "outbox:read": of(pk="message"),
    "outbox:mail": of(pk="message"),
    "outbox:again": of(pk="message"),
    **dict.fromkeys((f"jobs:{one}" for one in ("job", "state", "cancel", "again")), JOB),
    "papers:print": lambda names: {"name": "none", "pk": names["activity"]},
    "papers:template": lambda _: {"name": "activities.minutes", "form": "docx"},
    **dict.fromkeys(
        ("papers:template-file", "papers:template-use"),
        lambda _: {"name": "activities.minutes", "form": "pdf", "version": 0},
    ),
    "files:download": of(pk="file"),
    "files:void": of(pk="file"),
    "files:attach": lambda names: {"owner": f"activity-{names['activity']}"},
    **dict.fromkeys(
        (f"orgs:{one}" for one in ("one", "below", "found", "rename", "describe", "move", "dissolve")), NODE
    ),
    "orgs:start-term": of(pk="body"),
    "orgs:correct-spell": of(pk="spell"),
    **dict.fromkeys(
        (f"members:{one}" for one in ("person", "change", "transfer", "leave", "readmit", "name")), PERSON
    ),
    "members:relieve": of(pk="post"),
    "members:correct-post": of(pk="post"),
    "members:correct-stretch": of(pk="stretch"),
    **dict.fromkeys((f"members:{one}" for one in ("about-node", "admit", "appoint", "merge")), NODE),
    "adoption:book": of(book="book"),
    "adoption:clause": of(book="book", clause="clause"),
    "adoption:adoptions": ORGANIZATION,
    "adoption:adopt": ORGANIZATION,
    "adoption:answer": of(pk="adoption"),
    "adoption:end": of(pk="adoption"),
    "activities:one": ACTIVITY,
    "activities:hold": of(pk="planned"),
    "activities:correct": ACTIVITY,
    "activities:cancel": of(pk="planned"),
    "activities:void": ACTIVITY,
    "activities:feedback": ACTIVITY,
    "activities:to-say": PERSON,
    "activities:about-file": PERSON,
    "activities:about-units": ACTIVITY,
    "activities:units": lambda names: {"pk": names["joint"], "what": "question"},
    **dict.fromkeys(
        (f"activities:{one}" for one in ("answer-question", "about-question")), of(pk="question")
    ),
    **dict.fromkeys(
        (f"activities:{one}" for one in ("come", "leave", "take-back", "remind", "told", "ask-consent")),
        of(pk="planned"),
    ),
    "activities:decide-leave": of(pk="leave"),
    "activities:consent": of(pk="consent"),
    **dict.fromkeys((f"activities:{one}" for one in ("absence", "absence-back")), of(pk="absence")),
    "activities:absence-for": ORGANIZATION,
    **dict.fromkeys(
        (
            f"meetings:{one}"
            for one in (
                *("room", "about-activity", "present", "names", "open", "serve", "close", "add-point"),
                *("leaving", "come-back", "screen"),
            )
        ),
        of(pk="running"),
    ),
    **dict.fromkeys(
        (f"meetings:{one}" for one in ("write", "add-paragraph", "settle", "texts")), of(pk="running")
    ),
    **dict.fromkeys(
        (f"meetings:{one}" for one in ("push", "move-point", "sort-point", "put-off", "decide")),
        of(pk="running", point="point"),
    ),
    **dict.fromkeys(
        (f"meetings:{one}" for one in ("give-task", "report-here", "tasks-of-activity")), of(pk="running")
    ),
    "meetings:task": of(pk="task"),
    "meetings:my-tasks": PERSON,
    "meetings:exclusions": ORGANIZATION,
    "meetings:self-signing": ORGANIZATION,
    "meetings:here": lambda names: {"pk": names["running"], "code": "old"},
    "meetings:end-exclusion": of(pk="exclusion"),
    **dict.fromkeys((f"disclosure:{one}" for one in ("one", "correct", "withdraw")), of(pk="notice")),
    "disclosure:page": ORGANIZATION,
    **dict.fromkeys((f"disclosure:{one}" for one in ("public", "find", "public-notices")), NODE),
    "disclosure:public-notice": of(pk="notice"),
    "disclosure:public-file": of(pk="notice", file="shown"),
    "procedures:one": of(pk="case"),
    "procedures:step": of(pk="case", step="step"),
    "procedures:request": of(pk="request"),
    "procedures:about-matter": MATTER,
    "procedures:take-up": MATTER,
    "procedures:about-meeting": of(pk="life_meeting"),
    "procedures:open-pack": of(pk="life_meeting"),
    "procedures:pack": lambda names: {"pk": names["life"], "part": "opinion"},
    **dict.fromkeys(
        (
            f"documents:{one}"
            for one in ("one", "revise", "submit", "check", "sign", "send", "drop", "remind")
        ),
        of(pk="document"),
    ),
    "documents:return": of(pk="checking"),
    "documents:receive": of(pk="receipt"),
    "documents:agency": ORGANIZATION,
    "documents:about-activity": ACTIVITY,
    "documents:about-ballot": of(pk="ballot_closed"),
    "documents:about-case": of(pk="life"),
    "disclosure:about-activity": ACTIVITY,
    **dict.fromkeys(
        (f"ballots:{one}" for one in ("one", "slips", "again", "further", "office")), of(pk="ballot_closed")
    ),
    **dict.fromkeys((f"ballots:{one}" for one in ("start", "annul", "key")), of(pk="ballot_draft")),
    **dict.fromkeys((f"ballots:{one}" for one in ("vote", "count", "paper", "screen")), of(pk="ballot_open")),
    **dict.fromkeys((f"ballots:{one}" for one in ("sheet", "sign", "announce")), of(pk="ballot_paper")),
    "ballots:about-activity": of(pk="planned"),
    "ballots:about-point": of(pk="point"),
    "ballots:about-case": of(pk="election"),
    "ballots:extend-term": of(pk="body"),
    "ballots:about-term": NODE,
    "ballots:slate": lambda names: {"pk": names["election"], "stage": "nominated"},
    "procedures:published": of(pk="published", step="published_step"),
    "procedures:object": of(pk="published", step="published_step"),
    "procedures:settle-objection": of(pk="objection"),
    "procedures:end-delegation": of(pk="delegation"),
    **dict.fromkeys(
        (f"procedures:{one}" for one in ("plan", "close", "withdraw", "take-back")), of(pk="case")
    ),
    "procedures:delegate": of(pk="published"),
    "activities:matter": MATTER,
    "activities:close-matter": MATTER,
    **{name: given for part in PARTS for name, given in part.ABOUT.items()},
}
"""What each address with parameters is about; :func:`patterns` fails where one is missing."""


ASKED: Mapping[str, str] = {"compliance:why": "why"}
"""Addresses that ask for more behind a question mark, and what of."""


def patterns(resolver: URLResolver | None = None, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Name and pattern of every address of the site."""
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            yield from patterns(one, f"{one.namespace}:" if one.namespace else space)
        else:
            yield f"{space}{one.name}", one


def addresses(names: Mapping[str, Any]) -> dict[str, str]:
    """Name of every page → its address about *names*."""
    return {
        name: reverse(name, kwargs=ABOUT[name](names) if one.pattern.converters else {})
        + (f"?{names[ASKED[name]]}" if name in ASKED else "")
        for name, one in patterns()
    }
