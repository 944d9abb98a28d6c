"""Words of the surveys: strata, states, kinds of question, capabilities and settings."""

from datetime import timedelta
from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.agency.choices import Setting
from commonbeat.ground.throttle.choices import Limit


class Capability(StrEnum):
    """What a role may do here."""

    ENTER_ANSWERS = "surveys.enter_answers"
    PUBLISH = "surveys.publish"


class Stratum(models.TextChoices):
    """Who was asked, and how. Answers of different strata are shown side by side, never added up."""

    TEXT = "text", _("Asked by text after a contact")
    WEB_LINK = "web_link", _("Asked with a personal web address")
    WALK_UP_WEB = "walk_up_web", _("Came by the web page themselves")
    KIOSK = "kiosk", _("Answered on a kiosk")
    PAPER = "paper", _("Answered on paper")
    PHONE = "phone", _("Answered on the phone")


# How often sheets may be sent. A meeting may answer behind one address, and so may all kiosks of a city;
# a personal address is counted by its own token, wherever it is opened.
WALKING_UP = {
    Stratum.WALK_UP_WEB: Limit("surveys.here", hits=60, window=timedelta(minutes=10), ceiling=600),
    Stratum.KIOSK: Limit("surveys.kiosk", hits=120, window=timedelta(minutes=10), ceiling=600),
}
ANSWERING = Limit("surveys.personal", hits=30, window=timedelta(minutes=10))

# Strata in which someone was asked by us; only these have a response rate.
INVITED = (Stratum.TEXT, Stratum.WEB_LINK)
# Strata that a member of staff types in.
ENTERED = (Stratum.PAPER, Stratum.PHONE)


class InvitationState(models.TextChoices):
    INVITED = "invited", _("Asked")
    STARTED = "started", _("Partly answered")
    COMPLETED = "completed", _("Answered")
    EXPIRED = "expired", _("Expired")
    STOPPED = "stopped", _("Stopped by the person")
    UNREACHED = "unreached", _("Never reached the person")


OPEN_STATES = (InvitationState.INVITED, InvitationState.STARTED)


class ItemKind(models.TextChoices):
    RATING = "rating", _("A rating from 1 to 5")
    CHOICE = "choice", _("One of several choices")
    YES_NO = "yesno", _("Yes or no")
    TEXT = "text", _("Their own words")


class TurnOutcome(models.TextChoices):
    """What was made of one text that a resident sent."""

    ANSWERED = "answered", _("Taken as an answer")
    CORRECTED = "corrected", _("Taken as a correction")
    LANGUAGE = "language", _("Changed the language")
    ASKED_AGAIN = "asked_again", _("Not understood, asked again")
    PASSED_ON = "passed_on", _("Passed to a person")


class Grouping(models.TextChoices):
    """By what a figure may be broken down; always one at a time."""

    CATEGORY = "category", _("Kind of call")
    AREA = "area", _("Area")
    SHIFT = "shift", _("Shift")
    UNIT = "unit", _("Unit")
    LANGUAGE = "language", _("Language")
    MONTH = "month", _("Month")


SATISFACTION = "satisfaction"
RATING_LEAST, RATING_MOST = 1, 5

# What is wrong with a survey as written, by the code of the fault.
FAULTS = {
    "no_language": _("Name at least one language."),
    "too_many": _("Ask one to four questions; there are %(where)s."),
    "key_twice": _("Two questions have the same key “%(where)s”."),
    "unknown_kind": _("“%(where)s” is not a kind of question we know."),
    "missing": _("“%(where)s” has no words in the language %(language)s."),
    "link": _("“%(where)s” holds a link in the language %(language)s. People take a link for a fraud."),
    "no_scale": _("“%(where)s” needs {scale} in the language %(language)s: there the scale is put in."),
}
# The texts around the questions, as their author knows them.
TEXT_NAMES = {
    "purpose": _("Why we write"),
    "reply": _("How to answer; {scale} stands for the scale"),
    "own_words": _("How to answer in one's own words"),
    "stop": _("How to end it"),
    "switch": _("How to get this language"),
    "again": _("When a reply is not understood"),
    "handed_over": _("When a person takes over"),
    "thanks": _("Thanks, and what happens next"),
}

UNLINK_DAYS = Setting(
    key="surveys.unlink_days",
    name=_("Days until answers are cut loose from the telephone number"),
    effect=_("After this many days nobody, not even we, can tell which number an answer came from."),
    why=_("Thirty days leave time for a call-back, and no longer."),
    kind="whole",
    default=30,
    least=1,
    most=30,
)
EXPIRE_DAYS = Setting(
    key="surveys.expire_days",
    name=_("Days a survey stays open"),
    effect=_("A reply that comes later is read by a person and not counted."),
    why=_("People remember a contact well for about a week."),
    kind="whole",
    default=7,
    least=1,
    most=30,
)
WORDS_DAYS = Setting(
    key="surveys.words_days",
    name=_("Days until comments are destroyed"),
    effect=_("After this many days nobody can read what people wrote, unless a hold stands. Ratings stay."),
    why=_("Two years is one of the longer times that a law asks for in general; see the page of kept words."),
    kind="whole",
    default=730,
    least=90,
    most=3650,
    dangerous=True,
)
SETTINGS = [UNLINK_DAYS, EXPIRE_DAYS, WORDS_DAYS]
