"""A small site of accounts: a county with two townships, and who looks after them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from tests.site import outside_acts
from zhidu.foundation.access.models import Grant
from zhidu.foundation.access.queries import actor_of
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.identity import places
from zhidu.foundation.identity.models import User
from zhidu.foundation.identity.places import Place, Somebody

COUNTY, TOWN, OTHER = "00000001", "0000000100000002", "0000000100000003"
BRANCH = "000000010000000200000004"
PASSWORD = "一个 说得通的 口令"  # noqa: S105 - of accounts that live for one test
TREE = {COUNTY: "云岭县委", TOWN: "柳溪镇党委", OTHER: "石桥镇党委", BRANCH: "柳溪村党支部"}


class Tree:
    """The places of this site; the app of organisations offers the same of its own."""

    def search(self, actor: Actor, text: str, limit: int) -> list[Place]:
        return [Place(path, name) for path, name in TREE.items() if text in name][:limit]

    def named(self, paths: Collection[str]) -> Mapping[str, Place]:
        return {path: Place(path, TREE[path], "云岭县委") for path in paths if path in TREE}


class Register:
    """Its people."""

    known = (Somebody(5, "王建国", BRANCH, "柳溪村党支部"), Somebody(6, "李秀英", OTHER, "石桥镇党委"))

    def search(self, actor: Actor, text: str, limit: int) -> list[Somebody]:
        return [one for one in self.known if text in one.name][:limit]

    def named(self, ids: Collection[int]) -> Mapping[int, Somebody]:
        return {one.id: one for one in self.known if one.id in ids}


@pytest.fixture(autouse=True)
def _tree_and_register() -> Iterator[None]:
    before = places._places, places._people
    places.register(Tree())
    places.register_people(Register())
    yield
    places.register(before[0])
    places.register_people(before[1])


@dataclass
class Site:
    """Makes accounts and signs them in."""

    def account(self, username: str, *grants: tuple[str, str], path: str = "", **more: Any) -> User:
        with outside_acts():
            user = User(
                username=username,
                name=more.pop("name", username),
                path=path,
                must_change_password=more.pop("must_change_password", False),
                **more,
            )
            user.set_password(PASSWORD)
            user.save()
            Grant.objects.bulk_create([Grant(user=user, role=role, path=where) for role, where in grants])
        return user

    def actor(self, username: str, *grants: tuple[str, str], path: str = "") -> Actor:
        return actor_of(self.account(username, *grants, path=path))

    def client(self, user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client


@pytest.fixture
def site(db: None) -> Site:
    return Site()


@pytest.fixture
def admin(site: Site) -> User:
    return site.account("admin", ("administrator", ""), name="管理员")


@pytest.fixture
def superior(site: Site) -> User:
    return site.account("superior", ("superior", TOWN), path=COUNTY, name="组织委员")
