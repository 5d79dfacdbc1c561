"""Addresses of the app; ``pk`` is the number of the activity."""

from __future__ import annotations

from django.urls import path

from zhidu.apps.meetings.views import agenda, exclusions, leaving, minutes, names, room, self_signing, tasks

app_name = "meetings"
urlpatterns = [
    path("meetings/<int:pk>/", room.room, name="room"),
    path("meetings/<int:pk>/about/", room.about_activity, name="about-activity"),
    path("meetings/<int:pk>/present/", names.present, name="present"),
    path("meetings/<int:pk>/names/", names.names, name="names"),
    path("meetings/<int:pk>/leaving/", leaving.leaving, name="leaving"),
    path("meetings/<int:pk>/back/", leaving.back, name="come-back"),
    path("meetings/<int:pk>/screen/", self_signing.screen, name="screen"),
    path("meetings/<int:pk>/here/<slug:code>/", self_signing.here, name="here"),
    path("meetings/<int:pk>/open/", room.opening, name="open"),
    path("meetings/<int:pk>/serve/", room.serving, name="serve"),
    path("meetings/<int:pk>/close/", room.closing, name="close"),
    path("meetings/<int:pk>/points/", agenda.add, name="add-point"),
    path("meetings/<int:pk>/points/<int:point>/", agenda.push, name="push"),
    path("meetings/<int:pk>/points/<int:point>/move/", agenda.move, name="move-point"),
    path("meetings/<int:pk>/points/<int:point>/sort/", agenda.sort, name="sort-point"),
    path("meetings/<int:pk>/points/<int:point>/put-off/", agenda.put_off, name="put-off"),
    path("meetings/<int:pk>/points/<int:point>/decide/", agenda.decide, name="decide"),
    path("meetings/<int:pk>/write/", minutes.write, name="write"),
    path("meetings/<int:pk>/paragraphs/", minutes.add, name="add-paragraph"),
    path("meetings/<int:pk>/settle/", minutes.settle, name="settle"),
    path("meetings/<int:pk>/texts/", minutes.texts, name="texts"),
    path("meetings/<int:pk>/tasks/", tasks.give, name="give-task"),
    path("meetings/<int:pk>/tasks/report/", tasks.report_here, name="report-here"),
    path("meetings/<int:pk>/tasks/about/", tasks.of_activity, name="tasks-of-activity"),
    path("tasks/", tasks.index, name="tasks"),
    path("tasks/<int:pk>/", tasks.one, name="task"),
    path("tasks/of/<int:pk>/", tasks.mine, name="my-tasks"),
    path("self-signing/<int:organization>/", self_signing.switch, name="self-signing"),
    path("exclusions/<int:organization>/", exclusions.index, name="exclusions"),
    path("exclusions/<int:pk>/end/", exclusions.ending, name="end-exclusion"),
]
