"""The files of the county that the walks over every page see."""

from __future__ import annotations

import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.apps.about import of
from tests.apps.builders import Branch, an_actor
from zhidu.apps.registry.actions import keep_filter, propose, put_photo, set_profile
from zhidu.foundation.access.rules import SYSTEM, Actor

ABOUT = {
    **dict.fromkeys(
        (f"registry:{one}" for one in ("file", "edit", "unmask", "photo", "put-photo")), of(person="filed")
    ),
    "registry:about-person": of(pk="filed"),
    **dict.fromkeys((f"registry:{one}" for one in ("structure", "roster")), of(organization="node")),
    "registry:drop-filter": of(pk="kept_filter"),
    **dict.fromkeys((f"registry:{one}" for one in ("proposal", "take-back")), of(pk="proposal")),
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
    return {"kept_filter": kept.pk, "filed": person, "proposal": made.pk}


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
    }
