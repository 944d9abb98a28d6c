"""How much each word speaks for danger: learned from phrases, so that words nobody listed count too.

A word weighs the logarithm of how much oftener it stands in phrases said in danger than in others; what was
never seen weighs nothing (naive Bayes over the beginnings of words). More phrases make it hear better.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache

from commonbeat.domain.concerns.rules.danger import said_in_danger, said_otherwise
from commonbeat.domain.concerns.rules.danger.bare import bare

# The letters of a word that are looked at, so that "scream" and "screaming" are one.
STEM = 5
# Half a phrase more on each side: one phrase alone makes no word certain.
SMOOTHING = 0.5
# The sum from which a sentence is taken for danger: about seven to one, if both were as common.
ENOUGH = 2.0

Weights = Mapping[str, float]


def learned(in_danger: Iterable[str], otherwise: Iterable[str]) -> Weights:
    """Return the weight of each beginning of a word in these phrases."""
    danger, other = list(map(_stems, in_danger)), list(map(_stems, otherwise))
    counts = [Counter(stem for phrase in phrases for stem in phrase) for phrases in (danger, other)]

    def share(side: int, stem: str) -> float:
        return (counts[side][stem] + SMOOTHING) / (len((danger, other)[side]) + 2 * SMOOTHING)

    return {stem: math.log(share(0, stem) / share(1, stem)) for stem in counts[0] | counts[1]}


def weight_of(sentence: str, weights: Weights) -> float:
    """Return how much a sentence speaks for danger: above 0 for it, below against it."""
    return sum(weights.get(stem, 0.0) for stem in _stems(sentence))


@cache
def weights() -> Weights:
    """Return the weights of the phrases that come with the product."""
    return learned(phrases_in(said_in_danger.PHRASES), phrases_in(said_otherwise.PHRASES))


def phrases_in(listed: str) -> list[str]:
    return listed.strip().splitlines()


def _stems(sentence: str) -> frozenset[str]:
    return frozenset(word[:STEM] for word in bare(sentence).split())
