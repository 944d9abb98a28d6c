"""Capabilities, enums, settings and limits of permits."""

from datetime import timedelta
from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.agency.choices import Setting
from commonbeat.ground.throttle.choices import Limit


class Capability(StrEnum):
    """What a role may do with permits."""

    SEE = "permits.see"
    WORK = "permits.work"
    REVIEW = "permits.review"
    INSPECT = "permits.inspect"
    DECIDE = "permits.decide"
    HEAR_APPEALS = "permits.hear_appeals"
    TAKE_FEES = "permits.take_fees"
    MANAGE_KINDS = "permits.manage_kinds"
    HEAR_OF_LATE = "permits.hear_of_late"


class Fact(models.TextChoices):
    """The facts that a fee may rest on. What is said, who says it and who may object are not among them."""

    ALWAYS = "", _("always")
    SIZE = "size", _("number of people")
    HOURS = "hours", _("hours")
    STREET = "street_closing", _("a street is closed")
    NONPROFIT = "nonprofit", _("not for profit")
    UNITS = "units", _("number of vehicles, sites or people covered")


class FieldType(models.TextChoices):
    """What a question may ask for."""

    TEXT = "text", _("a line of words")
    NUMBER = "number", _("a number")
    DATE = "date", _("a day")
    SPAN = "span", _("a beginning and an end")
    PLACE = "place", _("a place")
    YESNO = "yesno", _("yes or no")
    FILE = "file", _("a photo or a PDF")


class WhenLate(models.TextChoices):
    """What follows when the time for the decision runs out."""

    HEARD = "heard", _("Those above hear of it")
    OFFICER = "officer", _("An appeal officer who had no part in it decides")
    GRANTED = "granted", _("It is a yes")


class Standing(models.TextChoices):
    """How a reviewer's answer stands."""

    WAITING = "waiting", _("waiting")
    AGREED = "agreed", _("no objection")
    OBJECTED = "objected", _("objection")


class Deed(models.TextChoices):
    """What a ruling does."""

    DECISION = "decision", _("Decision")
    REVOCATION = "revocation", _("Taking a permit away")


class Verdict(models.TextChoices):
    """What a ruling says."""

    GRANTED = "granted", _("granted")
    DENIED = "denied", _("denied")
    REVOKED = "revoked", _("taken away")


class Result(models.TextChoices):
    """What came of an appeal."""

    UPHELD = "upheld", _("the decision stands")
    OVERTURNED = "overturned", _("the decision is overturned")


class Money(models.TextChoices):
    """What was noted about a fee."""

    PAID = "paid", _("paid")
    WAIVED = "waived", _("waived")
    REFUNDED = "refunded", _("refunded")


DRAFT_DAYS = 14
# How long a form that was sent still leads to its receipt.
SENT_FOR = timedelta(days=1)
OWN_WORDS_LENGTH = 2000

APPLYING = Limit("permits_apply", hits=60, window=timedelta(minutes=10), ceiling=4000)
ANSWERING = Limit("permits_answer", hits=20, window=timedelta(minutes=10))

APPEAL_DAYS = Setting(
    key="permits.appeal_days",
    name=_("Days to appeal"),
    effect=_("How many working days a person has to appeal after a permit was denied."),
    why=_("Ten days leave time to find advice and are short enough for an event to still take place."),
    kind="whole",
    default=10,
    least=5,
    most=60,
)
WORDS_DAYS = Setting(
    key="permits.words_days",
    name=_("Days until the words of ended applications are destroyed"),
    effect=_(
        "After this many days from the end of a permit, what the person answered, wrote for themselves and "
        "wrote in an appeal is gone, unless a hold stands."
    ),
    why=_("Two years is one of the longer times that a law asks for in general; see the page of kept words."),
    kind="whole",
    default=730,
    least=90,
    most=3650,
    dangerous=True,
)
SETTINGS = (APPEAL_DAYS, WORDS_DAYS)
