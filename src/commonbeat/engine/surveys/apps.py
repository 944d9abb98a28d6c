"""Names this app to Django."""

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "commonbeat.engine.surveys"
    label = "surveys"
