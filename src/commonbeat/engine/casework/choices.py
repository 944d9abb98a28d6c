"""Words of casework: how a case type is described as data, and the enums of cases and their timelines."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import cache

from django.conf import settings
from django.db import models
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.agency.choices import Setting
from commonbeat.ground.throttle.choices import Limit

Words = str | Promise


class Capability(StrEnum):
    """What a role may do with casework itself; what it may do with cases, their types say."""

    MANAGE_QUEUES = "casework.manage_queues"
    WRITE_REPLIES = "casework.write_replies"


class Who(StrEnum):
    """Who may make a move."""

    STAFF = "staff"
    RESIDENT = "resident"
    SYSTEM = "system"


class Waits(StrEnum):
    """Whose turn it is while a case stands in a state."""

    AGENCY = "agency"
    RESIDENT = "resident"
    OTHERS = "others"
    NOBODY = "nobody"


class Need(StrEnum):
    """What must be given with a move. What else it waits for, the domain says (CASE_GUARDS)."""

    OUTCOME = "outcome"
    REASON = "reason"


class Unit(StrEnum):
    """What a clock counts."""

    BUSINESS_DAYS = "business_days"
    DAYS = "days"
    HOURS = "hours"


class Breach(StrEnum):
    """What follows when a clock runs out."""

    ESCALATE = "escalate"
    COUNT = "count"


@dataclass(frozen=True)
class State:
    """One state of a case type.

    `public_name` and `public_words` are what the person who asked reads; `usual_days` is how many business
    days cases usually stay in it, None for a state that ends the work.
    """

    key: str
    name: Words
    public_name: Words
    public_words: Words
    waits_for: Waits = Waits.AGENCY
    usual_days: int | None = None
    is_open: bool = True


@dataclass(frozen=True)
class Outcome:
    """How a case may end; `public_name` is what the person who asked reads."""

    key: str
    name: Words
    public_name: Words


@dataclass(frozen=True)
class Move:
    """A step from one of some states to another, who may make it and what must be given with it.

    `words` is what the button says; `public_words` the line on the timeline that the person who asked reads,
    "" when they are not told. `within_days`: open only for so many days after the case entered its state.
    """

    key: str
    words: Words
    sources: tuple[str, ...]
    target: str
    who: Who = Who.STAFF
    capability: str = ""
    needs: tuple[Need, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    public_words: Words = ""
    within_days: int | None = None
    has_own_form: bool = False


@dataclass(frozen=True)
class Clock:
    """A time that something must be done in.

    Starts when the case enters one of `starts_in`, is met when it enters one of `met_in`, stands still while
    the case is in one of `tolled_in`. `length` counts `unit`s; a case may be opened with a length of its own.
    """

    key: str
    name: Words
    starts_in: tuple[str, ...]
    met_in: tuple[str, ...]
    length: int
    unit: Unit = Unit.BUSINESS_DAYS
    tolled_in: tuple[str, ...] = ()
    effect: Breach = Breach.ESCALATE
    step_days: int = 2


@dataclass(frozen=True)
class CaseType:
    """A kind of case as data: everything the engine has to know of it.

    `line` is the usual way through the states, as the person who asked sees it. `page` is the name of the
    staff's page of one case. `sees`, `sees_private`, `works`, `leads` are capabilities: to see cases, to see
    private ones, to work on them, and to hear of clocks that nobody below kept. `joins` are the domain's rows
    that its face reads, as paths from the case, so that a list reads them all at once. `may_be_joined`: two
    cases may be the same thing; `may_be_public`: staff may show one to everyone. `publishes` is what it takes
    to show a file to everyone, "" for no more than to work on the case.
    """

    key: str
    name: Words
    prefix: str
    states: tuple[State, ...]
    moves: tuple[Move, ...]
    line: tuple[str, ...]
    sees: str
    sees_private: str
    works: str
    leads: str
    page: str
    clocks: tuple[Clock, ...] = ()
    keeps_originals: bool = False
    first: str = "received"
    joins: tuple[str, ...] = ()
    may_be_joined: bool = True
    may_be_public: bool = True
    publishes: str = ""

    def state(self, key: str) -> State:
        return next(state for state in self.states if state.key == key)

    def move(self, key: str) -> Move | None:
        return next((move for move in self.moves if move.key == key), None)

    def clock(self, key: str) -> Clock:
        return next(clock for clock in self.clocks if clock.key == key)


@dataclass(frozen=True)
class Face:
    """What a case is about, as its domain tells it to one kind of reader; the engine knows no more of it.

    `facts` are pairs of a name and a value; `words` what the person wrote, "" where it is hidden.
    """

    title: Words
    facts: tuple[tuple[Words, Words], ...] = ()
    words: str = ""
    address: str = ""


def case_types() -> tuple[CaseType, ...]:
    """Return the case types of this installation, from the names in settings.CASE_TYPES."""
    return _loaded(tuple(settings.CASE_TYPES))


@cache
def _loaded(paths: tuple[str, ...]) -> tuple[CaseType, ...]:
    return tuple(import_string(path) for path in paths)


def case_type(key: str) -> CaseType:
    return next(known for known in case_types() if known.key == key)


class Shown(models.TextChoices):
    """Who reads a line of the timeline."""

    PUBLIC = "public", _("Everyone")
    PARTIES = "parties", _("The person who asked")
    STAFF = "staff", _("Staff")


class Kind(models.TextChoices):
    """What a line of the timeline is about."""

    OPENED = "opened", _("Opened")
    MOVED = "moved", _("Moved")
    NOTE = "note", _("Note")
    TO_RESIDENT = "to_resident", _("Message to the person")
    FROM_RESIDENT = "from_resident", _("Message from the person")
    FILE = "file", _("File")
    ASSIGNED = "assigned", _("Assigned")
    QUEUED = "queued", _("Put in a queue")
    CLOCK = "clock", _("Clock")
    ESCALATED = "escalated", _("Overdue")
    MERGED = "merged", _("Joined with another")
    UNMERGED = "unmerged", _("Parted from another")
    CHANGED = "changed", _("Changed")
    HANDED_OFF = "handed_off", _("Handed to another agency")


# Opening by a code: for one visitor, for all, and for one code from everywhere. A library may be one visitor.
OPENING = Limit("casework.opening", hits=20, window=timedelta(minutes=10), ceiling=400)
GUESSING = Limit("casework.guessing", hits=10, window=timedelta(minutes=10))
# What one holder may send: words, photos, steps.
FOLLOWING = Limit("casework.following", hits=20, window=timedelta(minutes=10))

# For this long a case that was opened by its code stays open in a browser after the last look at it.
OPEN_FOR = timedelta(minutes=30)

# A number or an address that was left for news goes so long after nothing more can come of a case.
CONTACT_DAYS = 30

# Where "Leave quickly" goes: a page that nobody minds being seen with.
ELSEWHERE = "https://www.weather.gov/"

WORDS_DAYS = Setting(
    key="casework.words_days",
    name=_("Days until the words on ended cases are destroyed"),
    effect=_(
        "After this many days from its end, the messages, notes and reasons of a case are gone for everyone, "
        "the person who asked among them, unless a hold stands."
    ),
    why=_("Two years is one of the longer times that a law asks for in general; see the page of kept words."),
    kind="whole",
    default=730,
    least=90,
    most=3650,
    dangerous=True,
)
SETTINGS = (WORDS_DAYS,)

MESSAGE_LENGTH = 4000
REASON_LENGTH = 1000
