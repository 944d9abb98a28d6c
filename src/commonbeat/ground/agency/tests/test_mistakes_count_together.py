"""Wrong passwords are counted over all processes, under names that tell neither address nor person."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client

from commonbeat.ground.agency.models import Staff
from commonbeat.ground.throttle.models import Shared

EMAIL, ADDRESS = "sam.reed@larkspur.example", "203.0.113.77"


def mistake(client: Client) -> str:
    answer = client.post("/staff/sign-in/", {"login": EMAIL, "password": "wrong"}, REMOTE_ADDR=ADDRESS)
    return answer.text


@pytest.mark.django_db(transaction=True)
def test_the_fifth_mistake_may_be_made_in_another_process(
    client: Client, hire: Callable[..., Staff], elsewhere: Callable[..., list[str]]
) -> None:
    hire("Sam Reed")
    for _try in range(4):
        assert "do not go together" in mistake(client)
    assert elsewhere(Path(__file__).with_name("mistaken.py")) == ["200 mistaken\n200 kept out\n"]


@pytest.mark.django_db
def test_another_host_name_gives_no_fresh_tries(client: Client, hire: Callable[..., Staff]) -> None:
    hire("Sam Reed")
    for number in range(5):
        mistake(Client(headers={"host": f"a{number}.localhost"}))
    assert "Five tries have failed" in mistake(client)


@pytest.mark.django_db
def test_what_is_counted_names_nobody(client: Client, hire: Callable[..., Staff]) -> None:
    hire("Sam Reed")
    mistake(client)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM throttle_shared")
        held = str(cursor.fetchall())
    assert Shared.objects.count() >= 2, "one count for the address, one for the account"
    for telling in (ADDRESS, EMAIL, "sam", sha256(EMAIL.encode()).hexdigest(), "login"):
        assert telling not in held


@pytest.mark.django_db
def test_no_one_crowds_out_what_was_counted() -> None:
    for number in range(400):
        cache.set(f"tries of {number}", [1.0])
    assert cache.get("tries of 0") == [1.0]
