"""Addresses of the site, app by app."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("zhidu.apps.dashboards.urls")),
    path("", include("zhidu.apps.dashboards.administration.urls")),
    path("", include("zhidu.apps.compliance.urls")),
    path("", include("zhidu.foundation.identity.urls")),
    path("", include("zhidu.foundation.ui.urls")),
    path("", include("zhidu.foundation.handbook.urls")),
    path("", include("zhidu.foundation.jobs.urls")),
    path("", include("zhidu.foundation.files.urls")),
    path("", include("zhidu.foundation.outbox.urls")),
    path("", include("zhidu.foundation.papers.urls")),
    path("", include("zhidu.foundation.search.urls")),
    path("", include("zhidu.apps.orgs.urls")),
    path("", include("zhidu.apps.members.urls")),
    path("", include("zhidu.apps.registry.urls")),
    path("", include("zhidu.apps.adoption.urls")),
    path("", include("zhidu.apps.activities.urls")),
    path("", include("zhidu.apps.dues.urls")),
    path("", include("zhidu.apps.procedures.urls")),
    path("", include("zhidu.apps.meetings.urls")),
    path("", include("zhidu.apps.disclosure.urls")),
    path("", include("zhidu.apps.documents.urls")),
    path("", include("zhidu.apps.ballots.urls")),
    path("", include("zhidu.apps.transfers.urls")),
    path("", include("zhidu.apps.learning.urls")),
    path("", include("zhidu.apps.recruitment.urls")),
]
handler400 = "zhidu.foundation.ui.errors.bad_request"
handler403 = "zhidu.foundation.ui.errors.forbidden"
handler404 = "zhidu.foundation.ui.errors.not_found"
handler500 = "zhidu.foundation.ui.errors.server_error"
