"""Many counties out of one: every row again with other numbers, inside the database.

Only for measuring. The copies have what pages read and count: organisations, people, records, findings, tallies.
The sentences inside their findings still name the people of the first county, and they have no journal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.db.models import Field, Model

STEP, DEEPEST = 8, 5
PATHS, CODES, PEOPLE = frozenset({"path", "place"}), frozenset({"subject"}), frozenset({"person", "object"})
"""Columns that hold a place in the tree, the code of a subject, or the number of something without a link to it."""


def multiply(times: int, tell: Callable[[str], None]) -> None:
    """Make the one county of the database into *times* counties, each a tree of its own."""
    from django.db import connection, transaction  # noqa: PLC0415 - Django is ready only now

    models = list(_models())
    with connection.cursor() as cursor:
        stride = 1
        for model in models:
            cursor.execute(f"SELECT max({_pk(model)}) FROM {model._meta.db_table}")  # noqa: S608, SLF001
            stride = max(stride, cursor.fetchone()[0] or 0)
        stride = -(-stride // 1000) * 1000
        for copy in range(1, times):
            with transaction.atomic():
                for model in models:
                    cursor.execute(_copied(model, models, copy * stride, stride))
            if copy % 10 == 9:
                tell(f"{copy + 1} 个县")


def _models() -> Iterator[type[Model]]:
    """What a page reads, owners before what they own."""
    from zhidu.apps.activities.models import Activity  # noqa: PLC0415
    from zhidu.apps.adoption.models import Adoption  # noqa: PLC0415
    from zhidu.apps.compliance.models import Evaluation, QuietFindings, StoredFinding, Subtotal, Tally  # noqa: PLC0415
    from zhidu.apps.members.models import Membership, Person, Post  # noqa: PLC0415
    from zhidu.apps.orgs.models import Node, Spell  # noqa: PLC0415
    from zhidu.foundation.search.models import Document  # noqa: PLC0415

    yield from (Node, Spell, Person, Membership, Post, Adoption, Activity)
    yield from (Evaluation, StoredFinding, QuietFindings, Tally, Subtotal, Document)


def _copied(model: type[Model], models: list[type[Model]], shift: int, stride: int) -> str:
    fields = model._meta.concrete_fields  # noqa: SLF001 - Django has no other name for it
    columns = ", ".join(f'"{one.column}"' for one in fields)
    values = ", ".join(_value(one, models, shift) for one in fields)
    table = model._meta.db_table  # noqa: SLF001
    return f"INSERT INTO {table} ({columns}) SELECT {values} FROM {table} WHERE {_pk(model)} <= {stride}"  # noqa: S608


def _value(field: Field[Any, Any], models: list[type[Model]], shift: int) -> str:
    column = f'"{field.column}"'
    if field.related_model in models or (field.primary_key and field.related_model is None):
        return f"{column} + {shift}"
    if field.column in PEOPLE:
        return f"{column} + {shift}"
    if field.column in CODES:
        number = f"CAST(substr({column}, instr({column}, '-') + 1) AS INTEGER) + {shift}"
        return f"substr({column}, 1, instr({column}, '-')) || ({number})"
    if field.column in PATHS:
        return " || ".join(_step(column, place, shift) for place in range(DEEPEST))
    return column


def _step(column: str, place: int, shift: int) -> str:
    at = place * STEP + 1
    number = f"CAST(substr({column}, {at}, {STEP}) AS INTEGER) + {shift}"
    return f"CASE WHEN length({column}) >= {at} THEN printf('%0{STEP}d', {number}) ELSE '' END"


def _pk(model: type[Model]) -> str:
    return f'"{model._meta.pk.column}"'  # noqa: SLF001
