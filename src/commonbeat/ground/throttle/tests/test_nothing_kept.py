"""No address is in the database, and no digest can be tied to anyone once its window's key is gone."""

from datetime import datetime, timedelta
from ipaddress import ip_network
from itertools import islice

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import RequestFactory
from pytest_django import Settings

from commonbeat.ground.throttle.access import visitor_of
from commonbeat.ground.throttle.actions import digest_of, forget, open_window, spend
from commonbeat.ground.throttle.choices import Limit
from commonbeat.ground.throttle.models import Counter, Shared, Window

pytestmark = pytest.mark.django_db
LIMIT = Limit("test", hits=3, window=timedelta(minutes=10))
ADDRESS, HOUSEHOLD = "203.0.113.77", "2001:db8:77:77"


def everything_held() -> str:
    """Return every row of every table as text; bytes also as they would be read."""
    with connection.cursor() as cursor:
        held = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - names come from the database itself
            for row in cursor.fetchall():
                held += [
                    bytes(value).decode("latin-1") if isinstance(value, bytes | memoryview) else str(value)
                    for value in row
                ]
        return "\n".join(held)


def test_no_address_is_in_any_table(rf: RequestFactory, at: datetime) -> None:
    for address in (ADDRESS, f"{HOUSEHOLD}::9"):
        who = visitor_of(rf.post("/", REMOTE_ADDR=address))
        spend(LIMIT, who=who, at=at)
        cache.set(f"tries of {who}", [1.0])
    assert Counter.objects.count() == Shared.objects.count() == 2
    held = everything_held()
    assert ADDRESS not in held
    assert HOUSEHOLD not in held


def test_the_same_visitor_looks_like_another_in_each_window_and_scope(at: datetime) -> None:
    scopes = (("here", at), ("there", at), ("here", at + LIMIT.window))
    windows = [open_window(scope, length=LIMIT.window, at=moment) for scope, moment in scopes]
    assert len({digest_of(window, ADDRESS) for window in windows}) == 3


def test_without_the_key_no_address_leads_to_a_digest(at: datetime) -> None:
    spend(LIMIT, who=ADDRESS, at=at)
    kept = Counter.objects.get().digest
    window = Window.objects.get()
    assert kept == digest_of(window, ADDRESS), "with it, one can"
    forget(at=at + timedelta(hours=1))
    assert not Window.objects.exists()
    again = open_window(LIMIT.key, length=LIMIT.window, at=at)
    assert again.key != window.key
    network = (str(address) for address in islice(ip_network("203.0.113.0/24").hosts(), 254))
    assert kept not in {digest_of(again, address) for address in network}


@pytest.mark.django_db(transaction=True)
def test_a_destroyed_key_is_gone_from_the_file_too(at: datetime) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL overwrites a deleted row when it vacuums, in its own time")
    spend(LIMIT, who=ADDRESS, at=at)
    key, kept = bytes(Window.objects.get().key), Counter.objects.get().digest.encode()
    held = connection.connection.serialize()
    assert key in held
    assert kept in held
    forget(at=at + timedelta(hours=1))
    held = connection.connection.serialize()
    assert key not in held
    assert kept not in held


def test_a_copy_of_the_database_alone_is_not_enough(at: datetime, settings: Settings) -> None:
    spend(LIMIT, who=ADDRESS, at=at)
    settings.SECRET_KEY = "the key of whoever has a copy but not the installation's own"
    assert Counter.objects.get().digest != digest_of(Window.objects.get(), ADDRESS)


def test_a_proxy_is_believed_only_when_it_is_ours(rf: RequestFactory, settings: Settings) -> None:
    asked = rf.post("/", REMOTE_ADDR="10.0.0.1", headers={"X-Forwarded-For": f"198.51.100.1, {ADDRESS}"})
    assert settings.TRUSTED_PROXIES == 0
    assert visitor_of(asked) == "10.0.0.1"
    settings.TRUSTED_PROXIES = 1
    assert visitor_of(asked) == ADDRESS


def test_what_libraries_counted_goes_when_it_is_out_of_date(at: datetime) -> None:
    cache.set("tries", [1.0], timeout=1)
    assert cache.get("tries") == [1.0]
    forget(at=Shared.objects.get().expires + timedelta(hours=1))
    assert not Shared.objects.exists()
