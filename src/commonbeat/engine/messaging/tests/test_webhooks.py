"""What providers call: signed, repeatable, in any order."""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from pytest_django.fixtures import Settings
from twilio.request_validator import RequestValidator

from commonbeat.engine.messaging import actions
from commonbeat.engine.messaging.choices import MessageState, Scope
from commonbeat.engine.messaging.models import Contact, Message, OptOut, StatusReport
from commonbeat.engine.messaging.rules.status import RANKS, STATES, is_news
from commonbeat.engine.messaging.tests.carrier import Carrier
from commonbeat.ground.core import clock
from commonbeat.ground.core.actor import SYSTEM
from commonbeat.ground.ledger.models import Entry

PUBLIC = "https://larkspur.example"
SMS, STATUS = "/webhooks/twilio/sms", "/webhooks/twilio/status"
LARKSPUR = "+15555550199"
TOKEN = "12345"


@pytest.fixture(autouse=True)
def public_address(settings: Settings) -> None:
    settings.PUBLIC_URL = PUBLIC


def signed(path: str, fields: dict[str, Any], token: str = TOKEN) -> str:
    validator = RequestValidator(token)  # type: ignore[no-untyped-call]
    return str(validator.compute_signature(PUBLIC + path, fields))  # type: ignore[no-untyped-call]


def call(client: Client, path: str, fields: dict[str, Any], *, token: str = TOKEN) -> Any:
    return client.post(path, fields, headers={"X-Twilio-Signature": signed(path, fields, token)})


def inbound(body: str, ref: str = "SM1", **more: str) -> dict[str, str]:
    return {"MessageSid": ref, "From": "+15555550123", "To": LARKSPUR, "Body": body, "NumMedia": "0", **more}


def report(message: Message, status: str, **more: str) -> dict[str, str]:
    return {"MessageSid": message.provider_ref, "MessageStatus": status, "To": "+15555550123", **more}


@pytest.fixture
def sent(twilio: Carrier, neighbour: Contact, at: datetime) -> Message:
    message = actions.queue(contact=neighbour, scope=Scope.UPDATES, body="Hello", by=SYSTEM, at=at)
    actions.dispatch(at=at, worker="w1")
    message.refresh_from_db()
    return message


def test_the_published_signatures_are_computed() -> None:
    validator: Any = RequestValidator(TOKEN)  # type: ignore[no-untyped-call]
    address = "https://mycompany.com/myapp.php?foo=1&bar=2"
    fields = {
        "CallSid": "CA1234567890ABCDE",
        "Digits": "1234",
        "From": "+14158675309",
        "To": "+18005551212",
        "Caller": "+14158675309",
    }
    assert validator.compute_signature(address, fields) == "RSOYDt4T1cUTdK1PDd93/VVr8B8="
    assert validator.validate(address, fields, "RSOYDt4T1cUTdK1PDd93/VVr8B8=")
    body = '{"property": "value", "boolean": true}'
    digest = "0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620"
    assert validator.validate(f"{address}&bodySHA256={digest}", body, "a9nBmqA0ju/hNViExpshrM61xv4=")


def test_a_signed_text_is_taken_in(twilio: Carrier, client: Client) -> None:
    answer = call(client, SMS, inbound("They were kind"))
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/xml")
    assert answer.content.endswith(b"<Response/>")
    assert Message.objects.get(direction="in").body == "They were kind"


def test_fields_that_nobody_knew_still_validate(twilio: Carrier, client: Client) -> None:
    assert call(client, SMS, inbound("Hi", Sentiment="warm", NewIn2027="ñ 👍")).status_code == 200
    assert Message.objects.filter(direction="in").count() == 1


@pytest.mark.parametrize("path", [SMS, STATUS])
def test_forged_calls_are_refused(twilio: Carrier, client: Client, path: str) -> None:
    assert call(client, path, inbound("Hi"), token="another").status_code == 403
    assert client.post(path, inbound("Hi")).status_code == 403
    signature = signed(path, inbound("Hi"))
    tampered = inbound("Hi", Body="STOP")
    assert client.post(path, tampered, headers={"X-Twilio-Signature": signature}).status_code == 403
    assert client.get(path).status_code == 405
    assert not Message.objects.exists()


def test_without_a_token_nothing_is_believed(twilio: Carrier, client: Client, settings: Settings) -> None:
    settings.TWILIO_AUTH_TOKEN = ""
    assert call(client, SMS, inbound("Hi"), token="").status_code == 403


def test_a_repeated_text_is_taken_in_once(twilio: Carrier, client: Client) -> None:
    for _time in range(3):
        assert call(client, SMS, inbound("They were kind")).status_code == 200
    assert Message.objects.filter(direction="in").count() == 1
    assert Entry.objects.filter(verb="message.received").count() == 1


