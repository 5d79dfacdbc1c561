"""Pages on which an administrator replaces templates."""

from __future__ import annotations

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from zhidu.foundation.acts import Wrong
from zhidu.foundation.files.names import clean
from zhidu.foundation.papers import registry
from zhidu.foundation.papers import templates_kept as kept
from zhidu.foundation.papers.access import KEEP_TEMPLATES
from zhidu.foundation.papers.actions import put_template, use_template
from zhidu.foundation.papers.models import Template
from zhidu.foundation.papers.registry import Paper
from zhidu.foundation.papers.samples import FIELDS
from zhidu.foundation.papers.views import DOCX, sent
from zhidu.foundation.ui.forms import Form, add_faults
from zhidu.foundation.ui.toast import toast, trouble


class TemplateForm(Form):
    """A template and what was changed."""

    upload = forms.FileField(label="模板文件", widget=forms.FileInput(attrs={"accept": ".typ,.docx"}))
    note = forms.CharField(label="改了什么", max_length=200)


def _paper(request: HttpRequest, name: str, form: str) -> Paper:
    KEEP_TEMPLATES.require_at(request.actor, "")
    found = registry.papers().get(name)
    if found is None or form not in kept.FORMS or not kept.kind_of(found):
        raise Http404("没有这种文书的模板")
    return found


@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """Every paper whose template can be replaced, and which one is used."""
    KEEP_TEMPLATES.require_at(request.actor, "")
    used = {
        (paper, form): version
        for paper, form, version in Template.objects.filter(used=True).values_list("paper", "form", "version")
    }
    rows = [
        {
            "paper": one,
            "forms": [
                {
                    "title": title,
                    "url": reverse("papers:template", args=[one.name, form]),
                    "version": used.get((one.name, form), 0),
                }
                for form, title in kept.FORMS.items()
            ],
        }
        for one in registry.papers().values()
        if kept.kind_of(one)
    ]
    return render(request, "papers/templates.html", {"rows": rows})


def one(request: HttpRequest, name: str, form: str) -> HttpResponse:
    """One template: what is used, what was, and another in its place."""
    paper = _paper(request, name, form)
    posted = TemplateForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and posted.is_valid():
        content = posted.cleaned_data["upload"].read(kept.LARGEST + 1)
        note = posted.cleaned_data["note"]
        try:
            made = put_template(actor=request.actor, paper=name, form=form, content=content, note=note)
        except Wrong as wrong:
            add_faults(posted, wrong)
        else:
            toast(request, f"检查过，已经换上第 {made.version} 版")
            return redirect("papers:template", name, form)
    versions = kept.versions(name, form)
    return render(
        request,
        "papers/template.html",
        {
            "paper": paper,
            "kind": form,
            "kind_title": kept.FORMS[form],
            "form": posted,
            "versions": versions,
            "own": not any(row.used for row in versions),
            "fields": [(field, what) for field, (what, _) in FIELDS[kept.kind_of(paper)].items()],
        },
    )


@require_GET
def download(request: HttpRequest, name: str, form: str, version: int) -> HttpResponse:
    """One version as a file; 0 is the program's own."""
    paper = _paper(request, name, form)
    if version == 0:
        content = kept.starter(paper, form)
    else:
        row = Template.objects.filter(paper=name, form=form, version=version).first()
        if row is None:
            raise Http404("没有这一版")
        content = bytes(row.content)
    end, kind = ("docx", DOCX) if form == kept.EDIT else ("typ", "text/plain; charset=utf-8")
    return sent(content, kind, f"{clean(paper.title)} 第{version}版.{end}", "attachment")


@require_POST
def use(request: HttpRequest, name: str, form: str, version: int) -> HttpResponse:
    """换回."""
    _paper(request, name, form)
    try:
        use_template(actor=request.actor, paper=name, form=form, version=version)
    except Wrong as wrong:
        trouble(request, str(wrong))
    else:
        toast(request, f"已换回第 {version} 版" if version else "已换回程序自带的模板")
    return redirect("papers:template", name, form)
