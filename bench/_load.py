"""Sends requests at set times over a few kept connections, as many dispatch systems side by side would."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

READ_SECONDS = 30


@dataclass(frozen=True)
class Request:
    """One request and the instant (seconds since 1970) at which it is due."""

    due: float
    method: str
    path: str
    body: bytes = b""
    content_type: str = "application/json"


@dataclass(frozen=True)
class Answered:
    """Times are counted from when the request was due, so that a slow server cannot slow the clock."""

    due: float
    at: float
    status: int

    @property
    def seconds(self) -> float:
        return self.at - self.due


def send(address: str, requests: Sequence[Request], *, token: str = "", connections: int) -> list[Answered]:
    """Send every request when it is due, on whichever connection is free; status 0 is a broken line."""
    return asyncio.run(_send(address, requests, token, connections))


async def _send(address: str, requests: Sequence[Request], token: str, connections: int) -> list[Answered]:
    due: asyncio.Queue[Request | None] = asyncio.Queue()
    answers: list[Answered] = []
    lines = [asyncio.create_task(_line(address, token, due, answers)) for _ in range(connections)]
    for request in requests:
        await asyncio.sleep(max(0.0, request.due - time.time()))
        due.put_nowait(request)
    for _line_of_many in lines:
        due.put_nowait(None)
    await asyncio.gather(*lines)
    return answers


async def _line(
    address: str, token: str, due: asyncio.Queue[Request | None], answers: list[Answered]
) -> None:
    where = urlsplit(address)
    reader = writer = None
    while (request := await due.get()) is not None:
        try:
            if reader is None or writer is None:
                reader, writer = await asyncio.open_connection(where.hostname, where.port)
            writer.write(_written(request, where.netloc, token))
            status = await asyncio.wait_for(_read(reader), READ_SECONDS)
        except (OSError, asyncio.IncompleteReadError, TimeoutError):
            reader, status = None, 0
        answers.append(Answered(request.due, time.time(), status))
    if writer is not None:
        writer.close()


def _written(request: Request, host: str, token: str) -> bytes:
    lines = [
        f"{request.method} {request.path} HTTP/1.1",
        f"Host: {host}",
        f"Content-Length: {len(request.body)}",
        f"Content-Type: {request.content_type}",
        *([f"Authorization: Bearer {token}"] if token else []),
    ]
    return "\r\n".join([*lines, "", ""]).encode() + request.body


async def _read(reader: asyncio.StreamReader) -> int:
    head = await reader.readuntil(b"\r\n\r\n")
    first, *headers = head.decode("latin-1").split("\r\n")
    lengths = [line.partition(":")[2] for line in headers if line.lower().startswith("content-length:")]
    await reader.readexactly(int(lengths[0]) if lengths else 0)
    return int(first.split(" ")[1])
