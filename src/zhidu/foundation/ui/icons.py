"""Line icons: one set (lucide, 24 grid, stroke 1.7), and the marks of the verdicts."""

from __future__ import annotations

import functools

import lucide
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

STROKE = "1.7"


@functools.lru_cache(maxsize=512)
def icon(name: str, size: int = 20, label: str = "") -> SafeString:
    """An icon as SVG. Beside a word it is silent; alone it needs a *label* for those who cannot see it."""
    drawn = lucide._render_icon(name, size, stroke_width=STROKE, aria_hidden="true", focusable="false")  # noqa: SLF001
    svg = mark_safe(" ".join(drawn.split()))  # noqa: S308 - comes from the icon set alone
    return svg if not label else format_html('{}<span class="sr">{}</span>', svg, label)


@functools.lru_cache(maxsize=256)
def glyph(mark: str, size: int = 18) -> SafeString:
    """The sign of a mark, from the sprite that stands once on every page (``ui/marks.html``)."""
    return format_html(
        '<svg width="{0}" height="{0}" aria-hidden="true" focusable="false"><use href="#mk-{1}"/></svg>',
        size,
        mark,
    )
