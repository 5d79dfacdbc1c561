"""The people of 云岭县: members with their posts and groups, leaders, committees, and who wants to join."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from zhidu.domain.calendar import add_months
from zhidu.project.demo.clock import Clock
from zhidu.project.demo.names import Namer, bare
from zhidu.project.demo.subjects import Register, Row
from zhidu.project.demo.tree import BRANCHES, FOUNDED_MID_MONTH, Place, founded, group_name

POSTS = {
    "secretary": "书记",
    "deputy": "副书记",
    "organisation": "组织委员",
    "publicity": "宣传委员",
    "discipline": "纪检委员",
    "leader": "班子成员",
}
_LARGE, _SMALL = (
    ("secretary", "deputy", "organisation", "publicity", "discipline"),
    (
        "secretary",
        "organisation",
        "publicity",
    ),
)
_LARGE_FROM = 20
_TEAM = ("secretary", "deputy", "organisation", "publicity", "discipline", "leader", "leader")
_TOWNSHIPS = {"石桥镇党委": ("石桥镇机关党支部", 7), "柳河乡党委": ("柳河乡机关党支部", 5)}
_OCCUPATION = {"rural": "农民", "school": "教师", "office": "干部", "community": "居民", "firm": "职工"}
_RETIRED_SHARE = 0.2
_FLOATING_PER_VILLAGE = 3
TERM_MONTHS = {"rural": 60, "community": 60}
TERM_MONTHS_ELSE = 36
"""Villages and communities elect for five years, everybody else for three."""
TRANSFERRED_FROM, TRANSFERRED_TO = "青石村党支部", "柳林村党支部"


@dataclass(frozen=True, slots=True)
class Staff:
    """Who is who in a branch, for the authors of facts and stories."""

    members: tuple[str, ...]
    posts: dict[str, str]
    """Post → member."""

    def plain(self) -> list[str]:
        """Members without any post, in order."""
        return [one for one in self.members if one not in self.posts.values()]


def settle_people(register: Register, clock: Clock, chance: Random) -> dict[str, Staff]:
    """Write everybody into the register; branch → its staff."""
    namer = Namer(chance)
    found = {place.name: _branch(register, place, clock, chance, namer) for place in BRANCHES}
    for township, (branch, size) in _TOWNSHIPS.items():
        _team(register, township, found[branch].members[:size], clock)
    for place in BRANCHES:
        _prospects(register, place, clock, namer)
    _transfer(register, clock, found[TRANSFERRED_FROM])
    return found


def _branch(register: Register, place: Place, clock: Clock, chance: Random, namer: Namer) -> Staff:
    posts = _LARGE if place.members >= _LARGE_FROM else _SMALL
    people = [namer.person() for _ in range(place.members)]
    held = dict(zip(posts, people, strict=False))
    leaders = people[len(posts) : len(posts) + place.groups]
    floating = set(people[-_FLOATING_PER_VILLAGE:]) if place.type == "village_branch" else set()
    begin = founded(place, clock) or clock.years_ago(12)
    for order, person in enumerate(people):
        post = next((one for one, who in held.items() if who == person), "")
        joined = max(begin, date(clock.as_of.year - chance.randint(3, 12), chance.randint(1, 12), 6))
        if place.name == FOUNDED_MID_MONTH:
            joined = begin
        attributes = {
            "name": bare(person),
            "post": post or ("group_leader" if person in leaders else ""),
            "group": group_name(place, order % place.groups + 1) if place.groups else "",
            "floating": "true" if person in floating else "",
            "able_to_contact": _able(order, away=person in floating),
            "leading_cadre": "true" if _leads(place, post) else "",
            "teacher": "true" if place.sector == "school" else "",
            "occupation": _OCCUPATION[place.sector],
            "payer": _payer(place, chance),
        }
        _member(register, place, person, order, joined, clock, attributes)
    _committee(register, place, held, clock)
    return Staff(tuple(people), held)


def _member(
    register: Register,
    place: Place,
    person: str,
    order: int,
    joined: date,
    clock: Clock,
    attributes: dict[str, str],
) -> None:
    """One member; the last of a branch is on probation, the one before became a full member half a year ago."""
    if place.name != FOUNDED_MID_MONTH and order == place.members - 4:
        register.add(
            person,
            "probationary_member",
            place.name,
            since=clock.in_month(4, 20),
            until=None,
            attributes=attributes,
        )
    elif place.name != FOUNDED_MID_MONTH and order == place.members - 5:
        until = clock.in_month(7, 11)
        begun = add_months(until, -12)
        register.add(
            person, "probationary_member", place.name, since=begun, until=until, attributes=attributes
        )
        register.add(
            person, "full_member", place.name, since=until + timedelta(days=1), attributes=attributes
        )
    else:
        register.add(person, "full_member", place.name, since=joined, attributes=attributes)


def _able(order: int, *, away: bool) -> str:
    """Whether somebody can look after a household; for a few nobody has written it down yet."""
    if order % 17 == 16:
        return ""
    return "false" if away or order % 5 == 4 else "true"


def _leads(place: Place, post: str) -> bool:
    return place.sector in {"office", "school"} and post in {"secretary", "deputy"}


def _payer(place: Place, chance: Random) -> str:
    if chance.random() < _RETIRED_SHARE:
        return "retired"
    return "salaried" if place.sector in {"office", "school", "firm"} else "other"


def _committee(register: Register, place: Place, held: dict[str, str], clock: Clock) -> None:
    """The branch committee as a body, and its members as holders of their posts for this term."""
    begun = elected_on(place, clock)
    term = {"term_from": begun.isoformat(), "term_to": _term_end(begun, place.sector).isoformat()}
    body = committee_of(place.name)
    register.add(
        body, "branch_committee", place.name, since=founded(place, clock), attributes={"name": body, **term}
    )
    for post, person in held.items():
        register.add(
            f"{person}·{POSTS[post]}",
            "post_holder",
            place.name,
            since=begun,
            attributes={
                "name": f"{bare(person)}（{POSTS[post]}）",
                "post": post,
                "newly_elected": "true" if begun > clock.month(11) and post == "secretary" else "",
                **term,
            },
        )


def committee_of(branch: str) -> str:
    """The id of a branch's committee as a body of its own."""
    return f"{branch}支委会"


