"""The whole conversation by text, through the listeners: bad answers, the offer, the wish."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from commonbeat.domain.conduct.choices import Wish
from commonbeat.domain.conduct.models import CallBack, Thanks
from commonbeat.engine.messaging.actions import dispatch, receive
from commonbeat.engine.messaging.models import Contact, Message
from commonbeat.engine.surveys.actions import invite
from commonbeat.engine.surveys.models import InstrumentVersion
from commonbeat.ground.agency.models import Agency, Staff
from commonbeat.ground.core.actor import SYSTEM
from commonbeat.ground.core.clock import now
from commonbeat.ground.ledger.models import Entry


@pytest.fixture
def text(
    larkspur: Agency, version: InstrumentVersion, resident: Contact, officer: Staff, work: Callable[[], int]
) -> Callable[[str], None]:
    """Return a function by which an invited resident texts, and everyone who listens hears it."""
    asked_at = now() - timedelta(hours=1)
    invite(
        agency=larkspur,
        version=version,
        contact=resident,
        subject="call:abc",
        category="Noise",
        staff=[officer],
        by=SYSTEM,
        at=asked_at,
    )

    def send(body: str) -> None:
        number = Message.objects.filter(direction="in").count()
        receive(agency=larkspur, phone=resident.phone, body=body, provider_ref=f"in-{number}", at=now())
        work()
        dispatch(at=now(), limit=100, worker="test")

    dispatch(at=now(), limit=100, worker="test")
    return send


@pytest.mark.req("A11")
@pytest.mark.django_db(transaction=True)
def test_a_bad_contact_ends_in_the_wish_the_resident_texts(text: Callable[[str], None]) -> None:
    text("1")
    assert CallBack.objects.get().wish == Wish.UNASKED
    for body in ("2", "1", "They were late and did not listen."):
        text(body)
    assert CallBack.objects.get().wish == Wish.ASKED
    text("3")
    assert CallBack.objects.get().wish == Wish.CONFIRMING
    assert not Entry.objects.filter(verb="complaint.requested").exists()
    text("Yes")
    assert CallBack.objects.get().wish == Wish.COMPLAINT
    assert not Message.objects.filter(direction="in", needs_person=True).exists()
    # The answers stand as they were given: the wish is no rating.
    ratings = CallBack.objects.get().response.answers.filter(value__isnull=False)
    assert list(ratings.order_by("item__position").values_list("value", flat=True)) == [1, 2, 1]


@pytest.mark.req("A10")
@pytest.mark.django_db(transaction=True)
def test_a_good_contact_ends_in_thanks_on_the_officers_page(
    text: Callable[[str], None], officer: Staff
) -> None:
    for body in ("5", "5", "5", "So patient with my mother. My cell is 555-555-0142"):
        text(body)
    thanks = Thanks.objects.get()
    assert thanks.deliveries.filter(staff=officer, is_copy=False).exists()
    assert thanks.scrubbed == "So patient with my mother. My cell is [phone]"
    assert not CallBack.objects.exists()
