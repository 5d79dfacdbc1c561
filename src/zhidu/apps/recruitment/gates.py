"""What has to be true of a person before a step of the way into the Party (把关): age, helpers, training, probation.

Asked by the engine of ``procedures`` for every case that has a dossier. Numbers come from the clauses in force on the
day of the step; what is not known is said to be missing and is never taken for a no.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from zhidu.apps.recruitment.asking import CONCLUDED, OPINIONS, PEOPLE, TRAINED, questions, training
from zhidu.apps.recruitment.companions import fault_of
from zhidu.apps.recruitment.models import Dossier, Note
from zhidu.apps.recruitment.rules import Rules, rules_of
from zhidu.apps.recruitment.states import CONCLUSIONS, ELSEWHERE, LATE, LEAVING, NAMED, SPECIAL
from zhidu.domain.calendar import add_months
from zhidu.domain.procedures import Act, Move, Refusal, Rule, Step
from zhidu.domain.rules.terms import Modality

if TYPE_CHECKING:
    from zhidu.apps.procedures.engine import Live

SOON = 3
"""Months: what the word 三个月内将离开 of the vocabulary means."""
HALF_YEAR = 6
KEY = "dossier"


def dossier_of(going: Live) -> Dossier | None:
    """The dossier of a case, looked up once; one query."""
    if KEY not in going.kept:
        rows = Dossier.objects.select_related("person", "organization").prefetch_related("companions")
        going.kept[KEY] = rows.filter(case=going.row.pk).first()
    found: Dossier | None = going.kept[KEY]
    return found


def notes_of(going: Live) -> list[Note]:
    """The notes in use; one query."""
    dossier = dossier_of(going)
    if "notes" not in going.kept:
        rows = Note.objects.filter(dossier=dossier, voided_at=None)
        going.kept["notes"] = list(rows) if dossier is not None else []
    found: list[Note] = going.kept["notes"]
    return found


class Gatekeeper:
    """The guard of ``procedures.ports``."""

    def against(self, going: Live, move: Move, *, making: bool) -> list[Refusal]:
        dossier, step = dossier_of(going), going.step(move.step)
        if dossier is None or step is None or move.act in {Act.FAIL, Act.RETURN}:
            return []
        rules = rules_of(dossier.organization, move.on, going.said)
        found = list(_conditions(going, dossier, step, move, rules))
        if making and move.act is Act.DO:
            found += _filled(going, dossier, step, move.on, rules)
        return found

    def page(self, going: Live, step: Step) -> str:
        dossier = dossier_of(going)
        if dossier is None or (step.gate is not None and step.gate.kind != "ballot") or not step.facts:
            return ""
        return reverse("recruitment:step", args=[dossier.pk, step.id])


GATEKEEPER = Gatekeeper()


def _no(text: str, possible_from: date | None = None) -> Refusal:
    return Refusal(rule=Rule.CONDITION, text=text, possible_from=possible_from)


def _conditions(going: Live, dossier: Dossier, step: Step, move: Move, rules: Rules) -> Iterator[Refusal]:
    if move.act in {Act.ASK, Act.DO} and _after_cultivation(going, step):
        yield from _cultivated(going, step, move.on)
        yield from _inspected(going, move.on, rules)
    for fact in step.facts:
        match fact:
            case "application_received" | "activist_confirmed":
                yield from of_age(dossier, move.on, rules)
            case "candidate_confirmed":
                yield from _published_twice(going, dossier)
            case "admission_meeting" if move.act in {Act.ASK, Act.DO}:
                yield from _fit(going)
                yield from _leaving(going, dossier, move.on, rules)
            case "admission_approved" if move.act is Act.PASS:
                yield from _late(going, move.on, rules)
            case "confirmation_meeting" if move.act in {Act.ASK, Act.DO}:
                yield from _probation_over(dossier, step, move.on)


# ---------------------------------------------------------------- one condition each


def of_age(dossier: Dossier, on: date, rules: Rules) -> Iterator[Refusal]:
    """Whether somebody is old enough to apply, on that day."""
    asked = rules.least_age
    if asked is None:
        return
    clause, age = asked
    if dossier.born is None:
        yield _no(
            f"不知道{dossier.person.name}的出生日期，看不出满不满 {age} 岁；请先补上（依据：{clause.source}）。"
        )
        return
    of_age = add_months(dossier.born, age * 12)
    if on < of_age:
        yield _no(
            f"{_day(dossier.born)}出生，{_day(of_age)}才满 {age} 岁，还差 {(of_age - on).days} 天"
            f"（依据：{clause.source}）。",
            of_age,
        )


def _after_cultivation(going: Live, step: Step) -> bool:
    """Whether the step is among those that end the cultivation: once taken, no inspection can be added before it."""
    place = going.procedure.position(step.id)
    return place_of(going, "activist_inspected") < place <= place_of(going, "candidate_confirmed")


def _cultivated(going: Live, step: Step, on: date) -> Iterator[Refusal]:
    """The waiting time of the step that lists somebody holds for those before it as well."""
    later = next(one for one in going.procedure.steps if "candidate_confirmed" in one.facts)
    since = going.step(later.since) if later.since else None
    if later.min_dwell is None or since is None or step.min_dwell is not None:
        return
    began = next(iter(going.standing.of(since.id).done), None)
    if began is None:
        return
    earliest = going.calendar.add(began, later.min_dwell)
    if on < earliest:
        yield _no(
            f"培养教育和考察满 {later.min_dwell.chinese()}才可“{step.title}”：{_day(began)}起算，"
            f"最早 {_day(earliest)}，还差 {(earliest - on).days} 天。",
            earliest,
        )


def _inspected(going: Live, on: date, rules: Rules) -> Iterator[Refusal]:
    """Every whole half-year since somebody became an activist has its inspection, where a clause asks for it."""
    since = first_done(going, "activist_confirmed")
    asked = [one for one in rules.clauses if "activist_inspected" in getattr(one.params, "measures", ())]
    if since is None or not asked:
        return
    held = days_of(going, "activist_inspected")
    begins, missing = since, []
    while (ends := add_months(begins, HALF_YEAR)) <= on:
        if not any(begins < one <= ends for one in held):
            missing.append(f"{_day(begins)}至{_day(ends)}")
        begins = ends
    if missing:
        yield _no(
            f"培养期内每半年考察一次，缺 {len(missing)} 次：{'、'.join(missing)}；考察过的请补登"
            f"（依据：{asked[0].source}）。"
        )


def _published_twice(going: Live, dossier: Dossier) -> Iterator[Refusal]:
    """For somebody who lives and works elsewhere the notice hangs in both places for the same days."""
    asked = _notice_day(going)
    if not dossier.floating or asked is None:
        return
    elsewhere = [one for one in notes_of(going) if one.kind == ELSEWHERE]
    if not elsewhere:
        yield _no("是流动人员，应在流出地和流入地同时公示；另一处的公示还没有登记。")
        return
    late = [one for one in elsewhere if one.on > asked]
    if len(late) == len(elsewhere):
        yield _no(
            f"另一处 {_day(elsewhere[0].on)}才公示，本处 {_day(asked)}公示；应同时公示，两处都满规定的天数。"
        )


def _notice_day(going: Live) -> date | None:
    """The day the notice went up; None where the procedure has none."""
    steps = [one for one in going.procedure.steps if one.gate is not None and one.gate.kind == "publication"]
    return going.standing.of(steps[0].id).asked if steps else None


def _fit(going: Live) -> Iterator[Refusal]:
    """The review came to 合格; not asked where the procedure has no review."""
    reviewed = [one for one in notes_of(going) if one.kind == CONCLUDED and one.move_id is not None]
    if reviewed and reviewed[-1].said.get("conclusion") != "qualified":
        word = CONCLUSIONS.get(reviewed[-1].said.get("conclusion", ""), "没有写")
        yield _no(f"政治审查的结论是“{word}”；结论合格的才能提交大会。")


def _leaving(going: Live, dossier: Dossier, on: date, rules: Rules) -> Iterator[Refusal]:
    found = rules.forbidden("admission_meeting", "leaves_within_3m")
    if not found or dossier.leaves_on is None:
        return
    if on <= dossier.leaves_on <= add_months(on, SOON):
        clause = found[0][0]
        if clause.modality is Modality.GENERALLY and any(one.kind == LEAVING for one in notes_of(going)):
            return
        yield _no(
            f"{_day(dossier.leaves_on)}将离开本单位，不到 {SOON} 个月；一般不办接收手续"
            f"（依据：{clause.source}）。确有必要的，先记下理由。"
        )


def _late(going: Live, on: date, rules: Rules) -> Iterator[Refusal]:
    """Past the ordinary limit a reason is needed, past the last one nobody approves any more."""
    limits = rules.within("admission_approved")
    for place, (clause, trigger, length) in enumerate(limits, start=1):
        began = first_done(going, trigger)
        if began is None:
            continue
        until = going.calendar.add(began, length)
        if on <= until:
            continue
        days = (on - until).days
        if place == len(limits) and len(limits) > 1:
            yield _no(
                f"最迟应在 {_day(until)}审批，已超 {days} 天（依据：{clause.source}）；不能再批准，请退回支部研究。"
            )
        elif not any(one.kind == LATE for one in notes_of(going)):
            yield _no(
                f"一般应在 {_day(until)}前审批，已超 {days} 天；有特殊情况的，先在这位同志的页上写明理由"
                f"（依据：{clause.source}）。"
            )


def _probation_over(dossier: Dossier, step: Step, on: date) -> Iterator[Refusal]:
    until = dossier.probation_until
    if until is not None and on < until:
        yield _no(f"预备期到 {_day(until)}满，满了才能“{step.title}”，还差 {(until - on).days} 天。", until)


# ---------------------------------------------------------------- what is filled in


def _filled(going: Live, dossier: Dossier, step: Step, on: date, rules: Rules) -> Iterator[Refusal]:
    """The form of the step was filled in as the clauses want it; asked while the step is being taken."""
    asked = questions(step.facts, rules)
    waiting = next(
        (one for one in reversed(notes_of(going)) if one.step == step.id and one.move_id is None), None
    )
    said = waiting.said if waiting is not None else {}
    for one in asked:
        answer = said.get(one.name, "")
        if fault := one.fault([part for part in answer.split(";") if part]):
            yield _no(f"{one.label}：{fault}。")
        elif one.sort == PEOPLE:
            named = next(NAMED[fact] for fact in step.facts if fact in NAMED)
            for pk in answer.split(";"):
                if pk and (fault := fault_of(dossier, named, int(pk), on, rules)):
                    yield _no(fault)
    if OPINIONS & {*step.facts} and (waiting is None or not waiting.words.strip()):
        yield _no(f"“{step.title}”没有写内容；请写谈了什么、看到什么。")
    if TRAINED in step.facts:
        yield from _trained(going, said, rules)


def _trained(going: Live, said: dict[str, str], rules: Rules) -> Iterator[Refusal]:
    found = training(said, rules)
    if not found.short:
        return
    if found.days is not None and any(one.kind == SPECIAL for one in notes_of(going)):
        return
    source = f"（依据：{found.clause.source}）" if found.clause is not None else ""
    more = "；个别特殊情况经上级党委同意的，先记下" if found.days is not None else ""
    yield _no(f"{found.short}{source}{more}。")


# ---------------------------------------------------------------- days of facts


def days_of(going: Live, fact: str) -> list[date]:
    """The days on which the steps that bring a fact were done in this round."""
    return sorted(
        day for one in going.procedure.steps if fact in one.facts for day in going.standing.of(one.id).done
    )


def first_done(going: Live, fact: str) -> date | None:
    """The first of them."""
    return next(iter(days_of(going, fact)), None)


def place_of(going: Live, fact: str) -> int:
    """The place of the first step that brings a fact; past every step where none does."""
    steps = enumerate(going.procedure.steps)
    return next((place for place, one in steps if fact in one.facts), len(going.procedure.steps))


def next_inspection(going: Live, fact: str, since: date) -> date:
    """By when somebody is to be looked at again: half a year after the last time."""
    return add_months(max([since, *days_of(going, fact)]), HALF_YEAR)


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