def elected_on(place: Place, clock: Clock) -> date:
    """The day the committee was last elected; those of some branches come to an end soon."""
    if place.name == FOUNDED_MID_MONTH:
        return founded(place, clock) or clock.start
    spread = BRANCHES.index(place) % 5
    return clock.in_month((9, 14, 20, 28, 33)[spread], 10 + spread)


def _term_end(begun: date, sector: str) -> date:
    return add_months(begun, TERM_MONTHS.get(sector, TERM_MONTHS_ELSE)) - timedelta(days=1)


def _team(register: Register, township: str, people: tuple[str, ...], clock: Clock) -> None:
    """The leaders of a township committee, as holders of their posts."""
    begun = clock.in_month(20, 8)
    for person, post in zip(people, _TEAM, strict=False):
        register.add(
            f"{person}·{township[:2]}{POSTS[post]}",
            "post_holder",
            township,
            since=begun,
            attributes={
                "name": f"{bare(person)}（{township[:2]}{POSTS[post]}）",
                "post": post,
                "term_from": begun.isoformat(),
                "term_to": _term_end(begun, "rural").isoformat(),
            },
        )


def _prospects(register: Register, place: Place, clock: Clock, namer: Namer) -> None:
    """Each branch has somebody on the way in; the larger ones more."""
    if place.name == FOUNDED_MID_MONTH:
        return
    person = namer.person()
    confirmed = clock.in_month(10, 16)
    day = timedelta(days=1)
    register.add(
        person,
        "applicant",
        place.name,
        since=clock.in_month(18, 8),
        until=confirmed - day,
        attributes={"name": bare(person)},
    )
    register.add(person, "activist", place.name, since=confirmed, attributes={"name": bare(person)})
    if place.members >= 24:
        other = namer.person()
        listed = clock.in_month(3, 12)
        register.add(
            other,
            "activist",
            place.name,
            since=clock.in_month(17, 20),
            until=listed - day,
            attributes={"name": bare(other)},
        )
        register.add(other, "candidate", place.name, since=listed, attributes={"name": bare(other)})
    if place.sector == "school":
        for _ in range(2):
            young = namer.person()
            register.add(
                young, "youth_teacher", place.name, since=clock.years_ago(2), attributes={"name": bare(young)}
            )


def _transfer(register: Register, clock: Clock, staff: Staff) -> Row:
    """One member moves from one village to the next in the middle of a month."""
    person = staff.plain()[6]
    (old,) = register.rows_of(person)
    moved = clock.in_month(5, 20)
    left = Row(
        subject=old.subject,
        type=old.type,
        belongs_to=old.belongs_to,
        valid_from=old.valid_from,
        valid_to=moved - timedelta(days=1),
        attributes=old.attributes,
    )
    here = {**old.attributes, "group": f"{TRANSFERRED_TO.removesuffix('党支部')}第1党小组"}
    arrived = Row(
        subject=old.subject, type=old.type, belongs_to=TRANSFERRED_TO, valid_from=moved, attributes=here
    )
    register.change(old, left, arrived)
    return arrived
