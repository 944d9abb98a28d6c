"""The reports and the permit whose codes visitors may try."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from commonbeat.demo.rules.permits import Asked


@dataclass(frozen=True)
class ReportToTry:
    key: str
    kind: str
    language: str
    days_ago: float
    beat: str
    words: str
    steps: tuple[str, ...]
    letter: str
    answers: Mapping[str, Any] = field(default_factory=dict)


REPORTS = (
    ReportToTry(
        "question",
        "parking",
        "en",
        1.2,
        "5",
        "A truck blocks the bicycle lane each morning.",
        ("acknowledge", "give", "ask", "write"),
        "Thank you. Is it the same truck each day?",
        {"blocks": "other"},
    ),
    # Closed long enough ago that its sender was asked, and may still open it again.
    ReportToTry(
        "fixed",
        "noise",
        "es",
        20,
        "2",
        "Un generador hace ruido toda la noche junto a la estación.",
        ("acknowledge", "give", "start", "close"),
        "Hablamos con el dueño. El generador ahora se apaga a las nueve.",
        {"kind": "other"},
    ),
    ReportToTry(
        "arabic",
        "speeding",
        "ar",
        2,
        "4",
        "السيارات تسرع أمام المدرسة وقت خروج الأطفال.",
        ("acknowledge", "give"),
        "",
        {"when": ["afternoon"]},
    ),
)
PERMIT = Asked(
    "special_event", 2.5, 50, ("ask",), {"place": "Ferry landing", "people": 200, "nonprofit": True}
)
