"""Addresses of the app."""

from __future__ import annotations

from django.urls import path

from zhidu.apps.learning.views import plan, settings

app_name = "learning"
urlpatterns = [
    path("learning/", plan.index, name="index"),
    path("learning/<int:organization>/", plan.plan, name="plan"),
    path("learning/<int:organization>/words/", plan.words, name="words"),
    path("learning/<int:organization>/conversion/", settings.conversion, name="conversion"),
    path("learning/<int:organization>/learners/", settings.learners, name="learners"),
    path("learning/plans/<int:pk>/propose/", plan.proposing, name="propose"),
    path("learning/plans/<int:pk>/issue/", plan.issuing, name="issue"),
    path("learning/plans/<int:pk>/add/", plan.adding, name="add"),
    path("learning/plans/<int:pk>/sheet/", plan.as_sheet, name="sheet"),
    path("learning/sessions/<int:pk>/", plan.session, name="session"),
    path("learning/sessions/<int:pk>/drop/", plan.dropping, name="drop"),
    path("learning/presence/<int:pk>/", settings.presence, name="presence"),
]
