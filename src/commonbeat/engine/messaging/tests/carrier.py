"""A carrier on this machine that speaks Twilio's API, remembers what it received, and can fail on demand."""

import itertools
import json
import random
import re
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

ONE = re.compile(r"/2010-04-01/Accounts/\w+/Messages/(\w+)\.json")
SECRET_HEADERS = {"authorization", "host", "connection", "accept-encoding"}


@dataclass
class Carrier:
    """`received` holds what it took, in order. Each entry of `faults` spoils one send, the first one first:

    "hang" takes it and answers too late, "broken" answers 500, "broken after" takes it and answers 500,
    "busy" answers 429, "lose" answers 201 and forgets it, a number is an error code answered with 400.
    """

    slow: float = 0.0
    hang_seconds: float = 2.0
    received: list[dict[str, Any]] = field(default_factory=list)
    requests: list[dict[str, Any]] = field(default_factory=list)
    faults: deque[str] = field(default_factory=deque)
    status: str = "queued"
    url: str = ""
    lock: threading.Lock = field(default_factory=threading.Lock)
    count: Iterator[int] = field(default_factory=itertools.count)

    def next_fault(self) -> str:
        with self.lock:
            return self.faults.popleft() if self.faults else ""

    def take(self, number: int, form: dict[str, str]) -> dict[str, Any]:
        text = resource(number, form, self.status)
        with self.lock:
            self.received.append(text)
        return text

    def bodies(self) -> list[str]:
        return [text["body"] for text in self.received]


def resource(number: int, form: dict[str, str], status: str) -> dict[str, Any]:
    sid, now = f"SM{number:032x}", format_datetime(datetime.now(UTC))
    return {
        "sid": sid,
        "account_sid": "AC" + "0" * 32,
        "messaging_service_sid": None,
        "from": form.get("From"),
        "to": form.get("To"),
        "body": form.get("Body"),
        "status": status,
        "num_segments": "1",
        "num_media": "0",
        "direction": "outbound-api",
        "error_code": None,
        "error_message": None,
        "price": None,
        "price_unit": "USD",
        "date_created": now,
        "date_sent": None,
        "date_updated": now,
        "api_version": "2010-04-01",
        "uri": f"/2010-04-01/Accounts/AC/Messages/{sid}.json",
        "subresource_uris": {},
    }


class Handler(BaseHTTPRequestHandler):
    """The three requests we make: send one, list those of a person, fetch one."""

    protocol_version = "HTTP/1.1"
    carrier: Carrier

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        raw = self.rfile.read(length)
        if len(raw) < length:
            return
        form = {name: values[-1] for name, values in parse_qs(raw.decode()).items()}
        self._remember(raw.decode())
        time.sleep(random.uniform(0, self.carrier.slow))
        self._send(form, self.carrier.next_fault())

    def _send(self, form: dict[str, str], fault: str) -> None:
        if fault in ("broken", "busy") or fault.isdigit():
            self._refuse(fault)
            return
        number = next(self.carrier.count)
        text = resource(number, form, "queued") if fault == "lose" else self.carrier.take(number, form)
        time.sleep(self.carrier.hang_seconds if fault == "hang" else random.uniform(0, self.carrier.slow))
        if fault == "broken after":
            self._refuse("broken")
        else:
            self._answer(201, text)

    def do_GET(self) -> None:
        self._remember("")
        address = urlsplit(self.path)
        with self.carrier.lock:
            texts = list(reversed(self.carrier.received))
        if one := ONE.fullmatch(address.path):
            found = [text for text in texts if text["sid"] == one[1]]
            self._answer(200, found[0]) if found else self._answer(404, {"code": 20404, "status": 404})
            return
        asked = parse_qs(address.query)
        wanted = [t for t in texts if t["to"] == asked["To"][0] and t["from"] == asked["From"][0]]
        self._answer(200, {"messages": wanted, "page": 0, "page_size": 50, "next_page_uri": None})

    def _refuse(self, fault: str) -> None:
        status, code = {"broken": (500, 20500), "busy": (429, 20429)}.get(fault, (400, 0))
        self._answer(status, {"code": code or int(fault), "message": "no", "status": status})

    def _remember(self, body: str) -> None:
        headers = {n: v for n, v in self.headers.items() if n.lower() not in SECRET_HEADERS}
        self.carrier.requests.append(
            {"method": self.command, "path": self.path, "headers": headers, "body": body}
        )

    def _answer(self, status: int, content: dict[str, Any]) -> None:
        raw = json.dumps(content).encode()
        try:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)
        except OSError:
            # The caller was killed while it waited; what was taken stays taken.
            self.close_connection = True

    def log_message(self, *_args: object) -> None:
        pass


class _Server(ThreadingHTTPServer):
    request_queue_size = 128
    daemon_threads = True

    def handle_error(self, *_args: object) -> None:
        """Callers are killed in these tests; a torn connection is no news."""


@contextmanager
def running(**how: Any) -> Iterator[Carrier]:
    carrier = Carrier(**how)
    server = _Server(("127.0.0.1", 0), type("CarrierHandler", (Handler,), {"carrier": carrier}))
    carrier.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield carrier
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
