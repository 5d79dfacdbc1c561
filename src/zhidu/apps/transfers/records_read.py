"""What other records say that this app tells on: the open business of the branch, for its floating members."""

from __future__ import annotations

from datetime import date

from zhidu.apps.activities import queries as activities

MOST = 30


def news_lines(organization: int, first: date, last: date) -> list[str]:
    """What was held and is open to every member, one line each, the earliest first; one query."""
    rows = activities.open_business(organization, first, last)[:MOST]
    return [
        f"{one.on.month}月{one.on.day}日 {one.kind_name}{f'：{one.title}' if one.title else ''}。"
        for one in rows
    ]
