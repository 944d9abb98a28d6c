"""News of an area by e-mail: asked for, confirmed, sent if anything is new, ended with one press."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from commonbeat.domain.concerns.actions.subscriptions import (
    forget_unconfirmed,
    subscribe,
    tell_subscribers,
)
from commonbeat.domain.concerns.models import Category, Concern, Subscription
from commonbeat.engine.messaging.models import Message
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.core import clock

Report = Callable[..., Concern]
ADDRESS = "ana@example.com"


@pytest.fixture(autouse=True)
def today(at: datetime, kinds: dict[str, Category]) -> Any:
    with clock.standing_at(at):
        yield


def ask(client: Client, language: str = "en", **wish: str) -> Subscription:
    answer = client.post("/concerns/news/", {"email": ADDRESS, **wish}, headers={"accept-language": language})
    assert answer.headers["Location"] == "/concerns/news/asked/"
    return Subscription.objects.order_by("-pk")[0]


def link_in(message: Message, name: str) -> str:
    found = re.search(rf"https?://[^/]+(/concerns/news/\w+/{name}/)", message.body)
    assert found is not None
    return found[1]


def test_nothing_is_sent_before_the_address_said_yes(client: Client, send: Report, at: datetime) -> None:
    ask(client)
    ask(client)
    asked = Message.objects.get()
    address = link_in(asked, "yes")
    send("graffiti", at=at + timedelta(hours=1))
    assert tell_subscribers(at=at + timedelta(days=1)) == 0
    # Programs that look into mail open each link: only the press counts.
    assert client.get(address).status_code == 200
    assert Subscription.objects.get().confirmed_at is None
    client.post(address)
    assert Subscription.objects.get().confirmed_at == at


@pytest.mark.parametrize(
    ("language", "title"), [("en", "2 new reports"), ("es", "2 reportes nuevos"), ("ar", "بلاغان جديدان")]
)
def test_a_digest_comes_once_a_day_when_something_is_new(
    language: str, title: str, client: Client, send: Report, at: datetime
) -> None:
    wish = ask(client, language, area="A")
    client.post(f"/concerns/news/{wish.token}/yes/")
    morning = at + timedelta(hours=20)
    assert tell_subscribers(at=morning) == 0
    later = morning + timedelta(hours=1)
    for where in (-76.605, -76.605, -76.595):
        send("graffiti", longitude=where, at=later)
    send("hate_incident", at=later)
    assert tell_subscribers(at=later + timedelta(hours=1)) == 0
    assert tell_subscribers(at=morning + timedelta(hours=12)) == 0
    next_morning = morning + timedelta(days=1)
    assert [tell_subscribers(at=next_morning), tell_subscribers(at=next_morning + timedelta(hours=1))] == [
        1,
        0,
    ]
    told = Message.objects.order_by("-pk")[0]
    assert told.title.startswith(title)
    assert (told.channel, told.language, told.state) == ("email", language, "queued")
    assert len(told.body) < 1600
    end = link_in(told, "end")
    assert client.get(end).status_code == 200
    assert Subscription.objects.get().ended_at is None
    client.post(end)
    send("graffiti", at=next_morning + timedelta(hours=2))
    assert tell_subscribers(at=next_morning + timedelta(days=1)) == 0


def test_before_seven_in_the_morning_nobody_is_written_to(client: Client, send: Report, at: datetime) -> None:
    wish = ask(client)
    client.post(f"/concerns/news/{wish.token}/yes/")
    send("graffiti", at=at + timedelta(minutes=1))
    night = at.replace(hour=10, minute=59) + timedelta(days=1)  # 6:59 in Larkspur
    assert tell_subscribers(at=night) == 0
    assert tell_subscribers(at=night + timedelta(minutes=1)) == 1


def test_an_address_that_nobody_confirms_is_forgotten(client: Client, at: datetime) -> None:
    ask(client)
    assert forget_unconfirmed(at=at + timedelta(days=6)) == 0
    assert forget_unconfirmed(at=at + timedelta(days=7)) == 1


def test_a_private_kind_cannot_be_asked_for(client: Client) -> None:
    answer = client.post("/concerns/news/", {"email": ADDRESS, "category": "hate_incident"})
    private = Category.objects.get(key="hate_incident").is_private
    assert answer.status_code == (422 if private else 302)
    assert client.post("/concerns/news/", {"email": "no address"}).status_code == 422
    assert client.get("/concerns/news/nothing/yes/").status_code == 404


def test_a_stranger_is_not_written_to_for_each_kind_there_is(
    larkspur: Agency, kinds: dict[str, Category], at: datetime
) -> None:
    told: dict[str, Any] = {"agency": larkspur, "email": "bo@example.com", "language": "en"}
    for kind in kinds.values():
        subscribe(area=None, category=kind, at=at, **told)
    assert Message.objects.filter(channel="email").count() == 3
    subscribe(area=None, category=None, at=at + timedelta(days=1, minutes=1), **told)
    assert Message.objects.filter(channel="email").count() == 4
