"""Addresses of the app."""

from __future__ import annotations

from django.urls import path

from zhidu.apps.registry.importing.urls import URLS as IMPORTING
from zhidu.apps.registry.views import editing, file, merging, own, retention, roll, structure

app_name = "registry"
urlpatterns = [
    path("registry/", roll.people, name="roll"),
    path("registry/filters/keep/", roll.keep, name="keep-filter"),
    path("registry/filters/<int:pk>/drop/", roll.drop, name="drop-filter"),
    path("registry/roster/<int:organization>/", structure.roster, name="roster"),
    path("registry/structure/", structure.choose, name="structures"),
    path("registry/structure/<int:organization>/", structure.structure, name="structure"),
    path("registry/retention/", retention.choose, name="retentions"),
    path("registry/retention/<int:organization>/", retention.retention, name="retention"),
    path("registry/<int:person>/erase/", retention.erasing, name="erase"),
    path("registry/me/", own.me, name="me"),
    path("registry/me/propose/", own.propose, name="propose"),
    path("registry/me/copy/", own.copy, name="copy"),
    path("registry/proposals/", editing.proposals, name="proposals"),
    path("registry/proposals/<int:pk>/", editing.proposal, name="proposal"),
    path("registry/proposals/<int:pk>/back/", own.take_back, name="take-back"),
    path("registry/about/<int:pk>/", file.about_person, name="about-person"),
    path("registry/<int:person>/", file.file, name="file"),
    path("registry/<int:person>/merge/", merging.merge, name="merge"),
    path("registry/<int:person>/edit/", editing.edit, name="edit"),
    path("registry/<int:person>/unmask/", file.unmask, name="unmask"),
    path("registry/<int:person>/photo/", file.photo, name="photo"),
    path("registry/<int:person>/photo/put/", file.put_photo, name="put-photo"),
    *IMPORTING,
]
