"""Whether something changed over time or differs between places, beyond what chance would do."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import norm


@dataclass(frozen=True)
class Period:
    """A period of a p-chart: its share, its limits, and whether the share lies outside them."""

    value: float
    low: float
    high: float
    is_signal: bool


@dataclass(frozen=True)
class Chart:
    centre: float
    periods: tuple[Period, ...]


@dataclass(frozen=True)
class MannKendall:
    """`s` is the count of rises less falls; `p` is two-sided."""

    s: int
    variance: float
    z: float
    p: float


def p_chart(x: Sequence[int], n: Sequence[int], sigmas: float = 3.0) -> Chart:
    """Return p̄ ± 3√(p̄q̄/n_t) for each period t, cut to 0 and 1; p̄ = Σx/Σn over all periods.

    Shewhart 1931; Montgomery, Statistical Quality Control, section 7.2. Raises ValueError for lists of
    different length, an empty period, or x above n.
    """
    if (
        len(x) != len(n)
        or not n
        or any(size < 1 or not 0 <= count <= size for count, size in zip(x, n, strict=True))
    ):
        raise ValueError("a p-chart needs periods with somebody in each, and no more hits than people")
    centre = sum(x) / sum(n)
    return Chart(
        centre, tuple(_period(count, size, centre, sigmas) for count, size in zip(x, n, strict=True))
    )


def _period(count: int, size: int, centre: float, sigmas: float) -> Period:
    half = sigmas * math.sqrt(centre * (1 - centre) / size)
    low, high, value = max(0.0, centre - half), min(1.0, centre + half), count / size
    return Period(value, low, high, not low <= value <= high)


def mann_kendall(values: ArrayLike) -> MannKendall:
    """Return the trend test: S = Σ sgn(x_j - x_i), Z = (S - sgn S)/√Var.

    Var = (n(n-1)(2n+5) - Σ t(t-1)(2t+5))/18, t the sizes of groups of equal values. Mann 1945, Econometrica
    13:245-59; Kendall 1975. Z is 0 when all values are equal. Raises ValueError for fewer than three values.
    """
    series = np.asarray(values, dtype=float)
    n = series.size
    if series.ndim != 1 or n < 3 or not np.all(np.isfinite(series)):
        raise ValueError("a trend needs at least three values")
    rises = np.sign(series[None, :] - series[:, None])
    s = int(np.triu(rises, 1).sum())
    ties = np.unique(series, return_counts=True)[1]
    variance = float((n * (n - 1) * (2 * n + 5) - (ties * (ties - 1) * (2 * ties + 5)).sum()) / 18)
    z = (s - math.copysign(1, s)) / math.sqrt(variance) if s else 0.0
    return MannKendall(s, variance, z, float(2 * norm.sf(abs(z))))


def theil_sen(values: ArrayLike, at: ArrayLike | None = None) -> float:
    """Return the median of the slopes between all pairs, in units of `values` for one step of `at`.

    Without `at` the values are one step apart. Theil 1950; Sen 1968, J Am Stat Assoc 63:1379-89.
    Raises ValueError for fewer than two distinct times.
    """
    series = np.asarray(values, dtype=float)
    times = np.arange(series.size, dtype=float) if at is None else np.asarray(at, dtype=float)
    if series.ndim != 1 or series.shape != times.shape:
        raise ValueError("each value has one time")
    first, second = np.triu_indices(series.size, 1)
    steps = times[second] - times[first]
    apart = steps != 0
    if not np.any(apart):
        raise ValueError("a slope needs two different times")
    return float(np.median((series[second] - series[first])[apart] / steps[apart]))


def benjamini_hochberg(p_values: ArrayLike) -> np.ndarray:
    """Return adjusted p-values in the given order: min over k >= rank of m p_(k)/k, at most 1.

    Those at or below q are discoveries of which a share q at most is expected to be false. Benjamini and
    Hochberg 1995, J R Stat Soc B 57:289-300. Raises ValueError for a p-value outside 0 to 1.
    """
    p = np.asarray(p_values, dtype=float)
    if p.ndim != 1 or not np.all((p >= 0) & (p <= 1)):
        raise ValueError("p-values lie between 0 and 1")
    order = np.argsort(p)[::-1]
    scaled = p[order] * (p.size / np.arange(p.size, 0, -1))
    adjusted = np.empty_like(p)
    adjusted[order] = np.minimum(1.0, np.minimum.accumulate(scaled))
    return adjusted


def poisson_z(past: float, now: float) -> float:
    """Return 2(√now - √past): about normal with variance 1 where both counts have the same expectation.

    For two counts over equal times; beyond ±2 is rarely chance. The square root steadies the variance of a
    Poisson count (Anscombe 1948, Biometrika 35:246-54). Raises ValueError for a negative count.
    """
    if past < 0 or now < 0:
        raise ValueError("a count is not negative")
    return 2 * (math.sqrt(now) - math.sqrt(past))
