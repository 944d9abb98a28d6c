"""Names this app to Django."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "commonbeat.engine.files"
    label = "files"
