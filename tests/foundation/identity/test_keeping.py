"""Looking after accounts: who may make them, stop them and hand out which role, and what is refused in words."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.foundation.identity.conftest import BRANCH, COUNTY, OTHER, TOWN, Site
from tests.site import outside_acts
from zhidu.foundation.access.actions import move
from zhidu.foundation.access.models import Grant
from zhidu.foundation.access.queries import actor_of
from zhidu.foundation.access.rules import SYSTEM
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Wrong, acts
from zhidu.foundation.clock import on_day, today
from zhidu.foundation.identity.actions import (
    create_account,
    disable,
    enable,
    grant_role,
    link_person,
    reset_password,
    revoke_role,
)
from zhidu.foundation.identity.models import User
from zhidu.foundation.journal.models import Entry
from zhidu.foundation.journal.queries import about, verify


def test_an_account_is_made_by_whoever_looks_after_its_place(site: Site, admin: User, superior: User) -> None:
    made = create_account(actor=actor_of(superior), username="li", name="李秀英", path=BRANCH)
    assert made.user.path == BRANCH
    assert made.user.must_change_password
    create_account(actor=actor_of(admin), username="zhang", name="张", path="")
    with pytest.raises(Refused, match="系统管理员、上级党务干部"):
        create_account(actor=actor_of(superior), username="sun", name="孙", path=OTHER)
    secretary = site.actor("secretary", ("secretary", BRANCH))
    with pytest.raises(Refused):
        create_account(actor=secretary, username="sun", name="孙", path=BRANCH)
    assert [one.act for one in about(made.user.code)] == ["identity.create_account"]
    assert list(verify()) == []


@pytest.mark.parametrize(
    ("given", "field", "words"),
    [
        ({"username": "a"}, "username", "2 至 60"),
        ({"username": "wang li"}, "username", "没有空格"),
        ({"username": "Admin"}, "username", "已经有"),
        ({"name": " "}, "name", "请写姓名"),
        ({"name": "王" * 61}, "name", "不超过 60"),
        ({"email": "not an address"}, "email", "wang@example.cn"),
        ({"path": "99999999"}, "path", "没有这个组织"),
    ],
)
def test_what_is_wrong_about_a_new_account_is_told(
    admin: User, given: dict[str, Any], field: str, words: str
) -> None:
    with pytest.raises(Wrong) as wrong:
        create_account(actor=actor_of(admin), **({"username": "wang", "name": "王"} | given))
    assert words in wrong.value.faults[field]
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    ("by", "role", "path", "words"),
    [
        ("admin", "administrator", "", ""),
        ("admin", "superior", COUNTY, ""),
        ("superior", "secretary", BRANCH, ""),
        ("superior", "member", TOWN, ""),
        ("superior", "superior", BRANCH, ""),
        ("superior", "superior", TOWN, "同级"),
        ("superior", "administrator", BRANCH, "只能由系统管理员"),
        ("admin", "emperor", "", "没有这种身份"),
        ("admin", "secretary", "77777777", "没有这个组织"),
    ],
)
def test_who_hands_out_which_role(
    site: Site, admin: User, superior: User, by: str, role: str, path: str, words: str
) -> None:
    user = site.account("wang", path=BRANCH)
    actor = actor_of({"admin": admin, "superior": superior}[by])
    if not words:
        grant = grant_role(actor=actor, user=user.pk, role=role, path=path)
        assert (grant.since, grant.until) == (today(), None)
        return
    with pytest.raises(Wrong, match=words):
        grant_role(actor=actor, user=user.pk, role=role, path=path)
    assert not Grant.objects.filter(user=user).exists()


def test_a_superior_hands_out_nothing_outside_the_own_part_of_the_tree(site: Site, superior: User) -> None:
    user = site.account("wang", path=BRANCH)
    with pytest.raises(Refused):
        grant_role(actor=actor_of(superior), user=user.pk, role="secretary", path=OTHER)
    stranger = site.account("stranger", path=OTHER)
    with pytest.raises(Refused):
        grant_role(actor=actor_of(superior), user=stranger.pk, role="secretary", path=BRANCH)


def test_an_administrator_of_a_part_of_the_tree_stays_within_it(site: Site) -> None:
    actor = site.actor("towns", ("administrator", TOWN))
    user = site.account("wang", path=BRANCH)
    assert grant_role(actor=actor, user=user.pk, role="administrator", path=TOWN).pk
    with pytest.raises(Refused):
        grant_role(actor=actor, user=user.pk, role="member", path=COUNTY)


def test_nobody_hands_a_role_to_himself(admin: User) -> None:
    with pytest.raises(Wrong, match="自己"):
        grant_role(actor=actor_of(admin), user=admin.pk, role="secretary", path=BRANCH)


def test_a_role_is_held_from_a_day_to_a_day_and_not_twice_at_once(site: Site, admin: User) -> None:
    user, actor = site.account("wang"), actor_of(admin)
    first = today()

    def give(since: date, until: date | None) -> None:
        grant_role(actor=actor, user=user.pk, role="secretary", path=BRANCH, since=since, until=until)

    give(first, first + timedelta(days=9))
    with pytest.raises(Wrong, match="已经有这项身份"):
        give(first + timedelta(days=9), None)
    give(first + timedelta(days=10), None)
    with pytest.raises(Wrong, match="不早于"):
        give(first, first - timedelta(days=1))
    for away, held in ((-1, 0), (0, 1), (9, 1), (10, 1), (400, 1)):
        assert len(actor_of(user, first + timedelta(days=away)).held) == held


def test_taking_a_role_back_at_once_or_from_a_day(site: Site, admin: User) -> None:
    user, actor = site.account("wang"), actor_of(admin)
    grant = grant_role(actor=actor, user=user.pk, role="secretary", path=BRANCH)
    revoke_role(actor=actor, grant=grant.pk, last=today() + timedelta(days=5))
    assert actor_of(user).holds("secretary")
    with pytest.raises(Wrong, match="更早的日子"):
        revoke_role(actor=actor, grant=grant.pk, last=today() + timedelta(days=6))
    with pytest.raises(Wrong, match="过去的日子收不回"):
        revoke_role(actor=actor, grant=grant.pk, last=today() - timedelta(days=3))
    with on_day(today() + timedelta(days=2)):
        revoke_role(actor=actor, grant=grant.pk)
        assert not actor_of(user).holds("secretary")
        with pytest.raises(Wrong, match="已经到期"):
            revoke_role(actor=actor, grant=grant.pk)
    assert next(one.act for one in about(user.code)) == "identity.revoke_role"


def test_a_role_taken_back_before_it_began_never_was(site: Site, admin: User) -> None:
    user = site.account("wang")
    actor = actor_of(admin)
    grant = grant_role(
        actor=actor, user=user.pk, role="secretary", path=BRANCH, since=today() + timedelta(days=9)
    )
    revoke_role(actor=actor, grant=grant.pk)
    assert not Grant.objects.filter(pk=grant.pk).exists()
    with pytest.raises(Wrong, match="没有这项身份"):
        revoke_role(actor=actor, grant=grant.pk)


def test_the_last_administrator_stays(site: Site, admin: User) -> None:
    (grant,) = Grant.objects.filter(user=admin)
    for take_away in (
        lambda: revoke_role(actor=SYSTEM, grant=grant.pk),
        lambda: disable(actor=SYSTEM, user=admin.pk),
    ):
        with pytest.raises(Wrong, match="先另设一位"):
            take_away()
    site.account("second", ("administrator", ""))
    revoke_role(actor=SYSTEM, grant=grant.pk)
    assert not actor_of(admin).holds("administrator")


def test_power_over_an_account_takes_power_over_all_its_roles(site: Site, superior: User) -> None:
    """Whoever resets a password can sign in as that account."""
    actor = actor_of(superior)
    chief = site.account("chief", ("superior", COUNTY), path=BRANCH)
    for take_over in (
        lambda: reset_password(actor=actor, user=chief.pk),
        lambda: disable(actor=actor, user=chief.pk),
        lambda: link_person(actor=actor, user=chief.pk, person=5),
    ):
        with pytest.raises(Wrong, match="上级党务干部（云岭县委）"):
            take_over()
    clerk = site.account("clerk", ("secretary", BRANCH), path=BRANCH)
    assert reset_password(actor=actor, user=clerk.pk)


def test_an_account_is_stopped_and_started_again(site: Site, admin: User) -> None:
    user, actor = site.account("wang"), actor_of(admin)
    disable(actor=actor, user=user.pk)
    with pytest.raises(Wrong, match="已经停用"):
        disable(actor=actor, user=user.pk)
    enable(actor=actor, user=user.pk)
    with pytest.raises(Wrong, match="本来就可以登录"):
        enable(actor=actor, user=user.pk)
    for own in (disable, reset_password):
        with pytest.raises(Wrong, match="自己"):
            own(actor=actor, user=admin.pk)
    with pytest.raises(Wrong, match="没有这个帐号"):
        enable(actor=actor, user=10**9)


def test_an_account_is_linked_with_one_person(site: Site, admin: User, superior: User) -> None:
    user, other = site.account("wang", path=BRANCH), site.account("li", path=BRANCH)
    actor = actor_of(superior)
    assert link_person(actor=actor, user=user.pk, person=5).person == 5
    assert actor_of(User.objects.get(pk=user.pk)).person == 5
    with pytest.raises(Wrong, match="已经有帐号"):
        link_person(actor=actor, user=other.pk, person=5)
    with pytest.raises(Refused):
        link_person(actor=actor, user=other.pk, person=6)
    with pytest.raises(Wrong, match="没有这个人"):
        link_person(actor=actor, user=other.pk, person=99)
    with pytest.raises(Wrong, match="没有要改的"):
        link_person(actor=actor, user=user.pk, person=5)
    link_person(actor=actor, user=user.pk, person=None)
    with pytest.raises(Wrong, match="自己的帐号"):
        link_person(actor=actor_of(admin), user=admin.pk, person=5)


def test_when_the_tree_moves_accounts_and_roles_move_with_it(site: Site) -> None:
    user = site.account("wang", ("secretary", BRANCH), path=TOWN)
    elsewhere = site.account("li", ("secretary", OTHER), path=OTHER)
    new = "0000000100000003" + "00000002"
    with outside_acts():
        assert move(TOWN, new) == 2
    user.refresh_from_db()
    elsewhere.refresh_from_db()
    assert (user.path, user.grants.get().path) == (new, new + "00000004")
    assert (elsewhere.path, elsewhere.grants.get().path) == (OTHER, OTHER)
    with pytest.raises(ValueError, match="整棵树"):
        move("", "1")


def test_every_act_of_this_app_is_registered() -> None:
    mine = {name.removeprefix("identity.") for name in acts() if name.startswith("identity.")}
    assert mine == {
        *("create_account", "reset_password", "disable", "enable", "change_password", "large_type"),
        *("link_person", "grant_role", "revoke_role", "sign_in", "sign_out", "slow_down"),
    }
