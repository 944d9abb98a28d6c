"""Names this app to Django."""

from django.apps import AppConfig


class ConcernsConfig(AppConfig):
    name = "commonbeat.domain.concerns"
    label = "concerns"
