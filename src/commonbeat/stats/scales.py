"""Scales made of several items: the score of a person, and how well the items hang together."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import f as f_distribution

from commonbeat.stats.proportions import Interval


def scale_score(answers: Sequence[float | None], lowest: float = 1.0, highest: float = 5.0) -> float | None:
    """Return 100 (mean - lowest)/(highest - lowest) of the answered items, 0 to 100.

    None unless two thirds of the items were answered; an item that does not apply is left out beforehand.
    Raises ValueError for an answer outside the scale.
    """
    given = [answer for answer in answers if answer is not None]
    if any(not lowest <= answer <= highest for answer in given):
        raise ValueError(f"answers on this scale lie between {lowest} and {highest}")
    if not given or 3 * len(given) < 2 * len(answers):
        return None
    return 100 * (sum(given) / len(given) - lowest) / (highest - lowest)


def cronbach_alpha(answers: ArrayLike, confidence: float = 0.95) -> Interval:
    """Return alpha = k/(k-1) · (1 - Σs²_item/s²_total) with Feldt's interval; rows are people, columns items.

    Rows with a missing value (NaN) are left out whole. The interval is 1 - (1 - alpha) F, with F the upper
    and lower quantile for n-1 and (n-1)(k-1) degrees of freedom. Cronbach 1951, Psychometrika 16:297-334;
    Feldt 1965, Psychometrika 30:357-70. Raises ValueError for fewer than two items, fewer than two whole
    rows, or totals that do not vary.
    """
    rows = np.asarray(answers, dtype=float)
    if rows.ndim != 2 or rows.shape[1] < 2:
        raise ValueError("alpha needs rows of at least two items")
    rows = rows[~np.isnan(rows).any(axis=1)]
    people, items = rows.shape
    if people < 2 or np.ptp(rows.sum(axis=1)) == 0:
        raise ValueError("alpha needs at least two whole rows with different totals")
    total = rows.sum(axis=1).var(ddof=1)
    alpha = float(items / (items - 1) * (1 - rows.var(axis=0, ddof=1).sum() / total))
    degrees = people - 1, (people - 1) * (items - 1)
    upper, lower = (float(f_distribution.ppf((1 + side * confidence) / 2, *degrees)) for side in (1, -1))
    return Interval(alpha, 1 - (1 - alpha) * upper, 1 - (1 - alpha) * lower)
