"""Fixing under which words an organisation sends documents (发文名义)."""

from __future__ import annotations

from zhidu.apps.documents.access import SET_AGENCY
from zhidu.apps.documents.models import Agency
from zhidu.apps.documents.saving import an_organization
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Stale, Wrong, act, record

NAMES = {"mark": "发文机关标志", "word": "机关代字", "signature": "署名", "office": "印发机关"}
LONGEST = {"mark": 60, "word": 20, "signature": 60, "office": 60}


@act("documents.set_agency", "定发文名义")
def set_agency(
    *,
    actor: Actor,
    organization: int,
    mark: str,
    word: str,
    signature: str,
    office: str = "",
    version: int = 0,
) -> Agency:
    """What is printed over documents, before their numbers, under them, and as who had them printed.

    Numbers that were given keep the word they were given with. *version* is 0 where nothing was set yet.
    """
    node = an_organization(organization)
    SET_AGENCY.require_at(actor, node.path)
    given = {
        "mark": mark.strip(),
        "word": word.strip(),
        "signature": signature.strip(),
        "office": office.strip(),
    }
    wrong = {name: f"没有写{NAMES[name]}" for name in ("mark", "word", "signature") if not given[name]} | {
        name: f"{NAMES[name]}应不超过 {LONGEST[name]} 字"
        for name, text in given.items()
        if len(text) > LONGEST[name]
    }
    if wrong:
        raise Wrong(wrong)
    found = Agency.objects.select_for_update().filter(organization=node).first()
    if (found.version if found else 0) != version:
        raise Stale("您打开以后，发文名义被别人改过；请对照新的再改")
    before = {name: getattr(found, name) for name in given} if found else {}
    found = found or Agency(organization=node, version=0)
    for name, text in given.items():
        setattr(found, name, text)
    found.version += 1
    found.save()
    changes = {name: (before.get(name), text) for name, text in given.items() if before.get(name) != text}
    record(obj=f"agency-{found.pk}", place=node.pk, changes=changes)
    return found
