"""From rows of the register to subjects as the rules know them.

A member's post is not written down a second time: it is that of the posts held in the member's own organisation,
so a stretch is divided where a post begins or ends.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from zhidu.apps.members.models import POSTS
from zhidu.domain.rules.subjects import Spell, Subject
from zhidu.domain.rules.vocabulary import SUBJECT_TYPES, SubjectClass
from zhidu.foundation.access.roles import GROUP_LEADER

ONE_DAY = timedelta(days=1)
_RANK = {post: rank for rank, post in enumerate(POSTS)}


@dataclass(frozen=True, slots=True)
class Stay:
    """A row of memberships."""

    person: int
    name: str
    type: str
    organization: int
    group: int | None
    first: date | None
    last: date | None
    attributes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Held:
    """A row of posts."""

    pk: int
    person: int
    name: str
    organization: int
    post: str
    first: date | None
    last: date | None
    attributes: Mapping[str, str]


def people(stays: Iterable[Stay], held: Iterable[Held]) -> list[Subject]:
    """Members and prospects; somebody who was both is two subjects."""
    posts: dict[tuple[int, int], list[Held]] = defaultdict(list)
    for one in held:
        posts[one.person, one.organization].append(one)
    found: dict[str, list[Spell]] = defaultdict(list)
    for stay in stays:
        prospect = SUBJECT_TYPES[stay.type].kind is SubjectClass.PROSPECT
        code = f"{'prospect' if prospect else 'person'}-{stay.person}"
        here = () if prospect else posts.get((stay.person, stay.organization), ())
        found[code] += _divided(stay, here)
    return [
        Subject(code, tuple(_joined(sorted(spells, key=lambda one: one.first))))
        for code, spells in found.items()
    ]


def holders(held: Iterable[Held]) -> list[Subject]:
    """Holders of posts. A group leader holds none in that sense: the clauses about 任职 do not mean that."""
    return [
        Subject(
            f"post-{one.pk}",
            (
                Spell(
                    type="post_holder",
                    belongs_to=f"org-{one.organization}",
                    first=one.first or date.min,
                    last=one.last or date.max,
                    attributes={
                        "name": f"{one.name}（{POSTS.get(one.post, one.post)}）",
                        "post": one.post,
                        **_written(one.attributes),
                    },
                ),
            ),
        )
        for one in held
        if one.post != GROUP_LEADER
    ]


def _written(attributes: Mapping[str, str]) -> dict[str, str]:
    return {name: text for name, text in attributes.items() if text}


def _divided(stay: Stay, posts: Iterable[Held]) -> Iterator[Spell]:
    """The stretch, cut where one of *posts* begins or ends."""
    first, last = stay.first or date.min, stay.last or date.max
    spans = [(one.first or date.min, one.last or date.max, one.post) for one in posts]
    cuts = {first}
    for begins, ends, _ in spans:
        cuts.add(begins)
        if ends < date.max:
            cuts.add(ends + ONE_DAY)
    starts = sorted(cut for cut in cuts if first <= cut <= last)
    for place, start in enumerate(starts):
        ends = starts[place + 1] - ONE_DAY if place + 1 < len(starts) else last
        held = [post for begins, until, post in spans if begins <= start <= until]
        attributes = {"name": stay.name, **_written(stay.attributes)}
        if stay.group is not None:
            attributes["group"] = f"group-{stay.group}"
        if held:
            attributes["post"] = min(held, key=lambda post: _RANK.get(post, len(_RANK)))
        yield Spell(
            type=stay.type,
            belongs_to=f"org-{stay.organization}",
            first=start,
            last=ends,
            attributes=attributes,
        )


def _joined(spells: Iterable[Spell]) -> Iterator[Spell]:
    """Spells that follow each other and say the same are one."""
    before: Spell | None = None
    for spell in spells:
        if before is None:
            before = spell
        elif (
            before.last < date.max
            and before.last + ONE_DAY == spell.first
            and (before.type, before.belongs_to, before.attributes)
            == (spell.type, spell.belongs_to, spell.attributes)
        ):
            before = Spell(
                type=spell.type,
                belongs_to=spell.belongs_to,
                first=before.first,
                last=spell.last,
                attributes=spell.attributes,
            )
        else:
            yield before
            before = spell
    if before is not None:
        yield before
