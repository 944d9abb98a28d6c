"""Middles of a sample: the median and the interval that its own ordered values give."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import binom


@dataclass(frozen=True)
class MedianInterval:
    """The median and the ends of its interval, in the unit of the values; no ends below six values."""

    value: float
    low: float | None
    high: float | None


def median_ranks(n: int, confidence: float = 0.95) -> tuple[int, int] | None:
    """Return which two of n ordered values, counted from 1, hold the median with at least that confidence.

    The largest d with 2 P(B < d) <= 1 - confidence for B binomial(n, 1/2); the values are the d-th from
    either end. None where even the whole range is not enough (n < 6 at 95 %). Thompson 1936, Ann Math Stat
    7:122-8; David and Nagaraja, Order Statistics, section 7.1. Raises ValueError outside (0, 1).
    """
    if not 0 < confidence < 1:
        raise ValueError(f"a confidence lies between 0 and 1, not at {confidence}")
    side = (1 - confidence) / 2
    rank = int(binom.ppf(side, n, 0.5)) if n > 0 else 0
    # P(B < rank) is at most `side`; where P(B <= rank) is exactly it, one value further in will do.
    if rank and binom.cdf(rank, n, 0.5) <= side:
        rank += 1
    return (rank, n + 1 - rank) if rank > 0 else None


def median_interval(values: ArrayLike, confidence: float = 0.95) -> MedianInterval:
    """Return the median with its distribution-free interval from two of the ordered values.

    Raises ValueError for no values, or one that is not a number.
    """
    ordered = np.sort(np.asarray(values, dtype=float))
    if ordered.ndim != 1 or not ordered.size or not np.all(np.isfinite(ordered)):
        raise ValueError("a median needs at least one value, all of them numbers")
    ranks = median_ranks(ordered.size, confidence)
    if ranks is None:
        return MedianInterval(float(np.median(ordered)), None, None)
    return MedianInterval(
        float(np.median(ordered)), float(ordered[ranks[0] - 1]), float(ordered[ranks[1] - 1])
    )
