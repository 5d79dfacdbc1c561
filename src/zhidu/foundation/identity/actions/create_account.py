"""A new account, with a password that is shown once and must be changed at first use."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.identity import places
from zhidu.foundation.identity.access import MANAGE
from zhidu.foundation.identity.models import User, login_name
from zhidu.foundation.identity.passwords import one_time

NAME = re.compile(r"[\w.\-@]{2,60}")
LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Created:
    """The account, and the one-time password that nobody can look up again."""

    user: User
    password: str


@act("identity.create_account", "建立帐号")
def create_account(
    *,
    actor: Actor,
    username: str,
    name: str,
    path: str = "",
    email: str = "",
    password: str | None = None,
    details: dict[str, str] | None = None,
) -> Created:
    """Make an account that is looked after from *path* of the tree ('' = from the whole site).

    *password* only in a demonstration, where everybody may know it; *details* are ids and codes for the journal.
    """
    MANAGE.require_at(actor, path)
    if password is not None and not settings.DEMO:
        raise Wrong("只有演示才能使用事先定好的口令；请用随机的一次性口令。")
    username, name, email = login_name(username), name.strip(), email.strip()
    if faults := _faults(username, name, email, path):
        raise Wrong(faults)
    user = User(username=username, name=name, email=email, path=path, must_change_password=password is None)
    password = password or one_time()
    user.set_password(password)
    user.save(force_insert=True)
    record(
        obj=user.code,
        place=None,
        changes={"username": (None, username), "name": (None, name), "email": (None, email)},
        details={"path": path, **(details or {})},
    )
    return Created(user, password)


def _faults(username: str, name: str, email: str, path: str) -> dict[str, str]:
    faults = {}
    if not NAME.fullmatch(username):
        faults["username"] = "登录名应是 2 至 60 个字母、数字、汉字或 . - _ @，中间没有空格。"
    elif User.objects.filter(username=username).exists():
        faults["username"] = f"已经有“{username}”这个登录名；请换一个。"
    if not 0 < len(name) <= LONGEST_NAME:
        faults["name"] = f"请写姓名，不超过 {LONGEST_NAME} 个字。"
    if email:
        try:
            validate_email(email)
        except ValidationError:
            faults["email"] = "电子邮箱写得不对，应像 wang@example.cn；没有可以不填。"
    if not places.exists(path):
        faults["path"] = "没有这个组织；请从列出的组织里选。"
    return faults
