"""The papers of each step (文书), written from what is on record; what was not recorded stays blank.

One layout for all: who it is about, what was done and when, what was said, and the lines to sign. A paper is a row of
:data:`SHEETS`; the archive is all of them after one another, with what is missing on its first page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from zhidu.apps.procedures import page as pages
from zhidu.apps.procedures import queries as procedures
from zhidu.apps.procedures.engine import Live, live
from zhidu.apps.recruitment import queries
from zhidu.apps.recruitment.access import SEE
from zhidu.apps.recruitment.archive import missing, named_tokens, pieces
from zhidu.apps.recruitment.gates import days_of
from zhidu.apps.recruitment.models import Dossier, Note
from zhidu.apps.recruitment.rules import WORDS
from zhidu.apps.recruitment.states import (
    CONCLUSIONS,
    EDUCATION,
    NOTES,
    SEXES,
    STRATA,
    SURVEY,
    THOUGHTS,
    TRAITS,
    Companion,
    Stage,
)
from zhidu.domain.procedures import Act
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.papers import Paper, register

if TYPE_CHECKING:
    from zhidu.apps.procedures.models import Move

NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One kind of paper: the facts of the steps it tells of, and who signs."""

    name: str
    title: str
    facts: tuple[str, ...]
    signers: tuple[str, ...]
    also: tuple[str, ...] = ()
    """Kinds of notes told as well."""
    from_stage: Stage = Stage.APPLICANT
    addressee: str = ""


ORGANIZER, SECRETARY, COMMITTEE = "谈话人（签字）", "党支部书记（签字）", "党委（盖章）"
SHEETS: tuple[Sheet, ...] = (
    Sheet(
        "talk",
        "入党申请人谈话记录",
        ("application_received", "application_talk"),
        (ORGANIZER, "申请人（签字）"),
    ),
    Sheet("activist-filing", "入党积极分子备案表", ("activist_confirmed",), (SECRETARY, COMMITTEE)),
    Sheet(
        "activist-register",
        "入党积极分子培养考察登记表",
        ("activist_confirmed", "mentor_assigned", "activist_inspected"),
        ("培养联系人（签字）", SECRETARY),
        also=(THOUGHTS,),
    ),
    Sheet("opinions", "听取意见情况", ("candidate_confirmed",), (SECRETARY,), also=(SURVEY,)),
    Sheet(
        "candidate-request",
        "拟列为发展对象的请示",
        ("candidate_consented",),
        (SECRETARY,),
        addressee="上级党委",
    ),
    Sheet("notice", "发展对象公示", (), (SECRETARY,)),
    Sheet(
        "review", "政治审查结论", ("political_review",), (SECRETARY, COMMITTEE), from_stage=Stage.CANDIDATE
    ),
    Sheet("training", "短期集中培训登记表", ("short_training",), (COMMITTEE,), from_stage=Stage.CANDIDATE),
    Sheet(
        "preview",
        "接收预备党员预审请示和批复",
        ("preview_passed",),
        (SECRETARY, COMMITTEE),
        from_stage=Stage.CANDIDATE,
    ),
    Sheet(
        "resolution",
        "接收预备党员的支部大会决议",
        ("admission_meeting",),
        (SECRETARY,),
        from_stage=Stage.CANDIDATE,
    ),
    Sheet(
        "admission", "接收预备党员通知书", ("admission_approved",), (COMMITTEE,), from_stage=Stage.PROBATION
    ),
    Sheet(
        "probation-register",
        "预备党员教育考察登记表",
        ("sponsor_named", "probation_inspected", "oath_taken"),
        ("入党介绍人（签字）", SECRETARY),
        from_stage=Stage.PROBATION,
    ),
    Sheet(
        "confirmation",
        "预备党员转正审批表",
        ("confirmation_applied", "confirmation_meeting", "confirmation_approved"),
        (SECRETARY, COMMITTEE),
        from_stage=Stage.PROBATION,
    ),
)


@dataclass(frozen=True, slots=True)
class Told:
    """Everything papers are written from, read once."""

    dossier: Dossier
    going: Live
    notes: Sequence[Note]


def load(pk: int) -> Dossier:
    """The dossier. Raises ``Dossier.DoesNotExist``."""
    return queries.dossier(pk)


