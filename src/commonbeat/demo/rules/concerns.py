"""What the people of Larkspur report, where, and what becomes of it; the same for the same seed."""

import math
import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from commonbeat.demo.rules import city

A_DAY = 3.6
SPANISH_SHARE = 0.16
PHOTO_SHARE = 0.08
OLD_RECORDS = 24


@dataclass(frozen=True)
class ConcernKind:
    """A kind that people report: how many of a hundred, in which words, and the answers it asks for."""

    key: str
    share: int
    words: tuple[str, ...]
    spanish: tuple[str, ...] = ()
    answers: Mapping[str, Any] = field(default_factory=dict)


KINDS = (
    ConcernKind(
        "speeding",
        20,
        (
            "Cars race down the hill every evening, far above the limit.",
            "Nobody keeps to 25 here. Crossing with a stroller is a gamble.",
            "Motorcycles race each other after dark.",
        ),
        ("Los carros pasan muy rápido todas las tardes.", "Nadie respeta el límite de velocidad aquí."),
        {"when": ["evening"]},
    ),
    ConcernKind(
        "parking",
        15,
        (
            "A van blocks the sidewalk, wheelchairs have to use the road.",
            "Somebody parks in front of the hydrant every night.",
        ),
        ("Una camioneta bloquea la acera todos los días.",),
        {"blocks": "sidewalk"},
    ),
    ConcernKind(
        "noise",
        12,
        ("Loud music until three in the morning, third weekend in a row.", "Engines revving at night."),
        ("Música muy fuerte hasta las tres de la mañana.",),
        {"kind": "music"},
    ),
    ConcernKind(
        "abandoned_vehicle",
        9,
        ("A gray car has not moved for weeks. Two tires are flat.", "A trailer stands there since spring."),
        (),
        {"days": 20},
    ),
    ConcernKind(
        "graffiti",
        9,
        ("Paint all over the wall of the bus stop.", "The underpass was painted again."),
        ("Pintaron otra vez la pared del parque.",),
        {"on": "public"},
    ),
    ConcernKind(
        "school_zone",
        7,
        ("Cars do not stop for the crossing guard.", "Drivers pass the bus while children get out."),
        (),
        {"what": "crossing"},
    ),
    ConcernKind(
        "extra_patrol",
        6,
        ("Could someone come by at closing time? Our staff walk to their cars alone.",),
        (),
        {"why": "Staff leave late and feel unsafe."},
    ),
    ConcernKind("animal", 6, ("A loose dog runs after bicycles.",), (), {"kind": "loose"}),
    ConcernKind("other", 4, ("The light at the stairs to the river path is out.",)),
    ConcernKind(
        "nuisance_house", 4, ("People come and go all night and shout.",), (), {"sees": ["visits", "fights"]}
    ),
    ConcernKind(
        "encampment",
        3,
        ("People sleep under the bridge and it is getting cold.",),
        (),
        {"need": ["outreach"]},
    ),
    ConcernKind(
        "hate_incident", 2, ("Someone shouted at us because of how we dress.",), (), {"kind": ["words"]}
    ),
    ConcernKind("found_property", 3, ("I found a ring of keys.",), (), {"thing": "A ring of keys"}),
)
# Cars that race on one road of one beat: what the problem of the demo is about.
RACES = ConcernKind(
    "speeding", 0, ("Cars race past the school on the way to the harbor.", "Too fast past the school again.")
)
RACES_BEAT = "3"
RACES_BEFORE, RACES_AFTER = 0.75, 0.22
NEEDS_NO_PLACE = frozenset({"found_property"})
# Day of the demo on which each step of the problem is taken; the periods lie between.
OPENED, ANALYSED, RESPONDED, ASSESSED = 14, 24, 46, 90
BEFORE_DAYS, AFTER_DAYS = (2, 43), (54, 88)
LANDMARKS = ("Public library", "Train station", "Ferry landing", "City hall", "Harbor school", "Mill park")


