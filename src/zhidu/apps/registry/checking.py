"""What must fit together in one file, and where it differs from the register of members."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from zhidu.apps.registry import identity_numbers
from zhidu.apps.registry.classes import SEXES
from zhidu.apps.registry.fields import FIELDS, Given

if TYPE_CHECKING:
    from zhidu.apps.members.models import Membership

PROBATIONARY, FULL = "probationary_member", "full_member"


def parsed(given: Mapping[str, Given]) -> tuple[dict[str, str], dict[str, str]]:
    """(field → value as it is kept, field → what is wrong)."""
    values, wrong = {}, {}
    for key, one in given.items():
        if key not in FIELDS:
            wrong[key] = f"档案里没有“{key}”这一项"
            continue
        try:
            values[key] = FIELDS[key].parse(one)
        except ValueError as error:
            wrong[key] = f"{FIELDS[key].title}{error}"
    return values, wrong


def faults(values: Mapping[str, str]) -> dict[str, str]:
    """Field → what cannot be, taking a whole file together."""
    wrong: dict[str, str] = {}
    if number := values.get("id_number", ""):
        born, sex = identity_numbers.birthday(number), identity_numbers.sex(number)
        if values.get("born_on") and values["born_on"] != born.isoformat():
            wrong["born_on"] = (
                f"写的是 {values['born_on']}，身份证号里是 {born}；两处应相同，写错了哪一处就改哪一处"
            )
        if values.get("sex") and values["sex"] != sex:
            wrong["sex"] = (
                f"写的是{SEXES[values['sex']]}，身份证号的第 17 位表示{SEXES[sex]}；两处应相同，写错了哪一处就改哪一处"
            )
    for earlier, later in (
        ("born_on", "worked_from"),
        ("born_on", "joined_on"),
        ("joined_on", "confirmed_on"),
    ):
        first, then = values.get(earlier, ""), values.get(later, "")
        if first and then and then <= first and later not in wrong:
            wrong[later] = f"写的是 {then}；应在{FIELDS[earlier].title}（{first}）以后"
    return wrong


def completed(values: Mapping[str, str]) -> dict[str, str]:
    """What an identity number says of somebody and nobody has entered: day of birth and sex."""
    number = values.get("id_number", "")
    if not number:
        return {}
    said = {
        "born_on": identity_numbers.birthday(number).isoformat(),
        "sex": identity_numbers.sex(number),
    }
    return {key: text for key, text in said.items() if not values.get(key)}


def differences(values: Mapping[str, str], stretches: Iterable[Membership]) -> dict[str, str]:
    """Field → how it differs from the stretches of the register; never put right by the program.

    Where the register begins with the first record of somebody who was a member already, it says nothing of when
    that was, and only a day after it differs.
    """
    rows = [one for one in stretches if one.type in {PROBATIONARY, FULL}]
    found: dict[str, str] = {}
    for key, kind, what in (
        ("joined_on", PROBATIONARY, "接收为预备党员"),
        ("confirmed_on", FULL, "转为正式党员"),
    ):
        written = values.get(key, "")
        first = next((one.first for one in rows if one.type == kind), None)
        if not written or first is None:
            continue
        seen = kind == PROBATIONARY or any(one.type == PROBATIONARY for one in rows)
        said = date.fromisoformat(written)
        if said > first or (seen and said != first):
            register = what if seen else f"登记为{'预备党员' if kind == PROBATIONARY else '正式党员'}"
            found[key] = (
                f"档案写的{FIELDS[key].title}是 {said}，组织关系里从 {first} 起{register}；"
                "请对照入党志愿书，写错了哪一处就改哪一处"
            )
    return found
