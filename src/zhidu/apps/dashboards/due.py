"""What is to be done (要办的事): findings and arrangements as rows, each with its reason and one act."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from zhidu.apps.compliance.brief import brief, short_name
from zhidu.apps.compliance.presentation import way_out
from zhidu.apps.dashboards.plans import called
from zhidu.domain.rules.clause import Clause
from zhidu.foundation.clock import today

if TYPE_CHECKING:
    from zhidu.apps.activities.models import Activity
    from zhidu.apps.compliance.models import StoredFinding
    from zhidu.apps.dashboards.todos import Alike

BACK = "back=home"
"""Asks a form to come back to the first page when it is done."""
AT_ONCE = 200
"""People that one form is opened for; an address does not grow longer than browsers and servers take."""
_NUMBER = re.compile(r"(?<![\d.])(\d+(?:[.,/]\d+)*)(?= ?[^\d月日年./])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One row. ``left`` says the countdown where it is not the days to ``on``."""

    verdict: str
    title: str
    reason: SafeString | str
    on: date | None = None
    left: str = ""
    place: str = ""
    generally: bool = False
    word: str = ""
    source: str = ""
    url: str = ""
    why: str = ""
    action: str = ""
    href: str = ""


def weighty(text: str) -> SafeString:
    """The sentence with its numbers in the middle weight; days are no numbers one acts upon."""
    parts = _NUMBER.split(text)  # every second one is a number
    return format_html_join(
        "", "{}", ((format_html("<b>{}</b>", one) if at % 2 else one,) for at, one in enumerate(parts))
    )


def of_finding(row: StoredFinding, clause: Clause | None, home: str, day: date) -> Due:
    """A finding as a row; *home* is the name of the organisation, which goes without saying."""
    said = brief(row)
    whom = short_name(row.subject_name, home)
    told = whom == home or whom in said.what or said.what.startswith(row.subject_name)
    way = way_out(row, clause, day)
    return Due(
        verdict=row.verdict,
        generally=row.generally,
        title=said.title if told else f"{whom} {said.title}",
        reason=weighty(said.reason),
        on=row.due,
        source=clause.source if clause else "",
        why=row.get_absolute_url(),
        action=way.label if way else "",
        href=back_home(way.url) if way else "",
    )


def of_several(
    row: StoredFinding, clause: Clause | None, first: Sequence[str], people: Sequence[Alike], day: date
) -> Due:
    """What several people have to do alike, as one row; *first* are the names of some of them, *row* is one's.

    The act is offered for all of them at once.
    """
    said = brief(row)
    own = row.subject_name
    title = said.title.removeprefix(own).strip()
    alike = {one.explanation for one in people} == {row.record["explanation"]} and own not in said.reason
    names = "、".join(first) + ("等" if len(people) > len(first) else "")
    what = said.reason if alike else "各人差多少不一样，点标题看。"
    way = way_out(row, clause, day)
    return Due(
        verdict=row.verdict,
        generally=row.generally,
        title=title,
        reason=weighty(f"{len(people)} 人：{names}。{what}"),
        on=row.due,
        source=clause.source if clause else "",
        url=f"{reverse('compliance:findings', args=[row.organization_id])}?"
        + urlencode({"verdict": row.verdict, "month": row.month, "q": row.clause}),
        why=row.get_absolute_url(),
        action=way.label if way else "",
        href=back_home(_for_all(way.url, row.subject, people)) if way else "",
    )


def _for_all(url: str, subject: str, people: Sequence[Alike]) -> str:
    """The address of the form with everybody ticked who is ticked for one of them."""
    one = urlencode({"who": subject})
    return url.replace(one, urlencode([("who", her.subject) for her in people[:AT_ONCE]]), 1)


def of_plan(one: Activity, home: str, *, room: bool = False) -> Due:
    """An arrangement of this week, or one whose day has passed without a record.

    Where a *room* is open what was written there would have to be typed again: the way leads there.
    """
    day, hour = today(), f" {one.begins:%H:%M}" if one.begins else ""
    if one.on < day:
        left, reason = (
            f"过了 {(day - one.on).days} 天",
            "安排的日子已经过了，还没有记录。没有开的，请改期或取消。",
        )
    else:
        left = f"今天{hour}" if one.on == day else f"{weekday(one.on)}{hour}"
        reason = f"主题：{one.title}。" if one.title else "已经安排。"
    ready = one.on <= day
    action, href = ("看安排", one.get_absolute_url())
    if ready:
        action, href = ("记录", back_home(reverse("activities:hold", args=[one.pk])))
    if room:
        action, href = ("去会场", reverse("meetings:room", args=[one.pk]))
    return Due(
        verdict="待办",
        title=called(one, home),
        reason=reason,
        on=one.on,
        left=left,
        place=one.venue,
        url=one.get_absolute_url(),
        action=action,
        href=href,
    )


def weekday(day: date) -> str:
    """周五."""
    return f"周{'一二三四五六日'[day.weekday()]}"


def back_home(url: str) -> str:
    """The address of a form that returns to the first page; other pages are left as they are."""
    if not url.startswith(reverse("activities:list")):
        return url
    return f"{url}{'&' if '?' in url else '?'}{BACK}"


def covered(row: StoredFinding, clause: Clause | None, planned: Mapping[tuple[str, str], Activity]) -> bool:
    """Whether an arrangement already in the list is what would settle a finding."""
    if clause is None or row.verdict != "pending" or not row.record["numbers"]["planned"]:
        return False
    return any((measure, row.subject) in planned for measure in clause.params.measures)
