"""What a clause is about, as the tabs of supervision group it (领域): the same as in the library."""

from __future__ import annotations

from zhidu.rulebooks.themes import BY_KEY, OTHER, THEMES, Theme, theme_of

__all__ = ["BY_KEY", "OTHER", "THEMES", "Theme", "theme_of"]
