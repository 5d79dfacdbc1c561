"""Acts on long work."""

from __future__ import annotations

from zhidu.foundation.jobs.actions.again import again
from zhidu.foundation.jobs.actions.cancel import cancel
from zhidu.foundation.jobs.actions.start import start

__all__ = ["again", "cancel", "start"]
