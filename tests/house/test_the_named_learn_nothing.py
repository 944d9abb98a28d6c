"""A chief whom a report names finds every page as it was before the report: lists, counts, news."""

import re
from datetime import datetime, timedelta

import pytest
from django.db import transaction
from django.urls import reverse

from commonbeat.domain.concerns.actions import report
from commonbeat.domain.concerns.choices import HandOffState, LeftContact
from commonbeat.domain.concerns.models import Category, Concern, HandOff, Partner
from commonbeat.engine.casework import actions as casework
from commonbeat.engine.casework.models import Queue, Receipt
from commonbeat.engine.messaging.actions import receive
from commonbeat.ground.core import clock
from commonbeat.ground.core.actor import RESIDENT
from tests.house.conftest import City
from tests.house.test_who_may_open_what import CHIEF, STAFF_DOORS, Door, address_of

SECRET = "Zebrastripe"
# Drawn anew for each page: the secret of a form, and the number a form has of its own.
DRAWN = re.compile(r'(?:csrfmiddlewaretoken|name="token")[^>]*value="[^"]*"')
ABOUT_THE_CASE = {"concern", "joined"}


def pages(city: City) -> dict[str, str]:
    """Return each staff page that the chief opens by GET."""
    browser, found = city.client(CHIEF), {}
    for name, door in STAFF_DOORS.items():
        if door.is_post or CHIEF not in door.who:
            continue
        with transaction.atomic():
            answer = browser.get(address_of(name, door, city.things))
            transaction.set_rollback(True)
        body = b"".join(answer) if answer.streaming else answer.content
        found[name] = DRAWN.sub("", body.decode(errors="replace"))
    return found


def about_the_chief(city: City, at: datetime) -> Concern:
    """Return a late report about the chief in the chief's own queue, with letters and a lost hand-off."""
    agency, chief, sergeant = city.agency, city.posts[CHIEF], city.posts["supervisor"]
    queue = Queue.objects.get(agency=agency, key=city.things["queue"])
    taken = report(
        agency=agency,
        category=Category.objects.get(agency=agency, key="graffiti"),
        words=f"{chief.name} laughed at the {SECRET} on our wall.",
        place="Mill Bridge",
        contact=LeftContact(phone=f"{city.agency.sender[:-2]}77"),
        source="web",
        language="en",
        by=RESIDENT,
        at=at,
    )
    concern = taken.concern
    casework.put_in_queue(case=concern.case, queue=queue, by=sergeant, at=at)
    receipt = Receipt.objects.get(case=concern.case)
    casework.write_from_resident(receipt=receipt, body=f"{SECRET} again.", at=at)
    casework.write_to_resident(case=concern.case, body="We look into it.", by=sergeant, at=at)
    phone = receipt.contact.phone if receipt.contact else ""
    receive(agency=agency, phone=phone, body=f"The {SECRET} again.", provider_ref=SECRET, at=at)
    casework.write_note(case=concern.case, body=SECRET, by=sergeant, at=at)
    partner = Partner.objects.get(agency=agency, endpoint="https://works.example/v2")
    HandOff.objects.create(concern=concern, partner=partner, state=HandOffState.SENT, fault="unsure", at=at)
    return concern


def test_no_page_changes(larkspur_and_elm: tuple[City, City], at: datetime) -> None:
    city, _elm = larkspur_and_elm
    Queue.objects.get(agency=city.agency, key=city.things["queue"]).members.add(city.posts[CHIEF])
    late = at + timedelta(days=40)
    with clock.standing_at(late):
        casework.keep_time(at=late)
        before = pages(city)
        concern = about_the_chief(city, at)
        casework.keep_time(at=late)
        after = pages(city)
    assert concern.case.is_private
    assert {name for name in before if before[name] != after[name]} == set()
    told = " ".join(after.values())
    assert SECRET not in told
    assert concern.case.public_id not in told


@pytest.mark.parametrize(
    "name", [name for name, door in STAFF_DOORS.items() if ABOUT_THE_CASE & {*door.args}]
)
def test_no_door_to_it_opens(name: str, larkspur_and_elm: tuple[City, City], at: datetime) -> None:
    city, _elm = larkspur_and_elm
    concern = about_the_chief(city, at)
    things = {**city.things, "concern": concern.case.public_id, "joined": concern.case.public_id}
    door: Door = STAFF_DOORS[name]
    browser = city.client(CHIEF)
    send = browser.post if door.is_post else browser.get
    assert send(address_of(name, door, things)).status_code == 404


def test_those_who_lead_hear_of_it_but_not_the_named(
    larkspur_and_elm: tuple[City, City], at: datetime
) -> None:
    city, _elm = larkspur_and_elm
    concern = about_the_chief(city, at)
    for days in range(9, 60):
        casework.keep_time(at=at + timedelta(days=days))
    told = set(concern.case.clocks.values_list("escalations__to", flat=True)) - {None}
    assert city.posts[CHIEF].pk not in told


def test_the_others_see_it(larkspur_and_elm: tuple[City, City], at: datetime) -> None:
    city, _elm = larkspur_and_elm
    concern = about_the_chief(city, at)
    page = city.client("supervisor").get(reverse("concerns:concern", args=[concern.case.public_id]))
    assert SECRET in page.text
