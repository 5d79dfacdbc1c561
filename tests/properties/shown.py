"""A failing example as somebody can read it: dataclasses without the fields that are as usual."""

from __future__ import annotations

from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from typing import Any


def shown(value: Any) -> str:
    """The value as one line; dates in ISO form, defaults left out."""
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        parts = (
            f"{one.name}={shown(getattr(value, one.name))}" for one in fields(value) if _said(value, one)
        )
        return f"{type(value).__name__}({', '.join(parts)})"
    if isinstance(value, (list, tuple)):
        return "[" + ",\n  ".join(map(shown, value)) + "]"
    return repr(value)


def _said(value: Any, one: Any) -> bool:
    usual = one.default_factory() if one.default_factory is not MISSING else one.default
    return bool(getattr(value, one.name) != usual)
