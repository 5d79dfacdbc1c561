"""Addresses of the app."""

from __future__ import annotations

from django.urls import path

from zhidu.apps.activities.views import (
    absences,
    answering,
    consents,
    feedback,
    honours,
    lists,
    matters,
    notices,
    one,
    record,
    units,
)

app_name = "activities"
urlpatterns = [
    path("activities/", lists.index, name="list"),
    path("activities/new/", lists.choose, name="new"),
    path("activities/record/", record.record, name="record"),
    path("activities/plan/", record.plan, name="plan"),
    path("activities/lead/", notices.lead, name="lead"),
    path("activities/<int:pk>/", one.one, name="one"),
    path("activities/<int:pk>/hold/", record.hold, name="hold"),
    path("activities/<int:pk>/correct/", record.correct, name="correct"),
    path("activities/<int:pk>/cancel/", one.cancel, name="cancel"),
    path("activities/<int:pk>/void/", one.void, name="void"),
    path("activities/<int:pk>/remind/", notices.remind, name="remind"),
    path("activities/<int:pk>/told/", notices.told, name="told"),
    path("activities/<int:pk>/come/", answering.come, name="come"),
    path("activities/<int:pk>/leave/", answering.leave, name="leave"),
    path("activities/<int:pk>/units/", units.about, name="about-units"),
    path("activities/<int:pk>/units/<slug:what>/", units.entering, name="units"),
    path("activities/<int:pk>/answer/", units.answering, name="answer-question"),
    path("activities/<int:pk>/question/", units.about_question, name="about-question"),
    path("activities/<int:pk>/feedback/", feedback.say, name="feedback"),
    path("activities/about-file/<int:pk>/", honours.about_file, name="about-file"),
    path("activities/to-say/<int:pk>/", feedback.mine, name="to-say"),
    path("activities/<int:pk>/take-back/", answering.take_back, name="take-back"),
    path("activities/<int:pk>/ask-consent/", consents.ask, name="ask-consent"),
    path("activities/consent/<int:pk>/", consents.answer, name="consent"),
    path("activities/leave/<int:pk>/", answering.decide, name="decide-leave"),
    path("absences/", absences.index, name="absences"),
    path("absences/<int:pk>/", absences.one, name="absence"),
    path("absences/<int:pk>/back/", absences.back, name="absence-back"),
    path("absences/for/<int:organization>/", absences.for_another, name="absence-for"),
    path("matters/", matters.index, name="matters"),
    path("matters/new/", matters.opening, name="open-matter"),
    path("matters/<int:pk>/", matters.one, name="matter"),
    path("matters/<int:pk>/close/", matters.closing, name="close-matter"),
]
