"""Linking an account (对上帐号): whose account it is; the roles of membership and posts follow."""

from __future__ import annotations

from django.contrib.auth import get_user_model

from zhidu.apps.members.access import LINK
from zhidu.apps.members.accounts import account_of, give_for_post, give_for_stretch
from zhidu.apps.members.changing import locked
from zhidu.apps.members.models import Membership, Person, Post
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record


@act("members.link_account", "对上帐号")
def link_account(*, actor: Actor, person: int, user: int) -> Person:
    """The account *user* is that of the person: from now on it holds what the person's membership and posts give."""
    row = locked(person)
    LINK.require(actor, row)
    account = get_user_model().objects.select_for_update().filter(pk=user).first()
    if account is None:
        raise Wrong({"user": "没有这个帐号；请从列表中选择"})
    if account.person is not None:
        raise Wrong({"user": f"帐号“{account.username}”已经对上别人；一个帐号只属于一个人"})
    if account_of(row.pk) is not None:
        raise Wrong({"person": f"{row.name}已有帐号；一个人只用一个帐号"})
    account.person = row.pk
    account.save(update_fields=["person"])
    for stretch in Membership.objects.filter(person=row).select_related("organization"):
        give_for_stretch(user, stretch)
    for post in Post.objects.filter(person=row).select_related("organization", "group"):
        give_for_post(user, post)
    record(obj=row.code, place=row.organization_id, details={"account": user})
    return row
