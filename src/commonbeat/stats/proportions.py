"""Shares of a count: intervals for one, for two and for a weighted sample. A share is between 0 and 1."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import norm


@dataclass(frozen=True)
class Interval:
    """An estimate and the ends of its interval, all in the unit of the estimate."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Balance:
    """Positive share less negative share, -1 to 1, with its standard error."""

    value: float
    standard_error: float
    margin: float


def z_of(confidence: float) -> float:
    """Return the two-sided normal quantile: 1.959964 for .95. Raises ValueError outside (0, 1)."""
    if not 0 < confidence < 1:
        raise ValueError(f"a confidence lies between 0 and 1, not at {confidence}")
    return float(norm.ppf((1 + confidence) / 2))


def _check_count(x: float, n: float) -> None:
    if n < 0 or not 0 <= x <= n:
        raise ValueError(f"{x} of {n} is not a count of a count")


def wilson(x: float, n: float, confidence: float = 0.95) -> Interval:
    """Return x/n with Wilson's score interval: (p + z²/2n ± z√(pq/n + z²/4n²)) / (1 + z²/n).

    Without observations every share is possible: value .5, from 0 to 1. `n` may be an effective size.
    Wilson 1927, J Am Stat Assoc 22:209-12; worked numbers in Newcombe 1998, Stat Med 17:857-72.
    Raises ValueError unless 0 <= x <= n.
    """
    _check_count(x, n)
    if n == 0:
        return Interval(0.5, 0.0, 1.0)
    z, p = z_of(confidence), x / n
    centre = p + z * z / (2 * n)
    half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    low, high = ((centre + side) / (1 + z * z / n) for side in (-half, half))
    # Rounding may leave an end a hair beyond the estimate where nobody or everybody agreed.
    return Interval(p, max(0.0, min(low, p)), min(1.0, max(high, p)))


def newcombe_difference(x1: int, n1: int, x2: int, n2: int, confidence: float = 0.95) -> Interval:
    """Return x1/n1 - x2/n2 with Newcombe's interval, built from the two Wilson intervals (l, u):

    d - √((p1-l1)² + (u2-p2)²) to d + √((u1-p1)² + (p2-l2)²). Method 10 of Newcombe 1998, Stat Med 17:873-90.
    Raises ValueError for a sample of none.
    """
    if n1 == 0 or n2 == 0:
        raise ValueError("a difference needs two samples with somebody in them")
    one, two = wilson(x1, n1, confidence), wilson(x2, n2, confidence)
    difference = one.value - two.value
    return Interval(
        difference,
        difference - math.hypot(one.value - one.low, two.high - two.value),
        difference + math.hypot(one.high - one.value, two.value - two.low),
    )


def weighted_wilson(share: float, n: int, deff: float, confidence: float = 0.95) -> Interval:
    """Return a weighted share with Wilson's interval at the effective size n / deff (Kish 1965)."""
    if deff <= 0:
        raise ValueError(f"a design effect is positive, not {deff}")
    effective = n / deff
    return wilson(share * effective, effective, confidence)


def margin_of_error(
    n: int,
    *,
    share: float = 0.5,
    confidence: float = 0.95,
    deff: float = 1.0,
    population: int | None = None,
) -> float:
    """Return the half width z√(deff · pq/n · (N-n)/(N-1)) as a share (0.049 is 4.9 points).

    The last factor, the finite population correction, only with `population`. Cochran 1977, Sampling
    Techniques, ch. 2-3. Raises ValueError for n < 1, a share outside 0 to 1, or n above the population.
    """
    if n < 1 or deff <= 0:
        raise ValueError("a margin needs somebody who answered, and a positive design effect")
    _check_count(share, 1)
    variance = deff * share * (1 - share) / n
    if population is not None:
        if population < n:
            raise ValueError(f"{n} people cannot have answered out of {population}")
        variance *= (population - n) / (population - 1) if population > 1 else 0.0
    return z_of(confidence) * math.sqrt(variance)


def relative_standard_error(x: float, n: float) -> float:
    """Return the standard error of x/n over x/n: √((1-p)/(np)); infinite for x = 0.

    Above .30 a share is too unsteady to print. Raises ValueError unless 0 <= x <= n and n > 0.
    """
    _check_count(x, n)
    if n == 0:
        raise ValueError("a share needs somebody who answered")
    return math.sqrt((1 - x / n) / x) if x else math.inf


def trust_balance(positive: int, negative: int, n: int, confidence: float = 0.95) -> Balance:
    """Return positive share p less negative share d; Var = (p + d - (p - d)²)/n, of a multinomial sample.

    Raises ValueError unless positive + negative <= n and n > 0.
    """
    if n < 1 or positive < 0 or negative < 0 or positive + negative > n:
        raise ValueError(f"{positive} and {negative} are not parts of {n}")
    p, d = positive / n, negative / n
    error = math.sqrt((p + d - (p - d) ** 2) / n)
    return Balance(p - d, error, z_of(confidence) * error)


def empirical_bayes_shrink(x: ArrayLike, n: ArrayLike, a: float, b: float) -> np.ndarray:
    """Return (x + a)/(n + a + b): each unit's share drawn towards a/(a + b), small units most.

    `a` and `b` are the parameters of the beta distribution of shares over units. Robbins 1956; Efron and
    Morris 1975, J Am Stat Assoc 70:311-19. Raises ValueError unless 0 <= x <= n and a, b > 0.
    """
    counts, sizes = np.asarray(x, dtype=float), np.asarray(n, dtype=float)
    if a <= 0 or b <= 0 or np.any(counts < 0) or np.any(counts > sizes):
        raise ValueError("shrinking needs 0 <= x <= n, and a and b above 0")
    return np.asarray((counts + a) / (sizes + a + b))
