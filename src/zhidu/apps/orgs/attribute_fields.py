"""Fields of a form for what may be known of a subject, made from the attributes of its class."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from zhidu.apps.orgs.attributes import LONGEST, Attribute, Sort, attributes_of
from zhidu.domain.rules.vocabulary import SubjectClass

PREFIX = "about_"
"""So that no attribute takes the name of another field."""


def _field(one: Attribute) -> forms.Field:
    if one.sort is Sort.DATE:
        return forms.DateField(label=one.label, required=False)
    if one.sort is Sort.NUMBER:
        return forms.IntegerField(label=one.label, required=False, min_value=0)
    if one.sort is Sort.YES_NO:
        return forms.ChoiceField(
            label=one.label, required=False, choices=[("", one.unset), ("true", "是"), ("false", "否")]
        )
    if one.sort is Sort.WORD:
        return forms.ChoiceField(
            label=one.label, required=False, choices=[("", one.unset), *one.choices.items()]
        )
    return forms.CharField(label=one.label, required=False, max_length=LONGEST)


def fields_for(kind: SubjectClass) -> dict[str, forms.Field]:
    """Name of the field → field."""
    return {PREFIX + one.name: _field(one) for one in attributes_of(kind)}


def is_attribute(name: str) -> bool:
    """Whether a field of a form is one of these."""
    return name.startswith(PREFIX)


def initial(values: Mapping[str, str]) -> dict[str, str]:
    """What is known now, for the fields."""
    return {PREFIX + name: text for name, text in values.items()}


def given(cleaned: Mapping[str, Any]) -> dict[str, str]:
    """What was filled in, as the acts take it; '' where the field was left empty."""
    return {
        name.removeprefix(PREFIX): "" if value is None else _text(value)
        for name, value in cleaned.items()
        if name.startswith(PREFIX)
    }


def _text(value: Any) -> str:  # noqa: ANN401 - whatever a field cleans to
    return value.isoformat() if isinstance(value, date) else str(value)


def at_fields(faults: Mapping[str, str], fields: Mapping[str, Any]) -> dict[str, str]:
    """Faults of the act, those of attributes at their fields."""
    return {(PREFIX + name if PREFIX + name in fields else name): text for name, text in faults.items()}
