"""Whether words speak of a crime or a danger that is happening now (English, Spanish, Arabic).

Two ways to hear it: ways of saying that are danger whatever else is said, and the weight of all words
together. Whoever is sent to the telephone for nothing loses a press of a button; whoever is not, may lose
more. So in doubt the answer is yes.
"""

import re
from bisect import bisect_right

from commonbeat.domain.concerns.rules.danger import ACUTE, NOW, OVER, PRESENT, WITH_NOW
from commonbeat.domain.concerns.rules.danger.bare import joined
from commonbeat.domain.concerns.rules.danger.weights import ENOUGH, weight_of, weights

_SENTENCES = re.compile(r"[.!?;\n]+|,? (?:but|pero|لكن) ", re.IGNORECASE)
_PARTS = re.compile(r",|(?= (?:and|then|y|luego) )", re.IGNORECASE)
# Far beyond what a report may hold; what is longer is refused anyway.
_LONGEST = 12_000


def in_progress(text: str) -> bool:
    """Tell whether the words may be about danger that is there now; the telephone is shown first then."""
    return any(_says_so(sentence) or weight_of(sentence, weights()) > ENOUGH for sentence in _sentences(text))


def is_surely_in_progress(text: str) -> bool:
    """Tell whether the words say so by themselves: for where nobody can answer that they were misread."""
    return any(map(_says_so, _sentences(text)))


def _sentences(text: str) -> list[str]:
    return _SENTENCES.split(text[:_LONGEST])


def _says_so(sentence: str) -> bool:
    words, starts = joined(_PARTS.split(sentence))
    if NOW.search(words):
        return bool(ACUTE.search(words) or WITH_NOW.search(words))
    ends = [*(start - 1 for start in starts[1:]), len(words)]
    is_over = bool(OVER.search(words))
    for hit in ACUTE.finditer(words):
        place = bisect_right(starts, hit.start()) - 1
        part = words[starts[place] : ends[place]]
        if not is_over or (PRESENT.search(part) and not OVER.search(part)):
            return True
    return False
