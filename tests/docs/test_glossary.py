"""docs/glossary.md: the closed vocabularies are all there, and every name in it is one the code knows."""

from __future__ import annotations

import re
from enum import StrEnum

import pytest

from tests.docs.documents import read
from tests.inventory import ROOT
from zhidu.domain.calendar import Unit
from zhidu.domain.decisions import Base, Outcome
from zhidu.domain.rules.kinds.registry import KINDS
from zhidu.domain.rules.strictness import Comparison
from zhidu.domain.rules.terms import Local, Missing, Modality, Reach, Verdict
from zhidu.domain.rules.vocabulary import WORDS, SubjectClass

PAGE = read("docs/glossary.md")
NAMES = {name for name in re.findall(r"`([\w.]+)`", PAGE) if name.isascii()}


@pytest.mark.parametrize("words", [Base, Comparison, Local, Missing, Modality, Outcome, Reach, Verdict, Unit])
def test_every_word_of_a_closed_vocabulary_is_in_the_glossary(words: type[StrEnum]) -> None:
    assert {one.value for one in words} - NAMES == set()


def test_every_kind_and_every_class_of_subject_is_in_the_glossary() -> None:
    classes = {one.value for one in SubjectClass} - {SubjectClass.EVENT.value}
    assert ({*KINDS} | classes) - NAMES == set()


def test_every_kind_has_the_same_chinese_name_in_the_glossary() -> None:
    assert [one.name for one in KINDS.values() if f"{one.chinese} | `{one.name}`" not in PAGE] == []


def test_every_name_of_the_glossary_is_known_to_the_code() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    assert NAMES - {*re.findall(r"\w+", source), *WORDS} == set()
