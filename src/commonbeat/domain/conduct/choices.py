"""Words of the conduct app: what a role may do here, the states of its records, and its settings."""

from datetime import timedelta
from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.agency.choices import Setting
from commonbeat.ground.throttle.choices import Limit

# A library or a telephone carrier may stand for many people at one address, so it is generous.
SENDING_THANKS = Limit("conduct.thanks", hits=20, window=timedelta(minutes=10), ceiling=200)


class Capability(StrEnum):
    CALL_BACK = "conduct.call_back"
    HAND_OVER = "conduct.hand_over"
    LOOK_AT_THANKS = "conduct.look_at_thanks"
    COMMEND = "conduct.commend"


class Source(TextChoices):
    SURVEY = "survey", _("an answer to a survey")
    WEB = "web", _("the thanks page")


class ThanksState(TextChoices):
    HELD = "held", _("waits for a look")
    UNMATCHED = "unmatched", _("waits for a name")
    DELIVERED = "delivered", _("delivered")
    SET_ASIDE = "set_aside", _("set aside: not thanks")


class ReplyState(TextChoices):
    DRAFTED = "drafted", _("waits for approval")
    DECLINED = "declined", _("not approved")
    SENT = "sent", _("sent")


class Cause(TextChoices):
    LOW_RATING = "low_rating", _("a rating of 1 or 2")
    MISCONDUCT_WORDS = "misconduct_words", _("words about how the person was treated")


class Wish(TextChoices):
    UNASKED = "unasked", _("not asked yet")
    ASKED = "asked", _("asked, no answer yet")
    NOTHING = "nothing", _("nothing more")
    CALL = "call", _("a call")
    CONFIRMING = "confirming", _("a complaint, their yes is awaited")
    COMPLAINT = "complaint", _("a complaint with the independent body")


class CallBackState(TextChoices):
    OPEN = "open", _("open")
    REACHED = "reached", _("reached")
    CLOSED = "closed", _("closed")


class Outcome(TextChoices):
    HEARD = "heard", _("we spoke and they were heard")
    EXPLAINED = "explained", _("we spoke and explained what happened")
    APOLOGIZED = "apologized", _("we spoke and apologized")
    NOT_REACHED = "not_reached", _("tried three times and did not reach them")
    NOT_WANTED = "not_wanted", _("they wanted nothing more")
    HANDED_OVER = "handed_over", _("handed over to the independent body")
    NO_NUMBER = "no_number", _("there is no number to call")


CALL_BACK_DAYS = Setting(
    key="conduct.call_back_days",
    name=_("Business days to call back"),
    effect=_("How soon a supervisor has to call a person who was treated badly or rated us 1 or 2."),
    why=_("Three days is soon enough that both sides still remember what happened."),
    kind="whole",
    default=3,
    least=1,
    most=10,
)
THANKS_HOURS = Setting(
    key="conduct.thanks_hours",
    name=_("Hours until thanks are delivered"),
    effect=_(
        "How soon the officer reads a thank-you. "
        "What nobody has checked by then goes out without the parts in doubt."
    ),
    why=_("Praise that arrives the next day still belongs to the day it was earned."),
    kind="whole",
    default=24,
    least=2,
    most=24,
)
REPLIES = Setting(
    key="conduct.replies",
    name=_("Officers may answer a thank-you"),
    effect=_("A resident who said thank you may get one short text back that a supervisor approved."),
    why=_("A two-line answer closes the circle; approval keeps it short and safe."),
    kind="flag",
    default=True,
)
WORDS_DAYS = Setting(
    key="conduct.words_days",
    name=_("Days until the original words of thanks are destroyed"),
    effect=_("After this many days only what the officer was given to read is left, unless a hold stands."),
    why=_("Two years is one of the longer times that a law asks for in general; see the page of kept words."),
    kind="whole",
    default=730,
    least=90,
    most=3650,
    dangerous=True,
)
SETTINGS = (CALL_BACK_DAYS, THANKS_HOURS, REPLIES, WORDS_DAYS)

# How the acts about a call-back read in its history; what is not listed is not shown.
HISTORY = {
    "call_back.opened": _("Opened"),
    "call_back.offered": _("Asked by text what they want"),
    "call_back.wished": _("They said what they want"),
    "complaint.requested": _("They said yes to a complaint"),
    "call_back.assigned": _("Given to someone to call"),
    "call_back.number_shown": _("Number looked up"),
    "call_back.reached": _("Reached"),
    "call_back.closed": _("Closed"),
    "complaint.handed_over": _("Handed over to the independent body"),
}
# Who did it, where the book knows only a role that is no job.
ROLES = {"system": _("by itself"), "resident": _("the person themselves")}
# Answers an officer can send as they stand, or change.
REPLY_SUGGESTIONS = (
    _("Thank you for your kind words. They mean a lot to me and my team."),
    _("Thank you for taking the time to write. I am glad I could help."),
    _("It was good to meet you. I hope things are going well."),
)
