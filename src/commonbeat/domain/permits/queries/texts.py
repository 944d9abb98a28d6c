"""Words of kinds in the reader's language, and answers as one reads them."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from commonbeat.domain.permits.models import Application
from commonbeat.domain.permits.rules import Field, Kind


def said(texts: Mapping[str, str], language: str = "") -> str:
    """Return the words in a language (the page's own by default), or else in English."""
    asked = (language or get_language() or "en").partition("-")[0]
    return texts.get(asked) or texts.get("en", "")


def moment(at: datetime, zone: ZoneInfo) -> str:
    local = at.astimezone(zone)
    return f"{date_format(local, _('l, F j, Y'))}, {date_format(local, _('g:i A'))}"


def answer_in_words(asked: Field, value: Any, zone: ZoneInfo) -> str:
    if value is None or value == "":
        return _("no answer")
    if asked.type == "yesno":
        return _("Yes") if value else _("No")
    if asked.type == "span":
        starts, ends = (moment(datetime.fromisoformat(value[key]), zone) for key in ("starts", "ends"))
        return _("%(starts)s to %(ends)s") % {"starts": starts, "ends": ends}
    if asked.type == "date":
        return date_format(date.fromisoformat(value), _("l, F j, Y"))
    return str(value)


def answers_in_words(kind: Kind, answers: Mapping[str, Any], zone: ZoneInfo) -> list[tuple[str, str]]:
    """Return (question, answer) of a form, without its files."""
    asked = [field for field in kind.fields if field.type != "file"]
    return [(said(field.label), answer_in_words(field, answers.get(field.key), zone)) for field in asked]


def zone_of(application: Application) -> ZoneInfo:
    return ZoneInfo(application.agency.time_zone)
