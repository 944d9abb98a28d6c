"""Names this app to Django."""

from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    name = "commonbeat.engine.measures"
    label = "measures"
