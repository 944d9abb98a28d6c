"""What somebody asks to march for is on no page of staff and on no public page, whoever looks."""

import pytest

from tests.house.conftest import City
from tests.house.test_who_may_open_what import ROLES, STAFF_DOORS, knock

SAID = b"Quince lanterns"


@pytest.mark.req("C11", "L11")
@pytest.mark.parametrize("role", sorted(ROLES))
def test_no_page_of_any_role_shows_what_is_said(role: str, larkspur_and_elm: tuple[City, City]) -> None:
    larkspur, _elm = larkspur_and_elm
    client = larkspur.client(role)
    pages = {name: knock(client, name, door, larkspur.things) for name, door in STAFF_DOORS.items()}
    assert any(page.status_code == 200 for page in pages.values())
    showing = [name for name, page in pages.items() if not page.streaming and SAID in page.content]
    assert showing == []
