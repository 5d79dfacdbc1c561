"""What is put to the vote, and whether it may be put that way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from zhidu.apps.activities.states import State as Held
from zhidu.apps.ballots.models import Ballot, Nominee
from zhidu.apps.ballots.requirements import Asked, asked_of, reserved, standing_of
from zhidu.apps.ballots.states import CIRCLES, FORUM_OF, FORUMS, Method, Role, Stage
from zhidu.apps.members import queries as members
from zhidu.domain.rules.vocabulary.words import MATTERS
from zhidu.domain.rules.vocabulary.words import METHODS as WAYS
from zhidu.foundation.clock import ZONE, today

if TYPE_CHECKING:
    from zhidu.apps.activities.models import Activity
    from zhidu.apps.orgs.models import Node

LONGEST_TITLE, LONGEST_TEXT, MOST_SEATS = 200, 4000, 30
LEADING = frozenset({"secretary", "deputy"})
POSTS = {"committee_member": "委员会委员", "secretary": "书记", "deputy": "副书记"}
LONGEST_TERM = 10
ELECTIONS = frozenset({"election", "by_election"})
WATCHED: Mapping[Method, tuple[Role, ...]] = {
    Method.HANDS: (),
    Method.NAMED: (),
    Method.SECRET: (Role.SCRUTINEER, Role.COUNTER),
    Method.PAPER: (Role.SCRUTINEER, Role.COUNTER, Role.SECOND),
}
"""Who has to be named before a vote of that kind: two locks on the box, two counters of papers and one who watches."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A vote as somebody prepares it. ``meeting`` and ``before`` are numbers of rows."""

    organization: int
    matter: str
    method: Method
    title: str
    forum: str = ""
    meeting: int | None = None
    point: int | None = None
    text: str = ""
    person: int | None = None
    case: int | None = None
    seats: int | None = None
    candidates: Sequence[int] = ()
    tellers: Mapping[Role, int] = field(default_factory=dict)
    codes: bool = False
    post: str = ""
    """What an election fills: ``committee_member``, ``secretary`` or ``deputy``; '' for delegates and others."""
    years: int | None = None
    before: int | None = None
    gate: tuple[int, str] | None = None
    """Case and step of a procedure that waits for this vote."""
    round: int = 1
    """2 where the gap of an election is filled: the names follow from the first round then."""


def forum_of(draft: Draft, meeting: Activity | None) -> str:
    """The forum: that of the meeting; an election is held at an election meeting, whatever else is on its agenda.

    So is that of secretary and deputy, whom the committee elects at its own first meeting.
    """
    forum = held_in(draft, meeting)
    electing = forum == "members_meeting" or by_the_committee(draft, meeting)
    return "election_meeting" if electing and draft.matter in ELECTIONS else forum


def held_in(draft: Draft, meeting: Activity | None) -> str:
    """Who comes together: the kind of the meeting, or what was chosen where there is none."""
    return FORUM_OF.get(meeting.kind, "") if meeting is not None else draft.forum


def by_the_committee(draft: Draft, meeting: Activity | None) -> bool:
    """Whether the committee votes, and not all members."""
    return held_in(draft, meeting) in CIRCLES and (draft.post in LEADING or draft.matter not in ELECTIONS)


def faults(draft: Draft, organization: Node, meeting: Activity | None) -> dict[str, str]:
    """Field → what is wrong and what would be right; the clauses in force are asked too."""
    found: dict[str, str] = {}
    title, forum = draft.title.strip(), forum_of(draft, meeting)
    if not title:
        found["title"] = "没有写表决什么；应写成一句能回答同意不同意的话"
    elif len(title) > LONGEST_TITLE:
        found["title"] = f"有 {len(title)} 字；应不超过 {LONGEST_TITLE} 字"
    if len(draft.text) > LONGEST_TEXT:
        found["text"] = f"有 {len(draft.text)} 字；应不超过 {LONGEST_TEXT} 字"
    if draft.matter not in MATTERS:
        found["matter"] = "请从列表中选择事项"
    if forum not in FORUMS:
        found["meeting" if meeting is not None else "forum"] = "这种会议不作表决；应选党员大会、支委会等会议"
    if meeting is not None:
        _meeting(meeting, organization, found)
    if not found:
        asked = asked_of(organization, today(), forum, draft.matter)
        _clauses(draft, organization, forum, asked, found)
        _people(draft, organization, found)
        _names(draft, organization, found)
        _again(draft, meeting, found)
    return found


