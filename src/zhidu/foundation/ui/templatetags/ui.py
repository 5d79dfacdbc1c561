"""Tags and filters every template may use without loading anything."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.forms import BoundField, Form
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from zhidu.foundation import slots
from zhidu.foundation.clock import ZONE, today
from zhidu.foundation.ui import icons, marks

register = template.Library()
WEEKDAYS = "一二三四五六日"


@register.simple_tag
def icon(name: str, size: int = 20, label: str = "") -> SafeString:
    """``{% icon "calendar" 18 %}``; alone, ``{% icon "x" 18 "关闭" %}``."""
    return icons.icon(str(name), int(size), str(label))


@register.simple_tag
def mark_of(verdict: str, generally: bool = False, word: str = "") -> marks.Mark:  # noqa: FBT001, FBT002
    """The mark of a verdict, for components."""
    return marks.mark_of(verdict, generally=bool(generally), word=str(word or ""))


@register.simple_tag
def mark(
    verdict: str,
    generally: bool = False,  # noqa: FBT001, FBT002
    word: str = "",
    bare: bool = False,  # noqa: FBT001, FBT002
    iconic: bool = False,  # noqa: FBT001, FBT002
) -> SafeString:
    """``{% mark row.verdict row.generally %}``: ``<c-mark>`` for the rows of long lists."""
    return marks.drawn(
        str(verdict), generally=bool(generally), word=str(word or ""), bare=bool(bare), iconic=bool(iconic)
    )


@register.simple_tag
def glyph(sign: str, size: int = 18) -> SafeString:
    """The figure of a mark from the sprite."""
    return icons.glyph(sign, size)


@register.filter
def verdict_word(verdict: str) -> str:
    """未达标, 达标 and so on."""
    return marks.mark_of(str(verdict)).word


@register.simple_tag
def legend(without: str = "") -> list[marks.Mark]:
    """Marks for the line under a picture; *without* names those to leave out."""
    return marks.legend(*without.split())


def _as_date(value: Any) -> date | None:  # noqa: ANN401 - whatever a template holds
    if isinstance(value, datetime):
        return value.astimezone(ZONE).date() if value.tzinfo else value.date()
    return value if isinstance(value, date) else None


@register.filter
def day(value: Any) -> SafeString | str:  # noqa: ANN401
    """11月18日; the year is said when it is not this one."""
    found = _as_date(value)
    if found is None:
        return "不知道" if value in (None, "") else str(value)
    shown = f"{found.month}月{found.day}日"
    if found.year != today().year:
        shown = f"{found.year}年{shown}"
    return format_html('<time datetime="{}">{}</time>', found.isoformat(), shown)


@register.filter
def full_day(value: Any) -> SafeString | str:  # noqa: ANN401
    """2026年11月18日."""
    found = _as_date(value)
    if found is None:
        return "不知道" if value in (None, "") else str(value)
    shown = f"{found.year}年{found.month}月{found.day}日"
    return format_html('<time datetime="{}">{}</time>', found.isoformat(), shown)


@register.filter
def moment(value: Any) -> SafeString | str:  # noqa: ANN401
    """11月18日 19:00, in the time of the people who use the site."""
    if not isinstance(value, datetime):
        return day(value)
    local = value.astimezone(ZONE) if value.tzinfo else value
    return format_html("{} {}", day(local), f"{local:%H:%M}")


@register.filter
def hour(value: Any) -> str:  # noqa: ANN401
    """19:00."""
    if isinstance(value, datetime) and value.tzinfo:
        value = value.astimezone(ZONE)
    return f"{value:%H:%M}" if isinstance(value, time | datetime) else str(value or "")


@register.filter
def weekday(value: Any) -> str:  # noqa: ANN401
    """星期三."""
    found = _as_date(value)
    return "" if found is None else f"星期{WEEKDAYS[found.weekday()]}"


@register.filter
def days_left(value: Any) -> str:  # noqa: ANN401
    """还剩 12 天, 今天, 过期 18 天."""
    found = _as_date(value)
    if found is None:
        return ""
    left = (found - today()).days
    if left == 0:
        return "今天"
    return f"还剩 {left} 天" if left > 0 else f"过期 {-left} 天"


@register.filter
def money(value: Any) -> str:  # noqa: ANN401
    """612.40, with thousands; the unit 元 stands in the sentence."""
    if value in (None, ""):
        return "不知道"
    return f"{Decimal(str(value)):,.2f}"


@register.filter
def number(value: Any) -> str:  # noqa: ANN401
    """1,846; decimals as they are; nothing known is —."""
    if value is None or value == "":
        return "—"
    if isinstance(value, Decimal):
        text = f"{value:,f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return f"{value:,}" if isinstance(value, int) else str(value)


@register.filter
def period(value: tuple[date, date]) -> str:
    """The name of a span of days: 2026年, 2026年10月, 2026年第 4 季度, 2026年上半年; else 从…至…."""
    first, last = value
    year = f"{first.year}年"
    if first.year == last.year and first.day == 1:
        after = date.fromordinal(last.toordinal() + 1)
        if after.day == 1:
            months = (after.year - first.year) * 12 + after.month - first.month
            if months == 12:
                return year
            if months == 1:
                return f"{year}{first.month}月"
            if months == 3 and first.month % 3 == 1:
                return f"{year}第 {(first.month + 2) // 3} 季度"
            if months == 6 and first.month in (1, 7):
                return f"{year}{'上' if first.month == 1 else '下'}半年"
    if first == last:
        return f"{year}{first.month}月{first.day}日"
    end = (
        f"{last.month}月{last.day}日"
        if first.year == last.year
        else f"{last.year}年{last.month}月{last.day}日"
    )
    return f"{year}{first.month}月{first.day}日至{end}"


@register.filter
def look(mapping: Any, key: Any) -> Any:  # noqa: ANN401
    """The value of a mapping at a key that is itself a variable."""
    return mapping.get(key) if mapping is not None else None


@register.simple_tag(takes_context=True)
def query(context: template.Context, **changes: Any) -> str:  # noqa: ANN401
    """The address of this page with some of its questions changed: ``{% query page=2 %}``; '' takes one away."""
    request = context.get("request")
    asked = request.GET.copy() if request is not None else None
    if asked is None:
        return "?"
    for name, value in changes.items():
        if value in (None, ""):
            asked.pop(name, None)
        else:
            asked[name] = str(value)
    return "?" + asked.urlencode()


@register.simple_tag(takes_context=True)
def slot_panels(
    context: template.Context,
    slot: str,
    query: str = "",
    **keys: Any,  # noqa: ANN401
) -> SafeString:
    """Panels other apps put here, each loaded from its own address; without script a link to it.

    *query* is added to the address: what a panel should take into account that is no object yet.
    """
    request = context["request"]
    found: Iterable[tuple[str, str]] = [
        (f"{panel.url(keys)}?{query}" if query else panel.url(keys), panel.title)
        for panel in slots.panels_for(slot, request.actor)
    ]
    return format_html_join(
        "",
        '<section class="card slot" hx-get="{0}" hx-trigger="load" hx-swap="outerHTML">'
        '<div class="card-head"><h2><a href="{0}">{1}</a></h2></div></section>',
        found,
    )


@register.filter
def sheets(names: str) -> list[str]:
    """Addresses of the style sheets; the same for as long as the site runs, except where somebody works on them."""
    return _sheets(names) if settings.DEBUG else _sheets_once(names)


def _sheets(names: str) -> list[str]:
    return [static(f"ui/css/{name}.css") for name in names.split()]


_sheets_once = lru_cache(_sheets)


@register.simple_tag(takes_context=True)
def turn(context: template.Context, name: str, page: int) -> str:
    """The address of another page of the same list."""
    return query(context, **{name: page})


@register.simple_tag
def fault_count(form: Form) -> int:
    """How many things are to be mended."""
    return sum(len(sentences) for sentences in form.errors.values())


@register.simple_tag
def widget_of(field: BoundField) -> dict[str, Any]:
    """The widget of a field with what assistive technology needs, and how it is to be laid out."""
    widget = field.field.widget
    described = [f"{field.auto_id}_fault"] if field.errors else []
    if field.help_text:
        described.append(f"{field.auto_id}_hint")
    attrs: dict[str, Any] = {"aria-describedby": " ".join(described)} if described else {}
    if field.errors:
        attrs["aria-invalid"] = "true"
    group = bool(widget.use_fieldset)
    return {
        "html": field.as_widget(attrs={} if group else attrs),
        "described": " ".join(described),
        "group": group,
        "single": getattr(widget, "input_type", "") == "checkbox" and not group,
    }
