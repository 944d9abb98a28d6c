"""Names this app to Django."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "commonbeat.ground.ui"
    label = "ui"
