"""Clients that others wrote work unchanged against our server, and so does our own against itself."""

import itertools
import json
import os
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from ipaddress import ip_network
from pathlib import Path
from typing import Any, cast

import pytest
from pytest_django.live_server_helper import LiveServer

from commonbeat.domain.concerns.actions import adopt_categories, report
from commonbeat.domain.concerns.actions.handing_off import hand_off
from commonbeat.domain.concerns.models import Concern, Partner
from commonbeat.domain.open311 import actions
from commonbeat.domain.open311.tests.conftest import HERE, photo
from commonbeat.engine.casework.actions import move
from commonbeat.engine.casework.models import Receipt
from commonbeat.engine.casework.queries import receipt_by_words, unsaved_words
from commonbeat.ground.agency.models import Agency, Staff
from commonbeat.ground.core.actor import RESIDENT, SYSTEM
from commonbeat.ground.ui.frontend import ROOT, node_and_npm

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def at() -> datetime:
    """Now: the server runs in a thread of its own, where the clock does not stand."""
    return datetime.now(UTC)


@pytest.mark.req("C8")
def test_georeport(live_server: LiveServer, tell: Callable[..., Concern], at: datetime) -> None:
    from georeport.georeport import GeoReport  # noqa: PLC0415

    one = tell()
    tell("speeding", "Too fast")
    for form in ("json", "xml"):
        client = GeoReport(f"{live_server.url}/open311/v2", jurisdiction="larkspur", output_format=form)
        services = client.get_service_list()
        assert "graffiti" in [service["service_code"] for service in services]
        assert client.get_service_definition("speeding")["service_code"] == "speeding"
        assert len(client.get_service_requests(status="open")) == 2
        found = client.get_service_request(one.case.public_id)
        assert found["description"] == "Paint on the wall."


