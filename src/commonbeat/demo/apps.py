"""Names this app to Django."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "commonbeat.demo"
    label = "demo"
