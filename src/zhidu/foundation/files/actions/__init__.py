"""Acts on attachments."""

from __future__ import annotations

from zhidu.foundation.files.actions.attach import attach
from zhidu.foundation.files.actions.void import void

__all__ = ["attach", "void"]
