"""Who in Larkspur asked for which permit, and how far each has come: every kind, and every state."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

PACE_HOURS = 9


@dataclass(frozen=True)
class Asked:
    """Asked for `days_ago`, for a day `starts_in` days (negative: it is over); a step each PACE_HOURS."""

    kind: str
    days_ago: float
    starts_in: int
    steps: tuple[str, ...] = ()
    answers: Mapping[str, Any] = field(default_factory=dict)
    language: str = "en"
    ground: str = ""


_REVIEWED = ("complete", "review", "agree")
_ISSUED = (*_REVIEWED, "grant", "pay", "issue")
_INSPECTED = (*_REVIEWED, "inspect", "grant", "pay", "issue")
_DENIED = (*_REVIEWED, "deny")

ASKED = (
    Asked("block_party", 45, -21, _ISSUED, {"place": "Orchard Lane, 200 block", "people": 35}),
    Asked("second_hand", 70, -60, _INSPECTED, {"place": "12 Market Square", "business": "Second Spring"}),
    Asked(
        "second_hand",
        60,
        -50,
        (*_INSPECTED, *("",) * 50, "revoke"),
        {"place": "3 Ferry Lane", "business": "Old Gold"},
        ground="false_facts",
    ),
    Asked("tow", 40, -30, _INSPECTED, {"place": "80 Foundry Road", "business": "Larkspur Towing"}),
    Asked("alarm", 30, -20, _ISSUED, {"place": "14 Mill Street"}),
    Asked("ride_along", 24, -14, _ISSUED),
    Asked(
        "expressive_event",
        22,
        6,
        (*_DENIED, *("",) * 3, "appeal", *("",) * 5, "overturn"),
        {"route": "Station Street to Mill Park", "people": 400},
        ground="place_taken",
    ),
    Asked(
        "solicitor",
        21,
        -10,
        (*_DENIED, *("",) * 3, "appeal", *("",) * 5, "uphold"),
        {"place": "5 Canal Road", "business": "Bright Windows"},
        ground="record",
    ),
    Asked(
        "solicitor", 16, -6, _ISSUED, {"place": "22 Larch Avenue", "business": "Dulce Hogar"}, language="es"
    ),
    Asked("expressive_event", 15, 9, _ISSUED, {"route": "Library steps to City Hall", "people": 250}),
    Asked("block_party", 12, 20, _ISSUED, {"place": "Alder Street, 100 block", "people": 60}),
    Asked(
        "film",
        9,
        12,
        _DENIED,
        {"place": "Mill Street bridge", "people": 25, "street": True},
        ground="place_taken",
    ),
    Asked("film", 8, 15, _INSPECTED, {"place": "Ferry landing", "people": 12, "nonprofit": True}),
    Asked("ride_along", 8, 5, (*_DENIED, "", "appeal"), ground="ride_again"),
    # Decided too late: the law gives it to an officer who had no part so far.
    Asked("expressive_event", 7, 8, ("complete", "review"), {"route": "City Hall, east side", "people": 90}),
    Asked("special_event", 6, 45, (*_REVIEWED, "grant"), {"place": "Riverside Park", "people": 800}),
    Asked("alarm", 4, 10, ("withdraw",), {"place": "9 Chapel Street"}),
    Asked("special_event", 3, 60, ("ask",), {"place": "Plaza del Molino", "people": 300}, language="es"),
    Asked("expressive_event", 1.5, 14, ("complete", "review", "some"), {"route": "Mill Park", "people": 120}),
    Asked("tow", 1.2, 10, ("complete", "review", "some"), {"place": "Foundry Road", "business": "Hook & Go"}),
    Asked("block_party", 0.6, 25, ("complete",), {"place": "Calle Larch, cuadra 300"}, language="es"),
    Asked("solicitor", 0.2, 12, (), {"place": "31 Prospect Road", "business": "Northgate Roofing"}),
)
FACTS = {
    "place_taken": "The Mill Street run has the place on that day from 4 PM to 10 PM.",
    "record": "A license for door-to-door sales was taken away from this business in March of last year.",
    "ride_again": "Rode along with us four months ago.",
    "false_facts": "The book of what was bought names sellers who do not exist.",
    "grant": "Place and time are free, and nobody objects.",
    "inspect": "All as it should be.",
    "appeal": "I think the facts are not right. Please look again.",
    "uphold": "The record is clear, and it was read to the applicant.",
    "overturn": "The run ends at the bridge and leaves Station Street free. Both have room.",
}
MISSING = {
    "en": "The proof of insurance ends before your event.",
    "es": "El comprobante de seguro vence antes de su evento.",
}
