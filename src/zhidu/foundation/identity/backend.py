"""Checking a login name and password.

Django's own backend needs its permission tables; here permission is made of grants, so there are none.
"""

from __future__ import annotations

from django.contrib.auth.hashers import make_password
from django.http import HttpRequest

from zhidu.foundation.identity.models import User, login_name


class AccountBackend:
    """Accounts that may sign in, by name and password."""

    def authenticate(
        self,
        request: HttpRequest | None,  # noqa: ARG002 - Django hands it over by that name
        username: str | None = None,
        password: str | None = None,
    ) -> User | None:
        """The account, or None; both answers take the time of one hash, so that names cannot be told apart."""
        if username is None or password is None:
            return None
        user = User.objects.filter(username=login_name(username)).first()
        if user is None:
            make_password(password)
            return None
        return user if user.check_password(password) and user.is_active else None

    def get_user(self, user_id: int) -> User | None:
        """The account of a session, as long as it may sign in."""
        return User.objects.filter(pk=user_id, is_active=True).first()
