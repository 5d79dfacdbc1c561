"""What an address points at: the person, where the actor may know of him or her."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from zhidu.apps.members.queries import visible_people
from zhidu.foundation.access.verbs import Verb

if TYPE_CHECKING:
    from zhidu.apps.members.models import Person


def person_or_404(request: HttpRequest, pk: int, verb: Verb) -> Person:
    """The person. Raises Refused for whoever may not."""
    found: Person = get_object_or_404(visible_people(request.actor), pk=pk)
    verb.require(request.actor, found)
    request.nav_key = "me" if request.actor.person == found.pk else "members"
    return found
