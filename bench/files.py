"""Photos drawn anew and kept in a second, against bare decoding and encoding of the same photos."""

import io
import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from PIL import Image

from bench._server import found_city
from commonbeat.engine.files import actions
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.core import clock

SIZES = {"1280 by 960": (1280, 960, "≥ 50 photos/s"), "4032 by 3024": (4032, 3024, "")}
SECONDS = 5.0


def run() -> list[dict[str, Any]]:
    agency, _admin = found_city(clock.now())
    at_once = os.cpu_count() or 1
    rows = []
    for name, (width, height, aim) in SIZES.items():
        sent = photo(width, height)
        _each_second(partial(_keep, agency, sent), at_once, 1.0)
        kept = _each_second(partial(_keep, agency, sent), at_once, SECONDS)
        bare = _each_second(partial(_bare, sent), at_once, SECONDS)
        rows.append(
            {
                "name": f"photos of {name} drawn anew and kept, {at_once} at once",
                "value": kept,
                "unit": "photos/s",
                "baseline": f"Pillow, decoded and encoded, {bare:,.0f} photos/s",
                "ratio": bare / kept,
                "aim": aim,
            }
        )
    return rows


def _each_second(job: Callable[[], None], at_once: int, seconds: float) -> float:
    """Return how many are done in a second by so many workers."""
    started = time.perf_counter()

    def work(_worker: int) -> int:
        done = 0
        while time.perf_counter() - started < seconds:
            job()
            done += 1
        connection.close()
        return done

    with ThreadPoolExecutor(at_once) as workers:
        done = sum(workers.map(work, range(at_once)))
    return done / (time.perf_counter() - started)


def _keep(agency: Agency, sent: bytes) -> None:
    drawn = actions.draw(upload=SimpleUploadedFile("photo", sent))
    actions.keep(agency=agency, upload=drawn, at=clock.now())


def _bare(sent: bytes) -> None:
    picture = Image.open(io.BytesIO(sent))
    picture.load()
    picture.save(io.BytesIO(), "JPEG", quality=85)


def photo(width: int, height: int) -> bytes:
    """Return a photo of as many bytes as a telephone writes for its size."""
    across = Image.linear_gradient("L").rotate(90).resize((width, height))
    grain = Image.effect_noise((width // 2, height // 2), 40).resize((width, height))
    made = io.BytesIO()
    Image.merge("RGB", (grain, across, grain)).save(made, "JPEG", quality=85)
    return made.getvalue()
