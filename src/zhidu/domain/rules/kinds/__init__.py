"""Clause kinds: parameters here and now, evaluators one module each."""

from __future__ import annotations

from zhidu.domain.rules.kinds.params import Params

__all__ = ["Params"]
