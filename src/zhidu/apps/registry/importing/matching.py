"""Who of the register a row is about: by identity number, else by name with birth and organisation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from zhidu.apps.members.queries import named_below
from zhidu.apps.registry.access import KEEP
from zhidu.apps.registry.boxes import values_of
from zhidu.apps.registry.fields import FIELDS
from zhidu.apps.registry.import_models import Match
from zhidu.apps.registry.importing.columns import NAME, ORGANIZATION
from zhidu.apps.registry.importing.judging import Judged
from zhidu.apps.registry.importing.reading.faults import Unclear
from zhidu.apps.registry.models import Profile
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.clock import today
from zhidu.foundation.keys import personal

if TYPE_CHECKING:
    from zhidu.apps.members.models import Person

AT_ONCE = 500


@dataclass(slots=True)
class Found:
    """What a row is to the register, and the fields in which it says something else."""

    match: Match = Match.NEW
    person: Person | None = None
    seen: int = 0
    before: Mapping[str, str] = field(default_factory=dict)
    changes: tuple[str, ...] = ()
    wrong: Unclear | None = None
    why: str = ""
    """Why it is only probable, or what of the row is not taken over."""


class Matcher:
    """Holds rows against the register of everybody; what is said of others than the actor's own is only that."""

    def __init__(self, actor: Actor, path: str) -> None:
        self._actor, self._path, self._ring, self._day = actor, path, personal(), today()

    def match(self, rows: Sequence[Judged]) -> list[Found]:
        """One for each row; some queries for every :data:`AT_ONCE`."""
        by_number = self._by_number({one.values["id_number"] for one in rows if "id_number" in one.values})
        names = {
            one.values[NAME]
            for one in rows
            if NAME in one.values and one.values.get("id_number", "") not in by_number
        }
        by_name = self._by_name(names)
        return [self._one(row, by_number, by_name) for row in rows]

    def _by_number(self, numbers: set[str]) -> dict[str, Profile]:
        digests = {digest: number for number in numbers for digest in self._ring.digests(number)}
        found = {}
        for part in _parts(sorted(digests)):
            rows = Profile.objects.filter(id_number_digest__in=part)
            for one in rows.select_related("person__organization"):
                found[digests[str(one.id_number_digest)]] = one
        return found

    def _by_name(self, names: set[str]) -> dict[str, list[tuple[Person, Profile | None]]]:
        found = defaultdict(list)
        for part in _parts(sorted(names)):
            people = named_below(self._path, part, self._day)
            files = Profile.objects.in_bulk([one.pk for one in people]) if people else {}
            for one in people:
                found[one.name].append((one, files.get(one.pk)))
        return found

    def _one(
        self,
        row: Judged,
        by_number: Mapping[str, Profile],
        by_name: Mapping[str, list[tuple[Person, Profile | None]]],
    ) -> Found:
        profile = by_number.get(row.values.get("id_number", ""))
        if profile is not None:
            return self._numbered(row, profile)
        return self._named(row, by_name.get(row.values.get(NAME, ""), []))

    def _numbered(self, row: Judged, profile: Profile) -> Found:
        person = profile.person
        if not KEEP.can(self._actor, person):
            words = "这个身份证号已经登记在别的组织；从那里转来的，请办“转接组织关系”，或请上级核对"
            return Found(wrong=Unclear("row.elsewhere", words))
        if person.until is not None and person.until < self._day:
            words = f"{person.name}已于 {person.until} 离开；回来的，请在名册里办“重新登记”，再导入"
            return Found(wrong=Unclear("row.elsewhere", words))
        found = self._compared(Match.SAME, row, person, profile)
        if row.values.get(NAME, person.name) != person.name:
            found.match = Match.MAYBE
            found.why = f"身份证号相同，姓名不同（名册里是{person.name}）；姓名写错的，请先更正姓名"
        return found

    def _named(self, row: Judged, people: Iterable[tuple[Person, Profile | None]]) -> Found:
        number, born = row.values.get("id_number", ""), row.values.get("born_on", "")
        for person, profile in people:
            if number and profile is not None and profile.id_number_digest:
                continue  # both have a number, and not the same
            if not KEEP.can(self._actor, person):
                continue
            here = row.values.get(ORGANIZATION) == str(person.organization_id)
            known = profile.born_on.isoformat() if profile is not None and profile.born_on else ""
            if born and known and born != known:
                continue
            if here and born and born == known:
                return self._compared(Match.SAME, row, person, profile)
            if here or (born and born == known):
                found = self._compared(Match.MAYBE, row, person, profile)
                found.why = "姓名、组织相同，没有别的可以核对" if here else "姓名、出生日期相同，组织不同"
                return found
        return Found()

    @staticmethod
    def _compared(match: Match, row: Judged, person: Person, profile: Profile | None) -> Found:
        before = values_of(profile)
        changes = tuple(
            key for key, text in row.values.items() if key in FIELDS and text and text != before[key]
        )
        why = ""
        if row.values.get(ORGANIZATION, str(person.organization_id)) != str(person.organization_id):
            why = f"名册里在{person.organization.name}；调整组织关系请办“转接”，这里不动"
        return Found(match, person, profile.version if profile else 0, before, changes, why=why)


def _parts(rows: Sequence[Any]) -> Iterable[Sequence[Any]]:
    return (rows[start : start + AT_ONCE] for start in range(0, len(rows), AT_ONCE))
