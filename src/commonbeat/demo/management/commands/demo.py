"""`commonbeat demo`: fill the simulated city; with `--live`, keep its calls and concerns coming."""

import os
import time
from argparse import ArgumentParser
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from commonbeat.demo.actions import City, found, live_through
from commonbeat.demo.actions.calendar import Calendar
from commonbeat.demo.actions.founding import SLUG, open_for_visitors
from commonbeat.demo.actions.living import now_in_whole_hours, tick
from commonbeat.demo.actions.watched import plan_watched
from commonbeat.demo.models import Clockwork
from commonbeat.engine.messaging.models import SandboxText
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.core import clock

LIVE_PAUSE = 5.0  # seconds


class Command(BaseCommand):
    help = "Fill the simulated city of Larkspur, or keep it going."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seed", type=int, default=2, help="another number makes another city (2)")
        parser.add_argument("--days", type=int, default=100, help="days to have lived before today (100)")
        parser.add_argument(
            "--live", action="store_true", help="keep calls and concerns coming until stopped"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError(
                "The simulated city needs COMMONBEAT_DEMO=1, so that it never meets real people."
            )
        if options["live"]:
            self._keep_going()
            return
        if Clockwork.objects.exists():
            self.stdout.write("Larkspur is here already; its people and texts were kept.")
            return
        if Agency.objects.exists():
            raise CommandError("This installation has an agency; the simulated city needs an empty one.")
        self._found(options["seed"], options["days"])

    def _found(self, seed: int, days: int) -> None:
        until = now_in_whole_hours()
        start = (until - timedelta(days=days)).replace(hour=0)
        began = time.monotonic()
        city = City(found(seed=seed, at=start), seed)
        console = Console()
        columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
        with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
            days_bar = progress.add_task(f"Larkspur lives through {days} days", total=days + 1)
            live_through(city, until, lambda _day: progress.advance(days_bar))
        open_for_visitors(agency=city.agency, at=clock.now())
        texts = SandboxText.objects.count()
        self.stdout.write(
            f"Larkspur lived through {days} days and {texts:,} texts in {time.monotonic() - began:.0f} s."
        )

    def _keep_going(self) -> None:
        """Let calls and concerns go on as the minutes pass, until the demo is stopped."""
        parent = os.getppid()
        clockwork = Clockwork.objects.first()
        if clockwork is None:
            raise CommandError("Fill the city first: commonbeat demo")
        city = City(Agency.objects.get(slug=SLUG), clockwork.seed)
        city.calendar = Calendar(city.agency, clockwork.seed, clock.now(), clock.now())
        city.seen_text = SandboxText.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        planned_until = _plan_hour(city, clock.now())
        while os.getppid() == parent:
            at = clock.now()
            if at >= planned_until:
                planned_until = _plan_hour(city, at)
            tick(city, at)
            time.sleep(LIVE_PAUSE)


def _plan_hour(city: City, at: datetime) -> datetime:
    """Plan what is left of the running hour; return its end."""
    hour = at.replace(minute=0, second=0, microsecond=0)
    city.plan_hour(hour, since=at)
    if city.calendar is not None:
        plan_watched(city.calendar, at, hour + timedelta(hours=1))
    return hour + timedelta(hours=1)
