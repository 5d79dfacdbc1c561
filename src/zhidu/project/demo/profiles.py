"""Files of everybody in the county: made-up people, some of whom have not been entered in full."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING

from zhidu.apps.members import queries as members
from zhidu.apps.members.queries import MEMBER_TYPES
from zhidu.apps.registry.actions import propose, set_profiles
from zhidu.apps.registry.identity_numbers import check_digit
from zhidu.foundation.access.rules import SYSTEM, Actor
from zhidu.foundation.clock import today

if TYPE_CHECKING:
    from zhidu.apps.members.models import Person

SEED = 1921
BRANCH = "青石村党支部"
COUNTY = "330799"
"""A code that no county has, so that no number is anybody's."""
WITHOUT = 0.06
"""So many have no file yet."""
AGES = (28, 34, 41, 48, 55, 62, 69, 76)
SCHOOLING = {
    "village": ("middle_school", "middle_school", "high_school", "college"),
    "school": ("bachelor", "bachelor", "college", "graduate"),
    "office": ("bachelor", "college", "bachelor"),
}
WORK = {"village": "farmer", "school": "specialist", "office": "official"}
PLACES = ("槐树下", "水口", "桥头", "老街", "上屋")


def keep_files() -> None:
    """One table for everybody, through the act; and something a member wants put right."""
    chance = Random(SEED)  # noqa: S311 - invented people keep no secrets
    people = list(members.visible_people(SYSTEM).filter(type__in=MEMBER_TYPES, until=None).order_by("pk"))
    said = {one.pk: _file(one, chance) for one in people}
    held = members.posts_held(said, today())
    known = {pk: values for pk, values in said.items() if pk in held or chance.random() >= WITHOUT}
    set_profiles(actor=SYSTEM, values=known)
    asking = next(one for one in people if one.organization.name == BRANCH and one.pk not in held)
    propose(
        actor=Actor(person=asking.pk),
        person=asking.pk,
        values={"phone": f"1990000{asking.pk % 10_000:04d}", "employer": "云岭县供销社"},
        why="换了号码，也换了单位",
    )


def _file(one: Person, chance: Random) -> dict[str, str]:
    sort = next((word for word in ("village", "school", "office") if word in one.organization.type), "office")
    begun = members.memberships(one.pk)[0]
    young = begun.type == "probationary_member"
    age = chance.choice(AGES[:2] if young else AGES) + chance.randint(0, 6)
    born = date(today().year - age, chance.randint(1, 12), chance.randint(1, 28))
    sex = chance.choice(("male", "male", "female"))
    order = chance.randrange(1, 498) * 2 + (1 if sex == "male" else 0)
    body = f"{COUNTY}{born:%Y%m%d}{order:03d}"
    joined = begun.first if young else _joined(begun.first or today(), born, chance)
    work = "retired" if age >= 60 and sort != "village" else WORK[sort]
    found = {
        "id_number": body + check_digit(body),
        "nation": "汉族" if chance.random() < 0.9 else "畲族",
        "native_place": "浙江云岭",
        "phone": f"199{chance.randrange(10**8):08d}",
        "address": f"云岭县{one.organization.name[:2]}{chance.choice(PLACES)}{chance.randint(1, 90)}号",
        "education": chance.choice(SCHOOLING[sort]),
        "work_class": work,
        "joined_on": joined.isoformat() if joined else "",
    }
    if chance.random() < 0.08:
        del found["education"]
    return found


def _joined(register: date, born: date, chance: Random) -> date:
    """Some years before the register of the county begins, and never before twenty."""
    first = date(born.year + 20, born.month, born.day)
    last = register - timedelta(days=1)
    span = (last - first).days
    return first + timedelta(days=chance.randrange(span)) if span > 0 else register
