"""Other organisations at a meeting: who holds it together, who reported, what was asked and what came of it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from zhidu.apps.activities.access import ANSWER_QUESTION, CORRECT
from zhidu.apps.activities.actions.record_held import record_held
from zhidu.apps.activities.entries import Entry
from zhidu.apps.activities.kinds import Kind
from zhidu.apps.activities.models import Activity, Partner
from zhidu.apps.activities.notices import tell_of_question, tell_of_reply
from zhidu.apps.activities.places import places
from zhidu.apps.activities.setting import Setting
from zhidu.apps.activities.states import State
from zhidu.apps.activities.units import (
    JOINT,
    RAISED,
    REPORTED,
    RESOLVED,
    WITH_UNITS,
    candidates,
    lacking,
    shown,
    units,
)
from zhidu.domain.rules.kinds.params import Record
from zhidu.domain.rules.vocabulary import MEASURES
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.clock import now, today

LONGEST = 500


@act("activities.set_partners", "定共同召开的组织")
def set_partners(*, actor: Actor, activity: int, organizations: Collection[int]) -> list[Partner]:
    """Say which organisations hold a joint meeting together; the one record then stands in the books of each."""
    meeting = _meeting(actor, activity)
    if meeting.kind not in JOINT:
        raise Wrong(f"{meeting.kind_name}不是几个组织一起开的会")
    known = {one.pk: one for one in candidates(meeting)}
    wanted = set(organizations)
    if not wanted <= known.keys():
        raise Wrong({"organizations": "有的组织不在可选之列；请从列表中选择"})
    before = {one.organization_id: one for one in Partner.objects.filter(activity=meeting, removed_at=None)}
    if wanted == before.keys():
        raise Wrong("没有改动")
    gone = [one.pk for pk, one in before.items() if pk not in wanted]
    Partner.objects.filter(pk__in=gone).update(removed_at=now())
    made = Partner.objects.bulk_create(
        Partner(activity=meeting, organization_id=pk, added_at=now()) for pk in sorted(wanted - before.keys())
    )
    for pk in sorted({meeting.organization_id, *wanted, *before}):
        # findings of each of them follow the journal of its own place
        record(obj=meeting.code, place=pk, on=min(meeting.on, today()), details={"partners": sorted(wanted)})
    return made


@act("activities.report_unit", "记一个单位的汇报")
def report_unit(
    *, actor: Actor, activity: int, unit: int, progress: str, issues: str, tasks: str
) -> Activity:
    """What one unit reported: how far it is, what is wrong, what it was given to do.

    Once the last of them has reported, the sheet that a clause wants of the meeting is there too.
    """
    meeting, setting = _held(actor, activity)
    texts = {"progress": progress.strip(), "issues": issues.strip(), "tasks": tasks.strip()}
    wrong = {
        name: "没有写；没有的写“无”" if not text else f"有 {len(text)} 字；应不超过 {LONGEST} 字"
        for name, text in texts.items()
        if not text or len(text) > LONGEST
    }
    if wrong:
        raise Wrong(wrong)
    found = shown(meeting, setting)
    here = next((one for one in found if one.node.pk == unit), None)
    if here is None:
        raise Wrong({"unit": "这个单位不在这次会上；请从列表中选择"})
    if here.report is not None:
        raise Wrong({"unit": "这个单位已经记过汇报；要改的打开那一条更正"})
    notes = f"进度：{texts['progress']}\n问题：{texts['issues']}\n任务：{texts['tasks']}"
    entry = Entry(kind=REPORTED, node=unit, on=meeting.on, about=meeting.pk, notes=notes, columns=texts)
    made = record_held(actor=_writing(actor), entry=entry)
    missing = [one for one in lacking(found, units(meeting, setting)) if one.pk != unit]
    if not missing:
        _sheets(actor, meeting, setting)
    record(obj=meeting.code, place=meeting.organization_id, on=meeting.on, details={"unit": unit})
    return made


def _sheets(actor: Actor, meeting: Activity, setting: Setting) -> None:
    """The sheets that clauses want of such a meeting: its lines are the reports of the units."""
    for clause in setting.clauses:
        params = clause.params
        if not isinstance(params, Record) or params.event != meeting.kind:
            continue
        columns = {"form": params.form, "fields": ";".join(sorted(params.fields))}
        known = Activity.objects.filter(about=meeting, kind="record", voided_at=None)
        if not any(one.columns.get("form") == params.form for one in known):
            entry = Entry(
                kind="record", node=meeting.node_id, on=meeting.on, about=meeting.pk, columns=columns
            )
            record_held(actor=_writing(actor), entry=entry)


@act("activities.raise_question", "提出问题")
def raise_question(*, actor: Actor, activity: int, unit: int, words: str, due: date) -> Activity:
    """Ask one unit something, to be answered by *due*; its officers are told."""
    meeting, setting = _held(actor, activity)
    text = words.strip()
    wrong = {}
    if not text or len(text) > 200:
        wrong["words"] = "应写明问题，不超过 200 字"
    if due < today():
        wrong["due"] = "最迟的日子已经过去；应在今天或以后"
    known = {one.node.pk for one in shown(meeting, setting)} | {meeting.organization_id}
    if unit not in known:
        wrong["unit"] = "这个单位不在这次会上；请从列表中选择"
    if wrong:
        raise Wrong(wrong)
    entry = Entry(
        kind=RAISED,
        node=unit,
        on=today(),
        about=meeting.pk,
        title=text,
        columns={"due": due.isoformat()},
    )
    made = record_held(actor=_writing(actor), entry=entry)
    record(obj=meeting.code, place=meeting.organization_id, on=meeting.on, details={"unit": unit})
    tell_of_question(made, due, actor)
    return made


@act("activities.answer_question", "答复问题")
def answer_question(*, actor: Actor, question: int, words: str) -> Activity:
    """What came of it, written by the unit that was asked; whoever asked is told."""
    rows = Activity.objects.select_for_update(of=("self",)).select_related("organization", "node", "about")
    asked = rows.filter(pk=question, kind=RAISED, voided_at=None).first()
    if asked is None:
        raise Wrong("没有这个问题；请从列表中选择")
    ANSWER_QUESTION.require(actor, asked)
    text = words.strip()
    if not text or len(text) > 2000:
        raise Wrong({"words": "应写明怎样研究、怎样解决，不超过 2000 字"})
    if Activity.objects.filter(about=asked, kind=RESOLVED, voided_at=None).exists():
        raise Wrong("这个问题已经答复过；要改的打开那一条更正")
    entry = Entry(
        kind=RESOLVED, node=asked.node_id, on=today(), about=asked.pk, title=asked.title, notes=text
    )
    made = record_held(actor=_writing(actor), entry=entry)
    record(obj=asked.code, place=asked.organization_id, on=today(), details={"answer": made.pk})
    tell_of_reply(made, asked, actor)
    return made


def _meeting(actor: Actor, activity: int) -> Activity:
    rows = Activity.objects.select_for_update(of=("self",)).select_related("organization", "node")
    found = rows.filter(pk=activity, kind__in=WITH_UNITS).first()
    if found is None:
        raise Wrong("没有这次会，或者不是几个单位一起开的会")
    CORRECT.require(actor, found)
    if found.voided_at is not None:
        raise Wrong("这次会已经取消或作废")
    return found


def _held(actor: Actor, activity: int) -> tuple[Activity, Setting]:
    meeting = _meeting(actor, activity)
    if meeting.state != State.HELD:
        raise Wrong("会还没有开，或者还没有记录；开过以后再记各单位的汇报和问题")
    place = places([meeting.node_id])[meeting.node_id]
    return meeting, Setting(Kind(MEASURES[meeting.kind]), place, meeting.on)


def _writing(actor: Actor) -> Actor:
    """The same account, writing in the books of a unit what was said before everybody."""
    return Actor(
        user=actor.user, name=actor.name, person=actor.person, held=actor.held, system=True, day=actor.day
    )
