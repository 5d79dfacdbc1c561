"""Addresses of the app."""

from __future__ import annotations

from django.urls import path

from zhidu.apps.ballots.views import counting, hall, lists, one, slate, terms, voting

app_name = "ballots"
urlpatterns = [
    path("terms/", terms.index, name="terms"),
    path("terms/sheet/", terms.sheet, name="terms-sheet"),
    path("terms/<int:pk>/extend/", terms.extend, name="extend-term"),
    path("terms/about/<int:pk>/", terms.about_node, name="about-term"),
    path("ballots/", lists.index, name="list"),
    path("ballots/new/", lists.new, name="new"),
    path("ballots/<int:pk>/", one.one, name="one"),
    path("ballots/<int:pk>/start/", one.start, name="start"),
    path("ballots/<int:pk>/annul/", one.annul, name="annul"),
    path("ballots/<int:pk>/vote/", voting.vote, name="vote"),
    path("ballots/<int:pk>/key/", voting.key, name="key"),
    path("ballots/<int:pk>/count/", counting.count, name="count"),
    path("ballots/<int:pk>/paper/", counting.paper, name="paper"),
    path("ballots/<int:pk>/sheet/", counting.sheet, name="sheet"),
    path("ballots/<int:pk>/sign/", counting.sign, name="sign"),
    path("ballots/<int:pk>/announce/", counting.announce, name="announce"),
    path("ballots/<int:pk>/again/", one.again, name="again"),
    path("ballots/<int:pk>/further/", one.further, name="further"),
    path("ballots/<int:pk>/office/", one.office, name="office"),
    path("ballots/<int:pk>/slips/", counting.slips, name="slips"),
    path("ballots/<int:pk>/screen/", hall.screen, name="screen"),
    path("ballots/slate/<int:pk>/<str:stage>/", slate.slate, name="slate"),
    path("ballots/about/case/<int:pk>/", slate.about_case, name="about-case"),
    path("ballots/about/point/<int:pk>/", hall.about_point, name="about-point"),
    path("ballots/about/<int:pk>/", hall.about_activity, name="about-activity"),
]
