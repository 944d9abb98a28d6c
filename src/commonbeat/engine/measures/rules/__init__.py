"""Pure decisions about figures: what is hidden, what may be released, what changed, what a cell may hold."""

from commonbeat.engine.measures.rules.cells import safe_cell
from commonbeat.engine.measures.rules.suppression import (
    NO_ANSWERS,
    PROTECTS_OTHER,
    TOO_FEW,
    TOO_SOON,
    Counted,
    Published,
    as_published,
    hidden,
    releasable,
    total_alone,
)

__all__ = [
    "NO_ANSWERS",
    "PROTECTS_OTHER",
    "TOO_FEW",
    "TOO_SOON",
    "Counted",
    "Published",
    "as_published",
    "hidden",
    "releasable",
    "safe_cell",
    "total_alone",
]
