"""What a received text sets off, from the words to the opt-out, the answer and the person who reads it."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from commonbeat.engine.messaging import actions
from commonbeat.engine.messaging.choices import MessageState, Scope
from commonbeat.engine.messaging.models import EmergencyAlert, Message, OptOut
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.core.actor import SYSTEM

NUMBER = "+12025550143"
Receive = Callable[..., Message]


@pytest.fixture
def receive(larkspur: Agency, at: datetime) -> Receive:
    count = iter(range(100))

    def take(body: str, *, language: str = "", later: timedelta = timedelta()) -> Message:
        contact = actions.contact_for_phone(agency=larkspur, phone=NUMBER, language=language, at=at)
        assert contact.agency == larkspur
        return actions.receive(
            agency=larkspur, phone=NUMBER, body=body, provider_ref=f"IN{next(count)}", at=at + later
        )

    return take


def answers() -> list[str]:
    return list(Message.objects.filter(direction="out").order_by("pk").values_list("body", flat=True))


@pytest.mark.req("A7")
@pytest.mark.parametrize(
    ("body", "scope"),
    [
        ("Stop!", "all"),
        ("please don't text me again", "all"),
        ("Wrong number. Take me off this list.", "all"),
        ("no me escriban más", "all"),
        ("stop surveys", "surveys"),
        ("no más encuestas", "surveys"),
        ("no more updates", "updates"),
    ],
)
def test_a_wish_to_stop_holds_at_once_is_confirmed_once_and_start_brings_it_back(
    receive: Receive, at: datetime, body: str, scope: str
) -> None:
    message = receive(body)
    [stopped] = OptOut.objects.filter(lifted_at=None)
    assert (stopped.scope, stopped.at) == (scope, at)
    [confirmation] = answers()
    assert confirmation.startswith("Larkspur Police")
    receive(body, later=timedelta(seconds=30))
    assert len(answers()) == 1

    held = Scope.UPDATES if scope == "updates" else Scope.SURVEYS
    later = actions.queue(
        contact=message.contact,
        scope=held,
        body="Larkspur Police: how did we do?",
        language="en",
        by=SYSTEM,
        at=at + timedelta(minutes=1),
    )
    assert (later.state, later.reason) == (MessageState.SUPPRESSED, "opted_out")

    receive("START", later=timedelta(minutes=2))
    assert not OptOut.objects.filter(lifted_at=None).exists()


@pytest.mark.req("A7")
@pytest.mark.parametrize("body", ["STOP 12345", "He told me to stop the car", "please cancel my report"])
def test_words_that_may_mean_something_else_go_to_a_person(receive: Receive, body: str) -> None:
    assert receive(body).needs_person
    assert not OptOut.objects.exists()
    assert answers() == []


@pytest.mark.req("A13")
@pytest.mark.parametrize("is_adopted", [True, False])
@pytest.mark.parametrize("language", ["es", ""])
def test_who_writes_spanish_gets_the_spanish_confirmation(
    receive: Receive, larkspur: Agency, at: datetime, is_adopted: bool, language: str
) -> None:
    if is_adopted:
        actions.adopt_shipped(agency=larkspur, adopted_by="Ana Ruiz", by=SYSTEM, at=at)
    receive("ALTO", language=language)
    [confirmation] = answers()
    assert "INICIAR" in confirmation
    assert "START" not in confirmation


@pytest.mark.req("A13")
def test_who_asks_for_a_language_is_answered_in_it(receive: Receive) -> None:
    message = receive("ES")
    assert message.contact.language == "es"
    [answer] = answers()
    assert "español" in answer


@pytest.mark.req("A8")
@pytest.mark.parametrize(
    ("body", "language"), [("someone is breaking in", "en"), ("me está pegando", "es"), ("no respira", "")]
)
def test_danger_is_answered_in_the_same_breath_and_someone_is_alerted(
    receive: Receive, at: datetime, body: str, language: str
) -> None:
    message = receive(body, language=language)
    assert EmergencyAlert.objects.get().message == message
    [answer] = Message.objects.filter(direction="out")
    assert "911" in answer.body
    assert answer.queued_at - message.queued_at < timedelta(seconds=10)
    assert answer.state != MessageState.SUPPRESSED
    assert message.needs_person