def told(dossier: Dossier) -> Told:
    """Four queries."""
    row = procedures.case(dossier.case_id)
    assert row is not None  # noqa: S101 - a dossier has one
    return Told(dossier, live(row), queries.notes(dossier.pk))


def sheet_data(sheet: Sheet, dossier: Dossier, one: Told | None = None) -> Mapping[str, Any]:
    """One paper."""
    found = one or told(dossier)
    data: dict[str, Any] = {
        "title": sheet.title,
        "facts": [*_who(dossier), *_days(found)],
        "parts": _parts(sheet, found),
        "signers": [[who, None] for who in sheet.signers],
        "signed_by": dossier.organization.name,
        "signed_on": None,
    }
    if sheet.addressee:
        data["addressee"] = sheet.addressee
    return data


def _who(dossier: Dossier) -> list[list[str | None]]:
    return [
        ["姓名", dossier.person.name],
        ["性别", SEXES.get(dossier.sex)],
        ["出生日期", _day(dossier.born)],
        ["文化程度", EDUCATION.get(dossier.education)],
        ["职业", STRATA.get(dossier.stratum)],
        *([["特长", "、".join(TRAITS[one] for one in dossier.traits)]] if dossier.traits else []),
        ["所在党组织", dossier.organization.name],
    ]


def _days(found: Told) -> list[list[str | None]]:
    dossier, going = found.dossier, found.going
    applied = next(iter(days_of(going, "application_received")), None)
    facts: list[list[str | None]] = [["递交申请书日期", _day(applied)]] if applied else []
    for kind in Companion:
        names = [one.person.name for one in queries.helping(dossier) if one.kind == kind]
        if names:
            facts.append([kind.chinese, "、".join(names)])
    if dossier.admitted_on:
        facts.append(["支部大会通过日期", _day(dossier.admitted_on)])
        facts.append(
            ["预备期", f"{_day(dossier.admitted_on)}至{_day(dossier.probation_until) or '（未定）'}"]
        )
    if dossier.confirmed_on:
        facts.append(["转正日期", _day(dossier.confirmed_on)])
    return facts


def _parts(sheet: Sheet, found: Told) -> list[dict[str, Any]]:
    parts: list[dict[str, Any]] = []
    for step in found.going.procedure.steps:
        here = [one for one in sheet.facts if one in step.facts]
        published = sheet.name == "notice" and step.gate is not None and step.gate.kind == "publication"
        if not here and not published:
            continue
        moves = [one for one in found.going.moves if one.step == step.id]
        words = [line for move in moves for line in _moved(move, found)]
        parts.append(
            {
                "heading": f"{_numeral(parts)}、{step.title}",
                "paragraphs": words or [None],
            }
        )
    for kind in sheet.also:
        notes = [one for one in found.notes if one.kind == kind]
        if notes:
            parts.append(
                {
                    "heading": f"{_numeral(parts)}、{NOTES[kind]}",
                    "paragraphs": [_noted(one) for one in notes],
                }
            )
    return parts


def _moved(move: Move, found: Told) -> list[str]:
    """What was done in one move, and what was noted of it."""
    if move.act == Act.ASK and move.source.startswith("ballot"):
        return []
    note = next((one for one in found.notes if one.move_id == move.pk), None)
    text = move.words or (note.words if note is not None else "")
    on = move.record.on if move.record is not None else move.on
    done = {"do": "", "ask": "提请。", "pass": "通过、同意。", "fail": "未通过。", "return": "退回补正。"}[
        move.act
    ]
    lines = [f"{_day(on)}：{done}{text}".rstrip("：") or _day(on) or ""]
    if note is not None and (said := answers(note)):
        lines.append(said)
    return lines


def answers(note: Note) -> str:
    """What the clauses wanted written down, in words."""
    found = []
    for name, text in note.said.items():
        if name == "people" or not text:
            continue
        label = {"days": "天数", "hours": "学时", "conclusion": "结论"}.get(name, "")
        words = "、".join(CONCLUSIONS.get(one) or WORDS.get(one, one) for one in text.split(";"))
        found.append(f"{label}：{words}" if label else words)
    return "；".join(found) + "。" if found else ""


