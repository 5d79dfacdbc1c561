"""Cases begun under an earlier text (新旧文本): which one they go on under is for the superior to choose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhidu.apps.procedures.actions.move_over import Mapped, mapped
from zhidu.apps.procedures.choosing import Offered
from zhidu.apps.recruitment.actions.begin import courses
from zhidu.apps.recruitment.models import Choice
from zhidu.foundation.clock import today

if TYPE_CHECKING:
    from zhidu.apps.orgs.models import Node
    from zhidu.apps.procedures.engine import Live


@dataclass(frozen=True, slots=True)
class Standing:
    """What was chosen for a case begun under an earlier text, and how it would lie in the new one."""

    choice: Choice | None
    new: Offered
    mapped: Mapped

    @property
    def may_move(self) -> bool:
        """Whether the superior has chosen the new text."""
        return self.choice is not None and self.choice.procedure == self.new.procedure.id


def chosen(node: Node, *procedures: str) -> Choice | None:
    """The latest choice among these texts that reaches an organisation: its own, or the nearest superior's."""
    rows = Choice.objects.filter(
        organization__in=[node.pk, *node.ancestor_ids], procedure__in=procedures
    ).select_related("organization")
    return max(rows, key=lambda one: (len(one.organization.path), one.pk), default=None)


def replacing(node: Node, procedure: str) -> Offered | None:
    """The text in force today that took the place of *procedure*."""
    return next((one for one in courses(node, today()) if one.procedure.replaces == procedure), None)


def standing(going: Live) -> Standing | None:
    """How a case stands between two texts; None where its own is the one in force. One query more where not."""
    node = going.row.organization
    if going.procedure.first <= today() <= going.procedure.last or not going.row.open:
        return None
    new = replacing(node, going.procedure.id)
    if new is None:
        return None
    return Standing(chosen(node, going.procedure.id, new.procedure.id), new, mapped(going, new.procedure))


def texts_of(node: Node) -> list[tuple[str, str]]:
    """The texts among which a superior chooses: one in force and the one it replaced."""
    found: dict[str, str] = {}
    for one in courses(node, today()):
        old = one.book.procedures.get(one.procedure.replaces)
        if old is not None:
            found |= {one.procedure.id: one.procedure.title, old.id: old.title}
    return list(found.items())
