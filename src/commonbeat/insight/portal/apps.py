"""Names this app to Django."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "commonbeat.insight.portal"
    label = "portal"
