"""Makes up how a resident answers a survey by text."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from commonbeat.demo.rules import people

SATISFIED = 4
LOW = 2


@dataclass(frozen=True)
class Temper:
    """How one resident takes one survey: whether they answer, how they rate, what they write."""

    answers: bool
    rating: int
    comment: str
    minutes_to_first: float


def temper_of(invitation: str, language: str, seed: int) -> Temper:
    """Draw a resident's temper for one invitation; the same invitation gives the same temper."""
    dice = random.Random(f"{seed}/{invitation}")
    answers = dice.random() < people.ANSWER_SHARE
    rating = dice.choices(list(people.RATINGS), list(people.RATINGS.values()))[0]
    words = (
        people.GOOD_WORDS
        if rating >= SATISFIED
        else people.BAD_WORDS
        if rating <= LOW
        else people.MIDDLING_WORDS
    )
    comment = dice.choice(words.get(language, words["en"])) if dice.random() < people.COMMENT_SHARE else ""
    return Temper(answers, rating, comment, dice.lognormvariate(2.5, 1.1))


def reply_to(kind: str, is_first: bool, temper: Temper, dice: random.Random) -> str:
    """Return the text that answers a question of a kind ("rating", "text"), or "" for silence."""
    if kind != "rating":
        return temper.comment
    near = 0 if is_first else dice.choice((0, 0, 0, 0, 1, -1))
    return str(min(5, max(1, temper.rating + near)))


def due_at(asked_at: datetime, temper: Temper, is_first: bool, dice: random.Random) -> datetime:
    minutes = temper.minutes_to_first if is_first else dice.uniform(0.5, 4)
    return asked_at + timedelta(minutes=minutes)
