"""A photo named by its address is fetched after the report, from outside only, and drawn anew."""

import gzip
import socket
import time
from collections.abc import Callable
from io import BytesIO
from ipaddress import ip_network
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from commonbeat.domain.open311.actions import media
from commonbeat.domain.open311.choices import MEDIA_ATTEMPTS
from commonbeat.domain.open311.models import Submission
from commonbeat.domain.open311.providers.network import Limits, Unfetched, _target, fetch
from commonbeat.domain.open311.rules import is_outside, is_reachable
from commonbeat.domain.open311.tests.conftest import Program, photo
from commonbeat.domain.open311.tests.servers import Heard, listening, said
from commonbeat.engine.casework.models import Attachment
from commonbeat.engine.files.queries import content
from commonbeat.ground.agency.models import SettingValue

LOOPBACK = [ip_network("127.0.0.0/8")]
Work = Callable[[], int]

INSIDE = [
    *("127.0.0.1", "127.8.8.8", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254"),
    *("0.0.0.0", "100.64.0.1", "100.100.100.200", "192.0.0.8", "192.0.0.192", "198.18.0.1"),  # noqa: S104
    "224.0.0.1",
    *("239.255.255.250", "240.0.0.1", "255.255.255.255", "168.63.129.16", "192.0.2.1", "203.0.113.5"),
    *("::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "ff02::1", "2001:db8::1"),
    *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "64:ff9b::7f00:1"),
    *("64:ff9b:1::a00:1", "2002:7f00:1::", "2001:0:7f00:1::", "fec0::1", "not an address", ""),
]


@pytest.mark.req("C8")
@pytest.mark.parametrize("address", INSIDE)
def test_what_lies_inside_is_never_reached(address: str) -> None:
    assert not is_reachable(address, [])
    with pytest.raises(Unfetched) as wrong:
        fetch("https://photos.example/a.png", Limits(), resolve=lambda _host, _port: [address])
    assert wrong.value.code == "not_outside"
    # One bad address among good ones is enough.
    with pytest.raises(Unfetched) as wrong:
        fetch("https://photos.example/a", Limits(), resolve=lambda _host, _port: ["93.184.216.34", address])
    assert wrong.value.code == "not_outside"


@pytest.mark.parametrize("address", ["93.184.216.34", "8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_what_lies_outside_may_be(address: str) -> None:
    assert is_reachable(address, [])


@given(st.ip_addresses())
def test_nothing_private_counts_as_outside(address: Any) -> None:
    if address.is_private or address.is_loopback or address.is_link_local or address.is_multicast:
        assert not is_outside(address) or getattr(address, "ipv4_mapped", None) is not None


@pytest.mark.req("C8")
@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1/a",
        "https://2130706433/a",
        "https://0x7f.1/a",
        "https://0177.0.0.1/a",
        "https://127.1/a",
        "https://0300.0250.1.1/a",
        "https://[::ffff:7f00:1]/a",
        "https://[::ffff:a9fe:a9fe]/a",
        "https://localhost/a",
        "https://[::1]/a",
        "https://[::ffff:127.0.0.1]/a",
        "https://[fe80::1%25lo]/a",
        "data:image/png;base64,AAAA",
        "file:///etc/passwd",
        "ftp://photos.example/a",
        "https://me@photos.example/a",
        "https://:443/a",
        "https://photos.example:99999/a",
        "gopher://127.0.0.1",
        "",
    ],
)
def test_written_in_other_ways_it_is_still_inside(url: str) -> None:
    with pytest.raises(Unfetched) as wrong:
        fetch(url, Limits(plain_http=True), resolve=_plainly)
    assert wrong.value.code in ("not_outside", "no_address", "no_such_host")


def _plainly(host: str, port: int) -> list[str]:
    """Resolve numbers in every way of writing them, as the machine does, and no names but localhost."""
    if host == "localhost":
        return ["127.0.0.1", "::1"]
    infos = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
    return [str(info[4][0]) for info in infos]


@pytest.mark.req("C8")
def test_a_name_that_changes_its_answer_changes_nothing() -> None:
    """The second answer would lead inside; the name is asked once, and the first address is connected to."""
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    asked = []

    def resolve(host: str, _port: int) -> list[str]:
        asked.append(host)
        return next(answers)

    with listening(lambda handler, _heard: said(handler, 200, photo(), "image/png")) as other:
        port = other.address.rpartition(":")[2]
        answer = fetch(f"http://photos.example:{port}/a", Limits(inside=LOOPBACK), resolve=resolve)
    assert (answer.status, asked) == (200, ["photos.example"])


@pytest.mark.req("C8")
def test_a_redirect_inside_is_not_followed_and_only_three_are() -> None:
    def answer(handler: Any, heard: Heard) -> None:
        handler.send_response(302)
        handler.send_header("Location", "http://10.0.0.1/secret" if heard.path == "/in" else "/again")
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    with listening(answer) as other:
        with pytest.raises(Unfetched) as wrong:
            fetch(f"{other.address}/in", Limits(inside=LOOPBACK, redirects=3))
        assert wrong.value.code == "not_outside"
        other.heard.clear()
        with pytest.raises(Unfetched) as wrong:
            fetch(f"{other.address}/out", Limits(inside=LOOPBACK, redirects=3))
        assert wrong.value.code == "too_many_redirects"
        assert len(other.heard) == 4


@pytest.mark.req("C8")
def test_large_packed_and_broken_answers_are_left() -> None:
    def answer(handler: Any, heard: Heard) -> None:
        if heard.path == "/packed":
            handler.send_response(200)
            handler.send_header("Content-Encoding", "gzip")
            handler.send_header("Content-Length", "3")
            handler.end_headers()
            handler.wfile.write(b"abc")
        else:
            said(handler, 200, b"x" * 200_000)

    with listening(answer) as other:
        for path, code in (("/packed", "packed"), ("/large", "too_large")):
            with pytest.raises(Unfetched) as wrong:
                fetch(other.address + path, Limits(inside=LOOPBACK, most_bytes=100_000))
            assert wrong.value.code == code


@pytest.mark.req("C8")
def test_without_encryption_nothing_outside_is_fetched() -> None:
    with pytest.raises(Unfetched) as wrong:
        fetch("http://photos.example/a", Limits(), resolve=lambda _host, _port: ["93.184.216.34"])
    assert wrong.value.code == "not_encrypted"


def _allow_plain(program: Program) -> None:
    from commonbeat.ground.agency.models import Agency  # noqa: PLC0415

    agency = Agency.objects.get(slug="larkspur")
    SettingValue.objects.create(
        agency=agency, key="open311.plain_http", value=True, changed_by="Jo", changed_at=agency.created_at
    )


@pytest.mark.req("C6", "C8")
@pytest.mark.usefixtures("loopback_is_inside")
def test_the_photo_comes_onto_the_case_without_what_was_hidden_in_it(program: Program, work: Work) -> None:
    drawn = BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "Quince lives here"
    Image.new("RGB", (64, 48), (9, 120, 20)).save(drawn, "JPEG", exif=exif)
    _allow_plain(program)
    with listening(lambda handler, _heard: said(handler, 200, drawn.getvalue(), "image/jpeg")) as other:
        status, answer = program.report(media_url=f"{other.address}/a.jpg")
        assert status == 200, answer
        assert Submission.objects.get().media_state == "waiting"
        work()
        work()
    submission = Submission.objects.get()
    assert (submission.media_state, submission.media_url) == ("kept", "")
    [attachment] = Attachment.objects.filter(case=submission.concern.case)
    assert b"Quince" not in content(attachment.file)
    assert len(other.heard) == 1


@pytest.mark.req("C8")
@pytest.mark.usefixtures("loopback_is_inside")
@pytest.mark.parametrize(("status", "body"), [(200, b"<html>"), (404, b""), (200, b"")])
def test_what_is_no_photo_is_left_and_the_report_stays(
    program: Program, work: Work, status: int, body: bytes
) -> None:
    _allow_plain(program)
    with listening(lambda handler, _heard: said(handler, status, body, "image/png")) as other:
        assert program.report(media_url=f"{other.address}/a.png")[0] == 200
        work()
    submission = Submission.objects.get()
    assert (submission.media_state, submission.media_url) == ("refused", "")
    assert not Attachment.objects.exists()
    assert submission.concern.words == "Paint"


@pytest.mark.req("C8")
@pytest.mark.usefixtures("loopback_is_inside")
def test_a_server_that_is_not_there_is_tried_a_few_times(program: Program, work: Work, at: Any) -> None:
    from commonbeat.domain.open311.tasks import fetch_again  # noqa: PLC0415

    _allow_plain(program)
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        gone = f"http://127.0.0.1:{held.getsockname()[1]}/a.png"
    assert program.report(media_url=gone)[0] == 200
    work()
    assert Submission.objects.get().media_state == "waiting"
    for _again in range(MEDIA_ATTEMPTS):
        fetch_again(at=at)
    submission = Submission.objects.get()
    assert (submission.media_state, submission.media_attempts) == ("refused", MEDIA_ATTEMPTS)


@pytest.mark.req("C8")
def test_a_private_address_is_refused_when_it_is_fetched(program: Program, work: Work) -> None:
    assert program.report(media_url="https://127.0.0.1/a.png")[0] == 200
    work()
    assert Submission.objects.get().media_fault == "not_outside"


def _packed(handler: Any, heard: Heard) -> None:
    """Answer a picture of nothing but zeros, a thousand times as large once it is unpacked."""
    said(handler, 200, gzip.compress(b"\0" * 50_000_000), "image/png", Content_Encoding="gzip")


def _endless(handler: Any, heard: Heard) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "image/png")
    handler.end_headers()
    while True:
        handler.wfile.write(b"x" * 65_536)