@dataclass(frozen=True)
class SimulatedConcern:
    """One report and its fate: hours until each step, what came of it and what its sender says."""

    kind: ConcernKind
    received_at: datetime
    words: str
    language: str
    longitude: float
    latitude: float
    place: str
    has_photo: bool
    read_after: timedelta
    closed_after: timedelta
    fate: str
    answer: str
    answered_after: timedelta


def concerns_of_day(day: date, number: int, zone: ZoneInfo, seed: int) -> list[SimulatedConcern]:
    """Return what is reported on a day; `number` counts the days of the demo and drives its one problem."""
    dice = random.Random(f"concerns/{seed}/{day}")
    rate = RACES_BEFORE if number < RESPONDED else RACES_AFTER
    kinds = dice.choices(KINDS, [kind.share for kind in KINDS], k=_poisson(A_DAY, dice))
    made = [_made(kind, dice.choice(tuple(city.BEATS)), day, zone, dice) for kind in kinds]
    made += [_made(RACES, RACES_BEAT, day, zone, dice) for _ in range(_poisson(rate, dice))]
    return sorted(made, key=lambda concern: concern.received_at)


def _poisson(mean: float, dice: random.Random) -> int:
    limit, product, count = math.exp(-mean), dice.random(), 0
    while product > limit:
        product *= dice.random()
        count += 1
    return count


def _made(kind: ConcernKind, beat: str, day: date, zone: ZoneInfo, dice: random.Random) -> SimulatedConcern:
    is_spanish = bool(kind.spanish) and dice.random() < SPANISH_SHARE
    longitude, latitude = point_in(beat, dice)
    local = datetime.combine(day, time(dice.choice((7, 8, 9, 12, 13, 16, 17, 18, 19, 20, 21))), zone)
    return SimulatedConcern(
        kind=kind,
        received_at=(local + timedelta(minutes=dice.uniform(0, 59))).astimezone(UTC),
        words=dice.choice(kind.spanish if is_spanish else kind.words),
        language="es" if is_spanish else "en",
        longitude=longitude,
        latitude=latitude,
        place=f"{dice.randint(1, 39) * 10} {dice.choice(city.STREETS)} {dice.choice(city.KINDS_OF_STREET)}",
        has_photo=dice.random() < PHOTO_SHARE,
        read_after=timedelta(hours=min(60, dice.lognormvariate(1.7, 0.8))),
        closed_after=timedelta(days=2 + min(26, dice.lognormvariate(1.5, 0.6))),
        fate=dice.choices(("worked", "desk", "handed_off", "asked", "stays"), (66, 14, 8, 7, 5))[0],
        answer=dice.choices(("yes", "no", ""), (46, 10, 44))[0],
        answered_after=timedelta(days=dice.uniform(14.2, 20)),
    )


def point_in(beat: str, dice: random.Random) -> tuple[float, float]:
    """Return a point (longitude, latitude) well inside a beat."""
    corners = [city.CORNERS[name] for name in city.BEATS[beat][1]]
    weights = [dice.uniform(0.5, 1.5) for _corner in corners]
    east, north = (
        sum(weight * corner[axis] for weight, corner in zip(weights, corners, strict=True)) / sum(weights)
        for axis in (0, 1)
    )
    return round(city.WEST + east / 1000, 5), round(city.SOUTH + north / 1000, 5)


def places_file(seed: int) -> str:
    """Return the city's addresses, crossings and landmarks as the file that is imported."""
    dice = random.Random(f"places/{seed}")
    lines = ["kind,name,longitude,latitude"]
    for street in city.STREETS:
        for kind in city.KINDS_OF_STREET:
            lines += [_line("address", f"{number * 10} {street} {kind}", dice) for number in range(1, 12)]
    for first, second in zip(city.STREETS, city.STREETS[1:], strict=False):
        lines.append(_line("intersection", f"{first} Street and {second} Street", dice))
    lines += [_line("landmark", name, dice) for name in LANDMARKS]
    return "\n".join(lines)


def _line(kind: str, name: str, dice: random.Random) -> str:
    longitude, latitude = point_in(dice.choice(tuple(city.BEATS)), dice)
    return f"{kind},{name},{longitude},{latitude}"
