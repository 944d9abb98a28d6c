"""Reads about what an application costs and what of it is settled."""

from commonbeat.domain.permits.choices import Money
from commonbeat.domain.permits.models import Application
from commonbeat.domain.permits.rules import balance


def owing(application: Application) -> int:
    """Return the cents that the fee table asks for."""
    return sum(line.cents for line in application.fee_lines.select_related("row"))


def due(application: Application) -> int:
    """Return the cents that are neither paid nor waived yet."""
    return balance(owing(application), list(application.fee_notes.values_list("kind", "cents")))


def can_be_refunded(application: Application) -> int:
    """Return the cents that were paid and not given back."""
    notes = list(application.fee_notes.values_list("kind", "cents"))
    paid = sum(cents for kind, cents in notes if kind == Money.PAID)
    return paid - sum(cents for kind, cents in notes if kind == Money.REFUNDED)


def dollars(cents: int) -> str:
    return f"${cents // 100:,}.{cents % 100:02d}"
