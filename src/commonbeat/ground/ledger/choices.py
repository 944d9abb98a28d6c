"""How often a visitor may have a receipt checked; to read the book is never limited."""

from datetime import timedelta

from commonbeat.ground.throttle.choices import Limit

CHECKING = Limit("ledger.receipt", hits=60, window=timedelta(minutes=10))
