"""Papers printed from records (文书): declared by the apps, numbered and rendered here."""

from __future__ import annotations

from zhidu.foundation.papers.registry import Paper, register

__all__ = ["Paper", "register"]
