"""A new term (换届): the committee's term begins, and its end follows from the years it is elected for."""

from __future__ import annotations

from datetime import date

from zhidu.apps.orgs.access import DESCRIBE
from zhidu.apps.orgs.changing import ONE_DAY, a_day, differences, locked, present, same_version, turned
from zhidu.apps.orgs.models import Node
from zhidu.apps.orgs.queries import organization_of
from zhidu.domain.calendar import add_months
from zhidu.domain.rules.vocabulary import SubjectClass
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record

LONGEST_TERM = 10
"""Years; the rules know three and five, and a slip of the pen should not make it thirty."""


@act("orgs.start_term", "登记新一届任期", covers=("S5.7.3",))
def start_term(*, actor: Actor, node: int, on: date, years: int, version: int | None = None) -> Node:
    """The committee *node* was elected on *on* for *years* years."""
    row = locked(node)
    DESCRIBE.require(actor, row)
    same_version(row, version)
    if row.subject_class is not SubjectClass.BODY:
        raise Wrong(f"{row.name}是{row.type_name}；任期登记在委员会上")
    if row.until is not None:
        raise Wrong(f"{row.name}已于 {row.until} 撤销；应选仍在的委员会")
    if not 1 <= years <= LONGEST_TERM:
        raise Wrong({"years": f"写的是 {years} 年；应为 1 至 {LONGEST_TERM} 年"})
    a_day(on)
    before = present(row).attributes
    term = {"term_from": on.isoformat(), "term_to": (add_months(on, 12 * years) - ONE_DAY).isoformat()}
    if before.get("term_from", "") >= term["term_from"]:
        raise Wrong({"on": f"写的是 {on}；本届从 {before['term_from']} 起，新一届应在以后"})
    turned(row, on, attributes={**before, **term})
    record(
        obj=row.code, place=organization_of(row).pk, on=on, changes=differences(before, {**before, **term})
    )
    return row
