"""What weights cost: the design effect and the effective size of a weighted sample."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike


@dataclass(frozen=True)
class DesignEffect:
    """`deff`: how many times larger the variance is; `n_effective`: how many unweighted answers it equals."""

    deff: float
    n_effective: float


def kish(weights: ArrayLike) -> DesignEffect:
    """Return deff = n Σw²/(Σw)² and n_eff = (Σw)²/Σw². Kish 1965, Survey Sampling, section 11.7.

    Raises ValueError for no weights, a negative one, or all zero.
    """
    w = np.asarray(weights, dtype=float)
    if w.size == 0 or not np.all(np.isfinite(w)) or np.any(w < 0) or not np.any(w > 0):
        raise ValueError("weights are numbers from 0 up, at least one of them above 0")
    # Dividing by the largest changes neither figure and keeps squares of extreme weights in range.
    w = w / w.max()
    n_effective = float(w.sum() ** 2 / np.square(w).sum())
    return DesignEffect(w.size / n_effective, n_effective)
