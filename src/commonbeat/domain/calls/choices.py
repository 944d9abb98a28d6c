"""Words of the calls app: what a role may do here, and the settings an agency may change."""

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.agency.choices import Setting


class Capability(StrEnum):
    """What a role may do here."""

    SEND_EVENTS = "calls.send_events"
    IMPORT_FILES = "calls.import_files"
    SEE_DECISIONS = "calls.see_decisions"
    SEE_PROTECTED = "calls.see_protected"
    ADOPT_TYPES = "calls.adopt_types"
    CHANGE_RULES = "calls.change_rules"
    PROTECT = "calls.protect"


class LookupKind(TextChoices):
    """What a protected mark is laid on."""

    PHONE = "phone", _("telephone number")
    PLACE = "place", _("address")


class MarkCause(TextChoices):
    """Where a protected mark comes from; never which incident."""

    CALL = "call", _("a call of a kind that is never texted")
    STAFF = "staff", _("added by a member of staff")


class Shift(TextChoices):
    """The part of the day in which a call was received."""

    DAY = "day", _("day")
    EVENING = "evening", _("evening")
    NIGHT = "night", _("night")


SCREEN_DAYS = Setting(
    key="calls.screen_days",
    name=_("Days of silence after a protected call"),
    effect=_(
        "After a call of a kind that is never texted, the same telephone number and the same address get no "
        "text about any other call for this many days."
    ),
    why=_("A year covers most protective orders, and the first months are the most dangerous ones."),
    kind="whole",
    default=365,
    least=30,
    most=3650,
    dangerous=True,
)
LATEST_HOURS = Setting(
    key="calls.latest_hours",
    name=_("Latest hour for a text"),
    effect=_("A text that would go out later than this many hours after its time is not sent at all."),
    why=_("A survey about a call of last week confuses people, and they remember less of it."),
    kind="whole",
    default=72,
    least=1,
    most=336,
)
DAY_STARTS = Setting(
    key="calls.day_starts",
    name=_("Start of the day shift"),
    effect=_("Answers are counted by the shift in which the call came in. Residents see nothing of it."),
    why=_("Seven in the morning is when most day shifts begin."),
    kind="time",
    default="07:00",
)
EVENING_STARTS = Setting(
    key="calls.evening_starts",
    name=_("Start of the evening shift"),
    effect=_("Answers are counted by the shift in which the call came in. Residents see nothing of it."),
    why=_("Three in the afternoon is when most evening shifts begin."),
    kind="time",
    default="15:00",
)
NIGHT_STARTS = Setting(
    key="calls.night_starts",
    name=_("Start of the night shift"),
    effect=_("Answers are counted by the shift in which the call came in. Residents see nothing of it."),
    why=_("Eleven at night is when most night shifts begin."),
    kind="time",
    default="23:00",
)
SETTINGS = [SCREEN_DAYS, LATEST_HOURS, DAY_STARTS, EVENING_STARTS, NIGHT_STARTS]


@dataclass(frozen=True)
class ShippedRule:
    """A rule every agency has. `effect` says what it does to a resident, `why` why it is on or off at first.

    `least` and `most` bound the delay in minutes; equal bounds mean that the delay is fixed.
    """

    key: str
    name: Promise
    effect: Promise
    why: Promise
    trigger: str
    delay_minutes: int
    least: int
    most: int
    template_key: str = ""
    instrument_key: str = ""
    is_enabled: bool = False


SHIPPED_RULES = (
    ShippedRule(
        key="received",
        name=_("We have your call"),
        effect=_("The caller gets a text as soon as the call is taken in."),
        why=_("Off at first: most callers have just been told so by a person."),
        trigger="received",
        delay_minutes=0,
        least=0,
        most=30,
        template_key="call_received",
    ),
    ShippedRule(
        key="on_the_way",
        name=_("Someone is on the way"),
        effect=_("The caller gets a text when an officer is sent."),
        why=_("Off at first: try it after the survey runs well, as it promises something."),
        trigger="dispatched",
        delay_minutes=0,
        least=0,
        most=30,
        template_key="call_on_the_way",
    ),
    ShippedRule(
        key="delayed",
        name=_("It takes longer"),
        effect=_("The caller gets a text when no one has come after this many minutes."),
        why=_("Off at first: dispatchers should agree to it. Forty-five minutes is when people call again."),
        trigger="delayed",
        delay_minutes=45,
        least=10,
        most=240,
        template_key="call_delayed",
    ),
    ShippedRule(
        key="case_assigned",
        name=_("Someone has your case"),
        effect=_("The caller gets a text when a detective is given the case."),
        why=_("Off at first: it needs the records system to tell us."),
        trigger="case_assigned",
        delay_minutes=0,
        least=0,
        most=1440,
        template_key="case_assigned",
    ),
    ShippedRule(
        key="survey",
        name=_("How did we do?"),
        effect=_("The caller is asked a few questions by text, this many minutes after the call is over."),
        why=_("On at first. Six hours later people have calmed down and still remember."),
        trigger="cleared",
        delay_minutes=360,
        least=30,
        most=4320,
        instrument_key="contact",
        is_enabled=True,
    ),
)
