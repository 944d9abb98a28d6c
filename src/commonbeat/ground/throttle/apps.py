"""Names this app to Django."""

from django.apps import AppConfig


class ThrottleConfig(AppConfig):
    name = "commonbeat.ground.throttle"
    label = "throttle"
