"""Attachments (附件).

An app registers its kind of owner in its ``ready()``; its pages then show ``files.queries.box(actor, code)`` with
``{% include "files/box.html" %}``, which lists, downloads, adds and voids.
"""

from __future__ import annotations

from zhidu.foundation.files.owners import Where, register_owner

__all__ = ["Where", "register_owner"]
