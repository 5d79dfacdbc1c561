"""The files of the county that the walks over every page see."""

from __future__ import annotations

import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.apps.about import of
from tests.apps.builders import Branch, an_actor
from tests.site import outside_acts
from zhidu.apps.registry.actions import (
    keep_filter,
    map_columns,
    propose,
    put_photo,
    set_profile,
    take_in,
    upload_register,
)
from zhidu.apps.registry.models import ImportBatch, SavedList
from zhidu.foundation.access.rules import SYSTEM, Actor
from zhidu.foundation.clock import today

ABOUT = {
    **dict.fromkeys(
        (f"registry:{one}" for one in ("file", "edit", "unmask", "photo", "put-photo", "merge", "erase")),
        of(person="filed"),
    ),
    "registry:about-person": of(pk="filed"),
    **dict.fromkeys(
        (f"registry:{one}" for one in ("structure", "roster", "retention")), of(organization="node")
    ),
    "registry:drop-filter": of(pk="kept_filter"),
    **dict.fromkeys((f"registry:{one}" for one in ("proposal", "take-back")), of(pk="proposal")),
    **dict.fromkeys(
        (
            f"registry:import{one}"
            for one in ("", "-columns", "-sheet", "-people", "-mend", "-answer", "-write", "-drop")
        ),
        of(pk="import"),
    ),
    "registry:import-undo": of(pk="imported"),
    "registry:export-drop": of(pk="kept_list"),
}


def things(word: str, branch: Branch) -> dict[str, Any]:
    """The file of one member, with a photograph and something the member wants put right."""
    person = branch.people[-1]
    set_profile(
        actor=SYSTEM,
        person=person,
        values={"sex": "男", "address": f"{word}县", "employer": f"{word}粮站", "phone": "13800138000"},
    )
    put_photo(actor=SYSTEM, person=person, upload=a_picture())
    made = propose(actor=Actor(person=person), person=person, values={"native_place": word}, why=word)
    kept = keep_filter(actor=an_actor("secretary", branch.node), name=word, query="sex=male")
    return {"kept_filter": kept.pk, "filed": person, "proposal": made.pk, **_imports(word, branch)}


def _imports(word: str, branch: Branch) -> dict[str, int]:
    """A sheet that waits with something wrong and somebody who may be on the register, and one that was written."""
    found = {}
    called = "".join(one for one in word if not one.isdigit())
    for name, lines in (
        ("import", f"姓名,出生日期,备注\n{called}新人,1985.13,\n{called}同名,1990-01-01,{word}\n"),
        ("imported", f"姓名,性别\n{called}同名,男\n"),
    )[::-1]:
        content = io.BytesIO(lines.encode())
        batch = upload_register(
            actor=SYSTEM, organization=branch.node.pk, name=f"{word}{name}.csv", content=content
        )
        map_columns(actor=SYSTEM, batch=batch.pk, fields=batch.columns, type="full_member", since=today())
        found[name] = batch.pk
    with outside_acts():
        kept = SavedList.objects.create(owner=0, name=word, columns=["name"], narrowed={})
    found["kept_list"] = kept.pk
    take_in(actor=SYSTEM, batch=found["imported"])
    batch = ImportBatch.objects.get(pk=found["import"])
    map_columns(actor=SYSTEM, batch=batch.pk, fields=batch.columns, type="full_member", since=today())
    return found


def a_picture(width: int = 300, height: int = 400, kind: str = "PNG") -> SimpleUploadedFile:
    """A picture of nobody."""
    content = io.BytesIO()
    Image.new("RGB", (width, height), "gray").save(content, kind)
    return SimpleUploadedFile(f"photo.{kind.lower()}", content.getvalue())


def taken() -> dict[str, dict[str, Any]]:
    """What has to be filled in for a form to be taken."""
    return {
        "registry:edit": {"native_place": "浙江云岭"},
        "registry:propose": {"native_place": "浙江云岭"},
        "registry:put-photo": {"gone": "on"},
        "registry:export": {"keep": None},
    }
