"""Describing (登记情况): what is known of an organisation from a day on, and a type within the same class."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from zhidu.apps.orgs.access import DESCRIBE, MANAGE
from zhidu.apps.orgs.attributes import merged
from zhidu.apps.orgs.changing import (
    a_day,
    a_type,
    differences,
    locked,
    present,
    same_version,
    still_living,
    turned,
)
from zhidu.apps.orgs.models import Node
from zhidu.apps.orgs.queries import organization_of
from zhidu.domain.rules.vocabulary import SUBJECT_TYPES
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record


@act("orgs.describe", "登记组织的情况")
def describe(
    *,
    actor: Actor,
    node: int,
    on: date,
    attributes: Mapping[str, str | None],
    type: str | None = None,  # noqa: A002 - the word of the vocabulary
    version: int | None = None,
) -> Node:
    """From *on* the given attributes hold; those not given stay, empty ones become unknown.

    A new *type* is a matter of whoever is above (a branch becomes a general branch), the attributes are its own.
    """
    row = locked(node)
    DESCRIBE.require(actor, row)
    same_version(row, version)
    still_living(row, a_day(on), "on")
    before = present(row)
    kept, wrong = merged(row.subject_class, before.attributes, attributes)
    if wrong:
        raise Wrong(wrong)
    kind = row.type if type in {None, "", row.type} else _another_type(actor, row, str(type))
    changes = differences({**before.attributes, "type": row.type}, {**kept, "type": kind})
    if not changes:
        raise Wrong("没有改动；与现在登记的一样")
    turned(row, on, attributes=kept, type=kind)
    record(obj=row.code, place=organization_of(row).pk, on=on, changes=changes)
    return row


def _another_type(actor: Actor, row: Node, wanted: str) -> str:
    MANAGE.require(actor, row)
    if SUBJECT_TYPES[a_type(wanted)].kind is not row.subject_class:
        chinese = SUBJECT_TYPES[wanted].chinese
        raise Wrong(
            {"type": f"{chinese}不是{row.subject_class.chinese}；{row.name}应仍是{row.subject_class.chinese}"}
        )
    return wanted
