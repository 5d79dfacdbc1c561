"""Addresses of the app."""

from __future__ import annotations

from django.urls import path

from zhidu.apps.compliance import panels, reasons, views

app_name = "compliance"
urlpatterns = [
    path("findings/<int:organization>/", views.of_organization, name="findings"),
    path("findings/<int:organization>/why/", views.why, name="why"),
    path("findings/of-clause/<int:organization>/<path:clause>/", panels.clause_year, name="clause-year"),
    path("findings/about-activity/<int:pk>/", panels.about_activity, name="about-activity"),
    path("reasons/<int:organization>/", reasons.of_organization, name="reasons"),
    path("reasons/new/<int:finding>/", reasons.ask, name="ask"),
    path("reasons/answer/<int:pk>/", reasons.answer, name="answer"),
]
