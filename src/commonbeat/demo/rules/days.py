"""Makes up the calls of a stretch of time, with the daily and weekly rhythm of a town."""

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from commonbeat.demo.rules import city, people

RE_TYPED_SHARE = 0.15
CANCELLED_SHARE = 0.03
DAY_FROM, EVENING_FROM, NIGHT_FROM = 7, 15, 23
NIGHT_HOURS = frozenset({22, 23, 0, 1, 2})
FRIDAY, SATURDAY, SUNDAY = 4, 5, 6


@dataclass(frozen=True)
class SimulatedCall:
    """One call from first ring to clearing; times in UTC, the position in degrees."""

    incident_no: str
    kind: city.CallKind
    final_type: str
    resident: int
    received_at: datetime
    dispatched_at: datetime
    on_scene_at: datetime
    cleared_at: datetime
    is_cancelled: bool
    disposition: str
    beat: str
    longitude: float
    latitude: float
    address: str
    officer_no: str
    call_taker_no: str


def shift_of(hour: int) -> str:
    if DAY_FROM <= hour < EVENING_FROM:
        return "day"
    return "evening" if EVENING_FROM <= hour < NIGHT_FROM else "night"


def expected(kind: city.CallKind, local: datetime) -> float:
    """Return how many calls of a kind the hour of `local` brings on average."""
    hours = city.RHYTHMS[kind.rhythm]
    rate = city.CALLS_A_DAY * kind.share / sum(k.share for k in city.KINDS) * hours[local.hour] / sum(hours)
    rate *= city.WEEKDAYS[local.weekday()]
    started_on = (local - timedelta(hours=DAY_FROM)).weekday()
    if local.hour in NIGHT_HOURS and started_on in (FRIDAY, SATURDAY):
        rate *= city.WEEKEND_NIGHT
    return rate


def calls_of_hour(start: datetime, zone: ZoneInfo, seed: int) -> list[SimulatedCall]:
    """Return the calls received in the hour from `start`; the same seed and hour give the same calls."""
    hour = start.astimezone(zone).replace(minute=0, second=0, microsecond=0)
    dice = random.Random(f"{seed}/{start.isoformat()}")
    found = [
        make_call(kind, start + timedelta(seconds=dice.uniform(0, 3600)), zone, dice)
        for kind in city.KINDS
        for _ in range(_poisson(expected(kind, hour), dice))
    ]
    return sorted(found, key=lambda call: call.received_at)


def _poisson(mean: float, dice: random.Random) -> int:
    """Draw from a Poisson distribution (Knuth's product of uniforms, fine for small means)."""
    limit, product, count = math.exp(-mean), dice.random(), 0
    while product > limit:
        product *= dice.random()
        count += 1
    return count


def make_call(
    kind: city.CallKind,
    received_at: datetime,
    zone: ZoneInfo,
    dice: random.Random,
    resident: int | None = None,
) -> SimulatedCall:
    """Make up everything else about a call of a kind that came in at an instant."""
    beat = dice.choice(list(city.BEATS))
    longitude, latitude = _point_in(beat, dice)
    shift = shift_of(received_at.astimezone(zone).hour)
    dispatched = received_at + timedelta(minutes=dice.lognormvariate(1.2, 0.7))
    on_scene = dispatched + timedelta(minutes=dice.lognormvariate(1.9, 0.5))
    cleared = on_scene + timedelta(minutes=kind.minutes * dice.lognormvariate(0, 0.4))
    re_typed = bool(kind.re_typed_to) and dice.random() < RE_TYPED_SHARE
    street = f"{dice.choice(city.STREETS)} {dice.choice(city.KINDS_OF_STREET)}"
    return SimulatedCall(
        incident_no=f"{received_at:%y%m%d}-{dice.randrange(10**6):06d}",
        kind=kind,
        final_type=kind.re_typed_to if re_typed else kind.code,
        resident=dice.randrange(people.MOST_RESIDENTS) if resident is None else resident,
        received_at=received_at,
        dispatched_at=dispatched,
        on_scene_at=on_scene,
        cleared_at=cleared,
        is_cancelled=dice.random() < CANCELLED_SHARE,
        disposition=dice.choice(city.DISPOSITIONS),
        beat=beat,
        longitude=longitude,
        latitude=latitude,
        address=f"{dice.randrange(1, 240)} {street}",
        officer_no=_on_shift("Officer", shift, dice),
        call_taker_no=_on_shift("Dispatcher", shift, dice),
    )


def _on_shift(title: str, shift: str, dice: random.Random) -> str:
    return dice.choice([post.number for post in people.STAFF if (post.title, post.shift) == (title, shift)])


def _point_in(beat: str, dice: random.Random) -> tuple[float, float]:
    """Draw a point inside a beat: a mean of its corners with random weights (a convex polygon)."""
    corners = [city.CORNERS[name] for name in city.BEATS[beat][1]]
    weights = [dice.random() for _ in corners]
    east = sum(w * c[0] for w, c in zip(weights, corners, strict=True)) / sum(weights)
    north = sum(w * c[1] for w, c in zip(weights, corners, strict=True)) / sum(weights)
    return round(city.WEST + east / 1000, 5), round(city.SOUTH + north / 1000, 5)


def hours_between(start: datetime, end: datetime) -> Iterator[datetime]:
    hour = start.replace(minute=0, second=0, microsecond=0)
    while hour < end:
        yield hour
        hour += timedelta(hours=1)
