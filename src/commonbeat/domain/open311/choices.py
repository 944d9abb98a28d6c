"""Words of Open311: capabilities, limits of the protocol, and how an exchange with a partner ended."""

from datetime import timedelta
from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.agency.choices import Setting
from commonbeat.ground.throttle.choices import Limit

SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"
CHANGESET = "2026-11-20T00:00:00Z"
LONGEST_SPAN = timedelta(days=90)
# Ninety days that hold the night in which clocks go back are an hour longer.
SPAN_SLACK = timedelta(hours=1)
MOST_ROWS = 1000
LAST_PAGE = 10_000
MOST_IDS = 100
DEFAULT_RADIUS, LARGEST_RADIUS = 1000.0, 50_000.0  # metres
USUAL_QUOTA = 1000
LONGEST_VALUE = 200


class Capability(StrEnum):
    """`REPORT` is for keys of programs; `MANAGE` for the staff who give such keys out."""

    REPORT = "open311.report"
    MANAGE = "open311.manage"


class MediaState(models.TextChoices):
    NONE = "none", _("No photo")
    WAITING = "waiting", _("Not fetched yet")
    KEPT = "kept", _("Kept")
    REFUSED = "refused", _("Not taken")


class Deed(models.TextChoices):
    """What we asked a partner's server."""

    LIST = "list", _("List of services")
    SEND = "send", _("Hand over")
    TOKEN = "token", _("Ask for the number")
    STATUS = "status", _("Ask for news")
    FIND = "find", _("Look whether it arrived")


class Outcome(models.TextChoices):
    ANSWERED = "answered", _("Answered")
    REFUSED = "refused", _("Said no")
    SILENT = "silent", _("No answer")
    UNREADABLE = "unreadable", _("Unreadable answer")


PLAIN_HTTP = Setting(
    key="open311.plain_http",
    name=_("Fetch photos without encryption"),
    effect=_("Whether a photo that another program names may be fetched from an address without https."),
    why=_("On the way anyone could read or replace the photo."),
    kind="flag",
    default=False,
)
SETTINGS = (PLAIN_HTTP,)

# Photos named by others.
MEDIA_ATTEMPTS = 4
MEDIA_REDIRECTS = 3
# How a partner's server is asked.
SEND_LEASE = timedelta(minutes=3)
NEWS_EVERY = timedelta(minutes=15)
LONGEST_WAIT = timedelta(hours=6)
MOST_ATTEMPTS = 12
KEEP_EXCHANGES = timedelta(days=30)
HEALTH_WINDOW = timedelta(days=7)
# What a partner says of one hand-off is read by the resident, each time it is something new.
LONGEST_NOTES = 2000
NEWS = Limit("open311.news", hits=6, window=timedelta(days=1))
# A token that never becomes a number is put before a person.
TOKEN_PATIENCE = timedelta(days=7)
UNSURE = "unsure"
