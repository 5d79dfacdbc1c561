"""Reading accounts."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from zhidu.foundation.access.models import Grant
from zhidu.foundation.access.roles import ADMINISTRATOR
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.clock import today
from zhidu.foundation.identity.access import MANAGE
from zhidu.foundation.identity.models import User, login_name


def visible_accounts(actor: Actor, text: str = "") -> QuerySet[User]:
    """Accounts the actor looks after, by name; *text* is part of a login name or a name."""
    found = MANAGE.visible(actor, User.objects.all())
    if text.strip():
        found = found.filter(Q(username__contains=login_name(text)) | Q(name__contains=text.strip()))
    return found.order_by("username")


def account(pk: int) -> User:
    """One account. Raises ``User.DoesNotExist``."""
    return User.objects.get(pk=pk)


def accounts(pks: Iterable[int]) -> list[User]:
    """Those accounts; one query a thousand, none for nobody."""
    wanted = sorted(set(pks))
    return [
        one
        for start in range(0, len(wanted), 1000)
        for one in User.objects.filter(pk__in=wanted[start : start + 1000])
    ]


def account_named(username: str) -> User | None:
    """The account of a login name."""
    return User.objects.filter(username=login_name(username)).first()


def account_of(person: int) -> User | None:
    """The account linked with a person of the register."""
    return User.objects.filter(person=person).first()


def accounts_of(people: Iterable[int]) -> dict[int, User]:
    """Person → account, for those who have one; one query."""
    return {one.person: one for one in User.objects.filter(person__in=list(people)) if one.person is not None}


def names(users: Iterable[int]) -> dict[int, str]:
    """Account → name of its holder: for histories; one query."""
    return dict(User.objects.filter(pk__in=set(users)).values_list("pk", "name"))


def grants_of(user: User) -> list[Grant]:
    """Everything an account holds, has held and will hold; what holds longest first."""
    rows = list(Grant.objects.filter(user=user))
    return sorted(rows, key=lambda one: (ended(one), one.path, one.role, one.pk))


def open_grants(user: User) -> list[Grant]:
    """What an account holds today or will hold."""
    return [one for one in grants_of(user) if not ended(one)]


def ended(grant: Grant) -> bool:
    """Whether a grant is over."""
    return grant.until is not None and grant.until < today()


def only_administrator(user: User) -> bool:
    """Whether *user* looks after the whole site, and nobody else does from today on with no end fixed."""
    held = Grant.objects.filter(role=ADMINISTRATOR, path="", until=None, user__is_active=True)
    holders = held.filter(Q(since=None) | Q(since__lte=today())).values_list("user_id", flat=True)
    return set(holders) == {user.pk}
