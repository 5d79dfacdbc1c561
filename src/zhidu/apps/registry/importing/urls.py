"""Addresses of importing and handing out."""

from __future__ import annotations

from django.urls import path

from zhidu.apps.registry.exporting import views as exporting
from zhidu.apps.registry.importing.views import doing, lists, one

URLS = [
    path("registry/imports/", lists.imports, name="imports"),
    path("registry/template/", exporting.blank, name="template"),
    path("registry/export/", exporting.export, name="export"),
    path("registry/export/<int:pk>/drop/", exporting.drop, name="export-drop"),
    path("registry/imports/<int:pk>/", one.one, name="import"),
    path("registry/imports/<int:pk>/columns/", one.columns, name="import-columns"),
    path("registry/imports/<int:pk>/sheet/", one.sheet, name="import-sheet"),
    path("registry/imports/<int:pk>/people/", one.people, name="import-people"),
    path("registry/imports/<int:pk>/mend/", doing.mend, name="import-mend"),
    path("registry/imports/<int:pk>/answer/", doing.answer, name="import-answer"),
    path("registry/imports/<int:pk>/write/", doing.write, name="import-write"),
    path("registry/imports/<int:pk>/drop/", doing.drop, name="import-drop"),
    path("registry/imports/<int:pk>/undo/", doing.undo, name="import-undo"),
]
