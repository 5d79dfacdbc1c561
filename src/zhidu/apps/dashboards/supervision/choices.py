"""What surrounds the picture: the seven numbers, tabs, menus of filters, chips, and the way up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from zhidu.apps.compliance.access import SEE_ALL
from zhidu.apps.compliance.themes import THEMES
from zhidu.apps.dashboards.supervision.asked import EVERY_THEME, FORCES, MOST_CHOICES, Asked, years
from zhidu.apps.dashboards.supervision.counts import Totals
from zhidu.apps.dashboards.supervision.screen import Place
from zhidu.apps.orgs import queries as orgs
from zhidu.apps.orgs.attributes import SECTORS
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.ui.shapes import Figure

Choice = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Pick:
    """A menu of one filter."""

    label: str
    value: str
    choices: list[Choice]


def figures(totals: Totals) -> list[Figure]:
    """Seven numbers and their sum."""
    soft = totals.of("generally")
    found = [
        Figure(
            "未达标",
            totals.of("breached") + soft,
            verdict="breached",
            note=f"其中一般 {soft:,}" if soft else "",
        ),
        Figure("临期", totals.of("at_risk"), verdict="at_risk"),
        Figure("迟办", totals.of("late"), verdict="late"),
        Figure("缺资料", totals.of("undetermined"), verdict="undetermined"),
        Figure("达标", totals.of("met"), verdict="met"),
        Figure("未到期", totals.of("pending"), verdict="pending"),
        Figure("免计", totals.of("exempt"), verdict="exempt"),
    ]
    return [*found, Figure("应判定", totals.judged)]


def tabs(asked: Asked, totals: Totals, address: str) -> list[Choice]:
    """A tab for each theme that has anything to judge, with what was not done in it; then all together."""
    shown = [one for one in THEMES if one.key in totals.themes or one.key == asked.theme]
    found = [_tab(asked, totals, address, one.key, one.title) for one in shown]
    return [*found, _tab(asked, totals, address, EVERY_THEME, "全部")]


def _tab(asked: Asked, totals: Totals, address: str, key: str, title: str) -> Choice:
    return {
        "title": title,
        "url": asked.url(address, theme=key, unfolded=False),
        "count": totals.missed(key),
        "current": asked.theme == key,
    }


def picks(actor: Actor, asked: Asked, place: Place, address: str) -> list[Pick]:
    """The menus of filters; one query."""

    def choice(title: str, **changes: object) -> Choice:
        current = all(getattr(asked, name) == value for name, value in changes.items())
        return {"title": title, "url": asked.url(address, unfolded=False, **changes), "current": current}

    found = [Pick("年度", str(asked.year), [choice(f"{one}年", year=one) for one in years()])]
    if not place.single or asked.under is not None:
        rows = [
            choice("全部能看的组织", under=None),
            *(choice(one.name, under=one) for one in _near(actor, asked)),
        ]
        found.append(Pick("组织", asked.under.name if asked.under else "全部", rows))
    if not place.single:
        levels = [choice("各党组织一行", summed=False), choice("按下级汇总", summed=True)]
        found.append(Pick("排列", "按下级汇总" if asked.summed else "各党组织", levels))
        sectors = [choice("全部", sector=""), *(choice(name, sector=key) for key, name in SECTORS.items())]
        found.append(Pick("领域", SECTORS.get(asked.sector, "全部"), sectors))
    forces = [choice("必须、一般", force=""), *(choice(name, force=key) for key, name in FORCES.items())]
    found.append(Pick("约束力", FORCES.get(asked.force, "必须、一般"), forces))
    return found


def _near(actor: Actor, asked: Asked) -> Iterable[Any]:
    """The organisation that is chosen and those directly below; at first those the actor looks over."""
    seen = SEE_ALL.visible(actor, orgs.visible_nodes(actor)).filter(kind=orgs.ORGANIZATION)
    if asked.under is not None:
        below = seen.filter(parent=asked.under.pk).order_by("path")[:MOST_CHOICES]
        return [asked.under, *below]
    paths = {one.path for one in actor.held if one.path}
    tops = seen.filter(path__in=paths) if paths else seen.filter(parent=None)
    under = seen.filter(parent__path__in=paths) if paths else seen.filter(parent__parent=None)
    return (tops | under).order_by("path")[:MOST_CHOICES]


def chips(asked: Asked, address: str) -> list[Choice]:
    """What narrows the picture, each with the address without it."""
    found = []
    if asked.under is not None:
        found.append({"title": f"组织：{asked.under.name}", "url": asked.url(address, under=None)})
    if asked.sector:
        found.append({"title": f"领域：{SECTORS[asked.sector]}", "url": asked.url(address, sector="")})
    if asked.force:
        found.append({"title": f"约束力：{FORCES[asked.force]}", "url": asked.url(address, force="")})
    if asked.only:
        found.append({"title": "只看未达标", "url": asked.url(address, only=False)})
    return found


def crumbs(actor: Actor, asked: Asked, address: str) -> list[tuple[str, str]]:
    """The levels above the one that is shown, as far as the actor looks over them."""
    if asked.under is None:
        return []
    above = [one for one in orgs.ancestors(asked.under) if SEE_ALL.can(actor, one)]
    levels = [(one.name, asked.url(address, under=one, unfolded=False)) for one in above]
    return [("监督", asked.url(address, under=None, unfolded=False)), *levels, (asked.under.name, "")]
