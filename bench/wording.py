"""How fast texts are measured in segments, against plainly encoding them."""

import time
from collections.abc import Callable
from typing import Any

from commonbeat.engine.messaging.rules.segments import measure

TEXTS = (
    "Larkspur Police: How satisfied are you with our service? Answer 1 to 5. Text STOP to end.",
    "Policía de Larkspur: ¿Qué tan satisfecho está con nuestro servicio? Responda de 1 a 5.",
    "شرطة لاركسبير: ما مدى رضاك عن خدمتنا؟ أجب من 1 إلى 5." * 2,
    "Thank you so much 🙏🏽 the officer was kind and stayed until the tow truck came " * 4,
)
ROUNDS = 5_000


def run() -> list[dict[str, Any]]:
    seconds, bare = _seconds(measure), _seconds(lambda text: text.encode("utf-16-be"))
    texts = ROUNDS * len(TEXTS)
    return [
        {
            "name": "segments of a text",
            "value": texts / seconds,
            "unit": "texts/s",
            "baseline": f"str.encode, {texts / bare:,.0f} texts/s",
            "ratio": seconds / bare,
            "aim": "",
        }
    ]


def _seconds(job: Callable[[str], object]) -> float:
    started = time.perf_counter()
    for _round in range(ROUNDS):
        for text in TEXTS:
            job(text)
    return time.perf_counter() - started
