"""Procedures, forms and the head of a book: their schema."""

from __future__ import annotations

from datetime import date
from typing import Any

from zhidu.domain.procedures import Gate, Procedure, Step
from zhidu.domain.rules.book import Form, FormItem, Reading
from zhidu.domain.rules.clause import Effective
from zhidu.rulebooks.clauses import CLAUSE_ID, ROW
from zhidu.rulebooks.codecs import (
    BOOLEAN,
    DURATION,
    TEXT,
    TOKEN,
    Field,
    many,
    mapping_of,
    record,
    words_of,
)
from zhidu.rulebooks.schema import EFFECTIVE, MEASURE, WORD_LIST

GATE = record(
    Gate,
    Field("kind", words_of({name: name for name in ("ballot", "approval", "publication")}), required=True),
    Field("by", TOKEN),
    Field("lasting", DURATION),
    Field("ruling", BOOLEAN),
)
STEP_FIELDS = (
    Field("id", CLAUSE_ID, required=True),
    Field("title", TEXT, required=True),
    Field("actor", TOKEN),
    Field("fields", WORD_LIST),
    Field("evidence", WORD_LIST),
    Field("since", TOKEN),
    Field("min_dwell", DURATION),
    Field("within", DURATION),
    Field("within_of", TOKEN),
    Field("gate", GATE),
    Field("optional", BOOLEAN),
    Field("repeat", BOOLEAN),
    Field("on_fail", TOKEN),
    Field("only_if", TOKEN),
    Field("facts", many(MEASURE)),
    Field("covers", many(ROW)),
    Field("cite", TEXT),
    Field("note", TEXT),
)
STEP = record(Step, *STEP_FIELDS, check=lambda step: _check_step(step))


def _check_step(step: Step) -> str:
    if step.min_dwell and not step.since:
        return "写了 min_dwell（至少停留），应同时写 since（自哪一步起算）"
    if step.within and not step.within_of:
        return "写了 within（最迟），应同时写 within_of（自哪一步起算）"
    return ""


def _procedure(effective: Effective | None = None, **fields: Any) -> Procedure:
    when = effective or Effective()
    return Procedure(first=when.first, last=when.last, replaces=when.replaces, **fields)


PROCEDURE_FIELDS = (
    Field("id", CLAUSE_ID, required=True),
    Field("title", TEXT, required=True),
    Field("cite", TEXT),
    Field("covers", many(ROW)),
    Field("loops", BOOLEAN),
    Field("forms", WORD_LIST),
    Field("about", words_of({name: name for name in ("person", "organization", "meeting")})),
    Field("private", BOOLEAN),
    Field("effective", EFFECTIVE),
    Field("steps", many(STEP), required=True),
)
PROCEDURE = record(_procedure, *PROCEDURE_FIELDS, check=lambda one: check_procedure(one))


def check_procedure(procedure: Procedure) -> str:
    """'' or what is wrong with the order and the references of the steps."""
    seen: set[str] = set()
    for step in procedure.steps:
        if step.id in seen:
            return f"步骤“{step.id}”写了两次；每一步的 id 应不同"
        for name, reference in (("since", step.since), ("within_of", step.within_of)):
            if reference and reference not in seen:
                return f"步骤“{step.id}”的 {name} 指向“{reference}”，它不在前面的步骤里"
        seen.add(step.id)
    for step in procedure.steps:
        if step.on_fail and step.on_fail not in seen:
            return f"步骤“{step.id}”的 on_fail 指向“{step.on_fail}”，没有这一步"
    return ""


FORM_ITEM = record(
    FormItem,
    Field("id", TOKEN, required=True),
    Field("title", TEXT, required=True),
    Field("group", TEXT),
    Field("covers", many(ROW)),
)
FORM = record(
    Form,
    Field("id", CLAUSE_ID, required=True),
    Field("title", TEXT, required=True),
    Field("items", many(FORM_ITEM), required=True),
    Field("scale", WORD_LIST),
    Field("grades", WORD_LIST),
    Field("rated_by", WORD_LIST),
    Field("feeds", WORD_LIST),
    Field("covers", many(ROW)),
)
READING = record(
    Reading,
    Field("about", many(ROW), required=True),
    Field("problem", TEXT, required=True),
    Field("reading", TEXT, required=True),
)


def book_head(
    id: str,  # noqa: A002 - the key is called id in the file
    title: str,
    level: str,
    version: str,
    effective: Effective | None = None,
    origin: str = "",
    summary: str = "",
    words: tuple[tuple[str, str], ...] = (),
    readings: tuple[Reading, ...] = (),
) -> dict[str, Any]:
    """The head of ``rulebook.yaml`` as keyword arguments for Rulebook."""
    when = effective or Effective()
    return {
        "id": id,
        "title": title,
        "level": level,
        "version": version,
        "first": when.first,
        "last": when.last,
        "origin": origin,
        "summary": summary,
        "words": dict(words),
        "readings": readings,
    }


HEAD = record(
    book_head,
    Field("id", CLAUSE_ID, required=True),
    Field("title", TEXT, required=True),
    Field("level", words_of({"national": "national", "local": "local"}), required=True),
    Field("version", TEXT, required=True),
    Field("effective", EFFECTIVE),
    Field("origin", TEXT),
    Field("summary", TEXT),
    Field("words", mapping_of(TEXT, "词表")),
    Field("readings", many(READING)),
)
HEAD_KEYS = ("id", "title", "level", "version", "effective", "origin", "summary", "words", "readings")
OPEN_END = date.max
