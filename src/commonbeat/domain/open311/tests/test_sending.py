"""What a program sends: reports with and without a photo, news, and everything that is refused."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from commonbeat.domain.concerns.models import Category, Concern
from commonbeat.domain.open311.actions import end_key, issue_key
from commonbeat.domain.open311.models import Submission
from commonbeat.domain.open311.tests.conftest import Program, case_of, photo
from commonbeat.domain.open311.tests.test_reading import validator
from commonbeat.engine.casework.models import Attachment, Case, Receipt
from commonbeat.ground.agency.models import Agency, ApiKey, Staff
from commonbeat.ground.core import clock


@pytest.mark.req("C8")
def test_a_report_is_taken_and_its_number_given(program: Program, standards: Path) -> None:
    status, said = program.report(account_id="ticket-7", first_name="Maria", last_name="Quince")
    assert status == 200
    [one] = said
    assert one.keys() == {"service_request_id", "service_notice", "account_id"}
    assert one["service_notice"].startswith("If this is an emergency, call 911.")
    assert one["account_id"] == "ticket-7"
    case = case_of(said)
    assert (case.concern.words, case.concern.source) == ("Paint", "open311")
    _status, [read] = program.get(f"requests/{one['service_request_id']}")
    assert read["description"] is None
    assert (read["lat"], read["long"]) == (39.205, -76.605)
    assert list(validator(standards, "request.json").iter_errors(read)) == []


@pytest.mark.req("C8")
def test_names_are_not_kept_and_the_way_to_reach_somebody_is_never_given_out(program: Program) -> None:
    _status, said = program.report(
        first_name="Maria",
        last_name="Quince",
        email="maria@quince.example",
        phone="+1 555 555 0142",
        device_id="device-abc-123",
    )
    assert Receipt.objects.get(case=case_of(said)).contact is not None
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - names come from the database itself
            held = str(cursor.fetchall())
            for told in ("Maria", "Quince", "quince", "device-abc-123", "5550142"):
                assert told not in held, (table, told)
    number = said[0]["service_request_id"]
    for form in ("json", "xml"):
        for what in ("requests", f"requests/{number}", "servicerequestupdates"):
            body = program.client.get(
                f"/open311/v2/{what}.{form}", {"extensions": "true", "api_key": program.secret}
            ).content.decode()
            for told in ("aria", "uince", "0142", "device"):
                assert told not in body


@pytest.mark.req("C8")
def test_a_service_that_is_not_listed_answers_with_a_token_and_no_number(
    program: Program, kinds: dict[str, Category]
) -> None:
    Category.objects.filter(key="graffiti").update(is_listed=False)
    _status, [one] = program.report()
    assert one.keys() == {"token", "service_notice", "account_id"}
    concern = Concern.objects.get()
    assert program.get("requests")[1] == []
    assert program.get(f"requests/{concern.case.public_id}")[0] == 404
    status, [named] = program.get(f"tokens/{one['token']}")
    assert (status, named) == (200, {"service_request_id": None, "token": one["token"]})
    assert program.get("tokens/bcdfghjk")[0] == 404


@pytest.mark.req("C8")
@pytest.mark.parametrize(
    ("changes", "status", "words"),
    [
        ({"api_key": ""}, 403, "api_key"),
        ({"api_key": "cb_wrong"}, 403, "api_key"),
        ({"api_key": "k" * 201}, 400, "api_key"),
        ({"service_code": ""}, 400, "service_code"),
        ({"service_code": "no_such"}, 404, "service_code"),
        ({"jurisdiction_id": "elsewhere"}, 404, "jurisdiction"),
        ({"lat": "", "long": ""}, 400, "address_string"),
        ({"lat": "39.2", "long": ""}, 400, "long"),
        ({"lat": "NaN"}, 400, "lat"),
        ({"lat": "inf"}, 400, "lat"),
        ({"lat": "1e400"}, 400, "lat"),
        ({"lat": "91"}, 400, "lat"),
        ({"description": "x" * 4001}, 400, "description"),
        ({"description": "<b>Paint</b>"}, 400, "description"),
        ({"description": "a\x00b"}, 400, "description"),
        ({"description": "A man is breaking in right now"}, 400, "911"),
        ({"media_url": "data:image/png;base64,AAAA"}, 400, "media_url"),
        ({"media_url": "http://photos.example/a.png"}, 400, "media_url"),
        ({"media_url": "file:///etc/passwd"}, 400, "media_url"),
        ({"media_url": "https://me:secret@photos.example/a.png"}, 400, "media_url"),
        ({"media_url": "https://[::1"}, 400, "media_url"),
        ({"phone": "not a number"}, 400, "phone"),
        ({"email": "not an address"}, 400, "email"),
    ],
)
def test_what_cannot_be_taken_is_refused_and_nothing_is_kept(
    program: Program, changes: dict[str, str], status: int, words: str
) -> None:
    answered, said = program.report(**changes)
    assert answered == status, said
    assert said[0]["code"] == status
    assert words in said[0]["description"]
    assert Concern.objects.count() == 0


@pytest.mark.req("C8")
def test_a_million_words_are_not_read(program: Program) -> None:
    status, said = program.report(description="word " * 1_000_000)
    assert (status, said[0]["code"]) == (400, 400)
    assert Concern.objects.count() == 0


@pytest.mark.req("C8")
def test_a_pin_outside_the_city_is_refused(program: Program, larkspur: Agency) -> None:
    ring = [[-76.61, 39.2], [-76.59, 39.2], [-76.59, 39.21], [-76.61, 39.21], [-76.61, 39.2]]
    larkspur.areas.create(code="A", name="A", boundary={"type": "Polygon", "coordinates": [ring]})
    assert program.report(lat="48.85", long="2.35")[0] == 400
    assert program.report()[0] == 200


@pytest.mark.req("C8")
def test_attributes_alone_and_in_lists(program: Program) -> None:
    status, said = program.report(
        **{
            "service_code": "speeding",
            "attribute[when][]": ["morning", "night"],
            "attribute[plate]": "ABC 123",
        }
    )
    assert status == 200
    assert case_of(said).concern.answers == {"when": ["morning", "night"], "plate": "ABC 123"}
    status, said = program.report(**{"service_code": "speeding", "attribute[when]": "never"})
    assert status == 400
    assert "attribute[when]" in said[0]["description"]


@pytest.mark.req("C8")
def test_an_empty_parameter_is_none(program: Program) -> None:
    status, said = program.report(email=" ", phone="", media_url="", address_id="", jurisdiction_id="")
    assert status == 200
    assert not case_of(said).receipts.exists()


@pytest.mark.req("C8")
def test_a_photo_in_the_same_request(program: Program) -> None:
    media = SimpleUploadedFile("photo.png", photo(), "image/png")
    status, said = program.report(media=media)
    assert status == 200, said
    assert Attachment.objects.filter(case=case_of(said)).count() == 1
    status, said = program.report(media=SimpleUploadedFile("photo.png", b"<html>", "image/png"))
    assert status == 400
    assert "media" in said[0]["description"]
    assert Concern.objects.count() == 1


@pytest.mark.req("C8")
def test_the_key_may_come_in_the_header(program: Program) -> None:
    for name, value in (("authorization", f"Bearer {program.secret}"), ("x-api-key", program.secret)):
        answer = program.client.post(
            "/open311/v2/requests.json",
            {"service_code": "graffiti", "address_string": "Main St", "description": name},
            headers={name: value},
        )
        assert answer.status_code == 200


@pytest.mark.req("C8")
def test_a_key_of_another_agency_or_without_the_right_or_ended_is_refused(
    program: Program, administrator: Staff, at: datetime
) -> None:
    other = Agency.objects.create(
        slug="elm",
        name="Elm Police",
        short_name="Elm",
        place="Elm",
        time_zone="America/New_York",
        created_at=at,
    )
    for what in ("requests", "servicerequestupdates"):
        assert program.post(what, jurisdiction_id="elm")[0] == 403
    assert program.get("requests", jurisdiction_id="elm", api_key=program.secret)[0] == 403
    ApiKey.objects.filter(agency__slug="larkspur").update(capabilities=["calls.send_events"])
    assert program.report()[0] == 403
    ApiKey.objects.update(capabilities=["open311.report"])
    assert program.report()[0] == 200
    end_key(key=ApiKey.objects.get(agency__slug="larkspur"), by=administrator, at=at)
    for form in ("json", "xml"):
        answer = program.client.post(f"/open311/v2/requests.{form}", {"api_key": program.secret})
        assert answer.status_code == 403
        assert b"403" in answer.content
    assert program.get("requests", api_key=program.secret)[0] == 403
    assert not Concern.objects.filter(agency=other).exists()


@pytest.mark.req("C8")
def test_a_key_has_its_share_of_each_day(
    client: Client, kinds: dict[str, Category], administrator: Staff, at: datetime
) -> None:
    _terms, secret = issue_key(name="Small", reports_a_day=2, partner=None, by=administrator, at=at)
    small = Program(client, secret)
    assert [small.report(description=f"Paint {n}")[0] for n in range(3)] == [200, 200, 429]
    for form in ("json", "xml"):
        given = {"api_key": secret, "service_code": "graffiti", "address_string": "Main St"}
        answer = client.post(f"/open311/v2/requests.{form}", {**given, "description": "Paint"})
        # It is two in the afternoon; days are counted in UTC.
        assert (answer.status_code, answer["Retry-After"]) == (429, str(6 * 3600))
        assert b"429" in answer.content
    with clock.standing_at(at + timedelta(days=1)):
        assert small.report()[0] == 200


@pytest.mark.req("C8")
def test_the_same_report_of_a_program_sent_twice_is_one(program: Program, at: datetime) -> None:
    first, again = program.report(account_id="t-1"), program.report(account_id="t-1")
    other = program.report(account_id="t-1", description="Other paint")
    assert first == again
    assert other != first
    assert Concern.objects.count() == 2
    with clock.standing_at(at + timedelta(days=1)):
        assert program.report(account_id="t-1") != first


@pytest.mark.req("C8")
def test_a_program_finds_what_it_sent_by_its_own_name_and_nobody_else_does(
    program: Program, client: Client, administrator: Staff, at: datetime
) -> None:
    _status, [one] = program.report(account_id="t-1")
    Concern.objects.get().case.__class__.objects.update(is_private=True)
    assert program.get("requests", account_id="t-1")[0] == 403
    [own] = program.get("requests", account_id="t-1", api_key=program.secret)[1]
    assert (own["service_request_id"], own["account_id"]) == (one["service_request_id"], "t-1")
    assert own["description"] is None
    _terms, secret = issue_key(name="Other", reports_a_day=2, partner=None, by=administrator, at=at)
    assert program.get("requests", account_id="t-1", api_key=secret)[1] == []
    number = one["service_request_id"]
    assert program.get(f"requests/{number}", api_key=program.secret)[0] == 200
    assert program.get(f"requests/{number}", api_key=secret)[0] == 404


@pytest.mark.req("C8")
def test_news_of_a_request_once(program: Program, kinds: dict[str, Category]) -> None:
    number = program.report()[1][0]["service_request_id"]
    news = {"service_request_id": number, "update_id": "u-1", "status": "OPEN", "description": "More paint"}
    for _again in range(2):
        status, said = program.post("servicerequestupdates", **news)
        assert (status, said) == (200, [{"update_id": "u-1"}])
    concern = Concern.objects.get()
    assert [line.words for line in concern.case.entries.filter(kind="from_resident")] == ["More paint"]
    assert program.post("servicerequestupdates", **{**news, "api_key": ""})[0] == 403
    assert program.post("servicerequestupdates", **{**news, "update_id": ""})[0] == 400
    missing = {**news, "update_id": "u-2", "service_request_id": "bcdfgh"}
    assert program.post("servicerequestupdates", **missing)[0] == 404
    assert program.post("servicerequestupdates", **{**news, "update_id": "u-3", "status": "odd"})[0] == 400


@pytest.mark.req("C8")
def test_steps_of_requests_are_updates(
    program: Program, tell: Callable[..., Concern], hire: Callable[..., Staff], at: datetime
) -> None:
    from commonbeat.engine.casework.actions import move  # noqa: PLC0415

    concern = tell()
    worker = hire("Sam Reed", "concerns.see", "concerns.see_private", "concerns.work")
    move(case=concern.case, key="acknowledge", by=worker, at=at)
    status, [one] = program.get("servicerequestupdates")
    assert status == 200
    assert one.keys() == {
        *("update_id", "service_request_id", "status", "updated_datetime", "description", "media_url")
    }
    assert (one["service_request_id"], one["status"]) == (concern.case.public_id, "open")
    assert program.get("servicerequestupdates", service_request_id="bcdfgh")[1] == []
    too_long = {"start_date": "2026-01-01T00:00:00Z", "end_date": "2026-06-01T00:00:00Z"}
    assert program.get("servicerequestupdates", **too_long)[0] == 400
    concern.case.__class__.objects.update(is_private=True)
    assert program.get("servicerequestupdates")[1] == []


def test_spanish_for_who_asks_in_spanish(program: Program) -> None:
    answer = program.client.get("/open311/v2/services.json", headers={"accept-language": "es"})
    said: list[dict[str, Any]] = json.loads(answer.content)
    assert all(one["description"].startswith("Si es una emergencia, llame al 911.") for one in said)
    assert Submission.objects.count() == 0


@pytest.mark.req("C8", "C6")
def test_of_what_is_private_its_own_program_hears_how_it_stands_and_nothing_else(
    program: Program, hire: Callable[..., Staff], client: Client, administrator: Staff, at: datetime
) -> None:
    from commonbeat.engine.casework.actions import move  # noqa: PLC0415

    _status, said = program.report(account_id="t-1", description="Maria Quince paints the wall")
    case = case_of(said)
    worker = hire("Sam Reed", "concerns.see", "concerns.see_private", "concerns.work", "concerns.close")
    move(case=case, key="acknowledge", by=worker, at=at)
    reason = "We spoke with Maria Quince."
    move(case=case, key="decline", outcome="known", reason=reason, by=worker, at=at)
    Case.objects.update(is_private=True)
    Concern.objects.update(looked_at=at, public_words="Maria paints")
    number = said[0]["service_request_id"]
    asked = {"api_key": program.secret, "extensions": "true"}
    for what, more in ((f"requests/{number}", {}), ("requests", {"account_id": "t-1"})):
        status, [one] = program.get(what, **asked, **more)
        assert (status, one["status"]) == (200, "closed")
        for name in ("description", "address", "lat", "long", "media_url"):
            assert one[name] is None, name
        assert "Maria" not in json.dumps(one)
    # Made public, the program that sent it may also read the reason; others still may not.
    Case.objects.update(is_private=False)
    assert reason in program.get(f"requests/{number}", **asked)[1][0]["status_notes"]
    assert "Maria Quince" not in json.dumps(program.get(f"requests/{number}")[1])
    _terms, secret = issue_key(name="Other", reports_a_day=2, partner=None, by=administrator, at=at)
    assert "Maria Quince" not in json.dumps(program.get(f"requests/{number}", api_key=secret)[1])


@pytest.mark.req("C8", "C6")
def test_a_token_becomes_a_number_for_its_own_program_alone(
    program: Program, client: Client, administrator: Staff, at: datetime
) -> None:
    Category.objects.filter(key="graffiti").update(is_listed=False)
    _status, [one] = program.report()
    assert one.keys() == {"token", "service_notice", "account_id"}
    _terms, secret = issue_key(name="Other", reports_a_day=2, partner=None, by=administrator, at=at)
    for key in ({}, {"api_key": secret}):
        status, [told] = program.get(f"tokens/{one['token']}", **key)
        assert (status, told) == (200, {"service_request_id": None, "token": one["token"]})
    assert program.get(f"tokens/{one['token']}", api_key="wrong")[0] == 403
    [own] = program.get(f"tokens/{one['token']}", api_key=program.secret)[1]
    number = Case.objects.get().public_id
    assert own["service_request_id"] == number
    assert program.get(f"requests/{number}")[0] == 404
    assert program.get(f"requests/{number}", api_key=secret)[0] == 404
    [read] = program.get(f"requests/{number}", api_key=program.secret)[1]
    assert (read["status"], read["description"], read["lat"]) == ("open", None, None)
    assert program.get("servicerequestupdates", service_request_id=number)[1] == []
    answer = client.get(f"/open311/v2/requests/{number}.json", headers={"x-api-key": program.secret})
    assert answer.status_code == 200


@pytest.mark.req("C8", "C6")
def test_a_photo_is_given_out_only_once_it_was_looked_at(
    program: Program, client: Client, at: datetime
) -> None:
    media = SimpleUploadedFile("photo.png", photo(), "image/png")
    _status, said = program.report(media=media)
    number = said[0]["service_request_id"]
    for key in ({}, {"api_key": program.secret}):
        assert program.get(f"requests/{number}", **key)[1][0]["media_url"] is None
    Attachment.objects.update(shown="public")
    assert program.get(f"requests/{number}")[1][0]["media_url"] is None
    Concern.objects.update(looked_at=at)
    address = program.get(f"requests/{number}")[1][0]["media_url"]
    path = address.removeprefix("http://127.0.0.1:8000")
    assert client.get(path).status_code == 200
    for hidden in ({"is_private": True}, {}):
        Case.objects.update(**{"is_private": False, **hidden})
        Concern.objects.update(looked_at=at if hidden else None)
        assert client.get(path).status_code == 404
        for key in ({}, {"api_key": program.secret}):
            answered = program.get(f"requests/{number}", **key)[1]
            assert answered[0].get("media_url") is None
