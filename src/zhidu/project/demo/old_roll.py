"""A register of the old kind that an organisation officer has handed in and is still putting right."""

from __future__ import annotations

import io
from datetime import date

from zhidu.apps.members import queries as members
from zhidu.apps.orgs import queries as orgs
from zhidu.apps.registry.actions import map_columns, upload_register
from zhidu.foundation.access.queries import actor_of
from zhidu.foundation.clock import today
from zhidu.foundation.identity.queries import account_named

BRANCH = "青石村党支部"
OFFICER = "zuzhi"
HEAD = "序号,姓  名,性别,出生年月,文化程度,入党时间,转正时间,人员类别"
NEW = (
    "林　秋生,男,1972.5,初中,1998年7月1日,1999-07-01,正式",
    "蔡巧云,女,1988-11-02,大专,2012.7.1,2013.7.1,正式",
    "潘大有（退伍）,男,19800316,高中,2003年6月,2004.6.18,正式",
    "钟小梅,女,1996/2/30,本科,2023-06-28,,预备",
)


def hand_in() -> None:
    """Some who are on the register already, some new ones, and the slips of somebody who typed it years ago."""
    (home,) = orgs.named(BRANCH)
    known = [one.person.name for one in members.on_day(home.pk, today())[:3]]
    lines = ["青石村党支部党员花名册", HEAD]
    lines += [f"{at},{name},,,,,,正式" for at, name in enumerate(known, start=1)]
    lines += [f"{at},{line}" for at, line in enumerate(NEW, start=len(known) + 1)]
    lines += ["合计,7 人", "填表人：村文书"]
    officer = account_named(OFFICER)
    if officer is None:
        return
    actor = actor_of(officer)
    batch = upload_register(
        actor=actor,
        organization=home.pk,
        name="青石村党员花名册（旧）.csv",
        content=io.BytesIO("\n".join(lines).encode("gbk")),
    )
    map_columns(
        actor=actor,
        batch=batch.pk,
        fields=batch.columns,
        since=date(today().year, 1, 1),
    )