def _dripping(handler: Any, heard: Heard) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n")
    while True:
        handler.wfile.write(b"x")
        handler.wfile.flush()
        time.sleep(0.02)


def _moved_to(place: str) -> Callable[[Any, Heard], None]:
    def answer(handler: Any, _heard: Heard) -> None:
        said(handler, 302, b"", Location=place)

    return answer


def _bomb(handler: Any, _heard: Heard) -> None:
    """Answer a small file that is a picture of 400 million dots."""
    drawn = BytesIO()
    Image.new("1", (20_000, 20_000)).save(drawn, "PNG")
    said(handler, 200, drawn.getvalue(), "image/png")


@pytest.mark.req("C8")
@pytest.mark.usefixtures("loopback_is_inside")
@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (_packed, "packed"),
        (_endless, "too_large"),
        (_dripping, "too_slow"),
        (_moved_to("http://10.0.0.1/a.png"), "not_outside"),
        (_moved_to("http://[::ffff:10.0.0.1]/a.png"), "not_outside"),
        (_moved_to("http://169.254.169.254/latest/meta-data/"), "not_outside"),
        (_moved_to("data:image/png;base64,AAAA"), "no_address"),
        (_moved_to("file:///etc/passwd"), "no_address"),
        (_moved_to("http://127.0.0.1:22/"), "no_address"),
        (_moved_to("http://me:you@127.0.0.1/"), "no_address"),
        (_moved_to("http://[::1"), "no_address"),
        (_moved_to("/again"), "too_many_redirects"),
        (_moved_to("/\u2603 \x7f"), "broken_off"),
        (_bomb, None),
    ],
)
def test_a_server_that_means_harm_gives_no_photo_and_the_report_stays(
    program: Program,
    work: Work,
    answer: Any,
    fault: str | None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(media, "MEDIA_ATTEMPTS", 1)
    real = Limits
    monkeypatch.setattr(media, "Limits", lambda **given: real(**given, total_seconds=1.5))
    _allow_plain(program)
    begun = time.monotonic()
    with listening(answer) as other:
        assert program.report(media_url=f"{other.address}/a.png")[0] == 200
        work()
    assert time.monotonic() - begun < 10
    submission = Submission.objects.get()
    assert (submission.media_state, submission.media_url) == ("refused", "")
    assert fault is None or submission.media_fault == fault
    assert not Attachment.objects.exists()
    assert submission.concern.words == "Paint"


@pytest.mark.req("C8")
@pytest.mark.parametrize("port", [1, 22, 25, 53, 445, 993])
def test_no_port_of_other_services_is_knocked_at(port: int) -> None:
    with pytest.raises(Unfetched) as wrong:
        fetch(f"https://photos.example:{port}/a", Limits(), resolve=lambda _host, _port: ["93.184.216.34"])
    assert wrong.value.code == "no_address"


@pytest.mark.req("C8")
def test_an_encrypted_address_is_never_left_for_a_plain_one() -> None:
    """The redirect of a server outside leads to one without encryption."""
    with pytest.raises(Unfetched) as wrong:
        _target("http://photos.example/a", Limits(redirects=3), lambda _host, _port: ["93.184.216.34"])
    assert wrong.value.code == "not_encrypted"


@pytest.mark.req("C8")
def test_a_photo_is_fetched_once_by_two_workers(program: Program, at: Any, loopback_is_inside: None) -> None:
    _allow_plain(program)
    with listening(lambda handler, _heard: said(handler, 200, photo(), "image/png")) as other:
        program.report(media_url=f"{other.address}/a.png")
        one, same = Submission.objects.get(), Submission.objects.get()
        assert media.fetch_media(submission=one, at=at) == "kept"
        assert media.fetch_media(submission=same, at=at) == "kept"
    assert len(other.heard) == 1
    assert Attachment.objects.count() == 1
