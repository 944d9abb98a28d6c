"""Capabilities, enums and limits of concerns."""

from dataclasses import dataclass
from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.agency.choices import Setting


class Capability(StrEnum):
    """What a role may do with concerns and problems."""

    SEE = "concerns.see"
    SEE_PRIVATE = "concerns.see_private"
    WORK = "concerns.work"
    CLOSE = "concerns.close"
    HAND_OFF = "concerns.hand_off"
    MODERATE = "concerns.moderate"
    HEAR_OF_LATE = "concerns.hear_of_late"
    SEE_PROBLEMS = "concerns.see_problems"
    WORK_ON_PROBLEMS = "concerns.work_on_problems"
    MANAGE_CATEGORIES = "concerns.manage_categories"
    SEE_FIGURES = "concerns.see_figures"


class Source(models.TextChoices):
    WEB = "web", _("Web page")
    STAFF = "staff", _("Taken by staff")
    OPEN311 = "open311", _("Another program")
    IMPORT = "import", _("Older records")


@dataclass(frozen=True)
class LeftContact:
    """A number or an address as someone typed it, not kept yet."""

    phone: str = ""
    email: str = ""


class HandOffState(models.TextChoices):
    WAITING = "waiting", _("Not sent yet")
    SENT = "sent", _("Sent, no number yet")
    ACCEPTED = "accepted", _("Accepted")
    FAILED = "failed", _("Could not be sent")
    ENDED = "ended", _("Ended")


class ComparedWith(models.TextChoices):
    """What a problem's before and after is held against."""

    NOTHING = "nothing", _("Nothing")
    REST = "rest", _("The rest of the city")
    AREA = "area", _("One other area")


class PlaceKind(models.TextChoices):
    ADDRESS = "address", _("Address")
    INTERSECTION = "intersection", _("Intersection")
    LANDMARK = "landmark", _("Landmark")


DESCRIPTION_LENGTH = 4000
DUPLICATE_METRES = 100
DUPLICATE_DAYS = 60
ASK_AFTER_DAYS = 14
REOPEN_DAYS = 30
# Decimals of a public position: about a block.
PUBLIC_DECIMALS = 3

PUBLISH_WORDS = Setting(
    key="concerns.publish_words",
    name=_("Show people's own words"),
    effect=_("When the words and photos of a report can be read by everyone on the public page."),
    why=_("People put names and house numbers into reports. Somebody looks first."),
    kind="choice",
    default="after_look",
    options=("after_look", "never"),
)
WORDS_DAYS = Setting(
    key="concerns.words_days",
    name=_("Days until the words of ended reports are destroyed"),
    effect=_("After this many days the words, answers and place of a report that ended are gone."),
    why=_("Two years is one of the longer times that a law asks for in general; see the page of kept words."),
    kind="whole",
    default=730,
    least=90,
    most=3650,
    dangerous=True,
)
SETTINGS = (PUBLISH_WORDS, WORDS_DAYS)
