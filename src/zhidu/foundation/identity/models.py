"""Accounts. An account is not a person of the register: ``person`` is the number that the members app gives."""

from __future__ import annotations

import unicodedata
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from zhidu.foundation.clock import now


class UserManager(BaseUserManager):
    """Accounts by the name people type."""

    def get_by_natural_key(self, username: str) -> User:
        return self.get(username=login_name(username))


def login_name(typed: str) -> str:
    """The login name as it is kept: however it is typed (全角、大写、前后空格), it is the same account."""
    return unicodedata.normalize("NFKC", typed).strip().lower()


class User(AbstractBaseUser):
    """Somebody who may sign in (帐号)."""

    username = models.CharField("登录名", max_length=60, unique=True)
    name = models.CharField("姓名", max_length=60)
    email = models.EmailField("电子邮箱", blank=True)
    person = models.BigIntegerField("党员册编号", null=True, unique=True)
    path = models.CharField("管理范围", max_length=400, blank=True)
    """The part of the tree whose administrator or superior looks after this account; '' is the whole site's."""
    is_active = models.BooleanField("可以登录", default=True)
    must_change_password = models.BooleanField("下次登录须改口令", default=True)
    large_type = models.BooleanField("大字版", default=False)
    created_at = models.DateTimeField("建立时间", default=now)

    objects = UserManager()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering: ClassVar[list[str]] = ["username"]

        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["path"])]

    def __str__(self) -> str:
        return self.name

    @property
    def code(self) -> str:
        """The account's name in the journal."""
        return f"account-{self.pk}"


class LoginAttempt(models.Model):
    """A failed attempt, kept for a short while so that guessing can be slowed down."""

    key = models.CharField(max_length=64, db_index=True)
    """Keyed digest of the login name or of the address: neither is stored in clear."""
    at = models.DateTimeField(db_index=True)
