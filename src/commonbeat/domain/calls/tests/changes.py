"""A program of its own: tells of calls while other processes change what the agency has set.

After each change it prints, as a line of JSON, what was decided about the next call and its words.
"""

import json
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime

import django

django.setup()

# Imported before the first fork, so that what this process keeps is at hand when another makes a change.
from django.db import connections  # noqa: E402

from commonbeat.domain.calls.actions import change_rule, end_type, hear  # noqa: E402
from commonbeat.domain.calls.rules.events import EventKind, Report  # noqa: E402
from commonbeat.engine.messaging.actions import approve_template, save_draft  # noqa: E402
from commonbeat.engine.messaging.models import Message  # noqa: E402
from commonbeat.ground.agency.models import Agency, Staff  # noqa: E402
from commonbeat.ground.core.actor import SYSTEM  # noqa: E402

AT = datetime(2026, 6, 10, 18, 0, tzinfo=UTC)
BODY = "{agency}: We text you about your call. We know of it now. Text HELP for help, STOP to end."


def main() -> None:
    agency, chief = Agency.objects.get(), Staff.objects.get(name="Dana Chief")

    def switch(is_on: bool) -> None:
        change_rule(agency=agency, key="received", is_enabled=is_on, delay_minutes=0, by=chief, at=AT)

    changes: dict[str, Callable[[], object]] = {
        "nothing": lambda: None,
        "new words": lambda: write(agency),
        "rule off": lambda: switch(False),
        "rule on": lambda: switch(True),
        "type ended": lambda: end_type(agency=agency, key="VANDALISM", by=chief, at=AT),
    }
    for number, (name, change) in enumerate(changes.items()):
        in_another_process(change)
        sys.stdout.write(json.dumps([name, *told(agency, number)]) + "\n")


def in_another_process(change: Callable[[], object]) -> None:
    connections.close_all()
    child = os.fork()
    if not child:
        change()
        connections.close_all()
        os._exit(0)
    if os.waitpid(child, 0)[1]:
        raise RuntimeError("the change was not made")


def write(agency: Agency) -> None:
    draft = save_draft(
        agency=agency,
        key="call_received",
        scope="updates",
        language="en",
        body=BODY,
        written_by="Dana Chief",
        by=SYSTEM,
        at=AT,
    )
    approve_template(version=draft, approved_by="Dana Chief", by=SYSTEM, at=AT)


def told(agency: Agency, number: int) -> list[str]:
    """Tell of a new call; return the outcome and the reason of its first rule, and the newest words."""
    report = Report(
        incident_no=f"26-{number}",
        kind=EventKind.RECEIVED,
        occurred_at=AT,
        source_id="",
        fields={"type_code": "VANDALISM"},
        callback_no=f"+1555555{number:04d}",
    )
    [call] = hear(agency=agency, reports=[report], by=SYSTEM, at=AT)["calls"]
    decided = next((one for one in call["decisions"] if one["rule"] == "received"), None)
    newest = Message.objects.order_by("pk").last()
    words = newest.body if newest and newest.contact.phone == report.callback_no else ""
    return [decided["outcome"], decided["reason"], words] if decided else ["", "", words]


if __name__ == "__main__":
    main()
