"""Founding Larkspur: the agency by `init`, then its beats, staff, residents and adopted rules."""

from datetime import date, datetime

from django.contrib.auth.hashers import make_password
from django.core.management import call_command

from commonbeat.demo.actions.concern_desk import gather_followers, prepare
from commonbeat.demo.actions.permits import adopt_permits
from commonbeat.demo.models import Clockwork, Resident
from commonbeat.demo.rules import city, people
from commonbeat.domain.calls.actions import adopt_types, change_rule
from commonbeat.engine.messaging.actions import contact_for_phone
from commonbeat.engine.messaging.choices import QUIET_FROM, QUIET_UNTIL
from commonbeat.ground.agency.actions import change_setting, end_grant, grant, hire, load_areas
from commonbeat.ground.agency.models import Agency, Grant, Person, Role, Staff
from commonbeat.ground.core import clock
from commonbeat.ground.core.actor import SYSTEM

SLUG = "larkspur"
PASSWORD = "demo"
SENDER = "+15555550199"
SURVEY_RULE = "survey"
SURVEY_DELAY = 120  # minutes after clearing, as the residents of the past lived it
SHORTEST_DELAY = 30
HIRED_ON = date(2020, 1, 1)


def found(*, seed: int, at: datetime) -> Agency:
    """Set the city up as it was at a past instant; everything that follows is lived, not invented."""
    with clock.standing_at(at):
        call_command(
            "init",
            name="Larkspur Police Department",
            short_name="Larkspur Police",
            place="Larkspur",
            time_zone="America/New_York",
            admin_name="Jo Park",
            admin_email=f"jo.park@{SLUG}.example",
            languages="en,es,ar",
            phone="+15555550100",
            sender=SENDER,
            oversight_name="Larkspur Community Police Board",
            oversight_contact=f"board@{SLUG}.example, +1 555 555 0150",
            verbosity=0,
            stdout=_Silence(),
        )
    agency = Agency.objects.get(slug=SLUG)
    load_areas(agency=agency, collection=city.beats(), kind="beat", by=SYSTEM, at=at)
    staff = _hire(agency, at)
    _adopt(agency, staff["1001"], at)
    prepare(agency=agency, seed=seed, at=at)
    adopt_permits(agency=agency, at=at)
    Clockwork.objects.create(seed=seed, lived_until=at)
    return agency


class _Silence:
    """The password that `init` would show is replaced at once."""

    def write(self, _words: str) -> None:
        return


def _hire(agency: Agency, at: datetime) -> dict[str, Staff]:
    roles = {role.key: role for role in Role.objects.filter(agency=agency)}
    hired: dict[str, Staff] = {}
    for post in people.STAFF:
        hired[post.number] = hire(
            agency=agency,
            name=post.name,
            employee_no=post.number,
            email=f"{post.name.lower().replace(' ', '.')}@{SLUG}.example",
            title=post.title,
            unit=post.unit,
            supervisor=hired.get(post.supervisor),
            active_from=HIRED_ON,
            by=SYSTEM,
            at=at,
        )
        for role in post.roles:
            grant(staff=hired[post.number], role=roles[role], by=SYSTEM, at=at)
    # In the city the administrator runs the machine and community relations have someone of their own.
    extra = Grant.objects.get(staff__employee_no="0", staff__agency=agency, role__key="community_relations")
    end_grant(grant=extra, by=SYSTEM, at=at)
    # One hash for all: hashing slowly is for secrets, and this one stands on the sign-in page.
    Person.objects.filter(posts__agency=agency).update(password=make_password(PASSWORD))
    return hired


def _adopt(agency: Agency, chief: Staff, at: datetime) -> None:
    adopt_types(agency=agency, codes=city.ALLOWED, by=chief, at=at)
    change_rule(agency=agency, key=SURVEY_RULE, is_enabled=True, delay_minutes=SURVEY_DELAY, by=chief, at=at)


def open_for_visitors(*, agency: Agency, at: datetime) -> None:
    """Make the rules quick enough to watch: texts go at any hour, and a survey follows soon."""
    chief = Staff.objects.get(agency=agency, employee_no="1001")
    change_rule(
        agency=agency, key=SURVEY_RULE, is_enabled=True, delay_minutes=SHORTEST_DELAY, by=chief, at=at
    )
    change_setting(agency=agency, definition=QUIET_UNTIL, value="00:00", by=chief, at=at)
    change_setting(agency=agency, definition=QUIET_FROM, value="00:00", by=chief, at=at)
    gather_followers(agency=agency, at=at)


def settle_resident(agency: Agency, number: int, at: datetime) -> Resident:
    """Return resident `number`, moved in now if nobody heard of them before."""
    known = Resident.objects.filter(number=number).select_related("contact").first()
    if known is not None:
        return known
    first = people.FIRST_NAMES[number % len(people.FIRST_NAMES)]
    last = people.LAST_NAMES[number * 7 % len(people.LAST_NAMES)]
    contact = contact_for_phone(
        agency=agency,
        phone=people.phone(number),
        language="es" if people.speaks_spanish(number) else "",
        time_zone=agency.time_zone,
        at=at,
    )
    return Resident.objects.create(number=number, name=f"{first} {last}", contact=contact)
