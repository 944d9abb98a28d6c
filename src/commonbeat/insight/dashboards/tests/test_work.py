"""My work: everything promised in one's name, the oldest first, and nothing else."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from commonbeat.domain.conduct import actions
from commonbeat.domain.conduct.models import CallBack
from commonbeat.engine.casework import actions as casework
from commonbeat.engine.messaging.actions import contact_for_phone, receive
from commonbeat.engine.surveys.models import InstrumentVersion, Response
from commonbeat.ground.agency.models import Agency, Staff
from commonbeat.ground.core import clock
from commonbeat.ground.core.actor import SYSTEM
from commonbeat.insight.dashboards.queries import waiting_for

Answers = Callable[..., None]


@pytest.fixture
def promised(answers: Answers, officer: Staff, at: datetime) -> CallBack:
    answers(1, 0, staff=(officer,))
    actions.take_up(response=Response.objects.get(), at=at)
    return CallBack.objects.get()


def test_the_oldest_promise_stands_first_with_its_verb(
    client: Client, promised: CallBack, sergeant: Staff, larkspur: Agency, at: datetime
) -> None:
    for token, hours in (("b" * 16, 1), ("c" * 16, 0)):
        actions.receive_web(
            agency=larkspur,
            words="Thank you",
            who="",
            when="",
            language="en",
            token=token,
            at=at + timedelta(hours=hours),
        )
    works = waiting_for(sergeant, at)
    assert [work.verb for work in works] == ["Find who", "Find who", "Call back"]
    assert works[0].due_at < works[1].due_at < works[2].due_at
    client.force_login(sergeant.person)  # type: ignore[arg-type]
    page = client.get("/staff/").content.decode()
    assert f"/staff/call-backs/{promised.public_id}/" in page
    assert "svg" not in page[page.index("<main") :]


@pytest.mark.req("A11")
def test_the_officer_it_is_about_has_nothing_waiting(
    client: Client, promised: CallBack, officer: Staff
) -> None:
    client.force_login(officer.person)  # type: ignore[arg-type]
    page = client.get("/staff/").content.decode()
    assert "Nothing waits for you." in page
    assert promised.public_id not in page


def test_texts_and_alerts_wait_for_those_who_read_them(
    larkspur: Agency, hire: Callable[..., Staff], version: InstrumentVersion, at: datetime
) -> None:
    reader = hire("Ivy Lund", "messaging.read_conversations")
    duty = hire("Max Roe", "messaging.acknowledge_emergencies")
    receive(agency=larkspur, phone="+15555550143", body="can someone explain", provider_ref="1", at=at)
    receive(agency=larkspur, phone="+15555550144", body="he has a gun help", provider_ref="2", at=at)
    assert [work.verb for work in waiting_for(reader, at)] == ["Read"]
    assert [work.verb for work in waiting_for(duty, at)] == ["Act now"]


@pytest.mark.req("A11")
def test_texts_of_someone_who_is_called_back_are_not_put_before_the_officer_it_is_about(
    larkspur: Agency, hire: Callable[..., Staff], promised: CallBack, at: datetime
) -> None:
    reader = hire("Ivy Lund", "messaging.read_conversations")
    contact = contact_for_phone(agency=larkspur, phone="+15555550143", at=at)
    invitation = promised.response.invitation
    assert invitation is not None
    invitation.contact = contact
    invitation.save()
    receive(agency=larkspur, phone="+15555550143", body="it was unfair", provider_ref="1", at=at)
    assert len(waiting_for(reader, at)) == 1
    promised.barred.add(reader)
    assert waiting_for(reader, at) == []


def test_the_page_takes_a_fixed_number_of_queries(
    client: Client,
    answers: Answers,
    hire: Callable[..., Staff],
    larkspur: Agency,
    at: datetime,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    everyone = hire(
        "Ivy Lund",
        "conduct.call_back",
        "conduct.hand_over",
        "conduct.look_at_thanks",
        "messaging.read_conversations",
        "messaging.acknowledge_emergencies",
        "messaging.approve_templates",
    )
    answers(6, 0)
    for response in Response.objects.all():
        actions.take_up(response=response, at=at)
    for position in range(6):
        phone = f"+1555555015{position}"
        receive(agency=larkspur, phone=phone, body="please explain", provider_ref=f"{position}", at=at)
    client.force_login(everyone.person)  # type: ignore[arg-type]
    with django_assert_max_num_queries(23):
        assert client.get("/staff/").content.decode().count("<li>") >= 12


def test_cases_wait_with_their_promise_and_with_new_words(
    client: Client, larkspur: Agency, hire: Callable[..., Staff], settings: Settings, at: datetime
) -> None:
    settings.CASE_TYPES = [*settings.CASE_TYPES, "commonbeat.engine.casework.tests.parcel.PARCEL"]
    boss = hire("Pat Boss", "parcels.see", "parcels.work")
    worker = hire("Sam Reed", "parcels.see", "parcels.work", supervisor=boss)
    opened = at - timedelta(days=2)
    case = casework.open_case(agency=larkspur, kind="parcel", by=SYSTEM, at=opened, is_private=False)
    assert waiting_for(worker, at) == []
    casework.assign(case=case, to=worker, by=SYSTEM, at=opened)
    [work] = waiting_for(worker, at)
    assert work.is_late(at)
    receipt, _token = casework.give_receipt(case=case, language="en", at=opened)
    casework.write_from_resident(receipt=receipt, body="It is back.", at=opened)
    assert [work.verb for work in waiting_for(worker, at)] == ["Read"]
    casework.keep_time(at=at)
    [told] = waiting_for(boss, at)
    assert (told.verb, told.is_act) == ("Seen, open it", True)
    with clock.standing_at(at):
        client.force_login(boss.person)  # type: ignore[arg-type]
        assert f'action="{told.address}"' in client.get("/staff/").text
        client.post(told.address)
    assert waiting_for(boss, at) == []
