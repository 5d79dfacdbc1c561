"""One row of a sheet → what the register would keep of it, and everything that is wrong with it, cell by cell."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches

from zhidu.apps.registry import identity_numbers
from zhidu.apps.registry.checking import faults as together
from zhidu.apps.registry.classes import SEXES
from zhidu.apps.registry.fields import FIELDS
from zhidu.apps.registry.importing.columns import (
    GROUP,
    NAME,
    ORGANIZATION,
    SINCE,
    TYPE,
    TYPES_ALSO,
    type_titles,
)
from zhidu.apps.registry.importing.reading import days
from zhidu.apps.registry.importing.reading.faults import Mend, Problem, Unclear
from zhidu.apps.registry.importing.reading.places import Places
from zhidu.apps.registry.importing.reading.texts import Cell, a_name, digits, said, tight

SEX_NUMBERS = {"1": "男", "2": "女", "m": "男", "f": "女"}
"""GB/T 2261.1: 1 男, 2 女."""
_MOST_CACHED = 50_000
_OLD_CENTURY = "19"


@dataclass(frozen=True, slots=True)
class Defaults:
    """What holds where the sheet says nothing: asked once for the whole file."""

    organization: int | None = None
    type: str = ""
    since: date | None = None


@dataclass(slots=True)
class Judged:
    """A row read: the number it has in the sheet, its values as text, and its problems."""

    number: int
    values: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, key: str, told: Unclear) -> None:
        self.problems.append(Problem(self.number, key, told.kind, told.words, told.mends))


class Judge:
    """Reads the rows of one sheet, whose columns were taken for *fields* ('' for those that are left out)."""

    def __init__(
        self, fields: Sequence[str], places: Places, groups: Places, defaults: Defaults, day: date
    ) -> None:
        self._columns = [(at, key) for at, key in enumerate(fields) if key]
        # an identity number is read first: it helps to put the others right
        self._columns.sort(key=lambda one: one[1] != "id_number")
        self._places, self._groups, self._defaults, self._day = places, groups, defaults, day
        self._has = {key for _, key in self._columns}
        self._known: dict[str, dict[str, str | Unclear]] = {key: {} for key in self._has}

    def row(self, number: int, cells: Sequence[Cell]) -> Judged:
        """Everything that is in a row; what is wrong is left out of the values."""
        found = Judged(number)
        for at, key in self._columns:
            if key in {ORGANIZATION, GROUP, SINCE}:
                continue
            try:
                text = self._value(key, cells[at] if at < len(cells) else None)
            except Unclear as told:
                found.wrong(key, _helped(key, told, found.values.get("id_number", "")))
            else:
                if text:
                    found.values[key] = text
        self._membership(found, cells)
        self._together(found)
        return found

    def _value(self, key: str, cell: Cell) -> str:
        if key == NAME:
            return a_name(cell)
        if key == "id_number":
            return _identity_number(cell)
        if FIELDS[key].is_day if key in FIELDS else False:
            return self._a_day(cell)
        if key == "phone":
            text = digits(cell)
            return self._cached(key, text, lambda one: FIELDS["phone"].parse(one)) if text else ""
        text = said(cell)
        if key == "sex":
            text = SEX_NUMBERS.get(tight(text).lower(), text)
        read = _a_type if key == TYPE else _reader(key)
        return self._cached(key, text, read) if text else ""

    def _cached(self, key: str, text: str, read: Callable[[str], str]) -> str:
        """Most cells of a column say what others said before."""
        known = self._known[key]
        if text not in known:
            if len(known) > _MOST_CACHED:
                known.clear()
            try:
                known[text] = read(text)
            except Unclear as told:
                known[text] = told
            except ValueError as error:
                known[text] = Unclear("value.wrong", str(error))
        answer = known[text]
        if isinstance(answer, Unclear):
            raise answer.again()
        return answer

    def _a_day(self, cell: Cell) -> str:
        day = days.a_day(cell)
        if day is None:
            return ""
        if day > self._day:
            raise Unclear("day.range", f"写的是 {day}，在将来；今天是 {self._day}")
        return day.isoformat()

    def _membership(self, found: Judged, cells: Sequence[Cell]) -> None:
        """Where somebody belongs, in which standing, since when."""
        texts = {key: cells[at] if at < len(cells) else None for at, key in self._columns}
        home = self._defaults.organization
        try:
            if ORGANIZATION in self._has:
                home = self._home(said(texts[ORGANIZATION]))
        except Unclear as told:
            found.wrong(ORGANIZATION, told)
            home = None
        if home is not None:
            found.values[ORGANIZATION] = str(home)
            group = said(texts.get(GROUP))
            if group:
                self._group(found, group, home)
        if TYPE not in found.values and not any(one.field == TYPE for one in found.problems):
            if self._defaults.type:
                found.values[TYPE] = self._defaults.type
            else:
                found.wrong(TYPE, Unclear("choice.unknown", "没有写类别；应是正式党员、预备党员等之一"))
        self._since(found, texts.get(SINCE), home)

    def _home(self, text: str) -> int:
        if not text:
            raise Unclear("place.missing", "没有写在哪个支部；请补上，或不导入这一行")
        return self._places.find(text)

    def _group(self, found: Judged, text: str, home: int) -> None:
        try:
            found.values[GROUP] = str(self._groups.find(text, within=home))
        except Unclear as told:
            name = self._places.by_pk[home].name if home in self._places.by_pk else "这个支部"
            words = told.words if told.mends else f"{name}没有叫“{text[:40]}”的党小组；请先设立，或留空"
            found.wrong(GROUP, Unclear("place.group", words, *told.mends))

    def _since(self, found: Judged, cell: Cell, home: int | None) -> None:
        try:
            day = date.fromisoformat(self._a_day(cell)) if said(cell) else self._defaults.since
        except Unclear as told:
            found.wrong(SINCE, told)
            return
        founded = self._places.by_pk[home].since if home in self._places.by_pk else None
        if founded is not None and (day is None or day < founded):
            found.wrong(
                SINCE,
                Unclear(
                    "place.since",
                    f"写的是 {day or '很早'}，{self._places.by_pk[home or 0].name} {founded} 才设立；应不早于这一天",
                    Mend(founded.isoformat()),
                ),
            )
        elif day is not None:
            found.values[SINCE] = day.isoformat()

    @staticmethod
    def _together(found: Judged) -> None:
        """What cannot be true at once."""
        number = found.values.get("id_number", "")
        for key, words in together(found.values).items():
            if key == "born_on":
                born = identity_numbers.birthday(number).isoformat()
                told = Unclear("id.birth", words, Mend(born, f"按身份证号：{born}"))
            elif key == "sex":
                sex = SEXES[identity_numbers.sex(number)]
                told = Unclear("id.sex", words, Mend(sex, f"按身份证号：{sex}"))
            else:
                told = Unclear("day.order", words)
            found.wrong(key, told)


def _helped(key: str, told: Unclear, number: str) -> Unclear:
    """A month of birth is made a day by the identity number, where it has the same month."""
    if key != "born_on" or not number or not told.kind.startswith("day."):
        return told
    born = identity_numbers.birthday(number)
    said_month = told.mends[0].value[:7] if told.kind == "day.short" and told.mends else ""
    if said_month and said_month != f"{born:%Y-%m}":
        return Unclear(
            "id.birth",
            f"{told.words.partition('，没有写')[0]}，身份证号里是 {born}；两处应相同",
            Mend(born.isoformat(), f"按身份证号：{born}"),
        )
    return Unclear(told.kind, told.words, Mend(born.isoformat(), f"按身份证号：{born}"))


def _identity_number(cell: Cell) -> str:
    text = digits(cell)
    if not text:
        return ""
    if len(text) == identity_numbers.OLD_LENGTH and text.isdecimal():
        body = f"{text[:6]}{_OLD_CENTURY}{text[6:]}"
        new = f"{body}{identity_numbers.check_digit(body)}"
        raise Unclear(
            "id.old",
            "是 15 位的旧号码，2013 年起不再使用；应照现在的身份证写 18 位",
            Mend(new, f"按换号的规则是 {new}，请与证件核对"),
        )
    if len(text) != identity_numbers.LENGTH:
        raise Unclear("id.length", f"写了 {len(text)} 位；应是 18 位，请对照身份证")
    try:
        return identity_numbers.identity_number(text)
    except ValueError as error:
        if text.endswith("000"):
            raise Unclear(
                "id.lost", "末三位都是 0，校验位不对，像是被 Excel 当成数字改过，找不回来；请对照身份证填写"
            ) from None
        raise Unclear("id.wrong", str(error)) from None


def _a_type(text: str) -> str:
    plain = tight(text)
    titles = {title: word for word, title in type_titles().items()}
    word = titles.get(plain) or TYPES_ALSO.get(plain) or (plain if plain in type_titles() else "")
    if word:
        return word
    raise _no_such("类别", text, [*titles, *TYPES_ALSO], list(titles))


def _reader(key: str) -> Callable[[str], str]:
    kept = FIELDS[key]
    if not kept.choices:
        return kept.parse

    def read(text: str) -> str:
        try:
            return kept.parse(tight(text))
        except ValueError:
            raise _no_such(
                kept.title, text, list(kept.choices.values()), list(kept.choices.values())
            ) from None

    return read


def _no_such(title: str, text: str, near: Sequence[str], choices: Sequence[str]) -> Unclear:
    close = get_close_matches(tight(text), near, n=2, cutoff=0.5)
    words = f"{title}里没有“{text[:20]}”"
    if close:
        return Unclear("choice.close", f"{words}；请选", *(Mend(one) for one in close))
    listed = f"；应是{'、'.join(choices)}之一" if len(choices) <= 10 else "；请换成选项里的写法"
    return Unclear("choice.unknown", words + listed)


def titles(values: Mapping[str, str]) -> dict[str, str]:
    """Values of fields as people read them."""
    return {key: FIELDS[key].shown(text) for key, text in values.items() if key in FIELDS}
