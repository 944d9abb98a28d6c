"""`commonbeat init`: the first agency, its roles, its words and its administrator, asked or by flags."""

import secrets
import sys
from argparse import ArgumentParser
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.text import slugify

from commonbeat.config.roles import STANDARD_ROLES
from commonbeat.domain.calls.actions import install_rules
from commonbeat.engine.messaging.actions import adopt_shipped
from commonbeat.engine.surveys.actions import adopt
from commonbeat.ground.agency.actions import add_agency, add_role, grant, hire
from commonbeat.ground.agency.models import Agency, Staff
from commonbeat.ground.core import clock
from commonbeat.ground.core.actor import SYSTEM

CONTACT_SURVEY = "contact"
QUESTIONS = {
    "name": "Name of the agency (Larkspur Police Department): ",
    "short_name": "Its name as it opens a text (Larkspur Police): ",
    "place": "The city or county it serves (Larkspur): ",
    "time_zone": "Its time zone (America/New_York): ",
    "admin_name": "Your name: ",
    "admin_email": "Your e-mail address, to sign in with: ",
}


class Command(BaseCommand):
    help = "Set up an agency, its roles, its texts and its first administrator."

    def add_arguments(self, parser: ArgumentParser) -> None:
        for name, question in QUESTIONS.items():
            parser.add_argument(f"--{name.replace('_', '-')}", help=question.partition(" (")[0].rstrip(": "))
        parser.add_argument("--slug", default="", help="short name in addresses; from the place if left out")
        parser.add_argument("--languages", default="en,es", help="codes, the first the default (en,es)")
        parser.add_argument("--hostname", default="", help="the web name that leads to this agency")
        parser.add_argument("--phone", default="", help="the non-emergency line")
        parser.add_argument("--sender", default="", help="the number texts come from, like +15555550199")
        parser.add_argument("--oversight-name", default="", help="the independent body that takes complaints")
        parser.add_argument("--oversight-contact", default="", help="how to reach it")

    def handle(self, *_args: Any, **options: Any) -> None:
        answers = {name: options[name] or self._ask(name, question) for name, question in QUESTIONS.items()}
        try:
            ZoneInfo(answers["time_zone"])
        except (ZoneInfoNotFoundError, ValueError) as wrong:
            raise CommandError(
                f"{answers['time_zone']!r} is no time zone; write one like America/Chicago."
            ) from wrong
        slug = options["slug"] or slugify(answers["place"])
        if Agency.objects.filter(slug=slug).exists():
            raise CommandError(
                f"There is an agency {slug!r} already; nothing was changed. Choose another --slug."
            )
        password = secrets.token_urlsafe(12)
        facts = {name: answers[name] for name in ("name", "short_name", "place", "time_zone")}
        facts |= {
            key: options[key]
            for key in ("hostname", "phone", "sender", "oversight_name", "oversight_contact")
        }
        facts["languages"] = [code.strip() for code in options["languages"].split(",") if code.strip()]
        admin = found(slug, facts, answers["admin_name"], answers["admin_email"], password, clock.now())
        self.stdout.write(f"{admin.agency.name} is set up. Sign in at /staff/ as {answers['admin_email']}")
        self.stdout.write(
            f"with the password {password} — it is shown only now. Change it, and add a second factor."
        )
        self.stdout.write(
            "Next: rehearse on a past export with `commonbeat calls replay FILE`. Nothing is sent yet."
        )
        self.stdout.write(
            "The page for concerns takes none before you choose what can be reported: /staff/concerns/kinds/ "
            "has one button for the kinds that come with the product."
        )

    def _ask(self, name: str, question: str) -> str:
        if not sys.stdin.isatty():
            raise CommandError(f"--{name.replace('_', '-')} is missing.")
        answer = input(question).strip()
        if not answer:
            raise CommandError("Nothing was changed: an answer was empty.")
        return answer


@transaction.atomic
def found(
    slug: str, facts: dict[str, Any], admin_name: str, admin_email: str, password: str, at: datetime
) -> Staff:
    """Set everything up, or nothing. The administrator adopts the shipped words in their own name."""
    agency = add_agency(by=SYSTEM, at=at, slug=slug, **facts)
    roles = {
        role.key: add_role(
            agency=agency, key=role.key, name=str(role.name), capabilities=role.capabilities, by=SYSTEM, at=at
        )
        for role in STANDARD_ROLES
    }
    admin = hire(
        agency=agency,
        name=admin_name,
        employee_no="0",
        email=admin_email,
        password=password,
        title="Administrator",
        active_from=at.date(),
        by=SYSTEM,
        at=at,
    )
    for key in ("administrator", "community_relations"):
        grant(staff=admin, role=roles[key], by=SYSTEM, at=at)
    adopt_shipped(agency=agency, adopted_by=admin.name, by=admin.actor(), at=at)
    adopt(agency=agency, key=CONTACT_SURVEY, by=admin, at=at)
    install_rules(agency=agency, by=admin.actor(), at=at)
    return admin
