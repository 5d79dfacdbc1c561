"""From which address of the network a request comes."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """The address of the reader's machine.

    Behind a reverse proxy (ZHIDU_PROXY=1) it is the last one of ``X-Forwarded-For``, the only one that the proxy
    itself has written; anywhere else that header is whatever the reader likes and is not looked at.
    """
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.BEHIND_PROXY else ""
    return forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")
