"""JSON and XML are two writings of one content; and nothing that is asked brings the server down."""

import json
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commonbeat.domain.concerns.models import Concern
from commonbeat.domain.open311.rules import as_json, as_xml, block_of, clean, read_time
from commonbeat.domain.open311.rules.writing import ITEMS
from commonbeat.domain.open311.tests.conftest import Program
from commonbeat.ground.agency.models import Agency

texts = st.text(max_size=60).map(clean)
values = st.one_of(
    texts, st.none(), st.booleans(), st.floats(allow_nan=False, allow_infinity=False), st.integers()
)
names = st.sampled_from(
    ["service_request_id", "status", "lat", "long", "description", "media_url", "address"]
)
records = st.dictionaries(names, values, max_size=6)


def told(value: Any) -> str:
    """Return a plain value as XML can tell it: nothing and an empty text are the same."""
    if value is None:
        return ""
    return json.dumps(value) if isinstance(value, bool) else str(value)


def is_alike(content: Any, element: ElementTree.Element) -> bool:
    if isinstance(content, dict):
        same_names = [child.tag for child in element] == list(content)
        return same_names and all(is_alike(content[child.tag], child) for child in element)
    if isinstance(content, list):
        item = ITEMS.get(element.tag, "item")
        same_items = len(element) == len(content) and all(child.tag == item for child in element)
        return same_items and all(map(is_alike, content, element))
    return len(element) == 0 and told(content) == (element.text or "")


@pytest.mark.req("C8")
@given(st.lists(records, max_size=4))
def test_both_forms_say_the_same(content: list[dict[str, Any]]) -> None:
    in_json = json.loads(as_json(content))
    in_xml = ElementTree.fromstring(as_xml("service_requests", content))  # noqa: S314 - our own
    assert in_json == content
    assert is_alike(in_json, in_xml)


@pytest.mark.req("C8")
def test_every_answer_says_the_same_in_both(program: Program, tell: Callable[..., Concern]) -> None:
    one = tell(words="Paint & <tags>\r\n“quoted” \x0b señal 🚔 ]]>", place="12 Ñandú St")
    for what in (
        *("services", "services/speeding", "requests", "servicerequestupdates"),
        *(f"requests/{one.case.public_id}", "requests/bcdfgh", "tokens/bcdfgh"),
    ):
        for more in ({}, {"extensions": "true"}, {"start_date": "rubbish"}):
            status, in_json = program.get(what, **more)
            in_xml_status, body = program.xml(what, **more)
            assert status == in_xml_status
            assert body.startswith(b'<?xml version="1.0" encoding="UTF-8"?>')
            assert is_alike(in_json, ElementTree.fromstring(body)), what  # noqa: S314 - our own


parameters = st.dictionaries(
    st.sampled_from(
        [
            *("jurisdiction_id", "service_request_id", "service_code", "start_date", "end_date", "status"),
            *("page", "page_size", "extensions", "bbox", "lat", "long", "radius", "account_id", "api_key"),
            *("description", "media_url", "address_string", "address_id", "email", "phone", "update_id"),
            *("updated_datetime", "attribute[when]", "attribute[when][]", "attribute[", "attribute[x][1]"),
        ]
    ),
    st.one_of(
        st.text(max_size=30),
        st.sampled_from(["", "0", "-1", "1e308", "nan", "a,b", "graffiti", "2026-06-10T00:00:00Z", "'; --"]),
        st.integers().map(str),
        st.datetimes().map(lambda moment: moment.isoformat() + "Z"),
    ),
    max_size=6,
)
paths = st.sampled_from(
    ["services", "services/speeding", "requests", "requests/x", "tokens/x", "servicerequestupdates"]
)


@pytest.mark.req("C8")
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(paths, parameters, st.sampled_from(["json", "xml"]), st.booleans(), st.booleans())
def test_nothing_that_is_asked_is_a_fault_of_ours(
    program: Program, what: str, given_parameters: dict[str, str], form: str, is_post: bool, has_key: bool
) -> None:
    told_parameters = dict(given_parameters)
    if has_key:
        told_parameters["api_key"] = program.secret
    ask = program.client.post if is_post else program.client.get
    answer = ask(f"/open311/v2/{what}.{form}", told_parameters)
    assert answer.status_code in (200, 400, 403, 404, 405, 429)
    if answer.status_code != 405:
        json.loads(answer.content) if form == "json" else ElementTree.fromstring(answer.content)  # noqa: S314


@pytest.mark.req("C8")
@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"\xff\xfe\x00", "application/x-www-form-urlencoded"),
        (b"service_code=%ff%00&api_key=%zz", "application/x-www-form-urlencoded"),
        (b"--x\r\nbroken", "multipart/form-data; boundary=x"),
        (b"--x", "multipart/form-data"),
        (b"{", "application/json"),
        (b"a=b&" * 2000, "application/x-www-form-urlencoded"),
        (b"a=1", "application/x-www-form-urlencoded; charset=no-such"),
    ],
)
def test_a_body_that_cannot_be_read(client: Client, larkspur: Agency, body: bytes, kind: str) -> None:
    answer = client.generic("POST", "/open311/v2/requests.json", body, content_type=kind)
    assert answer.status_code in (400, 403)
    assert json.loads(answer.content)[0]["code"] == answer.status_code


@given(st.datetimes(min_value=datetime(1900, 1, 2), max_value=datetime(2199, 1, 1)))  # noqa: DTZ001
def test_a_time_is_read_back(moment: datetime) -> None:
    written = moment.replace(microsecond=0).isoformat() + "-04:00"
    read = read_time(written)
    assert read is not None
    assert read.isoformat() == written


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        ("1247 Elm St, Apt 3", "1200 block of Elm St"),
        ("12 Ñandú St", "Unit block of Ñandú St"),
        ("Elm St & 5th Ave", "Elm St & 5th Ave"),
        ("The old bridge", "The old bridge"),
        ("99B Oak Ave #4", "Unit block of Oak Ave"),
    ],
)
def test_a_house_is_shown_as_its_block(larkspur: Agency, place: str, shown: str) -> None:
    assert block_of(place) == shown
