"""Acts on attachments."""

from __future__ import annotations

from zhidu.foundation.files.actions.attach import attach
from zhidu.foundation.files.actions.keep import keep
from zhidu.foundation.files.actions.void import void

__all__ = ["attach", "keep", "void"]
