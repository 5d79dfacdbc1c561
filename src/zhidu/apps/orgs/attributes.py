"""What may be written down about an organisation, a person or a post from a day on (情况).

The names are those of the vocabulary; each class of subject may carry some of them, and each is checked and shown
in one way. Values are kept as text, as the rules read them: a date as 2026-05-11, yes as ``true``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

from zhidu.apps.orgs.text import cleaned
from zhidu.domain.rules.vocabulary import ATTRIBUTES, MEASURES, WORDS, SubjectClass
from zhidu.rulebooks.cells import a_boolean, a_recent_date, a_whole_number
from zhidu.rulebooks.codecs import near

LONGEST = 60


class Sort(Enum):
    """How a value is written: which control asks for it and which check it goes through."""

    DATE = "date"
    NUMBER = "number"
    YES_NO = "yes_no"
    WORD = "word"
    TEXT = "text"


SECTORS = MappingProxyType(
    {
        "rural": "农村",
        "community": "社区",
        "school": "学校",
        "office": "机关",
        "firm": "企业",
        "institution": "事业单位",
        "social_organization": "社会组织",
    }
)
PAYERS = MappingProxyType(
    {
        "salaried": "按月领取工资",
        "annual_salary": "实行年薪制",
        "self_employed": "不按月取酬的个体经营者",
        "retired": "离退休",
        "farmer": "农民",
        "student": "学生",
        "unemployed": "下岗失业",
        "relief": "依靠抚恤或救济生活",
        "minimum_living": "领取最低生活保障金",
        "other": "其他",
    }
)
_LABELS = MappingProxyType(
    {
        "sector": "领域",
        "payer": "交纳党费的类别",
        "role": "担当的角色",
        "has_committee": "设委员会",
        "able_to_contact": "有联系群众能力",
        "floating": "流动党员",
        "newly_elected": "新任",
        "leading_cadre": "党员领导干部",
        "teacher": "教职工",
        "pilot": "试点",
        "weak": "党的力量薄弱",
        "abroad": "在国外",
    }
)
"""Shorter than in the vocabulary, where they are questions."""
_SORTS: Mapping[str, Sort] = {
    "sector": Sort.WORD,
    "payer": Sort.WORD,
    "full_members": Sort.NUMBER,
    **dict.fromkeys(("term_from", "term_to", "recording_from"), Sort.DATE),
    **dict.fromkeys(
        (
            "has_committee",
            "able_to_contact",
            "floating",
            "newly_elected",
            "leading_cadre",
            "teacher",
            "pilot",
            "weak",
            "abroad",
        ),
        Sort.YES_NO,
    ),
}
_CHOICES: Mapping[str, Mapping[str, str]] = {"sector": SECTORS, "payer": PAYERS}

_OF_CLASS: Mapping[SubjectClass, tuple[str, ...]] = {
    SubjectClass.ORGANIZATION: (
        "sector",
        "full_members",
        "has_committee",
        "pilot",
        "weak",
        "term_from",
        "term_to",
        "recording_from",
        "role",
    ),
    SubjectClass.GROUP: ("recording_from", "role"),
    SubjectClass.BODY: ("term_from", "term_to", "recording_from", "role"),
    SubjectClass.SITE: ("recording_from", "role"),
    SubjectClass.UNIT: ("sector", "recording_from", "role"),
    SubjectClass.MEMBER: (
        "floating",
        "able_to_contact",
        "leading_cadre",
        "teacher",
        "occupation",
        "payer",
        "abroad",
        "recording_from",
        "role",
    ),
    SubjectClass.PROSPECT: ("teacher", "occupation", "stage", "recording_from", "role"),
    SubjectClass.POST_HOLDER: ("newly_elected", "term_from", "term_to", "recording_from", "role"),
}
"""Not among them, since they are recorded elsewhere and put in by the queries: name, post, group."""


@dataclass(frozen=True, slots=True)
class Attribute:
    """One thing that may be said about a subject."""

    name: str
    label: str
    sort: Sort
    choices: Mapping[str, str]

    @property
    def unset(self) -> str:
        """What an empty value means to the rules, for whoever fills in a form."""
        meant = ATTRIBUTES[self.name].default
        return f"没有写（按“{self.shown(meant)}”算）" if meant else "不知道"

    def check(self, text: str) -> str:
        """The value as it is kept. Raises ValueError, in Chinese, for one that cannot be."""
        return _CHECKS[self.sort](self, cleaned(text, LONGEST))

    def shown(self, value: str) -> str:
        """The value as people read it."""
        if self.sort is Sort.YES_NO:
            return {"true": "是", "false": "否"}.get(value, value)
        if self.sort is Sort.DATE:
            year, month, day = value.split("-")
            return f"{year}年{int(month)}月{int(day)}日"
        if value in self.choices or self.sort is not Sort.TEXT:
            return self.choices.get(value, value)
        # a role is named by a word of the books, or by what it is about (联系点)
        return WORDS.get(value) or (MEASURES[value].chinese if value in MEASURES else value)


def _word(attribute: Attribute, text: str) -> str:
    if text in attribute.choices:
        return text
    by_label = {label: word for word, label in attribute.choices.items()}
    if text in by_label:
        return by_label[text]
    raise ValueError(f"写的是“{text}”；应为 {'、'.join(by_label)} 之一")


def _quoted(parse: Callable[[str], object], text: str) -> object:
    try:
        return parse(text)
    except ValueError as error:
        raise ValueError(f"写的是“{text}”，{error}") from None


_CHECKS: Mapping[Sort, Callable[[Attribute, str], str]] = {
    Sort.DATE: lambda _, text: str(_quoted(a_recent_date, text)),
    Sort.NUMBER: lambda _, text: str(_quoted(a_whole_number, text)),
    Sort.YES_NO: lambda _, text: "true" if _quoted(a_boolean, text) else "false",
    Sort.WORD: _word,
    Sort.TEXT: lambda _, text: text,
}


def _attribute(name: str) -> Attribute:
    label = _LABELS.get(name) or ATTRIBUTES[name].chinese
    return Attribute(name, label, _SORTS.get(name, Sort.TEXT), _CHOICES.get(name, {}))


_ALL: Mapping[str, Attribute] = {name: _attribute(name) for names in _OF_CLASS.values() for name in names}


def attributes_of(kind: SubjectClass) -> tuple[Attribute, ...]:
    """What may be said about subjects of a class, in the order of forms."""
    return tuple(_ALL[name] for name in _OF_CLASS.get(kind, ()))


def check(kind: SubjectClass, given: Mapping[str, str | None]) -> tuple[dict[str, str], dict[str, str]]:
    """(values as they are kept, attribute → what is wrong). An empty value means: not known."""
    allowed = {one.name: one for one in attributes_of(kind)}
    kept: dict[str, str] = {}
    wrong: dict[str, str] = {}
    for name, value in given.items():
        if name not in allowed:
            wrong[name] = (
                f"{kind.chinese}没有“{name}”这一项{near(name, allowed)}；可写的：{_names(allowed.values())}"
            )
        elif value is not None and value.strip():
            try:
                kept[name] = allowed[name].check(value)
            except ValueError as error:
                wrong[name] = f"{allowed[name].label}：{error}"
    begins, ends = kept.get("term_from"), kept.get("term_to")
    if begins and ends and begins > ends:
        wrong["term_to"] = f"任期从 {begins} 起、到 {ends} 止，起止颠倒"
    return kept, wrong


def merged(
    kind: SubjectClass, old: Mapping[str, str], given: Mapping[str, str | None]
) -> tuple[dict[str, str], dict[str, str]]:
    """(old values with the given ones put over them, what is wrong); an empty one takes the old away."""
    allowed = {one.name for one in attributes_of(kind)}
    return check(kind, {**{name: text for name, text in old.items() if name in allowed}, **given})


def shown(kind: SubjectClass, values: Mapping[str, str]) -> list[tuple[str, str]]:
    """(label, value) of what is known, in the order of forms."""
    return [(one.label, one.shown(values[one.name])) for one in attributes_of(kind) if values.get(one.name)]


def shown_value(name: str, value: str) -> str:
    """One value as people read it; '' for a name that is no attribute."""
    return _ALL[name].shown(value) if name in _ALL else ""


def label(name: str) -> str:
    """What an attribute is called on a page."""
    return _ALL[name].label if name in _ALL else name


def _names(attributes: Iterable[Attribute]) -> str:
    return "、".join(one.label for one in attributes)
