"""E-mails are plain, carry a way out that works with one click, and are never sent twice."""

import smtplib
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from pytest_django.fixtures import Settings

from commonbeat.engine.messaging import actions
from commonbeat.engine.messaging.choices import Channel, MessageState, OptOutScope, Reason, Scope
from commonbeat.engine.messaging.models import Contact, Message, OptOut
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.core.actor import SYSTEM


@pytest.fixture
def reader(larkspur: Agency, at: datetime) -> Contact:
    return actions.contact_for_email(agency=larkspur, email="ana@example.org", at=at)


def write(reader: Contact, at: datetime) -> Message:
    return actions.queue(
        contact=reader,
        scope=Scope.UPDATES,
        channel=Channel.EMAIL,
        title="Your report",
        body="We read it.",
        by=SYSTEM,
        at=at,
    )


def way_out(mail: EmailMessage) -> str:
    return str(mail.extra_headers["List-Unsubscribe"]).strip("<>").partition("/unsubscribe/")[2]


def test_an_e_mail_goes_out_with_one_click_way_out(
    reader: Contact, at: datetime, mailoutbox: list[EmailMessage]
) -> None:
    message = write(reader, at.replace(hour=6))
    actions.dispatch(at=at.replace(hour=6), worker="w1")
    message.refresh_from_db()
    [mail] = mailoutbox
    assert message.state == MessageState.SENT, "e-mail wakes nobody, so it keeps no quiet hours"
    assert (mail.to, mail.subject, mail.body) == (["ana@example.org"], "Your report", "We read it.")
    assert mail.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_opening_the_address_changes_nothing_and_posting_stops(
    reader: Contact, at: datetime, mailoutbox: list[EmailMessage], client: Client
) -> None:
    write(reader, at)
    actions.dispatch(at=at, worker="w1")
    address = f"/unsubscribe/{way_out(mailoutbox[0])}"
    assert client.get(address).status_code == 200
    assert not OptOut.objects.exists()
    # A mail program posts exactly this, with no cookie and no form of ours.
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    row = OptOut.objects.get()
    assert (row.channel, row.scope, row.source) == (Channel.EMAIL, OptOutScope.UPDATES, "web")
    assert write(reader, at).reason == Reason.OPTED_OUT


def test_a_made_up_address_is_not_found(db: None, larkspur: Agency, client: Client) -> None:
    assert client.post("/unsubscribe/nonsense/").status_code == 404


class Refusing:
    """A mail server that answers with an error."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def __call__(self, *_args: Any, **_more: Any) -> int:
        raise self.error


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (smtplib.SMTPRecipientsRefused({"ana@example.org": (550, b"no such user")}), MessageState.FAILED),
        (smtplib.SMTPRecipientsRefused({"ana@example.org": (451, b"try later")}), MessageState.QUEUED),
        (smtplib.SMTPConnectError(421, b"busy"), MessageState.QUEUED),
        (ConnectionRefusedError(), MessageState.QUEUED),
        (smtplib.SMTPServerDisconnected(), MessageState.UNCERTAIN),
        (TimeoutError(), MessageState.UNCERTAIN),
    ],
    ids=["unknown", "later", "busy", "closed", "cut off", "silent"],
)
def test_a_mail_server_that_refuses_is_understood(
    reader: Contact, at: datetime, monkeypatch: pytest.MonkeyPatch, error: Exception, state: str
) -> None:
    monkeypatch.setattr(EmailMessage, "send", Refusing(error))
    message = write(reader, at)
    actions.dispatch(at=at, worker="w1")
    message.refresh_from_db()
    assert message.state == state


def test_an_e_mail_that_broke_off_is_not_sent_again(
    reader: Contact, at: datetime, monkeypatch: pytest.MonkeyPatch, mailoutbox: list[EmailMessage]
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(EmailMessage, "send", Refusing(TimeoutError()))
        message = write(reader, at)
        actions.dispatch(at=at, worker="w1")
    actions.settle(at=at + timedelta(minutes=10), worker="w2")
    actions.dispatch(at=at + timedelta(minutes=10), worker="w3")
    message.refresh_from_db()
    assert (message.state, message.reason) == (MessageState.FAILED, Reason.UNCONFIRMED)
    assert mailoutbox == []


def test_the_address_in_the_e_mail_is_the_public_one(
    reader: Contact, at: datetime, mailoutbox: list[EmailMessage], settings: Settings
) -> None:
    settings.PUBLIC_URL = "https://larkspur.example"
    write(reader, at)
    actions.dispatch(at=at, worker="w1")
    assert (
        mailoutbox[0].extra_headers["List-Unsubscribe"].startswith("<https://larkspur.example/unsubscribe/")
    )
