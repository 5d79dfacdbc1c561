"""Addresses of the app."""

from __future__ import annotations

from django.urls import path

from zhidu.apps.learning.views import checks, exams, library, person, plan, settings, trainings, year

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
    path("learning/mine/", person.mine, name="mine"),
    path("learning/to-do/<int:pk>/", person.to_do, name="to-do"),
    path("learning/of/<int:person>/", person.person, name="person"),
    path("learning/of/<int:person>/<slug:kind>/", person.reporting, name="reporting"),
    path("learning/reports/<int:pk>/", person.one, name="report"),
    path("learning/reports/<int:pk>/withdraw/", person.withdrawing, name="withdraw"),
    path("learning/<int:organization>/reports/", person.reports, name="reports"),
    path("learning/<int:organization>/checks/", checks.checks, name="checks"),
    path("learning/checks/<int:pk>/", checks.check, name="check"),
    path("learning/notes/<int:pk>/", checks.notebooks, name="notebooks"),
    path("learning/<int:organization>/shelf/", library.shelf, name="shelf"),
    path("learning/<int:organization>/shelf/add/", library.adding, name="add-material"),
    path("learning/materials/<int:pk>/", library.material, name="material"),
    path("learning/materials/<int:pk>/withdraw/", library.withdrawing, name="withdraw-material"),
    path("learning/<int:organization>/resources/", library.resources, name="resources"),
    path("learning/resources/<int:pk>/end/", library.ending, name="end-resource"),
    path("learning/<int:organization>/trainings/", trainings.trainings, name="trainings"),
    path("learning/trainings/<int:pk>/", trainings.training, name="training"),
    path("learning/<int:organization>/bank/", exams.bank, name="bank"),
    path("learning/<int:organization>/bank/table/", exams.bank_table, name="bank-table"),
    path("learning/bank/<int:pk>/retire/", exams.retiring, name="retire"),
    path("learning/<int:organization>/exams/", exams.exams, name="exams"),
    path("learning/exams/<int:pk>/", exams.exam, name="exam"),
    path("learning/exams/<int:pk>/begin/", exams.beginning, name="begin"),
    path("learning/exams/<int:pk>/sit/", exams.sitting, name="sit"),
    path("learning/exams/<int:pk>/marking/", exams.marking, name="marking"),
    path("learning/<int:organization>/year/", year.year, name="year"),
    path("learning/<int:organization>/year/sheet/", year.as_sheet, name="year-sheet"),
    path("learning/presence/<int:pk>/", settings.presence, name="presence"),
]
