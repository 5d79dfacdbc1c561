"""Addresses of the frame alone: its tests stand whatever the apps above are doing."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("zhidu.foundation.ui.urls")),
    path("", include("zhidu.foundation.identity.urls")),
]
handler400 = "zhidu.foundation.ui.errors.bad_request"
handler403 = "zhidu.foundation.ui.errors.forbidden"
handler404 = "zhidu.foundation.ui.errors.not_found"
handler500 = "zhidu.foundation.ui.errors.server_error"
