"""Addresses."""

from __future__ import annotations

from django.urls import URLPattern, path

from zhidu.foundation.papers import views, views_templates

app_name = "papers"
urlpatterns: list[URLPattern] = [
    path("papers/templates/", views_templates.listing, name="templates"),
    path("papers/templates/<str:name>/<str:form>/", views_templates.one, name="template"),
    path(
        "papers/templates/<str:name>/<str:form>/<int:version>/",
        views_templates.download,
        name="template-file",
    ),
    path(
        "papers/templates/<str:name>/<str:form>/<int:version>/use/", views_templates.use, name="template-use"
    ),
    path("papers/<str:name>/<int:pk>/", views.printed, name="print"),
]
