"""Names this app to Django."""

from django.apps import AppConfig


class DashboardsConfig(AppConfig):
    name = "commonbeat.insight.dashboards"
    label = "dashboards"
