"""The short notice after an act: what was put down, and a way back where there is one (提示条)."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest


def toast(request: HttpRequest, text: str, *, undo: str = "", see: str = "") -> None:
    """Show *text* on the next page; *undo* is the address of a page that takes it back (撤回), *see* where it is."""
    if see:
        messages.info(request, text, extra_tags=see)
    else:
        messages.success(request, text, extra_tags=undo)


def trouble(request: HttpRequest, text: str, *, again: str = "") -> None:
    """The same for what was not done; *again* is where to try once more (再试)."""
    messages.error(request, text, extra_tags=again)
