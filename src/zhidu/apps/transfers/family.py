"""The tabs that join the pages of this app for whoever keeps a register."""

from __future__ import annotations

from collections.abc import Callable

from zhidu.apps.transfers.access import ENTER_REPORT, KEEP_AWAY, SEE_GUEST, SEND
from zhidu.apps.transfers.views.overview import looks_over
from zhidu.foundation.access.roles import COMMITTEE, SUPERIOR
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.access.verbs import Verb
from zhidu.foundation.ui import nav


def _somewhere(verb: Verb) -> Callable[[Actor], bool]:
    def open_to(actor: Actor) -> bool:
        return verb.somewhere(actor)

    return open_to


FAMILY = nav.Family(
    key="transfers",
    title="组织关系",
    roles=COMMITTEE | {SUPERIOR},
    parts=(
        nav.Part("接转", "transfers:index", _somewhere(SEND), frozenset({"transfers:one"})),
        nav.Part("流动党员", "transfers:floating", _somewhere(KEEP_AWAY), frozenset({"transfers:away"})),
        nav.Part("汇报", "transfers:reports", _somewhere(ENTER_REPORT), frozenset({"transfers:report"})),
        nav.Part("失去联系", "transfers:lost", _somewhere(SEE_GUEST), frozenset({"transfers:lost-one"})),
        nav.Part("各组织", "transfers:overview", looks_over),
    ),
)
