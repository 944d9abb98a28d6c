"""Names this app to Django."""

from django.apps import AppConfig


class AgencyConfig(AppConfig):
    name = "commonbeat.ground.agency"
    label = "agency"
