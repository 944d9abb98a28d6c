"""Names this app to Django."""

from django.apps import AppConfig


class Open311Config(AppConfig):
    name = "commonbeat.domain.open311"
    label = "open311"
