"""One page for every act: a form, what it will do, and what the act refused back at its fields."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from zhidu.apps.orgs.attribute_fields import at_fields, is_attribute
from zhidu.foundation.acts import Stale, Wrong
from zhidu.foundation.ui.forms import Form, add_faults
from zhidu.foundation.ui.toast import toast

Run = Callable[[dict[str, Any]], tuple[str, str]]
"""Does the act with what was filled in; (what to say, where to go)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActPage:
    """What stands on the page besides the form."""

    heading: str
    submit: str
    back: str
    lead: str = ""
    hint: str = ""
    kind: str = "primary"
    crumbs: tuple[tuple[str, str], ...] = ()
    search: str = ""
    """Label of a search field above the form, where something must be found before it can be chosen."""
    found: str = ""
    """What was searched for."""


class Versioned(Form):
    """A form about a row that others may change meanwhile."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class Confirmed(Form):
    """A form for what cannot be undone by a click: the name has to be typed."""

    def __init__(self, *args: Any, name: str, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self._name = name
        typed = forms.CharField(
            label=f"为确认，请输入“{name}”",
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
            error_messages={"required": f"请输入“{name}”。"},
        )
        self.add_fields({"confirm": typed})

    def clean_confirm(self) -> str:
        """The very name."""
        typed = str(self.cleaned_data["confirm"]).strip()
        if typed != self._name:
            raise forms.ValidationError(f"写的是“{typed}”；应与“{self._name}”一字不差。")
        return typed


def answer(
    request: HttpRequest,
    form: Form,
    run: Run,
    page: ActPage,
    *,
    version: Callable[[], int] | None = None,
) -> HttpResponse:
    """The page with its form, or, where the act was done, the way on.

    After a :class:`Stale` what was typed stays in the form, which is then about the row as it is now.
    """
    if request.method == "POST" and form.is_valid():
        try:
            said, url = run(dict(form.cleaned_data))
        except Wrong as wrong:
            add_faults(form, type(wrong)(at_fields(wrong.faults, form.fields)))
            if isinstance(wrong, Stale) and version is not None:
                form.data = form.data.copy()
                form.data["version"] = str(version())
        else:
            toast(request, said)
            return redirect(url)
    visible = form.visible_fields()
    return render(
        request,
        "orgs/act.html",
        {
            "form": form,
            "page": page,
            "fields": [one for one in visible if not is_attribute(one.name)],
            "known": [one for one in visible if is_attribute(one.name)],
        },
    )
