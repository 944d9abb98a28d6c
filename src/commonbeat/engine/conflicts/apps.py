"""Names this app to Django."""

from django.apps import AppConfig


class ConflictsConfig(AppConfig):
    name = "commonbeat.engine.conflicts"
    label = "conflicts"
