"""The page of kept words: what is due, what was destroyed, and the holds of named people."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from commonbeat.ground.agency.models import Agency, Staff
from commonbeat.ground.core import clock
from commonbeat.ground.retention.actions import place_hold
from commonbeat.ground.retention.models import Certificate, Hold
from commonbeat.ground.retention.queries import kept_words

Hire = Callable[..., Staff]
PAGE = "/staff/kept-words/"


@pytest.fixture
def keeper(hire: Hire) -> Staff:
    return hire("Jo Park", "retention.manage", "agency.change_settings")


@pytest.fixture
def desk(client: Client, keeper: Staff) -> Client:
    client.force_login(keeper.person)  # type: ignore[arg-type]
    return client


def certify(agency: Agency, at: datetime, count: int = 1200) -> Certificate:
    return Certificate.objects.create(
        agency=agency,
        words="messages",
        count=count,
        oldest=at - timedelta(days=800),
        newest=at - timedelta(days=740),
        rule="messaging.words_days",
        days=730,
        at=at,
    )


def test_hold_is_placed_and_lifted_with_reasons(desk: Client, keeper: Staff, at: datetime) -> None:
    with clock.standing_at(at):
        answer = desk.post(
            reverse("retention:place"), {"words": "messages", "reason": "A lawsuit"}, follow=True
        )
        page = answer.content.decode()
        assert "The hold stands." in page
        assert "A lawsuit" in page
        assert '<span class="tag tag--stop">Held</span>' in page
        hold = Hold.objects.get()
        address = reverse("retention:hold", args=[hold.public_id])
        assert "A lawsuit" in desk.get(address).content.decode()
        assert desk.post(address, {"reason": ""}).status_code == 422
        answer = desk.post(address, {"reason": "It is over"}, follow=True)
        assert "Lifted." in answer.content.decode()
        assert "No hold stands." in answer.content.decode()
        assert desk.post(address, {"reason": "Again"}).status_code == 409
        assert "It is over" in desk.get(address).content.decode()
    hold.refresh_from_db()
    assert (hold.lifted_by, hold.lifted_because, hold.lifted_at) == (keeper, "It is over", at)


@pytest.mark.parametrize("sent", [{"words": "", "reason": ""}, {"words": "figures", "reason": "An audit"}])
def test_hold_without_reason_or_of_nothing_known_is_not_placed(desk: Client, sent: dict[str, str]) -> None:
    assert desk.post(reverse("retention:place"), sent).status_code == 422
    assert not Hold.objects.exists()


def test_certificates_are_listed_the_newest_first(desk: Client, larkspur: Agency, at: datetime) -> None:
    old, new = certify(larkspur, at), certify(larkspur, at + timedelta(days=1), count=7)
    page = desk.get(PAGE).content.decode()
    assert "1,200" in page
    assert page.index(new.public_id) < page.index(old.public_id)
    assert "California Government Code 34090(d)" in page


def test_page_takes_no_more_reads_for_more_rows(
    desk: Client,
    larkspur: Agency,
    keeper: Staff,
    at: datetime,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for day in range(60):
        certify(larkspur, at + timedelta(days=day))
        place_hold(words="", reason=f"Number {day}", by=keeper, at=at)
    with django_assert_max_num_queries(8 + 2 * len(kept_words())):
        desk.get(PAGE)


def test_page_is_closed_to_others(client: Client, hire: Hire, keeper: Staff, at: datetime) -> None:
    hold = place_hold(words="", reason="A lawsuit", by=keeper, at=at)
    client.force_login(hire("Sam Reed").person)  # type: ignore[arg-type]
    address = reverse("retention:hold", args=[hold.public_id])
    for method, where in (
        ("get", PAGE),
        ("post", reverse("retention:place")),
        ("get", address),
        ("post", address),
    ):
        assert getattr(client, method)(where).status_code == 403


def test_page_speaks_spanish(desk: Client, larkspur: Agency, at: datetime) -> None:
    certify(larkspur, at)
    page = desk.get(PAGE, headers={"accept-language": "es"}).content.decode()
    assert "Palabras que se guardan y se destruyen" in page
    assert "Certificados" in page
