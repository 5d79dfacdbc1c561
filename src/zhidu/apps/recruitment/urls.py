"""Addresses of the app."""

from __future__ import annotations

from django.urls import path

from zhidu.apps.recruitment.views import beginning, lists, one, plans, step

app_name = "recruitment"
urlpatterns = [
    path("recruitment/", lists.index, name="list"),
    path("recruitment/apply/", beginning.applying, name="apply"),
    path("recruitment/applications/<int:pk>/", beginning.taking_in, name="application"),
    path("recruitment/applications/<int:pk>/return/", beginning.returning, name="return"),
    path("recruitment/at/<int:organization>/begin/", beginning.beginning, name="begin"),
    path("recruitment/about-case/<int:pk>/", one.about_case, name="about-case"),
    path("recruitment/take-over/<int:pk>/", one.taking_over, name="take-over"),
    path("recruitment/companions/<int:pk>/", one.replacing, name="companion"),
    path("recruitment/outcomes/<int:pk>/", one.answering, name="outcome"),
    path("recruitment/at/<int:organization>/", plans.plans, name="plans"),
    path("recruitment/at/<int:organization>/report/", plans.reporting, name="report"),
    path("recruitment/at/<int:organization>/norms/", plans.norms, name="norms"),
    path("recruitment/at/<int:organization>/text/", plans.choosing, name="choose"),
    path("recruitment/at/<int:organization>/quota/<int:year>/", plans.allotting, name="allot"),
    path("recruitment/plans/<int:pk>/", plans.adjusting, name="adjust"),
    path("recruitment/<int:pk>/text/", one.moving, name="move"),
    path("recruitment/<int:pk>/", one.one, name="one"),
    path("recruitment/<int:pk>/about/", one.editing, name="about"),
    path("recruitment/<int:pk>/note/<slug:kind>/", one.noting, name="note"),
    path("recruitment/<int:pk>/stop/", one.stopping, name="stop"),
    path("recruitment/<int:pk>/outcome/", one.proposing, name="propose"),
    path("recruitment/<int:pk>/steps/<str:step>/", step.step, name="step"),
]
