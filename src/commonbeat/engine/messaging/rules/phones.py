"""What is a telephone number, and in which time zones it may be."""

import functools
import re
from zoneinfo import available_timezones

import phonenumbers
from phonenumbers import timezone

# More zones than any area code spans: the number says nothing about a place (toll-free, satellites).
TELLS_A_PLACE = 6
NORTH_AMERICA = re.compile(r"\+1[2-9]\d{2}[2-9]\d{6}")


def normalise(text: str, region: str = "US") -> str | None:
    """Return the number in E.164, or None. "Possible" is enough: 555-01xx numbers are never "valid"."""
    try:
        number = phonenumbers.parse(text[:60], region)
    except phonenumbers.NumberParseException:
        return None
    if number.extension:
        return None
    if phonenumbers.is_possible_number_with_reason(number) != phonenumbers.ValidationResult.IS_POSSIBLE:
        return None
    written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    if number.country_code == 1 and not NORTH_AMERICA.fullmatch(written):
        return None
    return written


@functools.lru_cache(maxsize=1)
def known_zones() -> frozenset[str]:
    return frozenset(available_timezones())


def zones_of(number: str) -> tuple[str, ...]:
    """Return the time zones that an E.164 number may be in; empty when it tells no place."""
    zones = timezone.time_zones_for_number(phonenumbers.parse(number))
    places = tuple(zone for zone in zones if zone in known_zones() and not zone.startswith("Etc/"))
    return places if len(places) <= TELLS_A_PLACE else ()
