"""What somebody asks to march for is on no page, in no list and in no file, whoever looks."""

from datetime import datetime

import pytest
from django.db import connection
from django.urls import NoReverseMatch, reverse

from commonbeat.ground.ledger.actions import sequence
from tests.house.conftest import City
from tests.house.test_who_may_open_what import PUBLIC, ROLES, STAFF_DOORS, knock

SAID = b"Quince lanterns"
SEARCHED = ("casework:desk", "concerns:concerns", "messaging:conversations", "calls:decisions")


@pytest.mark.req("C11", "L11")
@pytest.mark.parametrize("role", sorted(ROLES))
def test_no_page_of_any_role_shows_what_is_said(role: str, larkspur_and_elm: tuple[City, City]) -> None:
    larkspur, _elm = larkspur_and_elm
    client = larkspur.client(role)
    pages = {name: knock(client, name, door, larkspur.things) for name, door in STAFF_DOORS.items()}
    assert any(page.status_code == 200 for page in pages.values())
    showing = [name for name, page in pages.items() if not page.streaming and SAID in page.content]
    assert showing == []


@pytest.mark.req("C11", "L11")
@pytest.mark.parametrize("role", ["", *sorted(ROLES)])
def test_search_for_it_finds_no_permit(role: str, larkspur_and_elm: tuple[City, City]) -> None:
    larkspur, _elm = larkspur_and_elm
    client, permit = larkspur.client(role), str(larkspur.things["permit"])
    for name in SEARCHED:
        found, nothing = (client.get(reverse(name), {"q": q}) for q in ("Quince lanterns", "Xyzzy"))
        assert (permit in found.text) == (permit in nothing.text), name


@pytest.mark.req("C11", "L11")
def test_no_public_page_feed_or_file_shows_it(larkspur_and_elm: tuple[City, City], at: datetime) -> None:
    larkspur, _elm = larkspur_and_elm
    sequence(at=at)
    client, opened = larkspur.client(""), 0
    formats = {f"open311:{what}": ["json"] for what in ("discovery", "services", "requests", "updates")}
    permits = {"permits:kind": ["expressive_event"]}
    for name in sorted(PUBLIC):
        try:
            page = client.get(reverse(name, args=(formats | permits).get(name, [])), follow=True)
        except NoReverseMatch:
            continue
        opened += page.status_code == 200
        assert SAID not in page.getvalue(), name
    assert opened > len(PUBLIC) / 3


@pytest.mark.req("C11", "L11")
def test_no_table_holds_it_so_that_no_page_and_no_export_could(larkspur_and_elm: tuple[City, City]) -> None:
    assert all(city.things["permit"] for city in larkspur_and_elm)
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - names come from the database itself
            for value in (value for row in cursor.fetchall() for value in row):
                held = bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
                assert SAID not in held, table
