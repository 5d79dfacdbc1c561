"""Entering the parts of a life meeting's pack: each once, and everything that follows from it follows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from zhidu.apps.activities import queries as activities
from zhidu.apps.activities.actions import enter_many, record_held
from zhidu.apps.activities.entries import Entry
from zhidu.apps.adoption import queries as adoption
from zhidu.apps.meetings.actions import give_task
from zhidu.apps.orgs import queries as orgs
from zhidu.apps.procedures import queries
from zhidu.apps.procedures.access import HAND_IN, KEEP
from zhidu.apps.procedures.actions.open_case import open_case
from zhidu.apps.procedures.choosing import offered
from zhidu.apps.procedures.models import Case
from zhidu.apps.procedures.pack.following import catch_up
from zhidu.apps.procedures.pack.parts import BY_KEY, LIFE, SOURCES
from zhidu.apps.procedures.pack.reading import ANALYSIS, OPINION, PLANNED, PROBLEM, TALK, Pack, procedures_for
from zhidu.apps.procedures.saving import writing
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.clock import today
from zhidu.foundation.files.actions import attach

if TYPE_CHECKING:
    from zhidu.apps.activities.models import Activity

LONGEST = 4000
SHORT = 200


@act("procedures.open_pack", "建会前会后的一卷")
def open_pack(*, actor: Actor, activity: int) -> Case:
    """Open the case of a life meeting by the procedure that the clauses in force prescribe for it."""
    meeting = activities.activity(activity)
    if meeting is None or meeting.kind not in LIFE or meeting.voided_at is not None:
        raise Wrong("没有这次会，或者不是组织生活会、民主生活会")
    if queries.of_meeting(activity) is not None:
        raise Wrong("这次会已经建过一卷")
    node = orgs.node(meeting.organization_id)
    clauses = [duty.clause for duty in adoption.duties(node)]
    wanted = procedures_for(clauses, meeting.kind)
    choices = {(one.book.id, one.procedure.id): one for one in offered(node, today())}
    chosen = next((choices[one] for one in wanted if one in choices), None)
    if chosen is None:
        raise Wrong(f"这里执行的制度没有写{meeting.kind_name}按什么次序办；材料可以照常记在这次会名下")
    made = open_case(
        actor=actor,
        organization=node.pk,
        procedure=chosen.key,
        first=today(),
        title=f"{meeting.for_period[:4] or meeting.on.year}年度{meeting.kind_name}",
        meeting=activity,
    )
    record(obj=made.code, place=node.pk, details={"activity": activity})
    catch_up(made, actor)
    return made


@act("procedures.put_down", "记下一项")
def put_down(*, actor: Actor, case: int, part: str, words: str = "", on: date | None = None) -> Activity:
    """Put down that one part is done: the theme fixed, the plan reported, the talks held."""
    pack = _pack(actor, case)
    wanted = BY_KEY.get(part)
    if wanted is None or wanted.measure in {OPINION, "notified"}:
        raise Wrong("没有这一项；请从页面上点")
    text = words.strip()
    if wanted.asks and not text:
        raise Wrong({"words": f"没有写{wanted.asks}"})
    if len(text) > LONGEST:
        raise Wrong({"words": f"有 {len(text)} 字；应不超过 {LONGEST} 字"})
    if part == "talks" and pack.pairs_asked and pack.pairs_lacking:
        one, other = pack.pairs_lacking[0]
        raise Wrong(f"还有 {len(pack.pairs_lacking)} 对没有谈，如{one.name}与{other.name}；谈了先记下来")
    if wanted.when == "after" and pack.meeting.state != "held":
        raise Wrong("会还没有开；开了再记这一项")
    columns = {"audience": wanted.audience} if wanted.audience else {}
    if part in {"theme", "plan"}:
        columns |= _plan(pack, text)
    return _put(actor, pack, wanted.measure, on, title=text[:SHORT], notes=text, columns=columns)


def _plan(pack: Pack, text: str) -> dict[str, str]:
    """What a plan says: theme, content and time, taken from the arrangement."""
    agenda = "；".join(one.title for one in pack.meeting.agenda.all())
    theme = next((one.title for one in pack.of("theme_fixed")), "") or pack.meeting.title or text
    return {"theme": theme[:SHORT], "content": (agenda or text)[:500], "time": f"{pack.meeting.on:%Y-%m-%d}"}


@act("procedures.gather_opinion", "记一条意见")
def gather_opinion(*, actor: Actor, case: int, source: str, words: str, on: date | None = None) -> Activity:
    """One opinion heard before the meeting: of whom in general, never by name unless the words say so."""
    pack = _pack(actor, case)
    text = words.strip()
    wrong = {}
    if source not in SOURCES:
        wrong["source"] = f"请选是谁的意见：{'、'.join(SOURCES.values())}"
    if not text:
        wrong["words"] = "没有写意见；没有意见的，写“没有意见”"
    if len(text) > LONGEST:
        wrong["words"] = f"有 {len(text)} 字；应不超过 {LONGEST} 字"
    if wrong:
        raise Wrong(wrong)
    return _put(actor, pack, OPINION, on, notes=text, columns={"audience": source})


@act("procedures.hold_talk", "记谈心谈话")
def hold_talk(
    *, actor: Actor, case: int, person: int, others: Sequence[int], words: str = "", on: date | None = None
) -> list[int]:
    """*person* talked with each of *others*; entered once, it counts for both."""
    pack = _pack(actor, case)
    known = {one.person for one in [*pack.people, *pack.committee]}
    partners = list(dict.fromkeys(others))
    wrong = {}
    if person not in known:
        wrong["person"] = "请从名单里选"
    if not partners or not set(partners) <= known or person in partners:
        wrong["others"] = "请选和谁谈的，不能是本人"
    already = [one for one in partners if frozenset({person, one}) in pack.talks]
    if not wrong and already:
        wrong["others"] = "其中有已经记过的；一次谈话两个人只记一条"
    if len(words) > LONGEST:
        wrong["words"] = f"有 {len(words)} 字；应不超过 {LONGEST} 字"
    if wrong:
        raise Wrong(wrong)
    rows = [
        _entry(pack, TALK, on, person=person, notes=words.strip(), columns={"with": f"person-{one}"})
        for one in partners
    ]
    made = enter_many(actor=writing(actor), rows=rows)
    _note(pack, TALK, people=len(made))
    catch_up(pack.case, actor)
    return made


@act("procedures.hand_in_analysis", "交党性分析材料")
def hand_in_analysis(
    *,
    actor: Actor,
    case: int,
    words: str = "",
    upload: Any = None,  # noqa: ANN401 - an uploaded file
    person: int | None = None,
) -> Activity:
    """The own 党性分析（对照检查）材料, typed or as a file; a keeper may hand in what somebody gave on paper.

    Only whoever wrote it, the secretary and the discipline officer read it; others see that it is there.
    """
    row = queries.case(case)
    if row is None or row.meeting is None:
        raise Wrong("没有这一卷")
    pack = Pack(row)
    who = person if person is not None else actor.person
    if who is None or who not in {one.person for one in pack.people}:
        raise Refused(HAND_IN, obj=row)
    if who != actor.person:
        KEEP.require(actor, row)
    if not row.open:
        raise Wrong("这一卷已经办结，不再收材料")
    text = words.strip()
    if not text and upload is None:
        raise Wrong({"words": "没有写，也没有上传；写在下面，或者上传一份，选一样"})
    if len(text) > 20_000:
        raise Wrong({"words": f"有 {len(text)} 字；应不超过 20000 字"})
    if who in pack.analyses:
        raise Wrong("已经交过一份；要改的，打开那一份点“更正”，或请书记作废了再交")
    made = _put(actor, pack, ANALYSIS, None, person=who, notes=text)
    if upload is not None:
        attach(actor=writing(actor), owner=made.code, upload=upload)
    return made


@act("procedures.find_problem", "记一个问题和整改措施")
def find_problem(*, actor: Actor, case: int, problem: str, measure: str, person: int, due: date) -> Activity:
    """One problem the meeting found, what is done about it, by whom, by when.

    The task goes to that person; once it is done, the record of the measure carried out follows.
    """
    pack = _pack(actor, case)
    texts = {"problem": problem.strip(), "measure": measure.strip()}
    wrong = {
        name: "没有写" if not text else f"有 {len(text)} 字；应不超过 {SHORT} 字"
        for name, text in texts.items()
        if not text or len(text) > SHORT
    }
    if wrong:
        raise Wrong(wrong)
    if pack.meeting.state != "held":
        raise Wrong("会还没有开，或者还没有结束会议；会上查出的问题，会后在这里逐条记")
    found = _put(actor, pack, PROBLEM, None, title=texts["problem"])
    planned = _put(
        actor,
        pack,
        PLANNED,
        None,
        title=texts["measure"],
        notes=texts["problem"],
        columns={"problem": found.code},
    )
    give_task(
        actor=actor,
        activity=pack.meeting.pk,
        person=person,
        what=texts["measure"],
        due=due,
        measure=planned.pk,
    )
    return found


def _pack(actor: Actor, case: int) -> Pack:
    """The pack, locked. Raises Wrong where there is none or it is over, Refused for whoever does not keep it."""
    row = (
        Case.objects.select_for_update(of=("self",)).select_related("organization", "matter").filter(pk=case)
    )
    found = row.defer("book__files").first()
    if found is None or found.meeting_id is None or found.meeting.kind not in LIFE:
        raise Wrong("没有这一卷；请从那次会的页面打开")
    KEEP.require(actor, found)
    if not found.open:
        raise Wrong("这一卷已经办结；要补的，直接记在那次会名下")
    return Pack(found)


def _entry(pack: Pack, measure: str, on: date | None, **more: Any) -> Entry:  # noqa: ANN401
    return Entry(
        kind=measure,
        node=pack.case.organization_id,
        on=on or today(),
        about=pack.meeting.pk,
        **more,
    )


def _put(actor: Actor, pack: Pack, measure: str, on: date | None, **more: Any) -> Activity:  # noqa: ANN401
    """One record of the pack, written with what this app has checked, and its line in the journal of the case."""
    made = record_held(actor=writing(actor), entry=_entry(pack, measure, on, **more))
    _note(pack, measure, record=made.pk)
    return made


def _note(pack: Pack, measure: str, **details: Any) -> None:  # noqa: ANN401
    record(obj=pack.case.code, place=pack.case.organization_id, details={"part": measure, **details})
