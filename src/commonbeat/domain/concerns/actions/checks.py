"""What a report must have before anything of it is kept; each fault says what to do."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from commonbeat.domain.concerns.choices import DESCRIPTION_LENGTH
from commonbeat.domain.concerns.models import Category
from commonbeat.domain.concerns.queries import area_of_point, is_outside, place_named
from commonbeat.domain.concerns.rules import faults_in, is_position, taken
from commonbeat.domain.concerns.rules.answers import Value
from commonbeat.ground.agency.models import Agency, Area
from commonbeat.ground.core.errors import Invalid, Refused

# What no XML may hold: with one of these in it, a feed could not be written for anyone.
UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Located:
    """Where a report is about: a point, its area, and the place's name; any of them may be missing."""

    place: str
    longitude: float | None
    latitude: float | None
    area: Area | None


def checked_category(agency: Agency, category: Category, language: str) -> None:
    if category.agency_id != agency.pk or category.ended_at is not None:
        raise Invalid(_("Choose what it is about from the list."), code="unknown_category", where="category")
    if category.stopper:
        words = category.stopper.get(language) or category.stopper.get("en") or ""
        raise Refused(words, code="call_instead", where="category")


def checked_words(words: str) -> str:
    words = UNWRITABLE.sub("", words).strip()
    over = len(words) - DESCRIPTION_LENGTH
    if over > 0:
        message = _(
            "This is too long by %(count)d characters. Nothing was lost; shorten it and send it again."
        )
        raise Invalid(message % {"count": over}, code="too_long", where="words")
    return words


def checked_place(
    category: Category, place: str, longitude: float | None, latitude: float | None, area: Area | None
) -> Located:
    """Return where it is; the point comes from the map, else from the place as typed."""
    agency, place = category.agency, " ".join(UNWRITABLE.sub(" ", place).split())[:200]
    if (longitude is None) != (latitude is None):
        raise Invalid(_("A point needs both its numbers."), code="half_a_point", where="place")
    if longitude is None and place:
        known = place_named(agency, place)
        if known is not None:
            longitude, latitude = known.longitude, known.latitude
    if longitude is not None and latitude is not None:
        return _checked_point(agency, place, longitude, latitude)
    if category.needs_place and not place and area is None:
        message = _("Say where it is: a point on the map, an address, a crossing, or an area.")
        raise Invalid(message, code="no_place", where="place")
    return Located(place, None, None, area if area and area.agency_id == agency.pk else None)


def _checked_point(agency: Agency, place: str, longitude: float, latitude: float) -> Located:
    if not is_position(longitude, latitude):
        raise Invalid(_("This point is not on the map."), code="not_a_position", where="place")
    if is_outside(agency, longitude, latitude):
        message = _("This point is outside %(place)s. Choose one inside, or tell the police who serve there.")
        raise Invalid(message % {"place": agency.place}, code="outside", where="place")
    return Located(place, longitude, latitude, area_of_point(agency, longitude, latitude))


def checked_answers(category: Category, given: Mapping[str, Any] | None) -> dict[str, Value]:
    """Return the answers. Raises Invalid where="answer_<code>" for the first that does not fit."""
    messages = {
        "missing": _("Answer this question."),
        "not_listed": _("Choose one of the answers on the list."),
        "not_a_number": _("Write a number."),
        "not_a_date": _("Write a date, such as 2026-07-04."),
        "too_long": _("This answer is too long. Shorten it, or write it into the description."),
    }
    answers = taken(category.questions, given or {})
    for code, fault in faults_in(category.questions, answers).items():
        raise Invalid(messages[fault], code=f"answer_{fault}", where=f"answer_{code}")
    return answers


def checked_sender(category: Category, is_known: bool) -> None:
    if not category.may_be_anonymous and not is_known:
        message = _("For this we need a way to reach you: leave a number or an e-mail address.")
        raise Invalid(message, code="no_contact", where="contact")
