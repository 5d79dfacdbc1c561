"""Telling all members how the dues of a year were collected and used (公布)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhidu.apps.disclosure.actions import publish
from zhidu.apps.disclosure.entries import Entry
from zhidu.apps.disclosure.states import Audience, Category, Channel
from zhidu.apps.dues.access import KEEP
from zhidu.apps.dues.rates import Rates
from zhidu.apps.dues.saving import an_organization
from zhidu.apps.dues.yearly import in_words, year_of
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.clock import today

if TYPE_CHECKING:
    from zhidu.apps.disclosure.models import Notice


@act("dues.publish_year", "公布党费收缴使用情况")
def publish_year(*, actor: Actor, organization: int, year: int, words: str = "") -> Notice:
    """A notice to the members with the sums of *year* as they stand today, and *words* of one's own.

    Raises Wrong for a year without anything to tell, and where the books do not close.
    """
    node = an_organization(organization)
    KEEP.require_at(actor, node.path)
    found = year_of(node, year)
    if found.fault:
        raise Wrong(f"账不平，先查清再公布：{found.fault}")
    if not found.owed and not any(amount for _, amount in found.lines):
        raise Wrong({"year": f"{year}年没有党费的账，没有什么可以公布"})
    text = in_words(node, found, Rates(node, today()))
    if words.strip():
        text = f"{text}\n{words.strip()}"
    notice = publish(
        actor=actor,
        organization=node.pk,
        entry=Entry(
            category=Category.DUES,
            title=f"{year}年党费收缴使用情况",
            text=text,
            audience=Audience.MEMBERS,
            via=(Channel.SITE,),
            first=today(),
        ),
    )
    record(obj=node.code, place=node.pk, details={"year": year, "notice": notice.pk})
    return notice
