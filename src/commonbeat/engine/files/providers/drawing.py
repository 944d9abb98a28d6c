"""The drawing program: opens strangers' files with little memory, little time and no way to write a file.

It reads a request from its standard input and answers on its standard output, again and again.
Each is a length, a JSON header of that length, and the bytes that the header counts.
"""

import json
import os
import resource
import signal
import struct
import sys
from typing import Any, BinaryIO

import puremagic
from PIL import Image

from commonbeat.engine.files.providers import documents, pictures
from commonbeat.engine.files.providers.pictures import NotDrawn
from commonbeat.engine.files.rules import Box, is_pdf, why_not_kind

MEMORY = 1_200_000_000
HEAD = 4096

Reply = tuple[dict[str, Any], list[bytes]]


def draw(asked: dict[str, Any], content: bytes) -> Reply:
    """Return the file drawn anew and the small one, and what is known of them; raises NotDrawn."""
    boxes = [Box(**box) for box in asked["boxes"]]
    picture = pictures.opened(content, asked["most_pixels"])
    if picture is not None:
        sent_as = Image.MIME.get(picture.format or "", "application/octet-stream")
        drawn = pictures.covered(pictures.pixels(picture, asked["long_side"]), boxes)
        picture.close()
        kept, content_type = pictures.written(drawn)
        known = {"form": "photo", "content_type": content_type, "pages": 1, "sent_as": sent_as}
        return {**known, "width": drawn.width, "height": drawn.height}, [kept, pictures.small(drawn)]
    if is_pdf(content):
        return _document(asked, content, boxes)
    raise NotDrawn(why_not_kind(_looks_like(content[:HEAD]), content, pictures.CONTENT_TYPES))


def _document(asked: dict[str, Any], content: bytes, boxes: list[Box]) -> Reply:
    drawn = [
        pictures.covered(page, [box for box in boxes if box.page == number])
        for number, page in enumerate(
            documents.pages(content, asked["most_pages"], asked["long_side"]), start=1
        )
    ]
    known = {
        "form": "document",
        "content_type": "application/pdf",
        "sent_as": "application/pdf",
        "pages": len(drawn),
        "width": drawn[0].width,
        "height": drawn[0].height,
    }
    return known, [documents.written(drawn), pictures.small(drawn[0])]


def _looks_like(head: bytes) -> list[str]:
    """Return the likeliest content types. They choose the words of a refusal and let nothing in."""
    try:
        matches = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        return []
    most = max((match.confidence for match in matches), default=0)
    return [match.mime_type.lower() for match in matches if match.confidence == most]


def answer(asked: dict[str, Any], content: bytes) -> Reply:
    if not content:
        return {"kinds": pictures.READ}, []
    try:
        return draw(asked, content)
    except NotDrawn as wrong:
        return {"why_not": wrong.code}, []
    except MemoryError:
        return {"why_not": "too_many_pixels"}, []
    except Exception:
        return {"why_not": "broken"}, []


def receive(stream: BinaryIO) -> tuple[dict[str, Any], list[bytes]] | None:
    """Return one header and its parts; None when the other side is gone."""
    length = stream.read(4)
    if len(length) < 4:
        return None
    header = json.loads(stream.read(struct.unpack(">I", length)[0]))
    parts = [stream.read(size) for size in header.pop("sizes")]
    return header, parts


def send(stream: BinaryIO, header: dict[str, Any], parts: list[bytes]) -> None:
    told = json.dumps({**header, "sizes": [len(part) for part in parts]}).encode()
    stream.write(struct.pack(">I", len(told)) + told)
    for part in parts:
        stream.write(part)
    stream.flush()


def bind_hands() -> None:
    """Take away memory beyond need, new files, and what is left of a crash."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    # Decoders in C may print; what they print must not stand between our answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    bind_hands()
    while (request := receive(sys.stdin.buffer)) is not None:
        asked, parts = request
        # It counts work and not waiting, so a busy machine refuses nobody; at its end the program dies.
        signal.setitimer(signal.ITIMER_PROF, asked["seconds"])
        header, drawn = answer(asked, parts[0])
        signal.setitimer(signal.ITIMER_PROF, 0)
        send(answers, header, drawn)


if __name__ == "__main__":
    main()
