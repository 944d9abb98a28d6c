"""Rates of events over time: how many times as many, and the range that the counts allow."""

import math
from dataclasses import dataclass

from scipy.stats import beta, binomtest, chi2

from commonbeat.stats.proportions import Interval, z_of


@dataclass(frozen=True)
class RateRatio:
    """How many times as often: `value` is None where nothing was counted before, `high` may be infinite.

    `p` is two-sided, of the hypothesis that both rates are the same.
    """

    value: float | None
    low: float
    high: float
    p: float


def poisson_rate(x: int, time: float, confidence: float = 0.95) -> Interval:
    """Return x/time with Garwood's exact interval: half the chi-square quantiles of 2x and 2x + 2, over time.

    Garwood 1936, Biometrika 28:437-42. Raises ValueError for a negative count, a time that is not above 0, or
    a confidence outside (0, 1).
    """
    if x < 0 or time <= 0 or not 0 < confidence < 1:
        raise ValueError("a rate needs a count from 0 up over a time above 0")
    side = (1 - confidence) / 2
    low = float(chi2.ppf(side, 2 * x)) / 2 if x else 0.0
    return Interval(x / time, low / time, float(chi2.ppf(1 - side, 2 * x + 2)) / 2 / time)


def rate_ratio(x1: int, time1: float, x0: int, time0: float, confidence: float = 0.95) -> RateRatio:
    """Return (x1/time1)/(x0/time0) with its exact conditional interval; times are in any one unit.

    Given x1 + x0 events, x1 is binomial with share θ = RR·time1/(RR·time1 + time0). Clopper and Pearson's
    ends of θ give those of the ratio: θ/(1-θ) · time0/time1. Przyborowski and Wilenski 1940, Biometrika
    31:313-23; Clopper and Pearson 1934, Biometrika 26:404-13. Raises ValueError for a negative count, a time
    that is not above 0, or a confidence outside (0, 1).
    """
    if x1 < 0 or x0 < 0 or time1 <= 0 or time0 <= 0 or not 0 < confidence < 1:
        raise ValueError("a rate ratio needs counts from 0 up over times above 0")
    scale, side = time0 / time1, (1 - confidence) / 2
    low = float(beta.ppf(side, x1, x0 + 1)) if x1 else 0.0
    high = float(beta.ppf(1 - side, x1 + 1, x0)) if x0 else 1.0
    p = float(binomtest(x1, x1 + x0, time1 / (time1 + time0)).pvalue) if x1 + x0 else 1.0
    value = x1 / x0 * scale if x0 else None
    return RateRatio(value, low / (1 - low) * scale, high / (1 - high) * scale if high < 1 else math.inf, p)


def relative_rate_ratio(
    x1: int, x0: int, other1: int, other0: int, confidence: float = 0.95
) -> RateRatio | None:
    """Return (x1/x0)/(other1/other0): the change in one place against that in another, over the same times.

    exp(ln RRR ± z √(1/x1 + 1/x0 + 1/other1 + 1/other0)), the logarithm taken as normal (Woolf 1955, Ann Hum
    Genet 19:251-3; for counts before and after, Wheeler and Ratcliffe 2018, Crime Science 7:11). None where
    one of the four counts is 0, which the logarithm cannot hold. Raises ValueError for a negative count.
    """
    counts = (x1, x0, other1, other0)
    if any(count < 0 for count in counts):
        raise ValueError("a count is not negative")
    if not all(counts):
        return None
    logarithm = math.log(x1 * other0 / (x0 * other1))
    error = math.sqrt(sum(1 / count for count in counts))
    half = z_of(confidence) * error
    p = math.erfc(abs(logarithm) / error / math.sqrt(2))
    return RateRatio(math.exp(logarithm), math.exp(logarithm - half), math.exp(logarithm + half), p)
