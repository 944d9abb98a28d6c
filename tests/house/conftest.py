"""A city with one of everything, and a neighbour on the same installation."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO, StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from PIL import Image

from commonbeat.domain.calls.actions import EventKind, Report, adopt_types, hear, protect
from commonbeat.domain.calls.models import Call
from commonbeat.domain.concerns import actions as concerns
from commonbeat.domain.concerns.actions.problems import open_problem
from commonbeat.domain.concerns.choices import HandOffState
from commonbeat.domain.concerns.models import Category, Concern, HandOff, Partner
from commonbeat.domain.conduct.actions import draft_reply, receive_web, take_up
from commonbeat.domain.conduct.models import CallBack, Thanks
from commonbeat.domain.open311.actions import issue_key
from commonbeat.domain.permits import actions as permits
from commonbeat.domain.permits.models import Application
from commonbeat.engine.casework.actions import add_files, add_queue, save_reply
from commonbeat.engine.casework.models import Case, Escalation, Queue
from commonbeat.engine.messaging.actions import add_block, contact_for_phone, receive
from commonbeat.engine.messaging.models import Contact, EmergencyAlert, TemplateVersion
from commonbeat.engine.surveys.actions import Given, invite, open_response, save_answers
from commonbeat.engine.surveys.models import InstrumentVersion, Response
from commonbeat.ground.agency.actions import grant, hire
from commonbeat.ground.agency.models import Agency, Grant, Role, Staff
from commonbeat.ground.core import clock
from commonbeat.ground.core.actor import RESIDENT, SYSTEM
from commonbeat.ground.retention.actions import place_hold

Doors = dict[str, tuple[object, ...]]


@dataclass
class City:
    """An agency as `init` founds it, a post for each standard role, and what their pages are about."""

    agency: Agency
    posts: dict[str, Staff] = field(default_factory=dict)
    things: dict[str, object] = field(default_factory=dict)

    def client(self, role: str) -> Client:
        """Return a browser in which the post of that role is signed in; "" is nobody."""
        client = Client(headers={"host": self.agency.hostname})
        if role:
            client.force_login(self.posts[role].person)  # type: ignore[arg-type]
        return client


@pytest.fixture
def settled(at: datetime) -> Callable[[str, str], City]:
    """Return a function that founds a city: settled("Larkspur", "+15555550100")."""

    def settle(place: str, number: str) -> City:
        slug = place.lower()
        call_command(
            "init",
            name=f"{place} Police Department",
            short_name=f"{place} Police",
            place=place,
            time_zone="America/New_York",
            admin_name="Jo Park",
            admin_email=f"administrator@{slug}.example",
            hostname=f"{slug}.localhost",
            sender=number,
            stdout=StringIO(),
        )
        city = City(Agency.objects.get(slug=slug))
        _fill_posts(city, at)
        _fill_pages(city, number[:-2], at)
        return city

    return settle


@pytest.fixture
def larkspur_and_elm(
    db: None, settled: Callable[[str, str], City], at: datetime
) -> Iterator[tuple[City, City]]:
    with clock.standing_at(at):
        yield settled("Larkspur", "+15555550100"), settled("Elm", "+15555560100")


def _fill_posts(city: City, at: datetime) -> None:
    roles = {role.key: role for role in Role.objects.filter(agency=city.agency)}
    admin = Staff.objects.get(agency=city.agency)
    Grant.objects.exclude(role=roles["administrator"]).filter(staff=admin).delete()
    city.posts["administrator"] = admin
    for number, key in enumerate(roles.keys() - {"administrator"}):
        city.posts[key] = hire(
            agency=city.agency,
            name=f"{key.title()} of {city.agency.place}",
            employee_no=str(100 + number),
            email=f"{key}@{city.agency.slug}.example",
            active_from=at.date(),
            by=SYSTEM,
            at=at,
        )
        grant(staff=city.posts[key], role=roles[key], by=SYSTEM, at=at)
    Staff.objects.filter(pk=city.posts["officer"].pk).update(supervisor=city.posts["supervisor"])
    city.posts["officer"].refresh_from_db()


def _fill_pages(city: City, numbers: str, at: datetime) -> None:
    agency, place = city.agency, city.agency.place
    for phone, words in ((f"{numbers}42", f"hello {place}"), (f"{numbers}43", "help he has a gun")):
        receive(agency=agency, phone=phone, body=words, provider_ref=phone, at=at)
    [allowed] = adopt_types(agency=agency, codes=[f"NOISE IN {place}"], by=city.posts["command"], at=at)
    report = Report(f"{place}-1", EventKind.RECEIVED, at, "", {"type_code": f"NOISE IN {place}"})
    hear(agency=agency, reports=[report], by=SYSTEM, at=at)
    [mark] = protect(agency=agency, phone=f"{numbers}44", days=9, by=city.posts["dispatcher"], at=at)
    block = add_block(agency=agency, phone=f"{numbers}45", kind="school", by=SYSTEM, added_by="Jo", at=at)
    waiting = receive_web(
        agency=agency, words=f"Kind in {place}", who="", when="", language="en", token=f"{place:b<16}", at=at
    )
    for rating, words, phone in ((5, "So kind", f"{numbers}46"), (1, "He was rude", f"{numbers}47")):
        take_up(response=_response(city, rating, f"{words} in {place}.", phone, at), at=at)
    delivered = Thanks.objects.get(agency=agency, source="survey")
    delivery = delivered.deliveries.get(is_copy=False)
    reply = draft_reply(delivery=delivery, body="Thank you for writing.", by=city.posts["officer"], at=at)
    hold = place_hold(words="", reason=f"A lawsuit in {place}", by=city.posts["command"], at=at)
    wording = TemplateVersion.objects.filter(template__agency=agency, language="en")[0]
    concerns.adopt_categories(agency=agency, by=SYSTEM, at=at)
    concern = concerns.report(
        agency=agency,
        category=Category.objects.get(agency=agency, key="graffiti"),
        words=f"paint on the bridge, {place}",
        place=f"Bridge of {place}",
        source="web",
        language="en",
        by=RESIDENT,
        at=at,
    ).concern
    _fill_casework(city, concern.case, at)
    _fill_routing(city, at)
    _fill_open311(city, concern, at)
    problem = open_problem(
        agency=agency,
        title=f"Paint in {place}",
        category=concern.category,
        concerns=[concern],
        by=city.posts["command"],
        at=at,
    )
    city.things["permit"] = _permit(city, at).case.public_id
    city.things |= {
        "concern": concern.case.public_id,
        "joined": concern.case.public_id,
        "problem": problem.case.public_id,
        "alert": EmergencyAlert.objects.get(message__agency=agency).pk,
        "contact": Contact.objects.get(agency=agency, messages__body=f"hello {place}").public_id,
        "wording": wording.pk,
        "type": allowed.key,
        "block": block.pk,
        "questions": InstrumentVersion.objects.get(instrument__agency=agency).pk,
        "call": Call.objects.get(agency=agency, incident_no=f"{place}-1").public_id,
        "mark": mark.pk,
        "waiting": waiting.public_id,
        "delivered": delivered.public_id,
        "reply": reply.pk,
        "call_back": CallBack.objects.get(agency=agency).public_id,
        "officer": city.posts["officer"].pk,
        "hold": hold.public_id,
    }


def _fill_casework(city: City, case: Case, at: datetime) -> None:
    chief, place = city.posts["command"], city.agency.place
    drawn = BytesIO()
    Image.new("RGB", (8, 8)).save(drawn, "PNG")
    upload = SimpleUploadedFile("bridge.png", drawn.getvalue(), "image/png")
    [attachment] = add_files(case=case, uploads=[upload], by=chief, at=at)
    reply = save_reply(
        agency=city.agency,
        reply=None,
        name="Hello",
        body=f"Hello from {place}",
        language="en",
        kind="",
        state="",
        by=chief,
        at=at,
    )
    clock_run = case.clocks.order_by("pk")[0]
    told = Escalation.objects.create(clock=clock_run, level=1, to=chief, at=at)
    city.things |= {
        "case_file": attachment.file.public_id,
        "clock": clock_run.pk,
        "line": case.entries.order_by("pk")[0].pk,
        "queue": add_queue(agency=city.agency, name=f"Team {place}", by=chief, at=at).key,
        "ready_words": reply.pk,
        "told": told.pk,
    }


def _fill_routing(city: City, at: datetime) -> None:
    agency, chief = city.agency, city.posts["command"]
    team = Queue.objects.get(agency=agency, key=city.things["queue"])
    street_works = concerns.add_partner(
        agency=agency, name=f"Streets of {agency.place}", email="streets@city.example", by=chief, at=at
    )
    rule = concerns.add_rule(queue=team, by=chief, at=at)
    city.things |= {"routing_rule": rule.pk, "street_works": street_works.pk}


def _fill_open311(city: City, concern: Concern, at: datetime) -> None:
    """Add a program with a key, a partner, and a hand-off of which nobody can tell whether it arrived."""
    name = f"Program of {city.agency.place}"
    terms, _secret = issue_key(
        name=name, reports_a_day=9, partner=None, by=city.posts["administrator"], at=at
    )
    partner = Partner.objects.create(
        agency=city.agency, name=f"Works of {city.agency.place}", endpoint="https://works.example/v2"
    )
    unsure = HandOff.objects.create(
        concern=concern, partner=partner, state=HandOffState.SENT, fault="unsure", at=at
    )
    city.things |= {"program": terms.key.pk, "partner_server": partner.pk, "unsure": unsure.pk}


def _response(city: City, rating: int, words: str, phone: str, at: datetime) -> Response:
    invitation = invite(
        agency=city.agency,
        instrument_key="contact",
        contact=contact_for_phone(agency=city.agency, phone=phone, language="en", at=at),
        category="Noise",
        staff=[city.posts["officer"]],
        language="en",
        by=SYSTEM,
        at=at,
    )
    response = open_response(invitation=invitation, at=at)
    given = {key: Given(rating) for key in ("satisfaction", "listened", "fair")}
    save_answers(response=response, given=given | {"comment": Given(text=words)}, by=RESIDENT, at=at)
    return response


def _permit(city: City, at: datetime) -> Application:
    """Return a march that was asked for, in a city whose desk has adopted two kinds of permit."""
    kinds = ["block_party", "expressive_event"]
    [_party, march] = permits.adopt_suggested(agency=city.agency, keys=kinds, by=city.posts["command"], at=at)
    answers = {
        "route": f"Mill Street, {city.agency.place}",
        "span": {"starts": "2026-08-01T18:00:00-04:00", "ends": "2026-08-01T21:00:00-04:00", "hours": 3},
        "people": 400,
        "street": True,
    }
    words = f"Quince lanterns for {city.agency.place}"
    return permits.submit(version=march, answers=answers, own_words=words, language="en", at=at).application
