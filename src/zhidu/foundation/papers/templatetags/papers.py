"""``{% load papers %}{% papers_about "activity" activity %}``: what of it can be printed or edited, as a card."""

from __future__ import annotations

from typing import Any

from django import template

from zhidu.foundation.access.rules import VISITOR
from zhidu.foundation.papers import registry

register = template.Library()


@register.inclusion_tag("papers/about.html", takes_context=True)
def papers_about(context: Any, about: str, obj: Any) -> dict[str, Any]:  # noqa: ANN401 - a template context
    """The card; empty where there is no paper, or none that the actor may print."""
    actor = getattr(context.get("request"), "actor", VISITOR)
    return {"papers": registry.offered(about, obj, actor), "pk": obj.pk}
