"""What the people of Larkspur report, where, and what becomes of it; the same for the same seed."""

import math
import random
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from commonbeat.demo.rules import city

A_DAY = 3.6
# Of a hundred people, how many would rather write Spanish or Arabic, where there are words for it below.
SPANISH_SHARE, ARABIC_SHARE = 0.18, 0.05
PHOTO_SHARE = 0.08
# How many of a hundred reports somebody else makes, too, within a day and from a few steps away.
TOLD_TWICE = 0.05
OLD_RECORDS = 24


@dataclass(frozen=True)
class ConcernKind:
    """A kind that people report: how many of a hundred, in which words, and the answers it asks for."""

    key: str
    share: int
    words: tuple[str, ...]
    spanish: tuple[str, ...] = ()
    arabic: tuple[str, ...] = ()
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
        ("السيارات تسرع هنا كل مساء والأطفال يعبرون الشارع.",),
        {"when": ["evening"]},
    ),
    ConcernKind(
        "parking",
        15,
        (
            "A van blocks the sidewalk, wheelchairs have to use the road.",
            "Somebody parks in front of the hydrant every night.",
            "The same red pickup, plate LRK 4471, stands on the corner so that nobody sees who comes.",
        ),
        ("Una camioneta bloquea la acera todos los días.", "Estacionan frente al hidrante cada noche."),
        ("شاحنة تقف على الرصيف كل يوم ولا يمكن المرور بعربة الأطفال.",),
        {"blocks": "sidewalk"},
    ),
    ConcernKind(
        "noise",
        12,
        (
            "Loud music until three in the morning, third weekend in a row.",
            "Engines revving at night.",
            "A bar leaves its doors open until two. We cannot sleep.",
            "Mr. Keller next door plays his drums at midnight.",
        ),
        ("Música muy fuerte hasta las tres de la mañana.", "Los motores no dejan dormir a los niños."),
        ("موسيقى عالية حتى الثالثة صباحًا كل عطلة أسبوع.",),
        {"kind": "music"},
    ),
    ConcernKind(
        "abandoned_vehicle",
        9,
        ("A gray car has not moved for weeks. Two tires are flat.", "A trailer stands there since spring."),
        ("Un carro gris lleva semanas sin moverse.",),
        answers={"days": 20},
    ),
    ConcernKind(
        "graffiti",
        9,
        ("Paint all over the wall of the bus stop.", "The underpass was painted again."),
        ("Pintaron otra vez la pared del parque.",),
        answers={"on": "public"},
    ),
    ConcernKind(
        "school_zone",
        7,
        ("Cars do not stop for the crossing guard.", "Drivers pass the bus while children get out."),
        ("Los carros no se detienen para los niños en el cruce.",),
        answers={"what": "crossing"},
    ),
    ConcernKind(
        "extra_patrol",
        6,
        ("Could someone come by at closing time? Our staff walk to their cars alone.",),
        answers={"why": "Staff leave late and feel unsafe."},
    ),
    ConcernKind(
        "animal",
        6,
        ("A loose dog runs after bicycles.",),
        ("Un perro suelto corre detrás de las bicicletas.",),
        answers={"kind": "loose"},
    ),
    ConcernKind(
        "other",
        4,
        ("The light at the stairs to the river path is out.",),
        ("No funciona la luz de las escaleras del río.",),
        ("المصباح عند درج النهر لا يعمل.",),
    ),
    ConcernKind(
        "nuisance_house",
        4,
        ("People come and go all night and shout.",),
        answers={"sees": ["visits", "fights"]},
    ),
    ConcernKind(
        "encampment",
        3,
        ("People sleep under the bridge and it is getting cold.",),
        answers={"need": ["outreach"]},
    ),
    ConcernKind(
        "hate_incident",
        2,
        ("Someone shouted at us because of how we dress.",),
        arabic=("صرخ أحدهم علينا في الشارع بسبب ملابسنا.",),
        answers={"kind": ["words"]},
    ),
    ConcernKind("found_property", 3, ("I found a ring of keys.",), answers={"thing": "A ring of keys"}),
)
# What a moderator leaves of words that say too much.
EDITED = {
    "The same red pickup, plate LRK 4471, stands on the corner so that nobody sees who comes.": (
        "The same pickup stands on the corner so that nobody sees who comes."
    )
}
# Cars that race on one road of one beat: what the problem of the demo is about.
RACES = ConcernKind(
    "speeding", 0, ("Cars race past the school on the way to the harbor.", "Too fast past the school again.")
)
RACES_BEAT = "3"
RACES_BEFORE, RACES_AFTER = 0.75, 0.22
NEEDS_NO_PLACE = frozenset({"found_property"})
# Day of the city's life on which somebody does something about it.
RACES_END = 46
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
    rate = RACES_BEFORE if number < RACES_END else RACES_AFTER
    kinds = dice.choices(KINDS, [kind.share for kind in KINDS], k=_poisson(A_DAY, dice))
    made = [_made(kind, dice.choice(tuple(city.BEATS)), day, zone, dice) for kind in kinds]
    made += [_made(RACES, RACES_BEAT, day, zone, dice) for _ in range(_poisson(rate, dice))]
    made += [_again(told, dice) for told in made if dice.random() < TOLD_TWICE]
    return sorted(made, key=lambda concern: concern.received_at)


