"""One HTTP request to an address that was looked at before: connected to by its number, streamed, limited."""

import contextlib
import socket
import ssl
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from http.client import HTTPException
from urllib.parse import urlencode, urljoin, urlsplit

from urllib3 import HTTPResponse
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, SSLError

from commonbeat.domain.open311.rules import is_reachable, is_web_port
from commonbeat.domain.open311.rules.addresses import Network

REDIRECTS = {301, 302, 303, 307, 308}
CHUNK = 65_536
AGENT = "CommonBeat"

Resolve = Callable[[str, int], list[str]]
Fields = Mapping[str, str | list[str]]


class Unfetched(Exception):
    """Nothing usable came back. `code` says why; `was_sent` whether the other side may have heard us."""

    def __init__(self, code: str, *, was_sent: bool = False) -> None:
        super().__init__(code)
        self.code, self.was_sent = code, was_sent


@dataclass(frozen=True)
class Limits:
    """`inside` are networks of our own that may be reached all the same, also without encryption."""

    connect_seconds: float = 4.0
    total_seconds: float = 20.0
    most_bytes: int = 2_000_000
    redirects: int = 0
    inside: Sequence[Network] = ()
    plain_http: bool = False


@dataclass(frozen=True)
class Answer:
    """`retry_after` is None where the server did not ask to come back later, 0 where it named no seconds."""

    status: int
    body: bytes
    retry_after: int | None = None


@dataclass(frozen=True)
class _Target:
    """A place to connect to: the number that was looked at, and the name that must be proved there."""

    address: str
    host: str
    port: int
    is_encrypted: bool
    path: str
    netloc: str


def resolved(host: str, port: int) -> list[str]:
    """Return every address of a name, as the machine's own resolver gives them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(info[4][0]) for info in found))


def fetch(
    url: str,
    limits: Limits,
    *,
    fields: Fields | None = None,
    headers: Mapping[str, str] | None = None,
    resolve: Resolve = resolved,
) -> Answer:
    """Get an address, or post `fields` to it. Raises Unfetched.

    The name is resolved once and the connection made to the very address that was looked at, so a name that
    answers differently the next time changes nothing. Each redirect of a GET is looked at in the same way.
    """
    until = time.monotonic() + limits.total_seconds
    for _hop in range(limits.redirects + 1):
        answer, moved_to = _once(url, limits, until, fields, headers or {}, resolve)
        if not moved_to:
            return answer
        try:
            url = urljoin(url, moved_to)
        except ValueError as wrong:
            raise Unfetched("no_address", was_sent=True) from wrong
    raise Unfetched("too_many_redirects")


def _once(
    url: str,
    limits: Limits,
    until: float,
    fields: Fields | None,
    headers: Mapping[str, str],
    resolve: Resolve,
) -> tuple[Answer, str]:
    target = _target(url, limits, resolve)
    connection = _connected(target, limits, until)
    # A server that sends a little all the time passes every wait for the next byte; this ends it.
    # The connection lets go of its line when an answer has no length; the line itself is what is cut.
    end = threading.Timer(max(0.0, until - time.monotonic()), _cut, [connection.sock])
    end.start()
    try:
        connection.request(
            "GET" if fields is None else "POST",
            target.path,
            body=None if fields is None else urlencode(fields, doseq=True).encode(),
            headers=_headers(target, headers, is_form=fields is not None),
            preload_content=False,
            decode_content=False,
        )
        response = connection.getresponse()
        with contextlib.closing(response):
            return _read(response, limits, until, is_form=fields is not None)
    except Unfetched:
        raise
    except (HTTPError, HTTPException, OSError, ValueError, AttributeError) as wrong:
        # ValueError and AttributeError: what a reader meets whose line was cut under it.
        raise Unfetched("broken_off", was_sent=True) from wrong
    finally:
        end.cancel()
        connection.close()


def _read(response: HTTPResponse, limits: Limits, until: float, *, is_form: bool) -> tuple[Answer, str]:
    moved_to = response.headers.get("Location", "") if response.status in REDIRECTS else ""
    if moved_to and not is_form:
        return Answer(response.status, b""), moved_to
    answer = Answer(response.status, _body(response, limits), _retry_after(response))
    if time.monotonic() >= until:
        # A line that was cut may look like one that had ended.
        raise Unfetched("too_slow", was_sent=True)
    return answer, ""


def _retry_after(response: HTTPResponse) -> int | None:
    written = response.headers.get("Retry-After")
    if written is None:
        return None
    return int(written) if written.isascii() and written.isdigit() and len(written) <= 6 else 0


def _connected(target: _Target, limits: Limits, until: float) -> HTTPConnection:
    left = max(0.1, until - time.monotonic())
    timeout = min(limits.connect_seconds, left)
    if target.is_encrypted:
        connection: HTTPConnection = HTTPSConnection(
            target.address,
            target.port,
            timeout=timeout,
            ssl_context=ssl.create_default_context(),
            server_hostname=target.host,
            assert_hostname=target.host,
        )
    else:
        connection = HTTPConnection(target.address, target.port, timeout=timeout)
    try:
        connection.connect()
    except (ssl.SSLError, SSLError) as wrong:
        raise Unfetched("not_proved") from wrong
    except (HTTPError, OSError) as wrong:
        raise Unfetched("no_connection") from wrong
    connection.sock.settimeout(left)
    return connection


def _cut(line: socket.socket) -> None:
    with contextlib.suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)


def _target(url: str, limits: Limits, resolve: Resolve) -> _Target:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as wrong:
        raise Unfetched("no_address") from wrong
    if parts.scheme not in ("https", "http") or not host or parts.username or parts.password:
        raise Unfetched("no_address")
    is_encrypted = parts.scheme == "https"
    port = port or (443 if is_encrypted else 80)
    if not is_web_port(port):
        raise Unfetched("no_address")
    try:
        addresses = resolve(host, port)
    except (OSError, UnicodeError) as wrong:
        raise Unfetched("no_such_host") from wrong
    # One private address among public ones is a trap, not a choice.
    if not addresses or not all(is_reachable(address, limits.inside) for address in addresses):
        raise Unfetched("not_outside")
    if not is_encrypted and not limits.plain_http and is_reachable(addresses[0], ()):
        raise Unfetched("not_encrypted")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return _Target(addresses[0], host, port, is_encrypted, path, parts.netloc)


def _headers(target: _Target, more: Mapping[str, str], *, is_form: bool) -> dict[str, str]:
    # Nothing compressed is asked for: what unpacks to a thousand times its size is never unpacked.
    own = {"Host": target.netloc, "User-Agent": AGENT, "Accept-Encoding": "identity", **more}
    return own | ({"Content-Type": "application/x-www-form-urlencoded"} if is_form else {})


def _body(response: HTTPResponse, limits: Limits) -> bytes:
    if response.headers.get("Content-Encoding", "identity").lower() not in ("", "identity"):
        raise Unfetched("packed", was_sent=True)
    body = bytearray()
    while chunk := response.read1(CHUNK):
        body += chunk
        if len(body) > limits.most_bytes:
            raise Unfetched("too_large", was_sent=True)
    return bytes(body)
