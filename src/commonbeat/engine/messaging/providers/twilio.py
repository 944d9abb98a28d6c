"""Texts through Twilio, with its own client."""

import json
import logging
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import requests
from django.conf import settings
from requests.adapters import HTTPAdapter
from twilio.base.exceptions import TwilioException, TwilioRestException
from twilio.http.http_client import TwilioHttpClient
from twilio.http.response import Response
from twilio.rest import Client
from urllib3.exceptions import NewConnectionError

from commonbeat.engine.messaging.providers.protocol import (
    Accepted,
    Found,
    Outgoing,
    Question,
    Rejected,
    Unsure,
)
from commonbeat.engine.messaging.rules.retries import CALL_SECONDS

OFFICIAL = "https://api.twilio.com"
# The clocks of two companies differ, and a list may be served from a copy that lags.
CLOCK_SKEW = timedelta(minutes=2)
# Nobody gets more texts than this from us between a send and the question about it.
LATEST = 50
# A call takes about a tenth of a second, so one worker sends some 150 texts a second.
AT_ONCE = 16
UNKNOWN_MESSAGE = 404
TOO_MANY = 429
# Our credentials, not the message, are wrong: the message waits until someone has mended them.
NOT_OUR_ACCOUNT = frozenset({401, 403})


class _HttpClient(TwilioHttpClient):
    """Twilio's own client with a base address that may be another one."""

    def __init__(self, base_url: str, seconds: float) -> None:
        super().__init__(timeout=seconds)
        self._base_url = base_url or OFFICIAL
        self.session = requests.Session()
        # Rounds of a worker overlap, and each keeps its lines open.
        for scheme in ("https://", "http://"):
            self.session.mount(scheme, HTTPAdapter(pool_maxsize=4 * AT_ONCE))

    def request(self, method: str, uri: str, *args: Any, **kwargs: Any) -> Response:  # type: ignore[override]
        return super().request(method, uri.replace(OFFICIAL, self._base_url, 1), *args, **kwargs)


class TwilioProvider:
    name = "twilio"
    at_once = AT_ONCE
    answers_questions = True

    def __init__(self, seconds: float = CALL_SECONDS) -> None:
        # Both libraries log addresses and bodies at DEBUG; a number must never reach a log.
        for chatty in ("twilio.http_client", "urllib3.connectionpool"):
            logging.getLogger(chatty).setLevel(logging.WARNING)
        self._messages = Client(  # type: ignore[no-untyped-call]
            settings.TWILIO_ACCOUNT_SID,
            settings.TWILIO_AUTH_TOKEN,
            http_client=_HttpClient(settings.TWILIO_BASE_URL, seconds),
        ).messages

    def send(self, message: Outgoing) -> Accepted:
        try:
            made = self._messages.create(
                to=message.to,
                from_=message.sender,
                body=message.body,
                status_callback=_callback_url(message.reference),
            )
        except TwilioRestException as answer:
            raise _refusal(answer) from None
        except requests.RequestException as broken:
            raise _broken_line(broken) from None
        except (TwilioException, json.JSONDecodeError, KeyError, ValueError):
            raise Unsure from None
        if not made.sid:
            raise Unsure
        return Accepted(made.sid, str(made.status or "queued"))

    def find(self, question: Question) -> Found | None:
        try:
            return self._fetch(question.ref) if question.ref else self._search(question)
        except (requests.RequestException, TwilioException, json.JSONDecodeError, KeyError, ValueError):
            raise Unsure from None

    def _fetch(self, ref: str) -> Found | None:
        try:
            return _found(self._messages(ref).fetch())
        except TwilioRestException as answer:
            if answer.status == UNKNOWN_MESSAGE:
                return None
            raise

    def _search(self, question: Question) -> Found | None:
        # A text that still waits at Twilio has no date of sending yet, so the filter by that date is not
        # used; the list of one person is short.
        earliest = question.since - CLOCK_SKEW
        for text in self._messages.list(to=question.to, from_=question.sender, limit=LATEST):
            is_recent = text.date_created is None or text.date_created >= earliest
            if is_recent and text.body == question.body and text.sid not in question.taken:
                return _found(text)
        return None


def _callback_url(reference: str) -> str:
    return f"{settings.PUBLIC_URL}/webhooks/twilio/status?{urlencode({'reference': reference})}"


def _found(text: Any) -> Found:
    return Found(text.sid, str(text.status), str(text.error_code or ""))


def _refusal(answer: TwilioRestException) -> Rejected | Unsure:
    code = str(answer.code or answer.status)
    if answer.status >= 500:
        return Unsure()
    if answer.status == TOO_MANY or answer.status in NOT_OUR_ACCOUNT:
        return Rejected(code, is_permanent=False)
    return Rejected(code, is_permanent=True)


def _broken_line(broken: requests.RequestException) -> Rejected | Unsure:
    cause = getattr(broken.args[0], "reason", None) if broken.args else None
    if isinstance(broken, requests.ConnectTimeout) or isinstance(cause, NewConnectionError):
        return Rejected("unreachable", is_permanent=False)
    return Unsure()
