"""Going back to an earlier template, or to that of the program (换回模板)."""

from __future__ import annotations

from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.papers.access import KEEP_TEMPLATES
from zhidu.foundation.papers.models import Template


@act("papers.use_template", "换回模板")
def use_template(*, actor: Actor, paper: str, form: str, version: int) -> None:
    """Use that version again; 0 is the program's own."""
    KEEP_TEMPLATES.require_at(actor, "")
    rows = Template.objects.select_for_update().filter(paper=paper, form=form)
    known = {one.version: one for one in rows.only("version", "used")}
    if version and version not in known:
        raise Wrong("没有这一版模板；请从列表中选择")
    before = next((one.version for one in known.values() if one.used), 0)
    if before == version:
        raise Wrong("正在用的就是这一版")
    rows.filter(used=True).update(used=False)
    rows.filter(version=version).update(used=True)
    record(obj=f"templates-{paper}-{form}", place=None, changes={"version": (before, version)})
