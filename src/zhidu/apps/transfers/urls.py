"""Addresses of the app."""

from __future__ import annotations

from django.urls import path

from zhidu.apps.transfers.views import acts, away, away_acts, lost, overview, pages, reports

app_name = "transfers"
urlpatterns = [
    path("transfers/", pages.index, name="index"),
    path("transfers/of/<int:pk>/", pages.about_person, name="about-person"),
    path("transfers/guests/<int:pk>/", pages.guests_here, name="guests-here"),
    path("transfers/ask/", acts.ask, name="ask"),
    path("transfers/from/<int:organization>/", acts.send, name="send"),
    path("transfers/into/<int:organization>/", acts.admit, name="admit"),
    path("transfers/<int:pk>/", pages.one, name="one"),
    path("transfers/<int:pk>/receive/", acts.receive, name="receive"),
    path("transfers/<int:pk>/receipt/", acts.receipt, name="receipt"),
    path("transfers/<int:pk>/hand-over/", acts.hand_over, name="hand-over"),
    path("transfers/<int:pk>/end/", acts.end, name="end"),
    path("transfers/overview/", overview.overview, name="overview"),
    path("transfers/away/", away.mine, name="my-away"),
    path("transfers/away/leave/<int:pk>/", away.about_absence, name="about-absence"),
    path("transfers/floating/", away.index, name="floating"),
    path("transfers/floating/at/<int:organization>/", away_acts.report_for, name="away-for"),
    path("transfers/floating/at/<int:organization>/news/", away_acts.news, name="news"),
    path("transfers/floating/at/<int:organization>/guest/", away_acts.guest, name="guest"),
    path("transfers/floating/guest/<int:guest>/gone/", away_acts.guest_gone, name="guest-gone"),
    path("transfers/floating/<int:pk>/", away.one, name="away"),
    path("transfers/floating/<int:pk>/register/", away_acts.register, name="away-register"),
    path("transfers/floating/<int:pk>/contact/", away_acts.contact, name="away-contact"),
    path("transfers/floating/<int:pk>/depart/", away_acts.depart, name="away-depart"),
    path("transfers/floating/<int:pk>/host/", away_acts.host, name="away-host"),
    path("transfers/floating/<int:pk>/report/", away_acts.reported, name="away-report"),
    path("transfers/floating/<int:pk>/contacted/", away_acts.contacted, name="away-contacted"),
    path("transfers/floating/<int:pk>/back/", away_acts.back, name="away-back"),
    path("transfers/floating/<int:pk>/returned/", away_acts.returned, name="away-returned"),
    path("transfers/floating/<int:pk>/check/", away_acts.check, name="away-check"),
    path("transfers/floating/<int:pk>/withdraw/", away_acts.withdraw, name="away-withdraw"),
    path("transfers/news/<int:pk>/", reports.news, name="news-one"),
    path("transfers/lost/", lost.index, name="lost"),
    path("transfers/lost/at/<int:organization>/", lost.new, name="lost-new"),
    path("transfers/lost/<int:pk>/", lost.one, name="lost-one"),
    path("transfers/lost/<int:pk>/tries/", lost.tries, name="lost-tries"),
    path("transfers/lost/<int:pk>/found/", lost.found, name="lost-found"),
    path("transfers/lost/<int:pk>/suspend/", lost.suspend, name="lost-suspend"),
    path("transfers/lost/<int:pk>/restore/", lost.restore, name="lost-restore"),
    path("transfers/reports/", reports.index, name="reports"),
    path("transfers/reports/new/<str:kind>/", reports.write, name="write"),
    path("transfers/reports/at/<int:organization>/", reports.enter, name="enter"),
    path("transfers/reports/<int:pk>/", reports.one, name="report"),
]
