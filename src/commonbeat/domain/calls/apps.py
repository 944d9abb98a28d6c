"""Names this app to Django."""

from django.apps import AppConfig


class CallsConfig(AppConfig):
    name = "commonbeat.domain.calls"
    label = "calls"
