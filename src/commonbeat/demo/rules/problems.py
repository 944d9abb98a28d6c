"""The problems of Larkspur: one worked on to its end, and one in each stage before it."""

from dataclasses import dataclass

from commonbeat.demo.rules.concerns import RACES_BEAT, RACES_END


@dataclass(frozen=True)
class Promised:
    """What a partner said they would do; days count from the day it is written down."""

    name: str
    promise: str
    said: int
    due: int
    is_kept: bool = False


@dataclass(frozen=True)
class SimulatedProblem:
    """`days` of the city's life on which each part is written: as many as have been reached."""

    title: str
    category: str
    beat: str
    days: tuple[int, ...]
    parts: tuple[str, ...]
    promises: tuple[Promised, ...] = ()
    before: tuple[int, int] | None = None
    after: tuple[int, int] | None = None
    is_public: bool = True
    dropped_because: str = ""
    has_begun: bool = True


PROBLEMS = (
    SimulatedProblem(
        "Racing past the harbor school",
        "speeding",
        RACES_BEAT,
        (14, 24, RACES_END, 90),
        (
            "From the harbor to the school, cars are too fast. People tell us of it again and "
            "again, most of all on weekday evenings. Children cross there, and so do people on "
            "their way to the ferry.",
            "We stood there on six evenings with a radar. Half of the cars were above the limit, "
            "nearly all of them drove through and did not live nearby. The road is wide and "
            "straight, and the limit is written once.",
            "With public works we put up signs and narrowed the lanes. Officers stood there three "
            "evenings a week for a month. The school moved its gate away from the road.",
            "Fewer people told us of it in the weeks after. What the counts can and cannot show "
            "stands below. Some of the traffic may have moved to the road along the river; we look "
            "at that next.",
        ),
        (
            Promised("Public Works", "Signs and narrow lanes", -14, 0, is_kept=True),
            Promised("Harbor school", "A gate on the quiet side", -14, 7, is_kept=True),
            Promised("Bus company", "Drivers keep to 20 there", -7, 14),
        ),
        before=(2, 43),
        after=(54, 88),
    ),
    SimulatedProblem(
        "Loud nights on College Hill",
        "noise",
        "5",
        (20, 34, 62),
        (
            "On weekends music and shouting keep people awake, most of all between the college and "
            "Chapel Street.",
            "Nine of ten reports name the same six houses, and most come in the first weeks of a "
            "term. Nobody had told the new tenants of the quiet hours.",
            "The college writes to every tenant, the landlords put the quiet hours into their "
            "leases, and officers visit the six houses before a weekend, not after it.",
        ),
        (
            Promised("Larkspur College", "A letter to every new tenant", -5, 10, is_kept=True),
            Promised("Landlords of the six houses", "Quiet hours in each lease", -5, 60),
        ),
        before=(2, 58),
        after=(66, 110),
    ),
    SimulatedProblem(
        "Paint at the underpass",
        "graffiti",
        "2",
        (55, 72),
        (
            "The underpass at the station is painted over within days of each cleaning.",
            "It happens after the last train, where the two lamps have been out since spring.",
        ),
        before=(2, 60),
        after=(104, 150),
    ),
    SimulatedProblem(
        "A house where people come and go",
        "nuisance_house",
        "6",
        (80,),
        ("Neighbors of one house told us of shouting and of visitors at all hours.",),
        is_public=False,
    ),
    SimulatedProblem(
        "Cars left at the ferry",
        "abandoned_vehicle",
        "3",
        (94,),
        ("Since the long-stay lot closed, cars are left along the landing for weeks.",),
        has_begun=False,
    ),
    SimulatedProblem(
        "Loose dogs at the river path",
        "animal",
        "1",
        (40,),
        ("Walkers told us of loose dogs on the river path.",),
        dropped_because="All six reports were about one dog, and its owner has moved away.",
    ),
)
