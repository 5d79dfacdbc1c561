"""What an address with parameters is about, for the walks over every page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Given = Callable[[Mapping[str, Any]], dict[str, Any]]


def of(**kinds: str) -> Given:
    """The parameters of an address, each the number of one kind of thing."""
    return lambda names: {parameter: names[kind] for parameter, kind in kinds.items()}
