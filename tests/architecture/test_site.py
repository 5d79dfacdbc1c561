"""The shape of the site: which way tables point, what acts look like, who may open a page, what a template holds."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models
from django.urls import URLPattern, URLResolver, get_resolver

from tests.inventory import ROOT
from tests.site import everything_loaded
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.access.verbs import verbs
from zhidu.foundation.acts import acts

FOUNDATION = (
    {"access", "journal"},
    {"identity", "slots"},
    {"ui"},
    {"search"},
    {"papers", "jobs", "outbox", "files", "handbook"},
)
"""From below; rooms of one storey do not know each other."""
APPS = (
    *("orgs", "members", "registry", "adoption", "activities", "meetings", "procedures", "ballots"),
    *("disclosure", "dues", "transfers", "learning", "recruitment"),
    *("compliance", "documents", "dashboards"),
)
STOREYS = (*FOUNDATION, *({one} for one in APPS))

# Tables of the foundation that belong to an account: a column of the account, not knowledge of it.
TO_ACCOUNTS = "identity"

PUBLIC = {
    "identity:login": "who is not signed in yet",
    "identity:logout": "ending a session that is over already",
    "ui:large-type": "reading the login page in larger type",
    "ui:more": "says that one has to sign in",
    "dashboards:feed": "the calendar of a telephone signs in nowhere: the address itself is the secret",
    "ui:gallery": "invented examples only",
    "handbook:index": "the handbook says how to sign in, and names nobody",
    "handbook:page": "a page of the handbook",
    "handbook:picture": "a picture of the handbook",
    "dashboards:home": "a visitor sees the pages for residents",
    "disclosure:public-home": "residents choose their village; organisations that opened a page only",
    "disclosure:public": "residents: how to be heard, and what is disclosed to everybody",
    "disclosure:find": "whoever holds a code looks up what became of an opinion",
    "disclosure:public-notices": "what is disclosed to everybody",
    "disclosure:public-notice": "one thing that is disclosed to everybody, while it stands",
    "disclosure:public-file": "an attachment of such a thing",
    "disclosure:privacy": "what is kept of a visitor",
    "disclosure:accessibility": "how the pages can be used by everybody",
}
"""Pages that open without a login, each with the reason."""

PAGES = ROOT / "docs" / "acts"
TEMPLATES = sorted((ROOT / "src" / "zhidu").rglob("templates/**/*.html"))
INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)[^>]*>|<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:|hx-on[:-]",
    re.IGNORECASE,
)


def setup_module() -> None:
    everything_loaded()


def storey(label: str) -> int:
    return next(number for number, rooms in enumerate(STOREYS) if label in rooms)


def site_models() -> list[type[models.Model]]:
    return [one for one in apps.get_models(include_auto_created=True) if one.__module__.startswith("zhidu.")]


# ---------------------------------------------------------------- tables


def test_every_app_of_the_site_has_its_storey() -> None:
    labels = {one.label for one in apps.get_app_configs() if one.name.startswith("zhidu.")}
    assert labels == set().union(*STOREYS)


def test_foreign_keys_point_down_only() -> None:
    """A reference by name ("orgs.Node") is no import, so import-linter cannot see it."""
    wrong = []
    for model in site_models():
        for column in model._meta.get_fields():
            if not column.is_relation or column.auto_created or column.related_model is None:
                continue
            here, there = model._meta.app_label, column.related_model._meta.app_label
            if there in {here, TO_ACCOUNTS}:
                continue
            if storey(there) >= storey(here):
                wrong.append(f"{model._meta.label}.{column.name} → {column.related_model._meta.label}")
    assert wrong == []


def test_tables_of_another_app_get_no_names_from_above() -> None:
    """``node.activities`` would let the lower app know the upper one."""
    named = [
        f"{model._meta.label}.{column.name}"
        for model in site_models()
        for column in model._meta.get_fields()
        if column.is_relation
        and not column.auto_created
        and column.related_model is not None
        and column.related_model._meta.app_label != model._meta.app_label
        and column.remote_field.related_name != "+"
        and model._meta.label
        != "access.Grant"  # the account model is a setting, and grants are what it holds
    ]
    assert named == []


@pytest.mark.django_db
def test_migrations_say_what_the_models_say() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


# ---------------------------------------------------------------- acts


def act_functions() -> Iterator[tuple[str, object]]:
    """Every act with the function behind it, found where it is defined."""
    import sys  # noqa: PLC0415

    for name, module in sorted(sys.modules.items()):
        if name.startswith("zhidu.") and ".actions" in name:
            for value in vars(module).values():
                inner = getattr(value, "__wrapped__", None)
                if inner is not None and getattr(value, "__module__", "") == name:
                    yield f"{name}.{value.__name__}", value


def own_acts() -> dict[str, str]:
    """Acts of the site itself, without those that tests define."""
    return {name: one.title for name, one in acts().items() if not name.startswith("test.")}


def test_acts_are_found_where_they_are_defined() -> None:
    assert len(list(act_functions())) >= len(own_acts()) - 2


def test_every_act_takes_keywords_only_and_an_actor_first() -> None:
    for name, function in act_functions():
        parameters = list(inspect.signature(function).parameters.values())  # type: ignore[arg-type]
        assert parameters, name
        assert all(one.kind is inspect.Parameter.KEYWORD_ONLY for one in parameters), name
        assert parameters[0].name == "actor", name
        assert parameters[0].annotation in {Actor, "Actor"}, name


def test_every_act_has_its_page_and_every_page_its_act() -> None:
    pages = {path.stem: path for path in PAGES.glob("*.md")}
    assert sorted(set(own_acts()) - set(pages)) == [], "没有说明的行为：在 docs/acts/ 各写一页"
    assert sorted(set(pages) - set(own_acts())) == [], "没有这个行为的说明"


def test_the_page_of_an_act_begins_with_its_title() -> None:
    for name, title in own_acts().items():
        path = PAGES / f"{name}.md"
        if path.exists():
            first = path.read_text(encoding="utf-8").splitlines()[0]
            assert re.match(f"# .*{title}", first), f"{path.name} 第一行应写明“{title}”"


def test_acts_and_verbs_are_named_for_an_app() -> None:
    labels = {one.label for one in apps.get_app_configs()}
    for name in (*own_acts(), *(one for one in verbs() if not one.startswith("test."))):
        assert name.partition(".")[0] in labels, name


# ---------------------------------------------------------------- pages


def addresses(resolver: URLResolver, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            yield from addresses(one, f"{one.namespace}:" if one.namespace else space)
        else:
            yield f"{space}{one.name}", one


def test_every_page_needs_a_login_but_those_listed() -> None:
    found = dict(addresses(get_resolver()))
    assert len(found) > 10
    open_pages = {name for name, one in found.items() if not getattr(one.callback, "login_required", True)}
    assert open_pages == set(PUBLIC)


def test_every_page_has_a_name() -> None:
    assert [str(one.pattern) for name, one in addresses(get_resolver()) if name.endswith("None")] == []


def test_a_visitor_is_sent_to_the_login_everywhere_else(client: object, db: None) -> None:
    for name, one in addresses(get_resolver()):
        route = str(one.pattern)
        if name in PUBLIC or "<" in route:
            continue
        answer = client.get(f"/{route}")  # type: ignore[attr-defined]
        assert answer.status_code == 302, name
        assert answer["Location"].startswith("/login/"), name


# ---------------------------------------------------------------- templates


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(ROOT / "src").as_posix())
def test_no_template_holds_script_or_style(path: Path) -> None:
    """The content security policy would not run them; so what is written there would silently do nothing."""
    text = path.read_text(encoding="utf-8")
    assert [match.group(0) for match in INLINE.finditer(text)] == []


@pytest.mark.parametrize(
    ("text", "caught"),
    [
        ("<script>alert(1)</script>", True),
        ('<script src="/static/a.js" defer></script>', False),
        ('<p style="color:red">', True),
        ("<style>p{}</style>", True),
        ('<a onclick="x()">', True),
        ('<a href="javascript:x()">', True),
        ('<div hx-on:click="x()">', True),
        ('<link rel="stylesheet" href="a.css">', False),
        ("一句 onward = 的话", False),
    ],
)
def test_the_pattern_catches_what_it_should(text: str, caught: bool) -> None:
    assert bool(INLINE.search(text)) is caught
