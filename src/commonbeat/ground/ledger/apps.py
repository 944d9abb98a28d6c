"""Names this app to Django."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "commonbeat.ground.ledger"
    label = "ledger"
