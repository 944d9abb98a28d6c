"""Servers of others for tests, on this machine; a partner's keeps numbers, and misbehaves when told to."""

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from commonbeat.domain.concerns.models import HandOff
from commonbeat.domain.open311 import actions

Handler = BaseHTTPRequestHandler
SERVICES = [{"service_code": "G1", "service_name": "Graffiti", "metadata": False, "type": "realtime"}]


@dataclass
class Heard:
    method: str
    path: str
    body: str


@dataclass
class Other:
    """A server of somebody else on this machine; `answers` are asked in turn, the last stays."""

    address: str
    heard: list[Heard] = field(default_factory=list)


Answering = Callable[[Handler, Heard], None]


def said(
    handler: Handler, status: int, body: bytes | str, kind: str = "application/json", **headers: str
) -> None:
    sent = body.encode() if isinstance(body, str) else body
    handler.send_response(status)
    handler.send_header("Content-Type", kind)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.send_header("Content-Length", str(len(sent)))
    handler.end_headers()
    handler.wfile.write(sent)


@contextmanager
def listening(answer: Answering) -> Iterator[Other]:
    other = Other("")

    class Listener(Handler):
        def _any(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode("utf-8", "replace")
            heard = Heard(self.command, self.path, body)
            other.heard.append(heard)
            try:
                answer(self, heard)
            except OSError:
                self.close_connection = True

        do_GET = do_POST = _any

        def log_message(self, *_args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Listener)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    other.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield other
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


class Works:
    """A partner's server: takes requests, and says of each what it is told to say."""

    def __init__(self, form: str = "json") -> None:
        self.form = form
        self.taken: list[dict[str, str]] = []
        self.state: dict[str, str] = {"status": "open", "status_notes": ""}
        self.token, self.keeps_token = "", False
        self.claims: list[dict[str, Any]] = []
        self.breaks, self.refuses, self.later = "", "", "1200"

    def __call__(self, handler: Handler, heard: Heard) -> None:
        path = urlsplit(heard.path)
        if not path.path.endswith(f".{self.form}"):
            said(handler, 404, "<html>Not here</html>", "text/html")
        elif path.path.startswith("/v2/services"):
            self.say(handler, "services", SERVICES)
        elif heard.method == "POST":
            self.take(handler, heard)
        else:
            self.tell(handler, path.path, {k: v[0] for k, v in parse_qs(path.query).items()})

    def take(self, handler: Handler, heard: Heard) -> None:
        given = {name: ",".join(values) for name, values in parse_qs(heard.body).items()}
        if self.breaks == "before":
            said(handler, 503, "[]", Retry_After=self.later)
            return
        if self.refuses:
            said(handler, int(self.refuses), "[]")
            return
        self.taken.append(given)
        if self.breaks == "after":
            handler.connection.shutdown(socket.SHUT_RDWR)
            raise OSError("gone")
        if self.breaks == "slow":
            time.sleep(1)
        if self.breaks == "page":
            said(handler, 200, "<html><body>Thank you!</body></html>", "text/html")
            return
        if self.breaks.isdigit():
            said(handler, int(self.breaks), "Traceback", "text/plain", Location="/v2/thanks")
            return
        number = {"token": self.token} if self.token else {"service_request_id": f"R{len(self.taken)}"}
        self.say(handler, "service_requests", [{**number, "service_notice": "Thanks"}])

    def tell(self, handler: Handler, path: str, query: dict[str, str]) -> None:
        if path.startswith("/v2/tokens/"):
            number = None if self.keeps_token else "R1"
            self.say(handler, "service_requests", [{"service_request_id": number, "token": self.token}])
        elif "account_id" in query and self.claims:
            self.say(handler, "service_requests", self.claims)
        elif "account_id" in query:
            known = [
                {"service_request_id": f"R{n}", "account_id": given["account_id"], **self.state}
                for n, given in enumerate(self.taken, start=1)
                if given["account_id"] == query["account_id"]
            ]
            self.say(handler, "service_requests", known)
        else:
            number = path.rpartition("/")[2].rpartition(".")[0]
            self.say(handler, "service_requests", [{"service_request_id": number, **self.state}])

    def say(self, handler: Handler, root: str, rows: list[dict[str, Any]]) -> None:
        if self.form == "json":
            said(handler, 200, json.dumps(rows))
            return
        one = "".join(
            "<request>" + "".join(f"<{name}>{value}</{name}>" for name, value in row.items()) + "</request>"
            for row in rows
        )
        said(handler, 200, f'<?xml version="1.0" encoding="utf-8"?><{root}>{one}</{root}>', "text/xml")


def rest(at: datetime, row: HandOff, times: int = 1) -> datetime:
    """Let the hand-off come due and be dealt with, so many times; return when it was the last time."""
    for _time in range(times):
        row.refresh_from_db()
        at = max(at, row.next_attempt_at or at)
        actions.keep_in_touch(at=at)
    row.refresh_from_db()
    return at
