"""Every write of concerns: atomic, with its line in the book."""

from commonbeat.domain.concerns.actions.categories import adopt_categories, shipped_categories
from commonbeat.domain.concerns.actions.reports import Reported, report

__all__ = ["Reported", "adopt_categories", "report", "shipped_categories"]
