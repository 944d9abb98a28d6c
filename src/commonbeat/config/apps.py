"""The wiring is an app of its own so that its commands (serve, worker, init, doctor) are found."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "commonbeat.config"
    label = "config"
