"""Writing the head of a year's plan: its themes, and what the branch asks of those who study (学习要求)."""

from __future__ import annotations

from zhidu.apps.learning.access import KEEP
from zhidu.apps.learning.models import Plan
from zhidu.apps.learning.saving import a_year, an_organization, told
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Stale, act, record

THEMES, REQUIREMENT = 1000, 1000


@act("learning.set_plan", "写学习计划", covers=("S2.4.1", "S7.4.1"))
def set_plan(
    *, actor: Actor, organization: int, year: int, themes: str, requirement: str = "", version: int = 0
) -> Plan:
    """Make the plan of a year, or change its words; *version* is what was seen of it, 0 where there was none."""
    node = an_organization(organization)
    KEEP.require_at(actor, node.path)
    a_year(year)
    words = {
        "themes": told(themes, "themes", THEMES, "主题"),
        "requirement": told(requirement, "requirement", REQUIREMENT, "学习要求", needed=False),
    }
    found = Plan.objects.select_for_update().filter(organization=node, year=year).first()
    if (found.version if found else 0) != version:
        raise Stale("您打开以后，这份计划已经被别人改过；您写的没有存，请对照新的内容再改")
    before = {name: getattr(found, name) if found else None for name in words}
    if found is None:
        found = Plan.objects.create(organization=node, year=year, **words)
    else:
        for name, text in words.items():
            setattr(found, name, text)
        found.version += 1
        found.save(update_fields=[*words, "version"])
    changes = {name: (before[name], text) for name, text in words.items() if before[name] != text}
    record(obj=found.code, place=node.pk, details={"year": year, "version": found.version}, changes=changes)
    return found
