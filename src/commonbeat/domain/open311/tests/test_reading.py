"""What any program may read: services, definitions, requests; never more than is public."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from defusedxml import ElementTree
from django.test import Client
from jsonschema import Draft7Validator
from referencing import Registry, Resource

from commonbeat.domain.concerns.models import Category, Concern, Place
from commonbeat.domain.open311.tests.conftest import HERE, Program
from commonbeat.engine.casework.actions import merge
from commonbeat.engine.casework.models import Case
from commonbeat.ground.agency.models import Agency, Staff

Tell = Callable[..., Concern]


def validator(standards: Path, name: str) -> Any:
    schemas = {path.name: json.loads(path.read_text("utf-8")) for path in standards.glob("*.json")}
    known = [
        (each, Resource.from_contents({"$schema": "http://json-schema.org/draft-07/schema#", **schema}))
        for each, schema in schemas.items()
    ]
    registry: Registry[Any] = Registry().with_resources(known)
    return Draft7Validator(schemas[name], registry=registry)


@pytest.mark.req("C8")
def test_every_answer_fits_the_schema(program: Program, tell: Tell, standards: Path) -> None:
    one = tell()
    tell("speeding", "Too fast", is_looked_at=False)
    for what, schema in (
        ("services", "services.json"),
        ("services/speeding", "service-definition.json"),
        ("requests", "requests.json"),
        (f"requests/{one.case.public_id}", "requests.json"),
    ):
        for more in ({}, {"extensions": "true"}):
            status, answer = program.get(what, **more)
            assert status == 200, what
            assert answer, what
            assert list(validator(standards, schema).iter_errors(answer)) == [], what
    items = validator(standards, "request.json")
    _status, answer = program.get("requests")
    assert [list(items.iter_errors(each)) for each in answer] == [[], []]


@pytest.mark.req("C8")
def test_discovery_names_where_and_how(client: Client, larkspur: Agency) -> None:
    for path in ("/open311/discovery.json", "/open311/v2/discovery.json"):
        said = json.loads(client.get(path).content)
        [endpoint] = said["endpoints"]
        assert endpoint["url"].endswith("/open311/v2")
        assert endpoint["specification"] == "http://wiki.open311.org/GeoReport_v2"
        assert endpoint["formats"] == ["text/xml", "application/json"]
        assert said.keys() == {"changeset", "contact", "key_service", "endpoints"}
    root = ElementTree.fromstring(client.get("/open311/discovery.xml").content)
    assert root.tag == "discovery"
    assert root.findtext("endpoints/endpoint/formats/format") == "text/xml"


@pytest.mark.req("C8")
def test_services_open_with_the_emergency_sentence_and_tell_the_kind(
    program: Program, kinds: dict[str, Category]
) -> None:
    Category.objects.filter(key="noise").update(is_listed=False)
    Category.objects.filter(key="parking").update(stopper={"en": "Call us."})
    _status, services = program.get("services")
    by_code = {service["service_code"]: service for service in services}
    assert all(s["description"].startswith("If this is an emergency, call 911.") for s in services)
    assert by_code["noise"]["type"] == "blackbox"
    assert by_code["graffiti"]["type"] == "realtime"
    assert "parking" not in by_code
    assert by_code["speeding"]["metadata"] is True


@pytest.mark.req("C8")
def test_definition_of_a_service(program: Program) -> None:
    status, said = program.get("services/speeding")
    assert status == 200
    when = said["attributes"][0]
    assert (when["code"], when["datatype"], when["order"]) == ("when", "multivaluelist", 1)
    assert {"key": "night", "name": "Night"} in when["values"]
    assert program.get("services/nothing_like_it")[0] == 404


@pytest.mark.req("C8")
def test_a_number_overrides_all_else_and_one_answer_is_still_a_list(
    program: Program, tell: Tell, at: datetime
) -> None:
    one, two = tell(), tell("speeding", "Fast", at=at - timedelta(days=200))
    number = two.case.public_id
    for more in ({}, {"service_code": "graffiti", "start_date": "rubbish", "status": "closed", "page": "9"}):
        status, said = program.get("requests", service_request_id=number, **more)
        assert status == 200
        assert [each["service_request_id"] for each in said] == [number]
    assert len(program.get("requests", service_request_id=f"{number},{one.case.public_id}")[1]) == 2
    assert isinstance(program.get(f"requests/{number}")[1], list)
    assert program.get("requests/bcdfghjkmnpq")[0] == 404


@pytest.mark.req("C8")
@pytest.mark.parametrize(
    ("parameters", "status"),
    [
        ({"page_size": "0"}, 400),
        ({"page_size": "-1"}, 400),
        ({"page_size": "1"}, 200),
        ({"page": "10000"}, 200),
        ({"page": "10001"}, 400),
        ({"page": "1.5"}, 400),
        ({"extensions": "true"}, 200),
        ({"extensions": "rubbish"}, 200),
        ({"start_date": "2026-03-01T00:00:00Z", "end_date": "2026-05-30T00:00:00Z"}, 200),  # 90 days
        ({"start_date": "2026-03-01T00:00:00Z", "end_date": "2026-05-31T00:00:00Z"}, 400),  # 91 days
        ({"start_date": "2026-09-01T00:00:00-04:00", "end_date": "2026-11-30T00:00:00-05:00"}, 200),
        ({"start_date": "2026-03-01T00:00:00 00:00"}, 200),  # a plus sign that nobody escaped
        ({"start_date": "2026-03-01"}, 400),
        ({"start_date": "2026-03-01T00:00:00"}, 400),
        ({"start_date": "9999-12-31T23:59:59Z"}, 400),
        ({"start_date": "0001-01-01T00:00:00+14:00"}, 400),
        ({"start_date": "2026-05-01T00:00:00Z", "end_date": "2026-04-01T00:00:00Z"}, 400),
        ({"start_date": "", "end_date": "  ", "status": "", "service_code": "", "page": ""}, 200),
        ({"status": "open,closed"}, 200),
        ({"status": "pending"}, 400),
        ({"service_code": "no_such"}, 404),
        ({"jurisdiction_id": "elsewhere"}, 404),
        ({"jurisdiction_id": "larkspur"}, 200),
        ({"page_size": "1001"}, 400),
        ({"page_size": "1000"}, 200),
        ({"page": "0"}, 400),
        ({"page": "²"}, 400),
        ({"page": "99999999999999999999"}, 400),
        ({"bbox": "-77,39,-76,40"}, 200),
        ({"bbox": "nan,39,-76,40"}, 400),
        ({"bbox": "1,2,3"}, 400),
        ({"lat": "39.2"}, 400),
        ({"lat": "39.2", "long": "-76.6", "radius": "1e99"}, 400),
        ({"lat": "90", "long": "180", "radius": "50000"}, 200),
        ({"api_key": "cb_wrong"}, 403),
        ({"service_request_id": "a\x00b"}, 400),
    ],
)
def test_what_is_asked_is_read_or_refused(program: Program, parameters: dict[str, str], status: int) -> None:
    answered, said = program.get("requests", **parameters)
    assert answered == status, said
    assert isinstance(said, list)
    if status != 200:
        assert said[0].keys() == {"code", "description"}
        assert said[0]["code"] == status
    in_xml, body = program.xml("requests", **parameters)
    assert in_xml == status
    if status != 200:
        error = ElementTree.fromstring(body)
        assert (error.tag, error[0].tag) == ("errors", "error")
        assert error.findtext("error/code") == str(status)


@pytest.mark.req("C8")
def test_the_last_ninety_days_the_newest_first_in_pages(program: Program, tell: Tell, at: datetime) -> None:
    old = tell(words="Long ago", at=at - timedelta(days=91))
    mine = [tell(words=f"Number {n}", at=at - timedelta(days=n)) for n in range(3)]
    ids = [concern.case.public_id for concern in mine]
    listed = [each["service_request_id"] for each in program.get("requests")[1]]
    assert listed == ids
    assert old.case.public_id not in listed
    paged = [program.get("requests", page=page, page_size=2)[1] for page in (1, 2, 3)]
    assert [[each["service_request_id"] for each in page] for page in paged] == [ids[:2], ids[2:], []]
    before = (at - timedelta(days=100)).isoformat()
    found = program.get("requests", start_date=before)[1]
    assert old.case.public_id in [each["service_request_id"] for each in found]


@pytest.mark.req("C8")
def test_at_most_a_thousand_rows(
    program: Program, tell: Tell, larkspur: Agency, kinds: dict[str, Category], at: datetime
) -> None:
    first = tell()
    cases = Case.objects.bulk_create(
        Case(
            agency=larkspur,
            kind="concern",
            state="received",
            state_since=at,
            is_private=False,
            opened_at=at,
            updated_at=at,
        )
        for _number in range(1000)
    )
    Concern.objects.bulk_create(
        Concern(case=case, agency=larkspur, category=kinds["graffiti"], source="web", received_at=at)
        for case in cases
    )
    assert Concern.objects.count() == 1001
    assert len(program.get("requests")[1]) == 1000
    [last] = program.get("requests", page=2)[1]
    assert last["service_request_id"] == first.case.public_id


@pytest.mark.req("C8", "C6")
def test_only_what_everyone_may_know_is_given_out(
    program: Program, tell: Tell, hire: Callable[..., Staff], at: datetime
) -> None:
    shown = tell(words="Paint on the wall.", place="1247 Elm St")
    waiting = tell(words="Not looked at", place="99 Oak Ave", is_looked_at=False)
    hidden = tell(words="About somebody")
    Case.objects.filter(pk=hidden.case_id).update(is_private=True)
    unlisted = tell("speeding", "Fast")
    Category.objects.filter(key="speeding").update(is_listed=False)
    merged = tell(words="The same")
    worker = hire("Sam Reed", "concerns.see", "concerns.see_private", "concerns.work")
    merge(case=merged.case, into=shown.case, by=worker, at=at)
    _status, said = program.get("requests", extensions="true")
    by_id = {each["service_request_id"]: each for each in said}
    assert by_id.keys() == {shown.case.public_id, waiting.case.public_id}
    one, two = by_id[shown.case.public_id], by_id[waiting.case.public_id]
    assert (one["description"], one["address"]) == ("Paint on the wall.", None)
    assert (two["description"], two["address"], two["media_url"]) == (None, None, None)
    assert (one["lat"], one["long"]) == (39.205, -76.605)
    for concern in (hidden, unlisted, merged):
        assert program.get(f"requests/{concern.case.public_id}")[0] == 404
        assert program.get("requests", service_request_id=concern.case.public_id)[1] == []
    written = json.dumps(said)
    assert "39.2054" not in written
    assert "Not looked at" not in written


@pytest.mark.req("C8")
def test_no_row_of_questions_finds_the_exact_place(program: Program, tell: Tell) -> None:
    """Ask with ever smaller boxes: within the cell of the rounded position the answer never changes."""
    tell()
    lat, long = round(HERE["latitude"], 3), round(HERE["longitude"], 3)
    for radius in (60, 1, 0.01, 0):
        assert len(program.get("requests", lat=lat, long=long, radius=radius)[1]) == 1
    exact = program.get("requests", lat=HERE["latitude"], long=HERE["longitude"], radius=20)[1]
    assert exact == []
    assert len(program.get("requests", bbox=f"{long},{lat},{long},{lat}")[1]) == 1
    assert program.get("requests", bbox="-76.6046,39.2054,-76.6044,39.2056")[1] == []


@pytest.mark.req("C8")
def test_pages_of_other_sites_may_read_and_never_send(client: Client, larkspur: Agency) -> None:
    answer = client.get("/open311/v2/services.json", headers={"origin": "https://elsewhere.example"})
    assert answer["Access-Control-Allow-Origin"] == "*"
    asked = client.options("/open311/v2/requests.json", headers={"origin": "https://elsewhere.example"})
    assert (asked.status_code, asked["Access-Control-Allow-Methods"]) == (204, "GET, OPTIONS")
    assert client.get(f"/open311/v2/requests/{quote('a/b')}.json").status_code == 404


def test_a_page_of_requests_is_a_handful_of_queries(
    program: Program, tell: Tell, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        tell(words=f"Number {number}")
    with django_assert_max_num_queries(8):
        assert len(program.get("requests")[1]) == 12
    with django_assert_max_num_queries(9):
        assert len(program.get("requests", extensions="true")[1]) == 12


@pytest.mark.req("C8")
@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/open311/v2/nothing", 404),
        ("/open311/v2/services.%0A|", 404),
        ("/open311/v2/requests/a/b", 404),
        ("/open311/v2/requests/" + "x" * 70, 404),
        ("/open311/v2/services/a%20b", 404),
        ("/open311/v2/services/other", 404),  # asks nothing more: its metadata is false
        ("/open311/v2/tokens/none", 404),
        ("/open311/v2/services?jurisdiction_id=elsewhere", 404),
        ("/open311/v2/discovery?jurisdiction_id=elsewhere", 404),
        ("/open311/discovery?jurisdiction_id=elsewhere", 404),
    ],
)
def test_what_is_not_there_is_said_in_the_form_that_was_asked(
    client: Client, kinds: dict[str, Category], path: str, status: int
) -> None:
    path, _mark, query = path.partition("?")
    in_json, in_xml = client.get(f"{path}.json?{query}"), client.get(f"{path}.xml?{query}")
    assert (in_json.status_code, in_xml.status_code) == (status, status)
    [error] = json.loads(in_json.content)
    assert error["code"] == status
    root = ElementTree.fromstring(in_xml.content)
    assert (root.tag, root.findtext("error/description")) == ("errors", error["description"])


@pytest.mark.req("C8")
def test_no_form_is_xml_and_no_method_is_said_too(client: Client, larkspur: Agency) -> None:
    bare = client.post("/open311/v2/requests")
    assert bare.status_code == 404
    assert ElementTree.fromstring(bare.content).findtext("error/code") == "404"
    wrong = client.delete("/open311/v2/requests.json")
    assert (wrong.status_code, wrong["Allow"]) == (405, "GET, POST, HEAD, OPTIONS")
    assert json.loads(wrong.content)[0]["code"] == 405
    Agency.objects.update(hostname="")
    assert client.get("/open311/v2/services.json").status_code == 200


@pytest.mark.req("C8")
def test_without_any_agency_the_jurisdiction_is_asked_for(client: Client, db: None) -> None:
    answer = client.get("/open311/v2/services.json")
    assert (answer.status_code, json.loads(answer.content)[0]["description"]) == (
        400,
        "jurisdiction_id was not provided.",
    )


@pytest.mark.req("C8")
def test_discovery_behind_a_proxy_and_for_each_agency(
    client: Client, larkspur: Agency, tell: Tell, settings: Any, at: datetime
) -> None:
    """Neither the inner host name nor what a visitor writes into a header shows in an address."""
    settings.PUBLIC_URL = "https://police.larkspur.example"
    settings.ALLOWED_HOSTS = ["*"]
    Agency.objects.create(
        slug="elm",
        name="Elm",
        short_name="Elm",
        place="Elm",
        hostname="police.elm.example",
        time_zone="America/New_York",
        created_at=at,
    )
    tell()
    headers = {"host": "10.0.0.7:8000", "x-forwarded-host": "evil.example", "x-forwarded-proto": "http"}

    def address(**more: Any) -> str:
        said = json.loads(client.get("/open311/discovery.json", **more).content)
        url: str = said["endpoints"][0]["url"]
        return url

    assert address(headers=headers) == "https://police.larkspur.example/open311/v2"
    assert address(headers={"host": "police.elm.example"}) == "https://police.elm.example/open311/v2"
    elm = {"jurisdiction_id": "elm"}
    assert address(query_params=elm, headers=headers) == "https://police.elm.example/open311/v2"
    named = client.get("/open311/v2/requests.json", elm)
    assert json.loads(named.content) == []
    settings.PUBLIC_URL = "http://127.0.0.1:8123"
    assert address(query_params=elm) == "http://police.elm.example:8123/open311/v2"


@pytest.mark.req("C8", "C6")
def test_a_typed_place_is_given_out_only_where_the_agency_knows_it(program: Program, tell: Tell) -> None:
    """Words about a place are somebody's words, too: nobody has looked at those."""
    agency = Agency.objects.get(slug="larkspur")
    for kind, name in (("address", "1247 Elm St"), ("intersection", "Elm St & 5th Ave")):
        Place.objects.create(agency=agency, kind=kind, name=name, search=name, longitude=-76.6, latitude=39.2)
    typed = {
        "1247 Elm St": "1200 block of Elm St",
        "Elm St & 5th Ave": "Elm St & 5th Ave",
        "Behind Maria's, 1247 Elm St, red door": None,
    }
    expected = {tell(place=place).case.public_id: shown for place, shown in typed.items()}
    tell(place="1247 Elm St", is_looked_at=False)
    said = {one["service_request_id"]: one["address"] for one in program.get("requests")[1]}
    assert {number: said[number] for number in expected} == expected
    assert list(said.values()).count(None) == 2


@pytest.mark.req("C8")
def test_what_xml_cannot_hold_never_breaks_an_answer(program: Program, tell: Tell) -> None:
    odd = "Wall \x01\x08\x0b\x1f\ufffe\uffff ]]> <b> & \"'"
    agency = Agency.objects.get(slug="larkspur")
    one = tell(words=odd)
    Concern.objects.update(place=odd)
    Place.objects.create(agency=agency, kind="landmark", name=odd, search="wall", longitude=0, latitude=0)
    Agency.objects.update(name=odd, email=odd)
    Category.objects.filter(key="speeding").update(names={"en": odd}, hints={"en": odd}, keywords=odd)
    shown = "Wall  ]]> <b> & \"'"
    _status, body = program.xml("requests")
    root = ElementTree.fromstring(body)
    for name in ("description", "address", "agency_responsible"):
        assert root.findtext(f"request/{name}") == shown, name
    assert program.get(f"requests/{one.case.public_id}")[1][0]["description"] == shown
    for what in ("services", "services/speeding", "discovery"):
        assert program.xml(what)[0] == 200
        ElementTree.fromstring(program.xml(what)[1])