def _meeting(meeting: Activity, organization: Node, found: dict[str, str]) -> None:
    if meeting.organization_id != organization.pk:
        found["meeting"] = f"这次会不是{organization.name}的；请从列表中选择"
    elif meeting.voided_at is not None or meeting.state == Held.CANCELLED:
        found["meeting"] = "这次会已经取消或作废；请选别的会"


def _clauses(draft: Draft, organization: Node, forum: str, asked: Asked, found: dict[str, str]) -> None:
    other = reserved(organization, today(), forum, draft.matter)
    if other is not None:
        found["matter"] = f"{MATTERS[draft.matter]}不能在{FORUMS[forum]}表决：{other.title}（{other.source}）"
    ways = asked.methods
    if ways is not None and draft.method.word not in ways:
        named = "、".join(WAYS.get(one, one) for one in sorted(ways))
        source = next(clause.source for clause, rule in asked.rules if rule.method)
        found["method"] = f"选的是{WAYS[draft.method.word]}；应用{named}（依据：{source}）"
    alone = asked.one_by_one
    if alone is not None and draft.person is None and draft.case is None and draft.seats is None:
        found["person"] = f"没有选对谁表决；一次只表决一个人（依据：{alone.source}）"


def _people(draft: Draft, organization: Node, found: dict[str, str]) -> None:
    wanted = set(draft.tellers.values()) | set(draft.candidates)
    here = {one.person_id: one.type for one in members.on_day(organization.pk, today())}
    for role, person in draft.tellers.items():
        if here.get(person) != "full_member":
            found[role.value] = f"{role.chinese}应是{organization.name}的正式党员；请从名单中选择"
        elif person in draft.candidates or person == draft.person:
            found[role.value] = f"{role.chinese}不能同时是候选人或被表决的人；请另选一人"
    if len(set(draft.tellers.values())) < len(draft.tellers):
        found.setdefault("counter", "同一个人选了两次；监票、计票应由不同的人担任")
    for role in WATCHED[draft.method]:
        if role not in draft.tellers:
            found.setdefault(role.value, f"没有选{role.chinese}；{draft.method.chinese}应有")
    if any(here.get(one) != "full_member" for one in wanted & set(draft.candidates)):
        found["candidates"] = "候选人里有人不是本组织的正式党员；只有正式党员有被选举权"


def _again(draft: Draft, meeting: Activity | None, found: dict[str, str]) -> None:
    """What was put off is voted on at the next meeting, not at the same one."""
    before = Ballot.objects.filter(pk=draft.before).first() if draft.before is not None else None
    if before is None or before.outcome != "deferred" or before.closed_at is None:
        return
    same = meeting is not None and before.meeting_id == meeting.pk
    if same or (meeting is None and before.closed_at.astimezone(ZONE).date() == today()):
        found["meeting"] = "这件事因票数接近暂缓，应在下次会议再表决，不能在同一次会上接着表决"


def _names(draft: Draft, organization: Node, found: dict[str, str]) -> None:
    if draft.post and draft.post not in POSTS:
        found["post"] = "请从列表中选择职务"
    if draft.years is not None and not 1 <= draft.years <= LONGEST_TERM:
        found["years"] = f"写的是 {draft.years} 年；任期应为 1 至 {LONGEST_TERM} 年"
    if draft.seats is None:
        if draft.matter in ELECTIONS and draft.person is None:
            found.setdefault("seats", "没有写应选几名；选举应写名额")
        return
    if not 1 <= draft.seats <= MOST_SEATS:
        found["seats"] = f"写的是 {draft.seats} 名；应为 1 至 {MOST_SEATS} 名"
        return
    if len(set(draft.candidates)) != len(draft.candidates):
        found["candidates"] = "同一个人列了两次"
    elif draft.round == 1 and (fault := _number(draft, organization, draft.seats) or _slate(draft)):
        found.setdefault("candidates", fault)
    if draft.method in {Method.HANDS, Method.NAMED}:
        found.setdefault("method", "选举应无记名投票；请选手机、电脑上投，或者纸票")


def _slate(draft: Draft) -> str:
    """Where the case has its list of names, nobody else stands, and no fewer."""
    if draft.gate is None:
        return ""
    rows = Nominee.objects.filter(slate__case=draft.gate[0], stage=Stage.FORMAL.value)
    names = dict(rows.values_list("person", "person__name"))
    if not names or set(names) == set(draft.candidates):
        return ""
    return f"正式候选人是{'、'.join(names.values())}；选票上应当就是这些人，要改的先改名单、报上级同意"


def _number(draft: Draft, organization: Node, seats: int) -> str:
    """What the clauses have against so many candidates."""
    return standing_of(organization, today(), draft.post).fault(seats, len(draft.candidates))
