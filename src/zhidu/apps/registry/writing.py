"""Writing files: one way for one person and for a table of many."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from zhidu.apps.registry.boxes import put, seal_change, values_of
from zhidu.apps.registry.checking import completed, faults, parsed
from zhidu.apps.registry.fields import FIELDS, Given
from zhidu.apps.registry.models import DIGESTED, SEALED, Change, Profile
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.clock import now
from zhidu.foundation.keys import Ring, personal

if TYPE_CHECKING:
    from zhidu.apps.members.models import Person

BATCH = 500
COLUMNS = (*FIELDS, *(f"{key}_digest" for key in DIGESTED), "key", "version", "changed_at")


@dataclass(slots=True)
class Draft:
    """One file as it is about to be: what changes, and what is wrong with it."""

    person: Person
    profile: Profile
    new: bool
    changes: dict[str, str] = field(default_factory=dict)
    before: dict[str, str] = field(default_factory=dict)
    wrong: dict[str, str] = field(default_factory=dict)


def files_of(people: Iterable[int]) -> dict[int, Profile]:
    """Person → file, for those who have one."""
    wanted = sorted(set(people))
    return {
        one.person_id: one
        for start in range(0, len(wanted), BATCH)
        for one in Profile.objects.filter(pk__in=wanted[start : start + BATCH])
    }


def drafts(
    people: Sequence[Person], given: Mapping[int, Mapping[str, Given]], *, trusting: bool = False
) -> list[Draft]:
    """What would change for each of *people*, with everything that is wrong with it.

    Some queries a batch, whatever is given. *trusting*: the values are those a draft has parsed already.
    """
    ring, known = personal(), files_of(one.pk for one in people)
    found = []
    for person in people:
        profile = known.get(person.pk)
        draft = Draft(person, profile or Profile(person=person, key=ring.current), new=profile is None)
        said = given[person.pk]
        values, draft.wrong = ({key: str(one) for key, one in said.items()}, {}) if trusting else parsed(said)
        was = values_of(profile)
        whole = {**was, **values}
        values |= completed(whole)
        whole |= values
        draft.wrong |= {key: text for key, text in faults(whole).items() if key not in draft.wrong}
        draft.changes = {key: text for key, text in values.items() if text != was[key]}
        draft.before = {key: was[key] for key in draft.changes}
        found.append(draft)
    _same_numbers(found, ring)
    return found


def _same_numbers(found: Sequence[Draft], ring: Ring) -> None:
    """Mark those whose identity number somebody else has, on the register or in the same table."""
    numbers: dict[str, Draft] = {}
    for draft in found:
        number = draft.changes.get("id_number", "")
        if not number:
            continue
        if number in numbers:
            other = numbers[number].person.name
            draft.wrong["id_number"] = f"身份证号与表里的{other}相同；应各写各的"
        numbers.setdefault(number, draft)
    digests = {digest: draft for number, draft in numbers.items() for digest in ring.digests(number)}
    asked = sorted(digests)
    for start in range(0, len(asked), BATCH):
        part = asked[start : start + BATCH]
        taken = Profile.objects.filter(id_number_digest__in=part).select_related("person")
        for one in taken:
            draft = digests[str(one.id_number_digest)]
            if one.person_id != draft.person.pk:
                # whose it is may be nobody of theirs, so nothing is said but that it is taken
                draft.wrong["id_number"] = (
                    "身份证号已经登记在另一个人的档案里；请核对，若是同一个人，请与上级党务干部一起处理"
                )


def save(actor: Actor, found: Iterable[Draft], why: str = "") -> list[Draft]:
    """Write those that change anything; who they were. Must be called inside an act, with nobody's draft wrong."""
    ring, moment = personal(), now()
    changing = [one for one in found if one.changes]
    for one in changing:
        put(one.profile, one.changes, ring)
        one.profile.changed_at = moment
        one.profile.version += 0 if one.new else 1
    Profile.objects.bulk_create([one.profile for one in changing if one.new], batch_size=BATCH)
    kept = [one.profile for one in changing if not one.new]
    if kept:
        Profile.objects.bulk_update(kept, COLUMNS, batch_size=BATCH)
    Change.objects.bulk_create(
        (
            Change(
                person_id=one.person.pk,
                fields=",".join(one.changes),
                sealed=seal_change(one.before, why, ring),
                key=ring.current,
                at=moment,
                by=actor.user,
            )
            for one in changing
        ),
        batch_size=BATCH,
    )
    return changing


assert set(SEALED) == {key for key, one in FIELDS.items() if one.sensitive}  # noqa: S101 - two lists of one thing
