"""Acts on documents."""

from __future__ import annotations

from zhidu.apps.documents.actions.check import check, return_
from zhidu.apps.documents.actions.draft import draft, revise
from zhidu.apps.documents.actions.drop import drop
from zhidu.apps.documents.actions.receive import receive
from zhidu.apps.documents.actions.remind import remind, remind_of
from zhidu.apps.documents.actions.send import send
from zhidu.apps.documents.actions.set_agency import set_agency
from zhidu.apps.documents.actions.sign import sign
from zhidu.apps.documents.actions.submit import submit

__all__ = [
    "check",
    "draft",
    "drop",
    "receive",
    "remind",
    "remind_of",
    "return_",
    "revise",
    "send",
    "set_agency",
    "sign",
    "submit",
]
