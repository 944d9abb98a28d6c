"""Words of the messaging app: states, scopes, reasons, capabilities and the settings an agency may change."""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.agency.choices import Setting


class Capability(StrEnum):
    """What a role may do with messages."""

    READ_CONVERSATIONS = "messaging.read_conversations"
    ANSWER = "messaging.answer"
    WRITE_TEMPLATES = "messaging.write_templates"
    APPROVE_TEMPLATES = "messaging.approve_templates"
    MANAGE_BLOCKS = "messaging.manage_blocks"
    ACKNOWLEDGE_EMERGENCIES = "messaging.acknowledge_emergencies"


class Channel(TextChoices):
    SMS = "sms", _("Text")
    EMAIL = "email", _("E-mail")


class Direction(TextChoices):
    IN = "in", _("Received")
    OUT = "out", _("Sent")


class Scope(TextChoices):
    """What a message is about, as the person who may stop it would say it."""

    SURVEYS = "surveys", _("Surveys")
    UPDATES = "updates", _("Updates")
    SERVICE = "service", _("Answers to what you sent")


class OptOutScope(TextChoices):
    SURVEYS = "surveys", _("Surveys")
    UPDATES = "updates", _("Updates")
    ALL = "all", _("All texts")


class MessageClass(TextChoices):
    """How a message stands to the rules.

    An answer continues what the person began within the last minutes: no quiet hours, no caps. An automatic
    one is the single confirmation of STOP, START or HELP, which an opt-out does not stop. An emergency one
    tells the person that nobody watches this number.
    """

    ORDINARY = "ordinary", _("Ordinary")
    ANSWER = "answer", _("Answer")
    AUTOMATIC = "automatic", _("Automatic")
    EMERGENCY = "emergency", _("Emergency")


class MessageState(TextChoices):
    QUEUED = "queued", _("Waiting")
    SENDING = "sending", _("Being sent")
    UNCERTAIN = "uncertain", _("Asking the carrier")
    SENT = "sent", _("Sent")
    DELIVERED = "delivered", _("Delivered")
    UNDELIVERED = "undelivered", _("Not delivered")
    FAILED = "failed", _("Failed")
    EXPIRED = "expired", _("Too late to send")
    SUPPRESSED = "suppressed", _("Held back")
    RECEIVED = "received", _("Received")


class Reason(TextChoices):
    """Why a message was held back or given up; a guard of another app may give its own code."""

    OPTED_OUT = "opted_out", _("The person asked us to stop")
    BLOCKED = "blocked", _("The number is on the block list")
    SURVEY_CAP = "survey_cap", _("The person had a survey lately")
    DAILY_CAP = "daily_cap", _("The person had enough texts today")
    CAMPAIGN = "campaign", _("The sender is not registered for this kind of text")
    NO_ADDRESS = "no_address", _("There is no number or address to send to")
    EXPIRED = "expired", _("The time to send it has passed")
    GAVE_UP = "gave_up", _("The carrier would not take it after several tries")
    LOST = "lost", _("The carrier took it and lost it")
    UNCONFIRMED = "unconfirmed", _("Nobody can say whether it was sent")


class ContactKind(TextChoices):
    PERSON = "person", _("Person")
    ALARM_FIRM = "alarm_firm", _("Alarm company")
    PSAP = "psap", _("911 center")
    SCHOOL = "school", _("School")
    LANDLINE = "landline", _("Landline")
    BUSINESS = "business", _("Business")


class BlockKind(TextChoices):
    ALARM_FIRM = "alarm_firm", _("Alarm company")
    PSAP = "psap", _("911 center")
    SCHOOL = "school", _("School")
    LANDLINE = "landline", _("Landline")
    INVALID = "invalid", _("Not a number in use")
    REQUEST = "request", _("Asked for by the agency")


class Source(TextChoices):
    """Where a consent, an opt-out or a return came from."""

    CALLED = "called", _("Called the agency")
    TEXTED = "texted", _("Sent a text")
    WEB = "web", _("On a web page")
    PAPER = "paper", _("On paper")
    STAFF = "staff", _("Told a member of staff")
    CARRIER = "carrier", _("Reported by the carrier")


class VersionState(TextChoices):
    DRAFT = "draft", _("Draft")
    APPROVED = "approved", _("Approved")
    RETIRED = "retired", _("Retired")


# Numbers of these kinds belong to no resident: texting them costs money and answers nobody.
NEVER_TEXTED = frozenset({ContactKind.ALARM_FIRM, ContactKind.PSAP, ContactKind.SCHOOL, ContactKind.LANDLINE})

# A message in one of these states may still change by itself.
OPEN_STATES = frozenset({MessageState.QUEUED, MessageState.SENDING, MessageState.UNCERTAIN})

# A message in one of these states has reached, or may have reached, the person.
COUNTED_STATES = frozenset({*OPEN_STATES, MessageState.SENT, MessageState.DELIVERED})

QUIET_FROM = Setting(
    key="messaging.quiet_from",
    name=_("Texts stop at"),
    effect=_("No ordinary text is sent after this time where the person lives. It waits for the morning."),
    why=_("Federal law ends the day at 21:00 and some states at 20:00, so 20:00 is safe everywhere."),
    kind="time",
    default="20:00",
)
QUIET_UNTIL = Setting(
    key="messaging.quiet_until",
    name=_("Texts start at"),
    effect=_("No ordinary text is sent before this time where the person lives."),
    why=_("The law allows 08:00. An hour later wakes fewer people who work nights."),
    kind="time",
    default="09:00",
)
SURVEY_CAP_DAYS = Setting(
    key="messaging.survey_cap_days",
    name=_("Days between surveys to one person"),
    effect=_("A person who had a survey is not asked again for this many days."),
    why=_("People who call often are asked less often, so they are not worn out and do not tip the figures."),
    kind="whole",
    default=30,
    least=30,
    most=365,
)
DAILY_CAP = Setting(
    key="messaging.daily_cap",
    name=_("Texts to one person in a day"),
    effect=_("Beyond this number, ordinary texts of the same day are held back."),
    why=_("More than four texts in a day feel like a nuisance, even when each is useful."),
    kind="whole",
    default=4,
    least=1,
    most=20,
)
EXPIRY_HOURS = Setting(
    key="messaging.expiry_hours",
    name=_("Hours until a waiting text is too old"),
    effect=_("A text that could not be sent within this time is never sent."),
    why=_("A day lets a text wait out the night. Later than that, it no longer fits what happened."),
    kind="whole",
    default=24,
    least=1,
    most=168,
)
STOP_ALL = Setting(
    key="messaging.stop_all",
    name=_("STOP ends all texts"),
    effect=_("When on, the word STOP ends every kind of text. When off, it ends only the kind it answers."),
    why=_("People who write STOP mean all of it. Carriers read it so, too."),
    kind="flag",
    default=True,
    dangerous=True,
)
WORDS_DAYS = Setting(
    key="messaging.words_days",
    name=_("Days until the words of texts are destroyed"),
    effect=_("After this many days nobody can read what was written, unless a hold stands. It is final."),
    why=_("Two years is one of the longer times that a law asks for in general; see the page of kept words."),
    kind="whole",
    default=730,
    least=90,
    most=3650,
    dangerous=True,
)
SETTINGS = [QUIET_UNTIL, QUIET_FROM, SURVEY_CAP_DAYS, DAILY_CAP, EXPIRY_HOURS, STOP_ALL, WORDS_DAYS]
