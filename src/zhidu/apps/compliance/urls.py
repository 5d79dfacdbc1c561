"""Addresses of the app."""

from __future__ import annotations

from django.urls import path

from zhidu.apps.compliance import adopting, clause_panels, panels, proposals, reasons, views

app_name = "compliance"
urlpatterns = [
    path("findings/<int:organization>/", views.of_organization, name="findings"),
    path("findings/<int:organization>/proposals/", proposals.of_organization, name="proposals"),
    path("findings/<int:organization>/why/", views.why, name="why"),
    path(
        "findings/of-clause/<int:organization>/<path:clause>/", clause_panels.clause_year, name="clause-year"
    ),
    path(
        "findings/clause-now/<int:organization>/<path:clause>/", clause_panels.clause_now, name="clause-now"
    ),
    path(
        "findings/clause-below/<int:organization>/<path:clause>/",
        clause_panels.clause_below,
        name="clause-below",
    ),
    path("findings/about-activity/<int:pk>/", panels.about_activity, name="about-activity"),
    path("findings/adopting/<int:organization>/<int:book>/", adopting.preview, name="adopting"),
    path("reasons/<int:organization>/", reasons.of_organization, name="reasons"),
    path("reasons/new/<int:finding>/", reasons.ask, name="ask"),
    path("reasons/answer/<int:pk>/", reasons.answer, name="answer"),
]
