"""A carrier on this machine, in a process of its own: it takes texts as Twilio does and notes when.

`python -m bench._carrier PORT`. A text is answered after a tenth of a second, as over a real line.
`GET /taken` lists what came: `[[our reference, seconds since 1970], …]`.
"""

import asyncio
import json
import sys
import time
from email.utils import formatdate
from itertools import count
from urllib.parse import parse_qs, urlsplit

ANSWERS_AFTER = 0.1  # seconds

taken: list[tuple[str, float]] = []
numbers = count(1)


async def _serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while True:
            head = await reader.readuntil(b"\r\n\r\n")
            first, *headers = head.decode("latin-1").split("\r\n")
            lengths = [
                line.partition(":")[2] for line in headers if line.lower().startswith("content-length:")
            ]
            body = await reader.readexactly(int(lengths[0]) if lengths else 0)
            writer.write(await _answer(first.split(" ")[0], body))
            await writer.drain()
    except (asyncio.IncompleteReadError, OSError):
        pass
    finally:
        writer.close()


async def _answer(method: str, body: bytes) -> bytes:
    if method == "GET":
        return _written(200, taken)
    form = {name: values[0] for name, values in parse_qs(body.decode()).items()}
    reference = parse_qs(urlsplit(form["StatusCallback"]).query)["reference"][0]
    taken.append((reference, time.time()))
    await asyncio.sleep(ANSWERS_AFTER)
    return _written(201, _resource(form))


def _resource(form: dict[str, str]) -> dict[str, object]:
    now = formatdate()
    return {
        "sid": f"SM{next(numbers):032x}",
        "status": "queued",
        "to": form["To"],
        "from": form["From"],
        "body": form["Body"],
        "num_segments": "1",
        "num_media": "0",
        "direction": "outbound-api",
        "date_created": now,
        "date_updated": now,
        "date_sent": None,
    }


def _written(status: int, content: object) -> bytes:
    body = json.dumps(content).encode()
    head = f"HTTP/1.1 {status} OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


async def main(port: int) -> None:
    server = await asyncio.start_server(_serve, "127.0.0.1", port, backlog=256)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
