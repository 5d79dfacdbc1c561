"""The rows of a list: who is on the register today, narrowed, column by column, however many there are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from zhidu.apps.members import queries as members
from zhidu.apps.members.entries import PERSON_TYPES
from zhidu.apps.orgs import queries as orgs
from zhidu.apps.registry.fields import FIELDS
from zhidu.apps.registry.importing.columns import GROUP, NAME, ORGANIZATION, SINCE, TYPE, columns
from zhidu.apps.registry.models import SEALED, Profile
from zhidu.foundation.clock import today
from zhidu.foundation.keys import personal

AT_ONCE = 400
"""Organisations read together: some ten thousand people."""
USUAL = (
    NAME,
    "sex",
    "nation",
    "born_on",
    "education",
    ORGANIZATION,
    GROUP,
    TYPE,
    "joined_on",
    "confirmed_on",
)
SENSITIVE = tuple(key for key, one in FIELDS.items() if one.sensitive)
Show = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which people: those of some standings, and what their files say."""

    types: tuple[str, ...] = ()
    sex: str = ""
    education: str = ""
    born_from: date | None = None
    born_to: date | None = None

    @property
    def of_files(self) -> dict[str, Any]:
        """The conditions on files; whoever has none fits none of them."""
        found: dict[str, Any] = {}
        if self.sex:
            found["sex"] = self.sex
        if self.education:
            found["education"] = self.education
        if self.born_from:
            found["born_on__gte"] = self.born_from
        if self.born_to:
            found["born_on__lte"] = self.born_to
        return found

    def plain(self) -> dict[str, Any]:
        """As it is kept."""
        return {
            "types": list(self.types),
            "sex": self.sex,
            "education": self.education,
            "born_from": str(self.born_from or ""),
            "born_to": str(self.born_to or ""),
        }

    @classmethod
    def again(cls, kept: Mapping[str, Any]) -> Wanted:
        """From what was kept."""
        days = {
            key: date.fromisoformat(kept[key]) if kept.get(key) else None for key in ("born_from", "born_to")
        }
        return cls(tuple(kept.get("types", ())), kept.get("sex", ""), kept.get("education", ""), **days)


def batches(path: str, wanted: Wanted, chosen: Sequence[str]) -> Iterator[tuple[list[int], list[list[Any]]]]:
    """(people, their rows) some hundred organisations at a time, in the order of the tree; two queries each."""
    places = list(orgs.organizations_under(path).order_by("path").values_list("pk", "name"))
    shown = _shown(chosen)
    kept = [key for key in chosen if key in FIELDS]
    for start in range(0, len(places), AT_ONCE):
        names = dict(places[start : start + AT_ONCE])
        stays = members.stays_on(names, today(), wanted.types)
        files = _files(names, kept, wanted)
        if wanted.of_files:
            stays = [one for one in stays if one[0] in files]
        order = {pk: place for place, pk in enumerate(names)}
        stays.sort(key=lambda one: (order[one[2]], one[0]))
        groups = orgs.names_by_id({one[3] for one in stays if one[3]}) if GROUP in chosen else {}
        yield [one[0] for one in stays], [_row(one, chosen, shown, names, groups, files) for one in stays]


def _files(names: Mapping[int, str], kept: Sequence[str], wanted: Wanted) -> dict[int, tuple[Any, ...]]:
    if not kept and not wanted.of_files:
        return {}
    rows = Profile.objects.filter(person__organization__in=list(names), **wanted.of_files).order_by()
    return {one[0]: one[1:] for one in rows.values_list("pk", *kept)}


def _row(
    stay: tuple[Any, ...],
    chosen: Sequence[str],
    shown: Mapping[str, Show],
    names: Mapping[int, str],
    groups: Mapping[int, str],
    files: Mapping[int, tuple[Any, ...]],
) -> list[Any]:
    pk, name, organization, group, kind, first = stay
    own = {NAME: name, ORGANIZATION: names[organization], GROUP: groups.get(group, ""), SINCE: first}
    file = iter(files.get(pk, ()))
    row = []
    for key in chosen:
        if key == TYPE:
            row.append(shown[TYPE](kind))
        elif key in own:
            row.append(own[key])
        else:
            value = next(file, None)
            row.append("" if value is None or value == "" else shown[key](value))
    return row


def _shown(chosen: Sequence[str]) -> dict[str, Show]:
    """How the value of a column comes out of the table it is kept in."""
    found: dict[str, Show] = {TYPE: lambda word: PERSON_TYPES.get(word, word)}
    ring = personal()
    for key in chosen:
        if key in SEALED:
            found[key] = ring.open
        elif key in FIELDS and FIELDS[key].choices:
            found[key] = partial(_of_choices, FIELDS[key].choices)
        elif key in FIELDS:
            found[key] = _as_it_is
    return found


def _of_choices(choices: Mapping[str, str], value: str) -> str:
    return choices.get(value, value)


def _as_it_is(value: Any) -> Any:  # noqa: ANN401 - text or a day
    return value


def ordered(chosen: Sequence[str]) -> list[str]:
    """The columns in the order of the register, the name first."""
    wanted = set(chosen) | {NAME}
    return [key for key in columns() if key in wanted]


def number_of(path: str, wanted: Wanted) -> int:
    """About how many there are: exactly, where nothing is asked of files."""
    ids = orgs.organizations_under(path).order_by().values("pk")
    return members.number_on(ids, today(), wanted.types)
