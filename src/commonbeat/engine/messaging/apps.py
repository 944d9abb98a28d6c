"""Names this app to Django."""

from django.apps import AppConfig


class MessagingConfig(AppConfig):
    name = "commonbeat.engine.messaging"
    label = "messaging"
