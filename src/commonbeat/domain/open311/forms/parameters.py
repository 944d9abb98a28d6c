"""Parameters of the protocol: an empty one is as good as none."""

import re
from datetime import datetime
from urllib.parse import urlsplit

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from commonbeat.domain.concerns.choices import DESCRIPTION_LENGTH
from commonbeat.domain.open311.actions import Given, News
from commonbeat.domain.open311.choices import (
    DEFAULT_RADIUS,
    LARGEST_RADIUS,
    LAST_PAGE,
    LONGEST_SPAN,
    LONGEST_VALUE,
    MOST_IDS,
    MOST_ROWS,
    SPAN_SLACK,
)
from commonbeat.domain.open311.queries import Asked
from commonbeat.domain.open311.rules import (
    Unreadable,
    Window,
    area_of,
    choices_of,
    number_of,
    page_of,
    read_time,
    window_of,
)
from commonbeat.ground.agency.models import ApiKey
from commonbeat.ground.core.errors import Forbidden

ATTRIBUTE = re.compile(r"attribute\[([^\]\[]{1,60})\](\[\d{0,3}\])?")
MARKUP = re.compile(r"<[A-Za-z/!?][^>]*>")
STATUSES = ("open", "closed")
LONG = {
    "description": DESCRIPTION_LENGTH,
    "media_url": 2000,
    "service_request_id": 4000,
    "service_code": 4000,
}
MOST_ATTRIBUTES = 60


class Parameters:
    """What was given, without what is empty. Raises Unreadable for what no parameter may hold."""

    def __init__(self, *sources: QueryDict) -> None:
        self._given: dict[str, list[str]] = {}
        for source in sources:
            for name, values in source.lists():
                filled = [value for value in map(str, values) if value.strip()]
                if filled:
                    self._given.setdefault(name, []).extend(filled)

    def text(self, name: str) -> str:
        value = self._given.get(name, [""])[0].strip()
        if "\x00" in value:
            raise Unreadable(name, "must not hold a null character")
        most = LONG.get(name, LONGEST_VALUE)
        if len(value) > most:
            raise Unreadable(name, f"must be at most {most} characters")
        return value

    def attributes(self) -> dict[str, str | list[str]]:
        """Return `attribute[code]` as text and `attribute[code][]` as a list."""
        found: dict[str, str | list[str]] = {}
        for name, values in self._given.items():
            match = ATTRIBUTE.fullmatch(name)
            if match is None:
                continue
            if any("\x00" in value for value in values):
                raise Unreadable(name, "must not hold a null character")
            code, is_list = match[1], match[2] is not None or len(values) > 1
            before = found.get(code, [])
            known = before if isinstance(before, list) else [before]
            found[code] = [*known, *values] if is_list or known else values[0]
            if len(found) > MOST_ATTRIBUTES or len(known) > MOST_ATTRIBUTES:
                raise Unreadable("attribute", f"may come at most {MOST_ATTRIBUTES} times")
        return found


def asked_of(given: Parameters, key: ApiKey | None, window: Window) -> Asked:
    """Return what a GET of requests asks for; numbers given override everything else."""
    ids = choices_of("service_request_id", given.text("service_request_id"), most=MOST_IDS)
    account_id = given.text("account_id")
    if account_id and key is None:
        raise Forbidden(_("api_key was not provided: only the program that sent it finds it by its name."))
    if ids or account_id:
        return Asked(ids=ids, account_id=account_id, is_extended=is_extended(given), key=key)
    skip, rows = pages_of(given)
    return Asked(
        services=choices_of("service_code", given.text("service_code"), most=MOST_IDS),
        statuses=choices_of("status", given.text("status").lower(), STATUSES, most=2),
        window=window,
        area=area_of(
            given.text("bbox"),
            given.text("lat"),
            given.text("long"),
            given.text("radius"),
            usual=DEFAULT_RADIUS,
            largest=LARGEST_RADIUS,
        ),
        skip=skip,
        rows=rows,
        is_extended=is_extended(given),
    )


def is_extended(given: Parameters) -> bool:
    return given.text("extensions").lower() in ("true", "1", "yes", "v1")


def pages_of(given: Parameters) -> tuple[int, int]:
    return page_of(given.text("page"), given.text("page_size"), most=MOST_ROWS, last=LAST_PAGE)


def window_in(given: Parameters, at: datetime) -> Window:
    return window_of(given.text("start_date"), given.text("end_date"), at, LONGEST_SPAN, SPAN_SLACK)


def report_in(request: HttpRequest, given: Parameters, *, plain_http: bool) -> Given:
    """Read a POST of a report. Raises Unreadable."""
    code = given.text("service_code")
    if not code:
        raise Unreadable("service_code", "was not provided")
    description = given.text("description")
    if MARKUP.search(description):
        raise Unreadable("description", "must not hold HTML")
    latitude, longitude = _position(given)
    media = request.FILES.get("media")
    return Given(
        service_code=code,
        description=description,
        # An address_id means something only to whoever keeps the list of addresses; we keep none.
        address=given.text("address_string") or given.text("address_id"),
        latitude=latitude,
        longitude=longitude,
        answers=given.attributes(),
        email=given.text("email"),
        phone=given.text("phone"),
        account_id=given.text("account_id"),
        media_url="" if media else _media_url(given.text("media_url"), plain_http=plain_http),
        media=media,
    )


def _position(given: Parameters) -> tuple[float | None, float | None]:
    lat, long = given.text("lat"), given.text("long")
    if not lat and not long:
        if not (given.text("address_string") or given.text("address_id")):
            raise Unreadable("lat and long, or address_string", "were not provided")
        return None, None
    return number_of("lat", lat, -90, 90), number_of("long", long, -180, 180)


def _media_url(text: str, *, plain_http: bool) -> str:
    """Return an address that may be tried later; where it leads is looked at when it is fetched."""
    if not text:
        return ""
    allowed = ("https", "http") if plain_http else ("https",)
    try:
        parts = urlsplit(text)
        is_whole = bool(parts.scheme in allowed and parts.hostname) and parts.port != 0
    except ValueError:
        is_whole = False
    if not is_whole or parts.username or parts.password or not text.isascii() or not text.isprintable():
        raise Unreadable("media_url", f"must be an {' or '.join(allowed)} address")
    return text


def news_in(given: Parameters) -> News:
    required = {name: given.text(name) for name in ("service_request_id", "update_id", "description")}
    for name, value in required.items():
        if not value:
            raise Unreadable(name, "was not provided")
    if len(required["service_request_id"]) > 120 or len(required["update_id"]) > 120:
        raise Unreadable("update_id", "must be at most 120 characters")
    if MARKUP.search(required["description"]):
        raise Unreadable("description", "must not hold HTML")
    status, moment = given.text("status").lower(), given.text("updated_datetime")
    if status and status not in STATUSES:
        raise Unreadable("status", "must be among open, closed")
    updated_at = read_time(moment) if moment else None
    if moment and updated_at is None:
        raise Unreadable("updated_datetime", "must be a time with its offset, like 2026-06-10T14:00:00Z")
    return News(**required, status=status, updated_at=updated_at)
