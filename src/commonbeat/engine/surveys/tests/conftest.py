"""A published survey and a resident with a telephone, for the tests of this app."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from commonbeat.engine.messaging.actions import contact_for_phone, dispatch, receive
from commonbeat.engine.messaging.models import Contact, Message
from commonbeat.engine.surveys.actions import adopt, invite
from commonbeat.engine.surveys.models import InstrumentVersion, Invitation
from commonbeat.ground.agency.models import Agency, Staff
from commonbeat.ground.core.actor import SYSTEM


@pytest.fixture
def chief(hire: Callable[..., Staff]) -> Staff:
    return hire("Dana Ortiz", "surveys.publish", "surveys.enter_answers")


@pytest.fixture
def version(larkspur: Agency, chief: Staff, at: datetime) -> InstrumentVersion:
    return adopt(agency=larkspur, key="contact", by=chief, at=at - timedelta(days=90))


@pytest.fixture
def rosa(larkspur: Agency, at: datetime) -> Contact:
    return contact_for_phone(agency=larkspur, phone="+15555550123", language="en", at=at)


@pytest.fixture
def invitation(larkspur: Agency, version: InstrumentVersion, rosa: Contact, at: datetime) -> Invitation:
    """Return a survey whose first question has gone out to Rosa."""
    made = invite(
        agency=larkspur, contact=rosa, subject="call:abc", category="Theft", shift="Day", by=SYSTEM, at=at
    )
    dispatch(at=at, limit=10, worker="test")
    return made


class Telephone:
    """Rosa's: sends a text, lets the house work, and reads what came back."""

    def __init__(self, agency: Agency, contact: Contact, work: Callable[[], int], at: datetime) -> None:
        self.agency, self.contact, self.work, self.at = agency, contact, work, at
        self.sent = 0

    def text(self, body: str, *, after: timedelta = timedelta(minutes=1), ref: str = "") -> Message:
        """Send a text some time after the one before; the answers to it go out at once."""
        self.at += after
        message = self.overtake(body, ref=ref)
        dispatch(at=self.at, limit=50, worker="test")
        return message

    def overtake(self, body: str, *, ref: str = "") -> Message:
        """Send a text whose answer has not gone out before the next thing happens."""
        self.sent += 1
        message = receive(
            agency=self.agency,
            phone=self.contact.phone,
            body=body,
            provider_ref=ref or f"SM{self.sent:032}",
            at=self.at,
        )
        self.work()
        message.refresh_from_db()
        return message

    def inbox(self) -> list[str]:
        """Return the texts that reached it, oldest first."""
        out = Message.objects.filter(contact=self.contact, direction="out", sent_at__isnull=False)
        return list(out.order_by("pk").values_list("body", flat=True))


@pytest.fixture
def phone(larkspur: Agency, rosa: Contact, work: Callable[[], int], at: datetime) -> Telephone:
    return Telephone(larkspur, rosa, work, at)
