"""What points at a person anywhere on the site: asked before somebody is taken off again or merged with another.

Tables of apps above are found by their foreign keys, so that an app nobody has thought of yet is not forgotten.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.db.models import Count, Q, QuerySet

from zhidu.apps.members.models import Membership, Person
from zhidu.foundation.acts import Wrong

PERSON, MEMBERSHIP = "members.Person", "members.Membership"


@dataclass(frozen=True, slots=True)
class Pointer:
    """A column that leads to a person."""

    model: Any
    column: str

    @property
    def words(self) -> str:
        """The ability it belongs to: 党费, 会务."""
        config = apps.get_containing_app_config(self.model.__module__)
        return str(config.verbose_name) if config is not None else ""

    def rows(self, people: Any) -> QuerySet[Any]:  # noqa: ANN401 - ids, or a query for them
        return self.model.objects.filter(**{f"{self.column}__in": people})

    def people(self, people: Any) -> Iterable[int]:  # noqa: ANN401
        """Who of *people* is pointed at."""
        return self.rows(people).order_by().values_list(self.column, flat=True).distinct()


def pointers(without: Collection[str] = ()) -> Iterator[Pointer]:
    """Every foreign key to a person but the stretches, and the accounts; *without* are labels of tables."""
    for relation in Person._meta.get_fields(include_hidden=True):  # noqa: SLF001 - the documented way to ask a model
        if (relation.one_to_many or relation.one_to_one) and relation.auto_created:
            label = relation.related_model._meta.label  # noqa: SLF001
            if label != MEMBERSHIP and label not in without:
                yield Pointer(relation.related_model, relation.field.name)
    yield Pointer(get_user_model(), "person")


def done_since(people: Any, without: Collection[str] = ()) -> dict[int, set[str]]:  # noqa: ANN401 - ids, or a query
    """Person → what was done with them after they were put on the register; nobody else is named."""
    found: dict[int, set[str]] = defaultdict(set)
    for pointer in pointers(without):
        for pk in pointer.people(people):
            found[pk].add(f"“{pointer.words}”里已有记录")
    stretches = Membership.objects.filter(person__in=people).order_by().values("person")
    moved = stretches.annotate(n=Count("pk")).filter(n__gt=1).values_list("person", flat=True)
    changed = Person.objects.filter(Q(version__gt=1) | Q(until__isnull=False), pk__in=people)
    for pk in (*moved, *changed.values_list("pk", flat=True)):
        found[pk].add("登记又改过（转接、类别、姓名等）")
    return found


_FIXED: dict[str, str] = {}
_CODES: list[tuple[str, str]] = []


def keep_fixed(app: str, why: str) -> None:
    """What this app keeps of a person is never moved to another: *why* continues “……里”."""
    _FIXED[app] = why


def register_codes(model: str, column: str) -> None:
    """A text column that holds the code of a person (``person-5``, ``prospect-5``) beside its foreign key."""
    if (model, column) not in _CODES:
        _CODES.append((model, column))


def move(gone: int, keep: int, without: Collection[str] = ()) -> dict[str, int]:
    """Let everything that points at *gone* point at *keep*; ability → rows.

    Raises Wrong for what cannot be moved: an account, what an app keeps as it is, and where both have a row where
    only one may be.
    """
    found: dict[str, int] = defaultdict(int)
    for pointer in pointers(without):
        rows = pointer.rows([gone])
        if pointer.model is get_user_model():
            if rows.exists():
                raise Wrong("要并掉的一份有帐号；请管理员先把那个帐号连到留下的一份，再合并")
            continue
        app = pointer.model._meta.app_label  # noqa: SLF001 - the documented way to ask a model
        if app in _FIXED and rows.exists():
            raise Wrong(f"“{pointer.words}”里{_FIXED[app]}，不能合并")
        try:
            with transaction.atomic():
                number = rows.update(**{pointer.column: keep})
        except IntegrityError:
            words = f"“{pointer.words}”里同一件事两份都有记录；请先在那里作废多出来的一条，再合并"
            raise Wrong(words) from None
        if number:
            found[pointer.words] += number
    for model, column in _CODES:
        for prefix in ("person", "prospect"):
            rows = apps.get_model(model).objects.filter(**{column: f"{prefix}-{gone}"})
            rows.update(**{column: f"{prefix}-{keep}"})
    return dict(found)
