"""A list to choose from is the same markup as Django's, only written out faster."""

from __future__ import annotations

from django import forms
from django.test.html import parse_html

from zhidu.foundation.ui.forms import Form
from zhidu.foundation.ui.selects import QuickSelect

CHOICES = [
    ("", "请选择"),
    ("a", "甲 <乙> & “丙”"),
    ("会议", [("x", "支委会"), ("y", "党课")]),
]


def test_every_list_of_a_form_is_written_out_at_once() -> None:
    class One(Form):
        kind = forms.ChoiceField(label="类别", choices=CHOICES)

    assert isinstance(One().fields["kind"].widget, QuickSelect)


def test_the_markup_is_that_of_django() -> None:
    attrs = {"id": "id_kind", "aria-invalid": "true", "required": True}
    for value in ("", "a", "y", None):
        slow = forms.Select(choices=CHOICES).render("kind", value, attrs)
        quick = QuickSelect(choices=CHOICES).render("kind", value, attrs)
        assert parse_html(quick) == parse_html(slow)
