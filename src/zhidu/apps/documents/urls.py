"""Addresses of the app."""

from __future__ import annotations

from django.urls import path

from zhidu.apps.documents.views import agency, ledgers, lists, moving, one, writing

app_name = "documents"
urlpatterns = [
    path("documents/", lists.index, name="index"),
    path("documents/new/", writing.new, name="new"),
    path("documents/verify/", lists.verify, name="verify"),
    path("documents/ledgers/", ledgers.ledgers, name="ledgers"),
    path("documents/agency/<int:organization>/", agency.agency, name="agency"),
    path("documents/<int:pk>/", one.one, name="one"),
    path("documents/<int:pk>/revise/", writing.revise, name="revise"),
    path("documents/<int:pk>/submit/", moving.submit, name="submit"),
    path("documents/<int:pk>/check/", moving.check, name="check"),
    path("documents/<int:pk>/return/", moving.return_, name="return"),
    path("documents/<int:pk>/sign/", moving.sign, name="sign"),
    path("documents/<int:pk>/send/", moving.send, name="send"),
    path("documents/<int:pk>/drop/", moving.drop, name="drop"),
    path("documents/<int:pk>/remind/", moving.remind, name="remind"),
    path("documents/receipts/<int:pk>/receive/", moving.receive, name="receive"),
    path("documents/about-ballot/<int:pk>/", lists.about_ballot, name="about-ballot"),
    path("documents/about-case/<int:pk>/", lists.about_case, name="about-case"),
    path("documents/about-activity/<int:pk>/", lists.about_activity, name="about-activity"),
]
