"""An officer's page: for oneself and one's chain, never a colleague, never a rank, never too few answers."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from django.utils.html import strip_tags

from commonbeat.domain.conduct import actions
from commonbeat.engine.surveys.models import InstrumentVersion
from commonbeat.ground.agency.models import Agency, Staff

Answers = Callable[..., None]


def status(client: Client, staff: Staff, address: str) -> int:
    client.force_login(staff.person)  # type: ignore[arg-type]
    return int(client.get(address).status_code)


@pytest.mark.req("A12")
def test_self_and_chain_open_it_and_a_peer_is_forbidden(
    client: Client,
    version: InstrumentVersion,
    officer: Staff,
    sergeant: Staff,
    chief: Staff,
    peer: Staff,
    hire: Callable[..., Staff],
    at: datetime,
) -> None:
    address = f"/staff/officers/{officer.pk}/"
    assert status(client, officer, address) == 200
    assert status(client, sergeant, address) == 200
    assert status(client, chief, address) == 200
    assert status(client, peer, address) == 403
    assert status(client, hire("Pat Vale", "dashboards.see", "conduct.commend"), address) == 403
    assert status(client, officer, f"/staff/officers/{sergeant.pk}/") == 403
    elsewhere = Agency.objects.create(
        slug="elm", name="Elm", short_name="Elm", place="Elm", time_zone="UTC", created_at=at
    )
    stranger = hire("Eve Fox", agency=elsewhere)
    assert status(client, sergeant, f"/staff/officers/{stranger.pk}/") == 404
    assert status(client, stranger, address) == 403


@pytest.mark.req("A12")
@pytest.mark.usefixtures("allow_own_figures")
@pytest.mark.parametrize(("n", "shown"), [(9, False), (10, True)])
def test_ones_own_figure_needs_ten_answers(
    client: Client, answers: Answers, officer: Staff, n: int, shown: bool
) -> None:
    answers(40, 38)
    answers(n, n - 1, staff=(officer,))
    client.force_login(officer.person)  # type: ignore[arg-type]
    page = client.get("/staff/me/").content.decode()
    assert ("Too few people answered" in page) is not shown
    assert (f"{n - 1} of {n}" in page) is shown
    assert ("Our best estimate is" in page) is shown


@pytest.mark.req("A12")
def test_the_labour_agreement_switch_is_off_until_someone_turns_it_on(
    client: Client, answers: Answers, officer: Staff, sergeant: Staff
) -> None:
    answers(40, 38)
    answers(30, 29, staff=(officer,))
    for staff, address in ((officer, "/staff/me/"), (sergeant, f"/staff/officers/{officer.pk}/")):
        client.force_login(staff.person)  # type: ignore[arg-type]
        page = client.get(address).content.decode()
        assert "does not show figures about one person" in page
        assert "29 of 30" not in page
        assert "67 of 70" in page


def test_calls_like_mine_are_shown_for_everyone_together(
    client: Client, answers: Answers, officer: Staff
) -> None:
    answers(20, 18, category="Noise", staff=(officer,))
    answers(20, 20, category="Parking")
    client.force_login(officer.person)  # type: ignore[arg-type]
    page = client.get("/staff/me/").content.decode()
    assert "Noise" in page
    assert "Parking" not in page


def test_the_people_one_leads_are_listed_by_name_without_a_figure(
    client: Client, answers: Answers, officer: Staff, peer: Staff, sergeant: Staff
) -> None:
    answers(20, 5, staff=(officer,))
    answers(20, 20, staff=(peer,))
    client.force_login(sergeant.person)  # type: ignore[arg-type]
    page = client.get("/staff/officers/").content.decode()
    assert page.index("Al Moss") < page.index("Sam Reed")
    words = strip_tags(page[page.index("<main") :])
    assert not any(figure in words for figure in ("20", "25 %", "%"))


def test_thanks_and_commendations_stand_in_their_own_words(
    client: Client, version: InstrumentVersion, officer: Staff, sergeant: Staff, at: datetime
) -> None:
    thanks = actions.receive_web(
        agency=officer.agency,
        words="So kind. Call 555-555-0142",
        who="Reed",
        when="",
        language="en",
        token="b" * 16,
        at=at,
    )
    thanks = actions.match(thanks=thanks, staff=[officer], by=sergeant, at=at)
    actions.award(staff=officer, thanks=thanks, by=sergeant, at=at)
    client.force_login(officer.person)  # type: ignore[arg-type]
    page = client.get("/staff/me/").content.decode()
    assert page.count("So kind. Call [phone]") >= 2
    assert "0142" not in page