@pytest.mark.req("C8")
def test_three(
    live_server: LiveServer, tell: Callable[..., Concern], secret: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its one line of Python 2 (`itertools.ifilter`) is set before the import; its code is unchanged."""
    monkeypatch.setattr(itertools, "ifilter", filter, raising=False)
    from three.core import Three  # noqa: PLC0415

    one = tell()
    client: Any = cast(Any, Three)(f"{live_server.url}/open311/v2", api_key=secret, jurisdiction="larkspur")
    assert client.discovery()["endpoints"][0]["url"].endswith("/open311/v2")
    assert "graffiti" in [service["service_code"] for service in client.services()]
    assert client.services("speeding")["attributes"][0]["code"] == "when"
    assert [each["service_request_id"] for each in client.requests("graffiti")] == [one.case.public_id]
    assert client.request(one.case.public_id)[0]["status"] == "open"
    assert len(client.requests(count=1)) == 1
    [taken] = client.post(
        "graffiti",
        lat=HERE["latitude"],
        long=HERE["longitude"],
        name="Ana Quince",
        description="Paint by a program",
        media=("photo.png", photo(), "image/png"),
    )
    concern = Concern.objects.get(case__public_id=taken["service_request_id"])
    assert concern.words == "Paint by a program"
    assert concern.case.attachments.count() == 1
    assert client.post("graffiti", api_key="wrong", lat=1, long=1)[0]["code"] == 403
    client.session.close()


@pytest.mark.req("C2", "C8")
def test_two_agencies_hand_to_one_another_and_the_code_still_works(
    live_server: LiveServer,
    larkspur: Agency,
    kinds: dict[str, Any],
    hire: Callable[..., Staff],
    at: datetime,
    settings: Any,
) -> None:
    settings.OPEN311_INSIDE = [ip_network("127.0.0.0/8")]
    elm = Agency.objects.create(
        slug="elm",
        name="Elm Police",
        short_name="Elm",
        place="Elm",
        time_zone="America/New_York",
        languages=["en"],
        created_at=at,
    )
    adopt_categories(agency=elm, by=SYSTEM, at=at)
    rights = ("concerns.see", "concerns.see_private", "concerns.work", "concerns.hand_off", "concerns.close")
    ours = hire("Ana Ortiz", *rights, "open311.manage")
    theirs = hire("Bo Reed", *rights, "open311.manage", agency=elm)
    _terms, secret = actions.issue_key(name="Larkspur", reports_a_day=9, partner=None, by=theirs, at=at)
    partner = Partner.objects.create(
        agency=larkspur, name="Elm", endpoint=f"{live_server.url}/open311/v2", jurisdiction="elm"
    )
    actions.describe_partner(partner=partner, key=secret, services={"graffiti": "graffiti"}, by=ours, at=at)
    taken = report(
        agency=larkspur,
        category=kinds["graffiti"],
        words="Paint on their side of the bridge",
        source="web",
        language="en",
        by=RESIDENT,
        at=at,
        latitude=HERE["latitude"],
        longitude=HERE["longitude"],
    )
    _unsaved, words = unsaved_words(taken.token, at) or (None, [])
    concern = taken.concern
    move(case=concern.case, key="acknowledge", by=ours, at=at)
    row = hand_off(concern=concern, partner=partner, reason="Their side.", by=ours, at=at)
    actions.attend(hand_off=row, at=at)
    row.refresh_from_db()
    there = Concern.objects.get(agency=elm)
    assert (row.state, row.remote_id) == ("accepted", there.case.public_id)
    assert not Receipt.objects.filter(case=there.case).exclude(contact=None).exists()
    move(case=there.case, key="acknowledge", by=theirs, at=at)
    move(
        case=there.case, key="decline", outcome="known", reason="Our crew paints on Monday.", by=theirs, at=at
    )
    assert row.next_attempt_at is not None
    actions.keep_in_touch(at=row.next_attempt_at)
    receipt = receipt_by_words(larkspur, " ".join(words), "en")
    assert receipt is not None
    case = receipt.case
    assert (case.public_id, case.state) == (concern.case.public_id, "closed")
    assert "Our crew paints on Monday." in case.reason
    assert Concern.objects.filter(agency=elm).count() == 1


STAND_INS = {
    "sparkxml": "module.exports = { parseXml: () => { throw new Error('JSON is asked for'); } };",
    "xml2json": "module.exports = {};",
    "lodash": """module.exports = {
  isObject: (it) => it !== null && typeof it === "object", isArray: Array.isArray,
  isFunction: (it) => typeof it === "function", extend: Object.assign,
  defaults: (it, more) => Object.assign(it, { ...more, ...it }), clone: (it) => ({ ...it }),
  find: (list, test) => list.find(test), filter: (list, test) => list.filter(test),
  indexOf: (list, it) => list.indexOf(it), each: (list, act) => list.forEach(act) };""",
    "request": """const ask = (method) => ({ url, qs = {}, form }, done) => {
  const body = form && new URLSearchParams(form);
  fetch(`${url}?${new URLSearchParams(qs)}`, { method, body }).then(async (answer) =>
    done(null, { statusCode: answer.status }, await answer.text()));
};
module.exports = { get: ask("GET"), post: ask("POST") };""",
}
TRY = """
const Open311 = require(process.argv[2]);
const [endpoint, apiKey, number] = process.argv.slice(3);
const client = new Open311({ endpoint, apiKey, format: "json", jurisdiction: "larkspur",
  discovery: `${endpoint}discovery.json` });
const call = (name, ...given) => new Promise((well, badly) =>
  client[name](...given, (wrong, said) => (wrong ? badly(new Error(said)) : well(said))));
const report = { service_code: "speeding", lat: 39.205, long: -76.604, description: "By npm",
  attributes: { plate: "ABC 123" } };
(async () => console.log(JSON.stringify({
  found: await call("serviceDiscovery"), services: await call("serviceList"),
  definition: await call("serviceDefinition", "speeding"), one: await call("serviceRequest", number),
  open: await call("serviceRequests", { status: "open" }), taken: await call("submitRequest", report),
})))();
"""


def npm_package() -> Path:
    """Return the folder of the npm package "open311" as it was published, or leave the test out."""
    named = os.environ.get("OPEN311_NPM")
    folder = Path(named) if named else ROOT / "node_modules" / "open311"
    if not (folder / "open311.js").is_file():
        pytest.skip("the npm client was not found (npm pack open311, unpack it, OPEN311_NPM=folder)")
    return folder


@pytest.mark.req("C8")
def test_npm_open311(
    live_server: LiveServer, tell: Callable[..., Concern], secret: str, tmp_path: Path
) -> None:
    """The published code runs unchanged.

    One of its dependencies (sparkxml) is not on npm, and the others are of 2012; small stand-ins take their
    place: XML is never asked for, lodash's dozen functions are the language's own, requests go by fetch.
    """
    one = tell()
    shutil.copytree(npm_package(), tmp_path / "open311")
    for name, code in STAND_INS.items():
        folder = tmp_path / "node_modules" / name
        folder.mkdir(parents=True)
        (folder / "index.js").write_text(code, encoding="utf-8")
    (tmp_path / "try.js").write_text(TRY, encoding="utf-8")
    node, _npm = node_and_npm()
    where = f"{live_server.url}/open311/v2/"
    ended = subprocess.run(  # noqa: S603 - a published client and our own words
        [*node, tmp_path / "try.js", tmp_path / "open311", where, secret, one.case.public_id],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    told = json.loads(ended.stdout)
    assert told["found"]["endpoints"][0]["formats"] == ["text/xml", "application/json"]
    assert "speeding" in [service["service_code"] for service in told["services"]]
    assert told["definition"]["service_code"] == "speeding"
    assert [each["service_request_id"] for each in told["one"]] == [one.case.public_id]
    assert len(told["open"]) == 1
    taken = Concern.objects.get(case__public_id=told["taken"][0]["service_request_id"])
    assert (taken.words, taken.answers) == ("By npm", {"plate": "ABC 123"})
