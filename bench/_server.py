"""An installation as it is run in earnest: `commonbeat` processes and a city to serve, over loopback."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from django.core.management import call_command

from commonbeat.demo.rules import city
from commonbeat.ground.agency.actions import grant, load_areas
from commonbeat.ground.agency.models import Agency, Role, Staff
from commonbeat.ground.core.actor import SYSTEM

START_SECONDS, STOP_SECONDS = 60, 20


def found_city(at: datetime) -> tuple[Agency, Staff]:
    """Set up an agency with six beats as `commonbeat init` does; return it and someone who commands it."""
    with open(os.devnull, "w", encoding="utf-8") as nowhere:
        call_command(
            "init",
            name="Larkspur Police Department",
            short_name="Larkspur Police",
            place="Larkspur",
            time_zone="America/New_York",
            admin_name="Jo Park",
            admin_email="jo.park@larkspur.example",
            languages="en,es,ar",
            phone="+15555550100",
            sender="+15555550199",
            stdout=nowhere,
        )
    agency = Agency.objects.get()
    load_areas(agency=agency, collection=city.beats(), kind="beat", by=SYSTEM, at=at)
    admin = Staff.objects.get(agency=agency)
    grant(staff=admin, role=Role.objects.get(agency=agency, key="command"), by=SYSTEM, at=at)
    return agency, admin


def free_port() -> int:
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        return int(place.getsockname()[1])


@contextmanager
def serving(*options: str, **environment: str) -> Iterator[str]:
    """Run `commonbeat serve` with these options; yield its address once it answers; stop it at the end."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    call_command("collectstatic", interactive=False, verbosity=0)
    with running(
        [sys.executable, "-m", "commonbeat", "serve", "--port", str(port), *options],
        COMMONBEAT_PUBLIC_URL=address,
        **environment,
    ) as process:
        _wait_for(f"{address}/readyz", process)
        yield address


@contextmanager
def running(command: Sequence[str], **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program with these variables beside our own, and stop it and its children at the end."""
    process = subprocess.Popen(  # noqa: S603 - our own programs
        command, env={**os.environ, **environment}, stdout=subprocess.DEVNULL, start_new_session=True
    )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < until:
        try:
            with urllib.request.urlopen(address, timeout=2):  # noqa: S310 - our own address
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError(f"nothing answers at {address}")
