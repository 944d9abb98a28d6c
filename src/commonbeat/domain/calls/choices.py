"""Words of the calls app: what a role may do here, and the settings an agency may change."""

from enum import StrEnum

from django.db.models import TextChoices
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
