"""The register of members as offices keep it (党员花名册): on paper, as a workbook, among the year's ledgers."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from zhidu.apps.members import queries as members
from zhidu.apps.registry.access import SEE
from zhidu.apps.registry.fields import FIELDS
from zhidu.apps.registry.writing import files_of
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.papers.sheets import Cell, Column, Sheet

if TYPE_CHECKING:
    from zhidu.apps.orgs.models import Node
    from zhidu.apps.registry.models import Profile

TITLE = "党员花名册"
WORDS = (("sex", 3), ("nation", 5))
LATER = (("education", 7), ("work_class", None))
COLUMNS = (
    Column("序号", 3, number=True),
    Column("姓名", 6),
    *(Column(FIELDS[key].title, width) for key, width in WORDS),
    Column("出生日期", 8),
    *(Column(FIELDS[key].title, width) for key, width in LATER),
    Column("入党日期", 8),
    Column("转正日期", 8),
    Column("类别", 6),
    Column("党小组", 8),
    Column("职务", 7),
)


def with_files(actor: Actor, node: Node) -> bool:
    """Whether what the files say stands on it, or names alone."""
    return SEE.can_create(actor, node.path)


def roster(actor: Actor, node: Node, day: date) -> Sheet:
    """Everybody on the register of an organisation on a day; three queries.

    Nothing that is masked is on it. Whoever may not see the files gets names, standing, group and posts.
    """
    rows = members.belonging(node.pk, day)
    here = [one for one in rows if one.type in members.MEMBER_TYPES]
    ids = [one.person_id for one in here]
    files = files_of(ids) if with_files(actor, node) else {}
    posts = members.posts_held(ids, day)
    groups = {one.person_id: one.person.group.name for one in here if one.person.group is not None}
    lines: list[list[Cell]] = []
    for number, one in enumerate(here, start=1):
        file = files.get(one.person_id)
        held = "、".join(
            post.post_name for post in posts.get(one.person_id, ()) if post.organization_id == node.pk
        )
        lines.append(
            [
                number,
                one.person.name,
                *(_word(file, key) for key, _ in WORDS),
                file.born_on if file else None,
                *(_word(file, key) for key, _ in LATER),
                file.joined_on if file else None,
                file.confirmed_on if file else None,
                one.type_name,
                groups.get(one.person_id),
                held or None,
            ]
        )
    note = "没有登记的空着；身份证号、手机、住址不在册上。" if files else "档案的各项您不能看，空着。"
    return Sheet(TITLE, COLUMNS, lines, lead=f"{node.name}　{day.year}年{day.month}月{day.day}日", note=note)


def _word(file: Profile | None, key: str) -> str | None:
    value = getattr(file, key) if file is not None else ""
    return FIELDS[key].shown(value) if value else None
