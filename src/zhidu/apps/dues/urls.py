"""Addresses of the app."""

from __future__ import annotations

from django.urls import path

from zhidu.apps.dues.views import account, arrears, bases, month, passing, person, receipts, relief, year

app_name = "dues"
urlpatterns = [
    path("dues/", month.index, name="index"),
    path("dues/<int:organization>/", month.month, name="month"),
    path("dues/<int:organization>/assess/", month.assessing, name="assess"),
    path("dues/<int:organization>/bases/", bases.bases, name="bases"),
    path("dues/<int:organization>/arrears/", arrears.arrears, name="arrears"),
    path("dues/<int:organization>/remind/", arrears.reminding, name="remind"),
    path("dues/<int:organization>/passing/", passing.passing, name="passing"),
    path("dues/<int:organization>/year/", year.year, name="year"),
    path("dues/<int:organization>/year/register/", year.register, name="register"),
    path("dues/<int:organization>/year/statement/", year.statement, name="statement-year"),
    path("dues/<int:organization>/year/publish/", year.publishing, name="publish"),
    path("dues/<int:organization>/move/", year.moving, name="move"),
    path("dues/<int:organization>/give/", year.giving, name="give"),
    path("dues/movements/<int:movement>/void/", year.voiding, name="void-movement"),
    path("dues/extras/<int:extra>/pass/", year.passing_on, name="pass-extra"),
    path("dues/<int:organization>/receipts/", receipts.of_month, name="receipts"),
    path("dues/<int:organization>/receipts/issue/", receipts.issuing, name="issue-receipts"),
    path("dues/orders/<int:pk>/", account.order, name="order"),
    path("dues/<int:organization>/account/", account.account, name="account"),
    path("dues/<int:organization>/account/change/", account.changing, name="change-account"),
    path("dues/statements/<int:pk>/", account.statement, name="statement"),
    path("dues/lines/<int:pk>/", account.line, name="line"),
    path("dues/passing/<int:remittance>/receive/", passing.receiving, name="receive"),
    path("dues/of/<int:person>/", person.person, name="person"),
    path("dues/of/<int:person>/relief/", relief.asking, name="ask-relief"),
    path("dues/relief/<int:pk>/", relief.one, name="relief"),
]
