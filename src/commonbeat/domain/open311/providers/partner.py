"""A partner's Open311 server as we speak to it: JSON or XML, whichever it answers in."""

import json
import xml.etree.ElementTree as ElementTree
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from commonbeat.domain.open311.providers.network import (
    Answer,
    Fields,
    Limits,
    Resolve,
    Unfetched,
    fetch,
    resolved,
)
from commonbeat.domain.open311.rules import clean

MOST_TEXT = 4000
# A server that says these has not taken what we sent and may be asked again later. An error of the server's
# own (or of whatever stands before it) may come after it was taken, unless it says itself when to come back.
LATER = {408, 425, 429}
UNAVAILABLE = 503
FORMS = ("json", "xml")


class SaidNo(Exception):
    """The server answered, and the answer is no.

    `may_later` tells whether asking again makes sense, `wait` how many seconds the server asks for at least.
    """

    def __init__(self, status: int, words: str, *, may_later: bool = False, wait: int = 0) -> None:
        super().__init__(words)
        self.status, self.words, self.may_later, self.wait = status, words, may_later, wait


class Unclear(Exception):
    """What we sent may have arrived: the line broke, or the answer cannot be understood."""

    def __init__(self, why: str, status: int = 0) -> None:
        super().__init__(why)
        self.why, self.status = why, status


class Unheard(Exception):
    """The server was not reached, so nothing has arrived there."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Door:
    """Where a partner is asked, and as whom."""

    endpoint: str
    jurisdiction: str
    key: str
    form: str
    limits: Limits
    resolve: Resolve = resolved


Record = dict[str, Any]


def service_list(door: Door) -> list[Record]:
    return _asked(door, "services", {})


def send(door: Door, fields: Fields) -> Record:
    """Post a request and return its one record, which holds a number or a token. Raises all three."""
    own: Fields = {"api_key": door.key, "jurisdiction_id": door.jurisdiction}
    given = {name: value for name, value in {**own, **fields}.items() if value}
    answer = _fetched(door, f"{door.endpoint.rstrip('/')}/requests.{door.form}", fields=given)
    found = _records(door, answer, is_act=True)
    if len(found) != 1 or not (text_of(found[0], "service_request_id") or text_of(found[0], "token")):
        raise Unclear("no_number", answer.status)
    return found[0]


def by_token(door: Door, token: str) -> str:
    """Return the number behind a token, "" while there is none."""
    found = _asked(door, f"tokens/{quote(token, safe='')}", {"api_key": door.key})
    return text_of(found[0], "service_request_id") if found else ""


def by_number(door: Door, number: str) -> Record | None:
    found = _asked(door, f"requests/{quote(number, safe='')}", {"api_key": door.key})
    return next((record for record in found if text_of(record, "service_request_id") == number), None)


def sent_as(door: Door, account_id: str) -> list[Record]:
    """Return what the server knows under our own name for it, if it can tell."""
    found = _asked(door, "requests", {"account_id": account_id, "api_key": door.key, "extensions": "true"})
    return [record for record in found if text_of(record, "service_request_id")]


def text_of(record: Record, name: str) -> str:
    value = record.get(name)
    return clean(str(value)).strip()[:MOST_TEXT] if isinstance(value, str | int | float) else ""


def _asked(door: Door, what: str, parameters: Mapping[str, str]) -> list[Record]:
    given = {"jurisdiction_id": door.jurisdiction, **parameters}
    query = urlencode({name: value for name, value in given.items() if value})
    url = f"{door.endpoint.rstrip('/')}/{what}.{door.form}" + (f"?{query}" if query else "")
    return _records(door, _fetched(door, url), is_act=False)


def _fetched(door: Door, url: str, fields: Fields | None = None) -> Answer:
    try:
        return fetch(url, door.limits, fields=fields, resolve=door.resolve)
    except Unfetched as wrong:
        if wrong.was_sent:
            raise Unclear(wrong.code) from wrong
        raise Unheard(wrong.code) from wrong


def _records(door: Door, answer: Answer, *, is_act: bool) -> list[Record]:
    """Return the records of an answer. After an act, an odd answer leaves it unclear."""
    status, wait = answer.status, answer.retry_after
    if status in LATER or (status == UNAVAILABLE and wait is not None):
        raise SaidNo(status, _why(door, answer), may_later=True, wait=wait or 0)
    if is_act and (status >= 500 or 300 <= status < 400):
        raise Unclear("odd_answer", status)
    if status >= 300:
        raise SaidNo(status, _why(door, answer), may_later=status >= 500)
    found = read(door.form, answer.body)
    if found is None:
        raise Unclear("unreadable", answer.status)
    return found


def _why(door: Door, answer: Answer) -> str:
    found = read(door.form, answer.body) or []
    return "; ".join(filter(None, (text_of(record, "description") for record in found)))[:200]


def read(form: str, body: bytes) -> list[Record] | None:
    """Return the records of a JSON or XML body, None for anything else (a page, a broken line)."""
    try:
        return _from_json(body) if form == "json" else _from_xml(body)
    except (ValueError, RecursionError, ElementTree.ParseError, DefusedXmlException, LookupError):
        return None


def _from_json(body: bytes) -> list[Record] | None:
    content = json.loads(body)
    if isinstance(content, dict):
        # Some servers give one object, or put the list under its name.
        lists = [value for value in content.values() if isinstance(value, list)]
        content = lists[0] if len(lists) == 1 and len(content) == 1 else [content]
    if not isinstance(content, list) or not all(isinstance(one, dict) for one in content):
        return None
    return content


def _from_xml(body: bytes) -> list[Record] | None:
    root = fromstring(body, forbid_dtd=True)
    if root.tag.lower() in ("html", "rss"):
        return None
    return [_record(element) for element in root]


def _record(element: ElementTree.Element) -> Record:
    return {
        child.tag: (child.text or "") if len(child) == 0 else [_record(one) for one in child]
        for child in element
    }
