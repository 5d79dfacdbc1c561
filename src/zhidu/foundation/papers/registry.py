"""Which papers there are. Each app declares its own in ``papers.py`` and imports that in its ``ready()``.

::

    papers.register(Paper(
        name="activities.minutes", title="会议记录", template="document.typ",
        load=queries.activity, data=minutes_data, verb=SEE,
    ))

The paper is then at ``{% url "papers:print" "activities.minutes" activity.pk %}``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zhidu.foundation.access.rules import Actor
from zhidu.foundation.access.verbs import Verb

TEMPLATES = Path(__file__).parent / "typst"
EDITABLE = frozenset({"official", "document"})
"""Templates of ``typst/`` that have a sister in ``word/starters.py``."""


def _always(_: Any) -> bool:  # noqa: ANN401 - any object
    return True


@dataclass(frozen=True, slots=True)
class Paper:
    """One kind of paper.

    *load* finds the object by its number (LookupError or ``DoesNotExist`` where there is none), *verb* says who
    may print it, *data* turns it into plain values for the template. What was not recorded is None there and
    stays blank on paper. *template* is a file in ``papers/typst`` or a path of the app's own. *fits* says of which
    objects there is such a paper, and *about* what kind of thing that is (``activity``): its page offers them.
    """

    name: str
    title: str
    template: str | Path
    load: Callable[[int], Any]
    data: Callable[[Any, Actor], Mapping[str, Any]]
    verb: Verb
    about: str = ""
    fits: Callable[[Any], bool] = _always

    @property
    def file(self) -> Path:
        """Where the template is."""
        return TEMPLATES / self.template

    @property
    def word(self) -> str:
        """The template for editing that goes with it; '' where the paper is for printing only."""
        stem = self.file.stem
        return stem if self.file.parent == TEMPLATES and stem in EDITABLE else ""


_PAPERS: dict[str, Paper] = {}
Parts = Callable[[Any, Actor], "list[Mapping[str, Any]]"]
_PARTS: dict[str, list[Parts]] = {}


def register(paper: Paper) -> None:
    """Make a paper known. Raises ValueError for a name that is taken by another one."""
    if _PAPERS.get(paper.name, paper) != paper:
        raise ValueError(f"文书“{paper.name}”已经定义过")
    _PAPERS[paper.name] = paper


def paper(name: str) -> Paper:
    """Raises KeyError for a name that no app has declared."""
    return _PAPERS[name]


def add_parts(name: str, provider: Parts) -> None:
    """Let an app above say more on a paper of an app below: *provider* gives parts as ``document.typ`` takes them.

    Registering the same one again changes nothing.
    """
    if provider not in _PARTS.setdefault(name, []):
        _PARTS[name].append(provider)


def added_parts(name: str, obj: Any, actor: Actor) -> list[Mapping[str, Any]]:  # noqa: ANN401
    """What apps above have to say on the paper *name* about *obj*."""
    return [part for provider in _PARTS.get(name, ()) for part in provider(obj, actor)]


def offered(about: str, obj: Any, actor: Actor) -> list[Paper]:  # noqa: ANN401
    """Papers about *obj* that *actor* may print; no query of its own."""
    return [
        one for one in _PAPERS.values() if one.about == about and one.fits(obj) and one.verb.can(actor, obj)
    ]


def papers() -> Mapping[str, Paper]:
    """Every paper of the site."""
    return dict(_PAPERS)
