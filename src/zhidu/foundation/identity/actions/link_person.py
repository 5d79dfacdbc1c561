"""Saying whose account it is: linking it with a person of the register."""

from __future__ import annotations

from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.identity import places
from zhidu.foundation.identity.access import MANAGE
from zhidu.foundation.identity.actions.load import looked_after
from zhidu.foundation.identity.models import User


@act("identity.link_person", "关联党员册")
def link_person(*, actor: Actor, user: int, person: int | None) -> User:
    """The account is that person's (None: nobody's), who may then see and do what concerns himself or herself."""
    account = looked_after(actor, user)
    if account.pk == actor.user:
        raise Wrong("不能把自己的帐号关联到别人名下；请另一位管理员办。")
    if person is not None:
        found = places.somebody(person)
        if found is None:
            raise Wrong({"person": "党员册里没有这个人；请从列出的人里选。"})
        MANAGE.require_at(actor, found.path)
        if User.objects.filter(person=person).exclude(pk=user).exists():
            raise Wrong({"person": f"{found.name} 已经有帐号；一个人只用一个帐号。"})
    if account.person == person:
        raise Wrong({"person": "本来就是这样，没有要改的。"})
    record(obj=account.code, place=None, changes={"person": (account.person, person)})
    before, account.person = account.person, person
    account.save(update_fields=["person"])
    places.linked(account.pk, before, person)
    return account