def one_concern(day: date, zone: ZoneInfo, dice: random.Random) -> SimulatedConcern:
    """Return a report of any kind from anywhere in the city."""
    kind = dice.choices(KINDS, [kind.share for kind in KINDS])[0]
    return _made(kind, dice.choice(tuple(city.BEATS)), day, zone, dice)


def _again(told: SimulatedConcern, dice: random.Random) -> SimulatedConcern:
    """Return the report of somebody else who is troubled by the same."""
    return replace(
        told,
        received_at=told.received_at + timedelta(hours=dice.uniform(1, 20)),
        longitude=round(told.longitude + dice.uniform(-4, 4) / 10_000, 5),
        latitude=round(told.latitude + dice.uniform(-4, 4) / 10_000, 5),
        has_photo=False,
        read_after=told.read_after + timedelta(hours=1),
        fate="same",
    )


def _poisson(mean: float, dice: random.Random) -> int:
    limit, product, count = math.exp(-mean), dice.random(), 0
    while product > limit:
        product *= dice.random()
        count += 1
    return count


def _made(kind: ConcernKind, beat: str, day: date, zone: ZoneInfo, dice: random.Random) -> SimulatedConcern:
    language, words = _said(kind, dice)
    longitude, latitude = point_in(beat, dice)
    local = datetime.combine(day, time(dice.choice((7, 8, 9, 12, 13, 16, 17, 18, 19, 20, 21))), zone)
    return SimulatedConcern(
        kind=kind,
        received_at=(local + timedelta(minutes=dice.uniform(0, 59))).astimezone(UTC),
        words=words,
        language=language,
        longitude=longitude,
        latitude=latitude,
        place=f"{dice.randint(1, 39) * 10} {dice.choice(city.STREETS)} {dice.choice(city.KINDS_OF_STREET)}",
        has_photo=dice.random() < PHOTO_SHARE,
        read_after=timedelta(hours=min(60, dice.lognormvariate(1.7, 0.8))),
        closed_after=timedelta(days=1 + min(26, dice.lognormvariate(1.1, 0.6))),
        fate=dice.choices(
            ("worked", "desk", "handed_off", "asked", "withdrawn", "stays"), (65, 13, 8, 8, 3, 3)
        )[0],
        answer=dice.choices(("yes", "no", ""), (42, 14, 44))[0],
        answered_after=timedelta(days=dice.uniform(14.2, 20)),
    )


def _said(kind: ConcernKind, dice: random.Random) -> tuple[str, str]:
    """Return the language somebody writes, and their words."""
    drawn = dice.random()
    if drawn < ARABIC_SHARE and kind.arabic:
        return "ar", dice.choice(kind.arabic)
    if ARABIC_SHARE <= drawn < ARABIC_SHARE + SPANISH_SHARE and kind.spanish:
        return "es", dice.choice(kind.spanish)
    return "en", dice.choice(kind.words)


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
