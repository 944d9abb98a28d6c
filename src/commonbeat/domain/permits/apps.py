"""Names this app to Django."""

from django.apps import AppConfig


class PermitsConfig(AppConfig):
    name = "commonbeat.domain.permits"
    label = "permits"
