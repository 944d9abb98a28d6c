"""Names this app to Django."""

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "commonbeat.engine.casework"
    label = "casework"
