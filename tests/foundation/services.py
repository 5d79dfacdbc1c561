"""What tests of the services (消息、附件、后台任务、文书) share: accounts, and the environment of other processes."""

from __future__ import annotations

import os
import sys
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db import connection
from django.test import Client

from tests.site import outside_acts
from zhidu.foundation.access.models import Grant
from zhidu.foundation.access.queries import actor_of
from zhidu.foundation.access.roles import ADMINISTRATOR
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.identity.models import User


def account(username: str, *, email: str = "", path: str = "", admin_of: str | None = None) -> User:
    """An account; *admin_of* makes it an administrator of that part of the tree."""
    with outside_acts():
        user = User.objects.create(
            username=username, name=f"{username}同志", email=email, path=path, must_change_password=False
        )
        if admin_of is not None:
            Grant.objects.create(user=user, role=ADMINISTRATOR, path=admin_of)
    return user


def acting_as(user: User) -> Actor:
    return actor_of(user)


def signed_in(user: User) -> Client:
    client = Client()
    with outside_acts():
        client.force_login(user)
    return client


def environment() -> dict[str, str]:
    """For another process that works on the database of this test."""
    found: dict[str, Any] = connection.settings_dict
    if connection.vendor == "sqlite":
        address = str(found["NAME"])
    else:
        address = (
            f"postgresql://{quote(found['USER'])}:{quote(found['PASSWORD'])}@{quote(found['HOST'], safe='')}"
            f":{found['PORT']}/{found['NAME']}"
        )
        if found["HOST"].startswith("/"):
            address = f"postgresql://{quote(found['USER'])}@/{found['NAME']}?host={quote(found['HOST'])}"
    return {
        **os.environ,
        "ZHIDU_VAR": str(settings.VAR),
        "ZHIDU_DATABASE": address,
        "DJANGO_SETTINGS_MODULE": "zhidu.project.settings",
        "PYTHONPATH": os.pathsep.join(one for one in sys.path if one),
    }


def content_of(answer: Any) -> bytes:
    """The contents of a download; closes the file as a server would."""
    content = b"".join(answer.streaming_content)
    for close in answer._resource_closers:
        close()
    return content
