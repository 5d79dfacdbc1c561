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
from django.db.models import Count, Q, QuerySet

from zhidu.apps.members.models import Membership, Person

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
