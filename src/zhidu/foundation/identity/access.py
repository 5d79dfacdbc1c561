"""Who looks after accounts, and which roles they may hand out.

An administrator hands out any role within his or her part of the tree. A superior hands out the roles below his
or her own: those of branches and members at or below the own place, and superiors strictly below it.
"""

from __future__ import annotations

from zhidu.foundation.access.models import Grant
from zhidu.foundation.access.roles import ADMINISTRATOR, ROLES, SUPERIOR
from zhidu.foundation.access.rules import Actor, Scope, SignedIn, Within
from zhidu.foundation.access.verbs import verb

_KEEPERS = Within(frozenset({ADMINISTRATOR}), "系统管理员") | Within(frozenset({SUPERIOR}), "上级党务干部")

MANAGE = verb("identity.manage", "管理这个帐号", _KEEPERS, Scope(path="path"))
GRANT = verb("identity.grant", "在这里授予或收回身份", _KEEPERS, Scope(path="path"))

OWN_ACCOUNT = verb("identity.own", "改自己的帐号", SignedIn(), Scope())


def why_not_grant(actor: Actor, role: str, path: str) -> str:
    """Why the actor may not hand out *role* at *path*, in words; '' if they may. GRANT has been checked before."""
    if actor.system or any(path.startswith(above) for above in actor.paths({ADMINISTRATOR})):
        return ""
    own = actor.paths({SUPERIOR})
    if role == ADMINISTRATOR:
        return "系统管理员只能由系统管理员授予；请找系统管理员办。"
    if role == SUPERIOR and path in own:
        return "同级的上级党务干部应由更上一级授予；您可以授予本级以下各组织的。"
    if not any(path.startswith(above) for above in own):
        return "这个组织不在您管理的范围之内；请选本级或下级的组织。"
    return ""


def grantable_roles(actor: Actor) -> dict[str, str]:
    """Roles the actor may hand out somewhere, with their words: what a form offers."""
    everything = actor.system or bool(actor.paths({ADMINISTRATOR}))
    return {role: word for role, word in ROLES.items() if everything or role != ADMINISTRATOR}


def stronger(actor: Actor, grants: list[Grant]) -> list[Grant]:
    """Which of an account's grants reach beyond what the actor could hand out.

    Whoever resets the password of an account, or takes it over in another way, holds all of its roles: so that
    takes as much power as handing them out.
    """
    return [
        one
        for one in grants
        if not GRANT.can_create(actor, one.path) or why_not_grant(actor, one.role, one.path)
    ]
