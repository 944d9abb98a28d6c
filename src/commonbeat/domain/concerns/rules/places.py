"""Distances, the positions that everyone may see, and how a typed place is looked for."""

import math
import re
import unicodedata
from collections.abc import Iterable
from typing import TypeVar

EARTH_METRES = 6_371_008.8

Thing = TypeVar("Thing")


def metres_between(longitude: float, latitude: float, to_longitude: float, to_latitude: float) -> float:
    """Return the great-circle distance in metres (haversine, mean radius of the Earth)."""
    north, to_north = math.radians(latitude), math.radians(to_latitude)
    half = math.sin((to_north - north) / 2) ** 2
    half += math.cos(north) * math.cos(to_north) * math.sin(math.radians(to_longitude - longitude) / 2) ** 2
    return 2 * EARTH_METRES * math.asin(min(1.0, math.sqrt(half)))


def degrees_around(latitude: float, metres: float) -> tuple[float, float]:
    """Return how many degrees of longitude and latitude surely hold a circle of this radius."""
    up = math.degrees(metres / EARTH_METRES)
    nearer_pole = min(89.9, abs(latitude) + up)
    return up / math.cos(math.radians(nearer_pole)), up


def nearest_first(
    things: Iterable[tuple[Thing, float, float]], longitude: float, latitude: float, metres: float
) -> list[tuple[Thing, float]]:
    """Return (thing, metres) of those within a distance, the nearest first; each is (thing, lon, lat)."""
    near = [(thing, metres_between(longitude, latitude, lon, lat)) for thing, lon, lat in things]
    return sorted((pair for pair in near if pair[1] <= metres), key=lambda pair: pair[1])


def is_position(longitude: float, latitude: float) -> bool:
    """Tell whether two numbers are degrees on the Earth; infinite ones and NaN are not."""
    return -180 <= longitude <= 180 and -90 <= latitude <= 90


def rounded(longitude: float, latitude: float, decimals: int) -> tuple[float, float]:
    """Return a position rounded for everyone to see; a nought has no sign, which would tell of the side."""
    return round(longitude, decimals) + 0.0, round(latitude, decimals) + 0.0


def whole_cells(
    west: float, south: float, east: float, north: float, decimals: int
) -> tuple[float, float, float, float]:
    """Return the edges between which lie the exact positions whose rounded ones are within the given edges.

    Asked with these, boxes made smaller and smaller find a cell and never what lies where in it.
    """
    cells = 10.0**decimals
    half = 0.5 / cells

    def first(edge: float) -> float:
        return math.ceil(round(edge * cells, 3)) / cells - half

    def last(edge: float) -> float:
        return math.floor(round(edge * cells, 3)) / cells + half

    return first(west), first(south), last(east), last(north)


_SHORT = {
    "street": "st",
    "avenue": "ave",
    "road": "rd",
    "boulevard": "blvd",
    "drive": "dr",
    "lane": "ln",
    "court": "ct",
    "north": "n",
    "south": "s",
    "east": "e",
    "west": "w",
    "and": "&",
    "at": "&",
    "y": "&",
}


def searchable(name: str) -> str:
    """Return a place's name as it is looked for: small letters, no accents, usual words made short.

    The two streets of an intersection stand in the order of the alphabet, so that either order finds it.
    """
    plain = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    words = [_SHORT.get(word, word) for word in re.findall(r"[^\W_]+|&", plain)]
    sides = " ".join(words).split(" & ")
    return " & ".join(sorted(side.strip() for side in sides if side.strip()))[:120]
