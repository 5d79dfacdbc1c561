"""What points at a person anywhere on the site: asked before somebody is taken off again or merged with another.

Tables of apps above are found by their foreign keys, so that an app nobody has thought of yet is not forgotten.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.models import Model, QuerySet

from zhidu.apps.members.models import Membership, Person
from zhidu.apps.registry.models import Change, Profile

OWN: frozenset[type[Model]] = frozenset({Membership, Profile, Change})
"""Tables that are the register and the file themselves."""


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


def pointers() -> Iterator[Pointer]:
    """Every foreign key to a person but those of the register itself, and the accounts."""
    for relation in Person._meta.get_fields(include_hidden=True):  # noqa: SLF001 - the documented way to ask a model
        if (relation.one_to_many or relation.one_to_one) and relation.auto_created:
            model = relation.related_model
            if model not in OWN:
                yield Pointer(model, relation.field.name)
    yield Pointer(get_user_model(), "person")