def _noted(note: Note) -> str:
    said = note.said
    counted = (
        f"调查 {said['asked']} 人，认为好的 {said['good']} 人，"
        f"一般的 {said['fair']} 人，不赞成的 {said['against']} 人。"
        if note.kind == SURVEY and "asked" in said
        else ""
    )
    return f"{_day(note.on)}：{counted}{note.words}"


def _numeral(parts: Sequence[Any]) -> str:
    return NUMERALS[min(len(parts), len(NUMERALS) - 1)]


def _day(day: date | None) -> str | None:
    return f"{day.year}年{day.month}月{day.day}日" if day is not None else None


# ---------------------------------------------------------------- the whole file, and the days to come


def archive(dossier: Dossier, actor: Actor) -> Mapping[str, Any]:  # noqa: ARG001 - whoever sees it prints it
    """一档: what should be there and what is missing, then every paper after the other."""
    found = told(dossier)
    lacking = missing(found.going)
    named = named_tokens(found.going)
    rows = [
        [str(place), one.title, one.step.title, one.where or "缺", "归档" if one.token in named else ""]
        for place, one in enumerate(pieces(found.going), start=1)
    ]
    parts: list[dict[str, Any]] = [
        {
            "heading": "目录",
            "paragraphs": [f"还缺 {len(lacking)} 份：{'、'.join(lacking)}。" if lacking else "材料齐全。"],
            "table": {
                "head": ["序号", "材料", "哪一步", "在哪里", "备注"],
                "rows": rows,
                "widths": [2, 7, 7, 7, 3],
            },
        }
    ]
    if dossier.letter:
        parts.append({"heading": "入党申请书", "paragraphs": dossier.letter.splitlines()})
    for sheet in SHEETS:
        own = [one for one in _parts(sheet, found) if any(one["paragraphs"])]
        if own:
            parts += [{"heading": f"《{sheet.title}》", "paragraphs": []}, *own]
    parts.append({"heading": "各步的日子", "table": _schedule(found)})
    return {
        "title": f"{dossier.person.name}同志发展党员材料",
        "facts": [*_who(dossier), *_days(found), ["阶段", dossier.stage_name]],
        "parts": parts,
    }


def schedule(dossier: Dossier, actor: Actor) -> Mapping[str, Any]:  # noqa: ARG001
    """What lies ahead, for the person to take home."""
    found = told(dossier)
    return {
        "title": "发展党员各步的日子",
        "facts": [["姓名", dossier.person.name], ["所在党组织", dossier.organization.name]],
        "parts": [
            {
                "paragraphs": ["“最早”“最迟”按规定算出，“计划”是党组织的安排；前面一步改了，后面跟着改。"],
                "table": _schedule(found),
            }
        ],
    }


def _schedule(found: Told) -> dict[str, Any]:
    def said(day: date | None) -> str:
        return f"{day:%Y.%m.%d}" if day is not None else ""

    rows = [
        [
            str(one.number),
            one.step.title,
            said(one.done),
            said(one.earliest),
            said(one.latest),
            said(one.planned),
        ]
        for one in pages.rows(found.going)
    ]
    return {
        "head": ["序号", "步骤", "办了", "最早", "最迟", "计划"],
        "rows": rows,
        "widths": [2, 6, 4, 4, 4, 4],
    }


def _register(sheet: Sheet) -> None:
    register(
        Paper(
            name=f"recruitment.{sheet.name}",
            title=sheet.title,
            template="document.typ",
            load=load,
            data=lambda dossier, actor: sheet_data(sheet, dossier),  # noqa: ARG005
            verb=SEE,
            about="dossier",
            fits=lambda dossier: _reached(dossier, sheet.from_stage),
        )
    )


_ORDER = list(Stage)


def _reached(dossier: Dossier, stage: Stage) -> bool:
    return _ORDER.index(Stage(dossier.stage)) >= _ORDER.index(stage)


def declare() -> None:
    """Make every paper known."""
    for sheet in SHEETS:
        _register(sheet)
    for name, title, data in (("archive", "全部材料（一档）", archive), ("schedule", "各步的日子", schedule)):
        register(
            Paper(
                name=f"recruitment.{name}",
                title=title,
                template="document.typ",
                load=load,
                data=data,
                verb=SEE,
                about="dossier",
            )
        )
