"""Addresses of the dashboards, under /staff/."""

from django.urls import path

from commonbeat.insight.dashboards.views import command, preferences, work

app_name = "dashboards"
urlpatterns = [
    path("", work.work, name="work"),
    path("me/", work.me, name="me"),
    path("officers/", work.officers, name="officers"),
    path("officers/<int:pk>/", work.officer, name="officer"),
    path("dashboards/", command.command, name="command"),
    path("dashboards/<slug:by>.csv", command.figures_file, name="figures_file"),
    path("settings/", preferences.settings, name="settings"),
    path("settings/<str:key>/", preferences.setting, name="setting"),
]