@pytest.mark.req("A7")
def test_stop_through_the_webhook_is_confirmed_through_the_carrier(twilio: Carrier, client: Client) -> None:
    call(client, SMS, inbound("Stop."))
    call(client, SMS, inbound("Stop."))
    [text] = twilio.received
    assert "no more texts" in text["body"]


def test_the_carriers_own_reading_of_stop_is_honoured(twilio: Carrier, client: Client) -> None:
    call(client, SMS, inbound("Arrêt", OptOutType="STOP"))
    assert OptOut.objects.get().scope == "all"
    assert twilio.received == []


def test_a_sender_without_a_number_is_answered_and_dropped(twilio: Carrier, client: Client) -> None:
    assert call(client, SMS, inbound("WIN A PRIZE", From="32665")).status_code == 200
    assert not Message.objects.exists()


def test_a_report_moves_a_text_forward(sent: Message, client: Client) -> None:
    for status, state in [("sent", MessageState.SENT), ("delivered", MessageState.DELIVERED)]:
        assert call(client, STATUS, report(sent, status)).status_code == 200
        sent.refresh_from_db()
        assert sent.state == state
    assert Entry.objects.filter(verb="message.delivered").count() == 1


def test_a_report_that_comes_late_or_twice_changes_nothing(sent: Message, client: Client) -> None:
    for status in ("delivered", "sent", "queued", "delivered", "sending"):
        assert call(client, STATUS, report(sent, status)).status_code == 200
    sent.refresh_from_db()
    assert sent.state == MessageState.DELIVERED
    assert Entry.objects.filter(verb="message.delivered").count() == 1
    assert StatusReport.objects.filter(status="delivered").count() == 1


def test_a_failure_is_stored_with_its_code(sent: Message, client: Client) -> None:
    call(client, STATUS, report(sent, "undelivered", ErrorCode="30006"))
    sent.refresh_from_db()
    assert (sent.state, sent.error_code) == (MessageState.UNDELIVERED, "30006")
    assert sent.agency.message_blocks.get().kind == "landline"


def test_a_report_about_an_unsure_text_settles_it(
    twilio: Carrier, neighbour: Contact, client: Client
) -> None:
    now = clock.now()
    twilio.faults.append("broken after")
    message = actions.queue(
        contact=neighbour, scope=Scope.UPDATES, message_class="answer", body="Hi", by=SYSTEM, at=now
    )
    actions.dispatch(at=now, worker="w1")
    path = f"{STATUS}?{urlencode({'reference': message.public_id})}"
    call(client, path, {"MessageSid": "SM9", "MessageStatus": "delivered"})
    message.refresh_from_db()
    assert (message.state, message.provider_ref) == (MessageState.DELIVERED, "SM9")


def test_our_callback_address_carries_our_own_id(sent: Message, twilio: Carrier) -> None:
    assert (
        urlencode({"StatusCallback": f"{PUBLIC}{STATUS}?reference={sent.public_id}"})
        in twilio.requests[0]["body"]
    )


def test_a_report_that_overtakes_the_answer_is_applied_when_the_answer_is_stored(
    twilio: Carrier, neighbour: Contact, at: datetime
) -> None:
    ref = f"SM{0:032x}"
    assert not actions.apply_status(provider="twilio", provider_ref=ref, status="delivered", at=at)
    message = actions.queue(contact=neighbour, scope=Scope.UPDATES, body="Hi", by=SYSTEM, at=at)
    actions.dispatch(at=at, worker="w1")
    message.refresh_from_db()
    assert (message.state, message.provider_ref) == (MessageState.DELIVERED, ref)


def test_a_late_report_keeps_a_requeued_text_from_going_again(
    twilio: Carrier, neighbour: Contact, at: datetime
) -> None:
    twilio.faults.append("broken")
    message = actions.queue(contact=neighbour, scope=Scope.UPDATES, body="Hi", by=SYSTEM, at=at)
    actions.dispatch(at=at, worker="w1")
    actions.settle(at=at + timedelta(minutes=10), worker="w2")
    actions.apply_status(
        provider="twilio", provider_ref="SM7", reference=message.public_id, status="sent", at=at
    )
    assert actions.dispatch(at=at + timedelta(minutes=10), worker="w3") == 0
    assert twilio.received == []


def test_statuses_never_go_back() -> None:
    order = ["queued", "sending", "sent", "failed", "delivered"]
    assert sorted(order, key=RANKS.__getitem__) == order
    for state in STATES.values():
        assert not is_news("delivered", state)
        assert not is_news("suppressed", state)
