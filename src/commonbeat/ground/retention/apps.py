"""Names this app to Django."""

from django.apps import AppConfig


class RetentionConfig(AppConfig):
    name = "commonbeat.ground.retention"
    label = "retention"
