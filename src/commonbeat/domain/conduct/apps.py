"""Names this app to Django."""

from django.apps import AppConfig


class ConductConfig(AppConfig):
    name = "commonbeat.domain.conduct"
    label = "conduct"
