"""Two agencies on one installation: nothing of one is read, changed or counted at the other."""

import json
import re
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings
from twilio.request_validator import RequestValidator

from commonbeat.config.roles import STANDARD_ROLES
from commonbeat.domain.calls.models import Call
from commonbeat.engine.measures.choices import Period
from commonbeat.engine.messaging.actions import add_block
from commonbeat.engine.messaging.choices import DAILY_CAP
from commonbeat.engine.messaging.models import Message
from commonbeat.engine.surveys.choices import Stratum
from commonbeat.engine.surveys.measures import CPSS
from commonbeat.engine.surveys.queries import current_version, tallies
from commonbeat.ground.agency.actions import change_setting, issue_api_key
from commonbeat.ground.agency.queries import setting
from commonbeat.ground.core.actor import SYSTEM
from tests.house.conftest import City
from tests.house.test_who_may_open_what import STAFF_DOORS, address_of

Cities = tuple[City, City]
PUBLIC = (
    *("/", "/trust/", "/trust/figures.csv", "/ours/", "/thanks/", "/survey/here/", "/survey/kiosk/larkspur/"),
    *("/ledger/", "/staff/sign-in/", "/report/", "/report/phone/", "/report/areas.json"),
    *("/problems/", "/concerns/figures/", "/concerns/figures/concerns.csv"),
    *("/concerns/", "/concerns/map.json", "/concerns/feed.xml", "/concerns/news/"),
)
WEBHOOK = "/webhooks/twilio/sms"
# The whole word: a form's random token may well hold the three letters.
ELM = re.compile(r"\bElm\b")


def page(client: Client, address: str) -> str:
    """Return what a reader could read of an answer; a photo has bytes that are no letters."""
    return client.get(address).content.decode(errors="replace")


@pytest.mark.parametrize("role", sorted(role.key for role in STANDARD_ROLES))
def test_no_page_for_staff_speaks_of_the_neighbour(role: str, larkspur_and_elm: Cities) -> None:
    larkspur, elm = larkspur_and_elm
    client = larkspur.client(role)
    ids = {str(elm.things[name]) for name in ("contact", "call", "waiting", "delivered", "call_back")}
    for name, door in STAFF_DOORS.items():
        if role not in door.who or door.is_post:
            continue
        text = page(client, address_of(name, door, larkspur.things))
        assert not ELM.search(text), name
        assert not any(one in text for one in ids), name


def test_no_public_page_speaks_of_the_neighbour(larkspur_and_elm: Cities) -> None:
    larkspur, _elm = larkspur_and_elm
    for address in PUBLIC:
        assert not ELM.search(page(larkspur.client(""), address)), address


def test_lists_that_are_searched_find_nothing_of_the_neighbour(
    larkspur_and_elm: Cities, at: datetime
) -> None:
    larkspur, elm = larkspur_and_elm
    number = "+15555560188"
    add_block(agency=elm.agency, phone=number, kind="school", by=SYSTEM, added_by="Jo", at=at)
    for city, is_found in ((larkspur, False), (elm, True)):
        client = city.client("community_relations")
        found = client.post(reverse("messaging:search_blocks"), {"phone": number}).context["found"]
        assert (found is not None) is is_found
        chief = city.client("command")
        rows = chief.get(reverse("calls:decisions"), {"call_type": "NOISE IN ELM"}).context["rows"]
        assert {row.incident_no for row in rows} <= {"Elm-1"} if city is elm else not rows


def test_a_key_tells_calls_of_its_own_agency_whatever_the_host(
    larkspur_and_elm: Cities, at: datetime
) -> None:
    larkspur, elm = larkspur_and_elm
    _key, secret = issue_api_key(
        agency=elm.agency, name="CAD", capabilities=["calls.send_events"], by=SYSTEM, at=at
    )
    before = Call.objects.get(agency=larkspur.agency).type_final
    event = {
        "incident_no": "Larkspur-1",
        "kind": "retyped",
        "occurred_at": at.isoformat(),
        "final_type_code": "THEFT",
    }
    answer = larkspur.client("").post(
        "/api/v1/calls",
        json.dumps(event),
        content_type="application/json",
        headers={"authorization": f"Bearer {secret}"},
    )
    assert answer.status_code == 200, answer.content
    assert Call.objects.get(agency=larkspur.agency).type_final == before
    assert Call.objects.get(agency=elm.agency, incident_no="Larkspur-1").type_final == "THEFT"


@pytest.mark.parametrize(
    ("to", "readers"), [("+15555560100", ["elm"]), ("+15555550100", ["larkspur"]), ("+15555557777", [])]
)
def test_a_text_is_read_by_the_agency_it_was_sent_to_and_by_no_other(
    to: str, readers: list[str], larkspur_and_elm: Cities, settings: Settings
) -> None:
    settings.TWILIO_AUTH_TOKEN = "12345"
    fields = {"MessageSid": "SM9", "From": "+15555550161", "To": to, "Body": "Who reads this?"}
    signer = RequestValidator(settings.TWILIO_AUTH_TOKEN)  # type: ignore[no-untyped-call]
    signature = signer.compute_signature(settings.PUBLIC_URL + WEBHOOK, fields)  # type: ignore[no-untyped-call]
    # The host plays no part: both agencies are reached by the one address that the provider calls.
    for city in larkspur_and_elm:
        answer = city.client("").post(WEBHOOK, fields, headers={"X-Twilio-Signature": signature})
        assert answer.status_code == 200
    read_by = Message.objects.filter(body="Who reads this?").values_list("agency__slug", flat=True)
    assert list(read_by) == readers


def test_settings_and_figures_are_each_agencys_own(larkspur_and_elm: Cities, at: datetime) -> None:
    larkspur, elm = larkspur_and_elm
    change_setting(agency=elm.agency, definition=DAILY_CAP, value=9, by=elm.posts["command"], at=at)
    assert setting(elm.agency, DAILY_CAP) == 9
    assert setting(larkspur.agency, DAILY_CAP) == DAILY_CAP.default
    for city in larkspur_and_elm:
        day = Period(at.date(), at.date())
        version = current_version(city.agency, "contact")
        [counted] = tallies(city.agency, CPSS, Stratum.TEXT, day, version=version)
        assert (counted.x, counted.n, counted.of) == (1, 2, 2)


def test_a_receipt_of_thanks_opens_at_its_own_agency_alone(larkspur_and_elm: Cities) -> None:
    larkspur, elm = larkspur_and_elm
    address = reverse("conduct:thanks_sent", args=[elm.things["waiting"]])
    assert elm.client("").get(address).status_code == 200
    assert larkspur.client("").get(address).status_code == 404
