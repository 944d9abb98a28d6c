"""What tests of conduct share: a department, its published survey, and people who answer it."""

from collections.abc import Callable
from datetime import datetime

import pytest

from commonbeat.engine.messaging.actions import contact_for_phone
from commonbeat.engine.messaging.models import Contact
from commonbeat.engine.surveys.actions import Given, adopt, invite, open_response, save_answers
from commonbeat.engine.surveys.models import InstrumentVersion, Response
from commonbeat.ground.agency.models import Agency, Staff
from commonbeat.ground.core.actor import RESIDENT, SYSTEM


@pytest.fixture
def sergeant(hire: Callable[..., Staff]) -> Staff:
    return hire("Dana Cole", "conduct.call_back", "conduct.look_at_thanks")


@pytest.fixture
def officer(hire: Callable[..., Staff], sergeant: Staff) -> Staff:
    return hire("Sam Reed", supervisor=sergeant)


@pytest.fixture
def liaison(hire: Callable[..., Staff]) -> Staff:
    return hire("Noor Haddad", "conduct.hand_over")


@pytest.fixture
def version(larkspur: Agency, hire: Callable[..., Staff], at: datetime) -> InstrumentVersion:
    return adopt(agency=larkspur, key="contact", by=hire("Kim Ortiz", "surveys.publish"), at=at)


@pytest.fixture
def resident(larkspur: Agency, at: datetime) -> Contact:
    return contact_for_phone(agency=larkspur, phone="+15555550142", language="en", at=at)


@pytest.fixture
def respond(
    version: InstrumentVersion, larkspur: Agency, resident: Contact, officer: Staff, at: datetime
) -> Callable[..., Response]:
    """Return a function that answers a survey by text: respond(2, "They were late.")."""

    def give(
        rating: int | None,
        comment: str = "",
        *,
        contact: Contact | None = resident,
        language: str = "en",
        staff: tuple[Staff, ...] = (officer,),
        is_whole: bool = True,
    ) -> Response:
        invitation = invite(
            agency=larkspur,
            version=version,
            stratum="text" if contact else "web_link",
            contact=contact,
            category="Noise",
            staff=staff,
            language=language,
            by=SYSTEM,
            at=at,
        )
        response = open_response(invitation=invitation, at=at)
        given = {"satisfaction": Given(rating), "comment": Given(text=comment)}
        if is_whole:
            given |= {"listened": Given(rating), "fair": Given(rating)}
        save_answers(response=response, given=given, by=RESIDENT, at=at)
        return Response.objects.get(pk=response.pk)

    return give
