"""Two files of one person made one (合并两份档案), with everything that hangs on them."""

from __future__ import annotations

from zhidu.apps.members.actions.merge_people import merge_people as merge_registered
from zhidu.apps.members.queries import people
from zhidu.apps.registry.access import KEEP
from zhidu.apps.registry.boxes import values_of
from zhidu.apps.registry.fields import FIELDS
from zhidu.apps.registry.models import Photo, Profile
from zhidu.apps.registry.writing import drafts, files_of, save
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record

WHY = "合并两份登记"
SEEN_TO = ("registry.Profile", "registry.Photo")


@act("registry.merge_people", "合并两份档案")
def merge_people(*, actor: Actor, keep: int, gone: int) -> tuple[str, ...]:
    """*gone* is taken into *keep*; the fields in which the two said different things, where *keep* stays as it was.

    What *keep* does not know it takes from the other. Raises Wrong where both have an identity number and not the
    same, or anything that cannot be moved; then nothing is changed.
    """
    found = {one.pk: one for one in people([keep, gone])}
    if keep == gone or len(found) != 2:
        raise Wrong({"gone": "没有另一份；请从列表中选择"})
    for one in found.values():
        KEEP.require(actor, one)
    files = files_of([keep, gone])
    mine, other = values_of(files.get(keep)), values_of(files.get(gone))
    if mine["id_number"] and other["id_number"] and mine["id_number"] != other["id_number"]:
        raise Wrong("两份的身份证号不同，不是同一个人；写错了的，请先更正")
    differing = tuple(key for key in FIELDS if mine[key] and other[key] and mine[key] != other[key])
    taken = {key: text for key, text in other.items() if text and not mine[key]}
    Profile.objects.filter(pk=gone).delete()
    _photo(keep, gone)
    merge_registered(actor=actor, keep=keep, gone=gone, without=SEEN_TO)
    if taken:
        (draft,) = drafts(people([keep]), {keep: taken}, trusting=True)
        if draft.wrong:
            raise Wrong(
                "；".join(f"{FIELDS[key].title}{text}" for key, text in draft.wrong.items() if key in FIELDS)
            )
        save(actor, [draft], WHY)
    record(
        obj=found[keep].code,
        place=found[keep].organization_id,
        details={"merged": gone, "taken": sorted(taken), "different": sorted(differing)},
    )
    return differing


def _photo(keep: int, gone: int) -> None:
    """One photograph a person; that of the file that stays comes first."""
    rows = Photo.objects.filter(pk=gone)
    if Photo.objects.filter(pk=keep).exists():
        rows.delete()
    else:
        rows.update(person=keep)
