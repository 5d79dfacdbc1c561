"""Accounts. An account is not a person of the register: ``person`` is the number that the members app gives."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class UserManager(BaseUserManager):
    """Accounts by the name people type."""

    def get_by_natural_key(self, username: str) -> User:
        return self.get(username=username.strip())


class User(AbstractBaseUser):
    """Somebody who may sign in (帐号)."""

    username = models.CharField("登录名", max_length=60, unique=True)
    name = models.CharField("姓名", max_length=60)
    email = models.EmailField("电子邮箱", blank=True)
    person = models.BigIntegerField("党员册编号", null=True, unique=True)
    is_active = models.BooleanField("可以登录", default=True)
    must_change_password = models.BooleanField("下次登录须改口令", default=True)
    large_type = models.BooleanField("大字版", default=False)
    created_at = models.DateTimeField("建立时间", auto_now_add=True)

    objects = UserManager()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering: ClassVar[list[str]] = ["username"]

    def __str__(self) -> str:
        return self.name


class LoginAttempt(models.Model):
    """A failed attempt, kept for a short while so that guessing can be slowed down."""

    key = models.CharField(max_length=64, db_index=True)
    """Keyed digest of the login name or of the address: neither is stored in clear."""
    at = models.DateTimeField(db_index=True)
