"""Addresses."""

from __future__ import annotations

from django.urls import URLPattern, path

from zhidu.foundation.identity.views import accounts, changes, login, own

app_name = "identity"
urlpatterns: list[URLPattern] = [
    path("login/", login.sign_in, name="login"),
    path("logout/", login.sign_out, name="logout"),
    path("password/", own.password, name="password"),
    path("me/", own.me, name="me"),
    path("accounts/", accounts.accounts, name="accounts"),
    path("accounts/new/", accounts.new, name="new"),
    path("accounts/<int:pk>/", accounts.one, name="account"),
    path("accounts/<int:pk>/reset/", changes.reset, name="reset"),
    path("accounts/<int:pk>/disable/", changes.disable, name="disable"),
    path("accounts/<int:pk>/enable/", changes.enable, name="enable"),
    path("accounts/<int:pk>/link/", changes.link, name="link"),
    path("accounts/<int:pk>/roles/", changes.grant, name="grant"),
    path("accounts/<int:pk>/roles/<int:grant>/end/", changes.revoke, name="revoke"),
]
