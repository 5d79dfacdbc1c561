"""Saying what residents find of an organisation: how to reach it, and how each door is used (公开页)."""

from __future__ import annotations

from collections.abc import Mapping

from zhidu.apps.disclosure.access import KEEP
from zhidu.apps.disclosure.models import PublicPage
from zhidu.apps.disclosure.saving import an_organization
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Stale, Wrong, act, record

TEXTS = ("title", "phone", "phone_hours", "place", "hours", "card", "box", "booking")


@act("disclosure.set_page", "设公开页")
def set_page(
    *,
    actor: Actor,
    organization: int,
    open: bool,  # noqa: A002 - what is done
    texts: Mapping[str, str],
    version: int = 0,
) -> PublicPage:
    """Open, change or close the public page; *version* is what was seen of it, 0 where there was none yet."""
    node = an_organization(organization)
    KEEP.require_at(actor, node.path)
    page = PublicPage.objects.select_for_update().filter(organization=node).first()
    if (page.version if page else 0) != version:
        raise Stale("您打开以后，公开页已经被别人改过；您写的没有存，请对照新的内容再改")
    page = page or PublicPage(organization=node, version=0)
    before = {name: getattr(page, name) for name in TEXTS} | {"open": page.open if version else None}
    given = {name: texts.get(name, "").strip() for name in TEXTS}
    wrong = _faults(given)
    if open and not (given["phone"] or given["place"]):
        wrong["phone"] = "对外开放的，应写热线电话或地点，至少一项：群众要找得到人"
    if wrong:
        raise Wrong(wrong)
    after = {**given, "open": open}
    if after == before:
        raise Wrong("没有改动；与现在写的一样")
    for name, value in after.items():
        setattr(page, name, value)
    page.version += 1
    page.save()
    record(
        obj=node.code,
        place=node.pk,
        changes={
            name: (before[name] or None, value) for name, value in after.items() if before[name] != value
        },
        details={"version": page.version, "open": open},
    )
    return page


def _faults(given: Mapping[str, str]) -> dict[str, str]:
    found = {}
    for name, text in given.items():
        longest = PublicPage._meta.get_field(name).max_length  # noqa: SLF001 - Django's own way
        if longest is not None and len(text) > longest:
            found[name] = f"有 {len(text)} 字；应不超过 {longest} 字"
    if given["phone"] and sum(one.isdigit() for one in given["phone"]) < 3:
        found["phone"] = f"“{given['phone']}”不像电话号码；应像 0871-8812 3456"
    return found
