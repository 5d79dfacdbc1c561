"""Putting another template in the place of the one in use (换模板)."""

from __future__ import annotations

from django.db.models import Max

from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.papers import registry
from zhidu.foundation.papers.access import KEEP_TEMPLATES
from zhidu.foundation.papers.models import Template
from zhidu.foundation.papers.templates_kept import FORMS, NotRight, check, kind_of


@act("papers.put_template", "换模板")
def put_template(*, actor: Actor, paper: str, form: str, content: bytes, note: str) -> Template:
    """Use *content* for the paper from now on, if it is right; what was used before stays as a version.

    Raises Wrong with the line and the field where it is not.
    """
    KEEP_TEMPLATES.require_at(actor, "")
    found = registry.papers().get(paper)
    if found is None or form not in FORMS or not kind_of(found):
        raise Wrong("没有这种文书的模板可换；请从列表中选择")
    if not note.strip():
        raise Wrong({"note": "没有写改了什么；请写一句，换回时好认"})
    try:
        check(found, form, content)
    except NotRight as error:
        raise Wrong({"upload": str(error)}) from error
    rows = Template.objects.select_for_update().filter(paper=paper, form=form)
    last = Template.objects.filter(paper=paper, form=form).aggregate(last=Max("version"))["last"] or 0
    rows.filter(used=True).update(used=False)
    made = Template.objects.create(
        paper=paper,
        form=form,
        version=last + 1,
        content=content,
        note=note.strip()[:200],
        used=True,
        put_by_id=actor.user,
    )
    record(obj=made.code, place=None, details={"paper": paper, "form": form, "version": made.version})
    return made
