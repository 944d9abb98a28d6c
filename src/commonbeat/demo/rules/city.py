"""Larkspur: a river town of 12,000 that is on no map, its beats, and what people there call about."""

from dataclasses import dataclass
from typing import Any

WEST, SOUTH = -74.620, 41.055
# Corners of six beats, in thousandths of a degree from the south-west corner; the river runs between
# the second and the third row of corners.
CORNERS = {
    "a": (0, 0), "b": (24, -3), "c": (51, 0), "d": (74, 4),
    "e": (-2, 19), "f": (23, 23), "g": (49, 18), "h": (76, 22),
    "i": (1, 44), "j": (26, 41), "k": (50, 45), "l": (73, 40),
}  # fmt: skip
BEATS = {
    "1": ("Mill Flats", "abfe"),
    "2": ("Station", "bcgf"),
    "3": ("Harbor Road", "cdhg"),
    "4": ("Old Town", "efji"),
    "5": ("College Hill", "fgkj"),
    "6": ("Northgate", "ghlk"),
}


def _corner(name: str) -> list[float]:
    east, north = CORNERS[name]
    return [round(WEST + east / 1000, 3), round(SOUTH + north / 1000, 3)]


def beats() -> dict[str, Any]:
    """Return the beats as a GeoJSON FeatureCollection."""
    features = []
    for code, (name, corners) in BEATS.items():
        ring = [_corner(corner) for corner in (*corners, corners[0])]
        features.append(
            {
                "type": "Feature",
                "properties": {"code": code, "name": name},
                "geometry": {"type": "Polygon", "coordinates": [ring]},
            }
        )
    return {"type": "FeatureCollection", "features": features}


@dataclass(frozen=True)
class CallKind:
    """A call type: how many of a thousand calls, when they come, and how long they take (minutes)."""

    code: str
    share: float
    rhythm: str
    minutes: int
    re_typed_to: str = ""


# The mix of a town without emergency medicine in the same system: order, theft and traffic lead.
KINDS = (
    CallKind("NOISE COMPLAINT", 92, "night", 25),
    CallKind("PARKING COMPLAINT", 88, "day", 30),
    CallKind("TRAFFIC HAZARD", 62, "commute", 25),
    CallKind("DISABLED VEHICLE", 58, "commute", 35),
    CallKind("THEFT REPORT", 84, "day", 55),
    CallKind("VANDALISM REPORT", 52, "morning", 45),
    CallKind("BURGLARY REPORT", 24, "morning", 90),
    CallKind("VEHICLE THEFT REPORT", 22, "morning", 70),
    CallKind("SUSPICIOUS VEHICLE", 54, "night", 25),
    CallKind("ANIMAL COMPLAINT", 40, "day", 40),
    CallKind("LOST OR FOUND PROPERTY", 38, "day", 35),
    CallKind("NEIGHBOR DISPUTE", 44, "evening", 40, re_typed_to="DOMESTIC VIOLENCE"),
    CallKind("CRASH, NO INJURY", 60, "commute", 55),
    CallKind("WELFARE CHECK", 56, "day", 35),
    CallKind("ALARM, COMMERCIAL", 44, "night", 20),
    CallKind("DOMESTIC VIOLENCE", 48, "night", 75),
    CallKind("ASSAULT", 20, "night", 80),
    CallKind("SUICIDAL PERSON", 18, "evening", 90),
    CallKind("MISSING JUVENILE", 12, "evening", 120),
    CallKind("SEXUAL ASSAULT", 6, "night", 150),
    CallKind("STALKING REPORT", 8, "day", 70),
    CallKind("OVERDOSE", 18, "evening", 60),
    CallKind("DEATH INVESTIGATION", 4, "morning", 180),
    CallKind("ROBBERY", 10, "night", 100),
    CallKind("WARRANT SERVICE", 16, "morning", 50),
    CallKind("PERSON WITH A WEAPON", 8, "night", 70),
    CallKind("INFORMATION ONLY", 14, "day", 10),
)
ALLOWED = tuple(kind.code for kind in KINDS[:13])
CALLS_A_DAY = 12

# Weight of each hour of the day, midnight first.
RHYTHMS = {
    "day": (2, 1, 1, 1, 1, 2, 3, 5, 8, 9, 9, 9, 9, 9, 9, 8, 8, 7, 6, 5, 4, 4, 3, 2),
    "morning": (2, 1, 1, 1, 1, 2, 5, 9, 12, 11, 9, 8, 6, 5, 5, 4, 4, 4, 3, 3, 3, 3, 2, 2),
    "commute": (1, 1, 1, 1, 1, 3, 7, 12, 10, 5, 4, 5, 6, 5, 6, 9, 12, 13, 8, 5, 4, 3, 2, 2),
    "evening": (4, 3, 2, 1, 1, 1, 1, 2, 2, 3, 3, 3, 4, 4, 5, 6, 7, 9, 10, 11, 11, 10, 8, 6),
    "night": (12, 10, 8, 5, 3, 2, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 3, 4, 5, 7, 9, 12, 14, 14),
}
# Monday first: the weekend is louder, by night above all.
WEEKDAYS = (0.93, 0.92, 0.94, 0.97, 1.08, 1.14, 1.02)
WEEKEND_NIGHT = 1.6
DISPOSITIONS = ("REPORT TAKEN", "ADVISED", "WARNING", "GONE ON ARRIVAL", "ASSISTED", "CITATION")
STREETS = ("Mill", "Canal", "Foundry", "Orchard", "Willow", "Station", "Ferry", "Chapel", "Prospect", "Larch")
KINDS_OF_STREET = ("Street", "Avenue", "Lane", "Road")
