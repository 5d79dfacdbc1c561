"""One act a file: every write of this app."""

from __future__ import annotations

from zhidu.apps.procedures.actions.answer import answer
from zhidu.apps.procedures.actions.ask import ask
from zhidu.apps.procedures.actions.decide import decide
from zhidu.apps.procedures.actions.open_case import open_case
from zhidu.apps.procedures.actions.take_step import take_step
from zhidu.apps.procedures.actions.take_up import take_up

__all__ = ["answer", "ask", "decide", "open_case", "take_step", "take_up"]
