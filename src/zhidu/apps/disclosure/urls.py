"""Addresses of the app: for whoever is signed in, and for residents."""

from __future__ import annotations

from django.urls import path

from zhidu.apps.disclosure.views import notices, public

app_name = "disclosure"
urlpatterns = [
    path("disclosure/", notices.index, name="index"),
    path("disclosure/new/", notices.new, name="new"),
    path("disclosure/<int:pk>/", notices.one, name="one"),
    path("disclosure/<int:pk>/correct/", notices.correct, name="correct"),
    path("disclosure/<int:pk>/withdraw/", notices.withdraw, name="withdraw"),
    path("disclosure/about-activity/<int:pk>/", notices.about_activity, name="about-activity"),
    path("disclosure/page/<int:organization>/", notices.page, name="page"),
    path("public/", public.home, name="public-home"),
    path("public/privacy/", public.privacy, name="privacy"),
    path("public/accessibility/", public.accessibility, name="accessibility"),
    path("public/org-<int:pk>/", public.organization, name="public"),
    path("public/org-<int:pk>/find/", public.find, name="find"),
    path("public/org-<int:pk>/notices/", public.notices, name="public-notices"),
    path("public/notices/<int:pk>/", public.notice, name="public-notice"),
    path("public/notices/<int:pk>/files/<int:file>/", public.attachment, name="public-file"),
]
