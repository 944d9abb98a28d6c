"""Concerns of the city: reported, worked on, closed, confirmed or opened again, through the usual doors."""

import heapq
import io
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache, partial
from zoneinfo import ZoneInfo

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from commonbeat.demo.models import CodeToTry
from commonbeat.demo.rules.concerns import (
    NEEDS_NO_PLACE,
    OLD_RECORDS,
    SimulatedConcern,
    concerns_of_day,
    places_file,
    point_in,
)
from commonbeat.domain.concerns.actions import add_partner as add_agency
from commonbeat.domain.concerns.actions import (
    adopt_categories,
    close,
    hand_off,
    hear_from_partner,
    import_places,
    me_too,
    moderate,
    record_history,
    report,
)
from commonbeat.domain.concerns.choices import Source
from commonbeat.domain.concerns.models import Category, Concern, HandOff, Partner
from commonbeat.engine.casework.actions import assign, move, save_receipt, write_to_resident
from commonbeat.engine.casework.models import Case, Queue
from commonbeat.engine.casework.queries import unsaved_words
from commonbeat.engine.files.actions import draw, keep
from commonbeat.engine.files.choices import Drawn
from commonbeat.engine.files.models import StoredFile
from commonbeat.ground.agency.models import Agency, Staff
from commonbeat.ground.core.actor import RESIDENT

WORKS = "Public Works"
FOLLOWERS = 4
PUT_OFF = "We looked at the place and put the work on the plan."
REASONS = {
    "worked": "We went there, dealt with it and looked again a week later.",
    "desk": "We read it with care. There is nothing here that we can act on.",
}
COLOURS = ("#5b7f95", "#8a6d3b", "#556b2f", "#704f6b", "#3f5f5f", "#7a4a3a")


@dataclass
class Concerns:
    """What is still to happen with concerns: acts by their time."""

    agency: Agency
    seed: int
    began_at: datetime
    due: list[tuple[datetime, int, Callable[[datetime], None]]] = field(default_factory=list)
    count: int = 0

    def later(self, moment: datetime, act: Callable[[datetime], None]) -> None:
        self.count += 1
        heapq.heappush(self.due, (moment, self.count, act))

    def plan_day(self, at: datetime) -> None:
        """Plan what is reported on a day; `at` is its first hour in UTC, when nobody there reports yet."""
        zone = ZoneInfo(self.agency.time_zone)
        number = (at - self.began_at).days
        for concern in concerns_of_day(at.date(), number, zone, self.seed):
            self.later(concern.received_at, partial(_take, self, concern))

    def happen(self, until: datetime) -> None:
        while self.due and self.due[0][0] <= until:
            moment, _count, act = heapq.heappop(self.due)
            act(moment)


def prepare(*, agency: Agency, seed: int, at: datetime) -> None:
    """Give the city its kinds of concerns, its places, a partner and records of an older system."""
    chief = _post(agency, "1001")
    adopt_categories(agency=agency, by=chief, at=at)
    for queue in Queue.objects.filter(agency=agency):
        queue.lead = _post(agency, "5001" if queue.key == "community" else "2001")
        queue.save(update_fields=["lead"])
    import_places(agency=agency, text=places_file(seed), by=chief, at=at)
    add_agency(agency=agency, name=WORKS, email="works@larkspur.example", by=chief, at=at)
    dice = random.Random(f"history/{seed}")
    kind = Category.objects.get(agency=agency, key="graffiti")
    for number in range(OLD_RECORDS):
        longitude, latitude = point_in(dice.choice("123456"), dice)
        received_at = at - timedelta(days=dice.uniform(5, 60))
        record_history(
            agency=agency,
            category=kind,
            words="Paint on a wall.",
            place="",
            longitude=longitude,
            latitude=latitude,
            received_at=received_at,
            closed_at=received_at + timedelta(days=4),
            outcome="fixed",
            outside_id=f"old-{number}",
            at=at,
        )


def give_code_to_try(*, agency: Agency, at: datetime) -> None:
    """Report one thing as a resident would, and keep its words where a visitor of the demo finds them."""
    longitude, latitude = point_in("5", random.Random(0))
    reported = report(
        agency=agency,
        category=Category.objects.get(agency=agency, key="parking"),
        words="A truck blocks the bicycle lane each morning.",
        answers={"blocks": "other"},
        place="",
        longitude=longitude,
        latitude=latitude,
        source=Source.WEB,
        language="en",
        by=RESIDENT,
        at=at,
    )
    shown = unsaved_words(reported.token, at)
    if shown is None:
        raise LookupError("the words of a new receipt are there")
    unsaved, words = shown
    save_receipt(unsaved=unsaved, at=at)
    case = reported.concern.case
    for key in ("acknowledge", "give"):
        case = move(case=case, key=key, by=_post(agency, "5001"), at=at)
    write_to_resident(
        case=case, body="Thank you. Is it the same truck each day?", by=_post(agency, "5001"), at=at
    )
    CodeToTry.objects.create(agency=agency, words=" ".join(words))


def _take(life: Concerns, told: SimulatedConcern, at: datetime) -> None:
    """Take a report in and put the steps of its life on the calendar."""
    where = {"place": told.place, "longitude": told.longitude, "latitude": told.latitude}
    if told.kind.key in NEEDS_NO_PLACE:
        where = {}
    taken = report(
        agency=life.agency,
        category=_category(life.agency, told.kind.key),
        words=told.words,
        answers=told.kind.answers,
        photos=[_picture(life.agency, at)] if told.has_photo else (),
        source=Source.WEB,
        language=told.language,
        gives_receipt=False,
        by=RESIDENT,
        at=at,
        **where,  # type: ignore[arg-type]
    )
    concern, read_at = taken.concern, at + told.read_after
    life.later(read_at, partial(_read, concern))
    if told.fate != "stays":
        life.later(read_at + timedelta(hours=5), partial(_begin, life, concern, told))


def _read(concern: Concern, at: datetime) -> None:
    """Read the report, and say what everyone may read of it."""
    reader = _post(concern.agency, "5001")
    case = move(case=_case(concern), key="acknowledge", by=reader, at=at)
    if not case.is_private:
        shown = [attachment.file.public_id for attachment in case.attachments.select_related("file")]
        moderate(
            concern=concern, words=concern.words, reason="", is_private=False, photos=shown, by=reader, at=at
        )


def _begin(life: Concerns, concern: Concern, told: SimulatedConcern, at: datetime) -> None:
    """Give it to someone; from here the ways part."""
    case, sergeant = _case(concern), _post(life.agency, "2001")
    ends_at = at + told.closed_after
    if told.fate == "handed_off" and not case.is_private:
        partner = Partner.objects.get(agency=life.agency, name=WORKS)
        row = hand_off(concern=concern, partner=partner, reason="The road is theirs.", by=sergeant, at=at)
        life.later(at + timedelta(days=1), partial(_hear, row, "open", PUT_OFF))
        life.later(ends_at, partial(_hear, row, "closed", "Mended."))
        _ask_later(life, concern, told, ends_at)
        return
    if told.fate == "desk":
        life.later(at + timedelta(days=1), partial(_decline, life, concern, told))
        return
    case = move(case=case, key="give", by=sergeant, at=at)
    if not case.is_private:
        officer = _post(life.agency, random.Random(case.pk).choice(("3001", "3002", "3003", "3004", "3005")))
        assign(case=case, to=officer, by=sergeant, at=at)
    if told.fate == "asked":
        case = move(case=case, key="ask", by=sergeant, at=at)
        write_to_resident(case=case, body="On which days is it worst?", by=sergeant, at=at)
        life.later(at + timedelta(hours=30), partial(_go_on, concern))
    life.later(max(ends_at, at + timedelta(hours=40)), partial(_finish, life, concern, told))


def _go_on(concern: Concern, at: datetime) -> None:
    move(case=_case(concern), key="answer", by=RESIDENT, at=at, words="Mostly on weekdays, around six.")


def _decline(life: Concerns, concern: Concern, told: SimulatedConcern, at: datetime) -> None:
    close(
        concern=_fresh(concern),
        outcome="no_action",
        reason=REASONS["desk"],
        by=_post(life.agency, "2001"),
        at=at,
    )
    _ask_later(life, concern, told, at)


def _finish(life: Concerns, concern: Concern, told: SimulatedConcern, at: datetime) -> None:
    """Do the work and close it, with a photo of the work where it was done outside."""
    sergeant = _post(life.agency, "2001")
    move(case=_case(concern), key="start", by=sergeant, at=at - timedelta(hours=3))
    evidence = [_picture(life.agency, at)] if concern.category.is_field_work else ()
    outcome = "patrols_added" if told.kind.key in ("speeding", "extra_patrol", "school_zone") else "fixed"
    close(
        concern=_fresh(concern),
        outcome=outcome,
        reason=REASONS["worked"],
        evidence=evidence,
        by=sergeant,
        at=at,
    )
    _ask_later(life, concern, told, at)


def _ask_later(life: Concerns, concern: Concern, told: SimulatedConcern, closed_at: datetime) -> None:
    if told.answer:
        key = "confirm" if told.answer == "yes" else "reopen"
        life.later(closed_at + told.answered_after, partial(_answer, concern, key))


def _answer(concern: Concern, key: str, at: datetime) -> None:
    """Let the sender say whether it is fixed, once they were asked."""
    fresh = _fresh(concern)
    if fresh.case.state == "closed" and fresh.asked_fixed_at is not None:
        move(case=fresh.case, key=key, by=RESIDENT, at=at, reason="It is as bad as before.")


def _hear(row: HandOff, status: str, notes: str, at: datetime) -> None:
    hear_from_partner(hand_off=row, status=status, notes=notes, at=at)


def gather_followers(*, agency: Agency, at: datetime) -> None:
    """Let a few people say "me too" about what is open; their codes are nobody's, so they are few."""
    open_ones = Concern.objects.filter(agency=agency, case__is_open=True, case__is_private=False)
    for concern in open_ones.select_related("case__agency").order_by("-received_at")[:FOLLOWERS]:
        me_too(concern=concern, language="en", at=at)


def _fresh(concern: Concern) -> Concern:
    return Concern.objects.select_related("case__agency", "category", "agency").get(pk=concern.pk)


def _case(concern: Concern) -> Case:
    return Case.objects.select_related("agency").get(pk=concern.case_id)


def _post(agency: Agency, number: str) -> Staff:
    return Staff.objects.select_related("agency").get(agency=agency, employee_no=number)


def _category(agency: Agency, key: str) -> Category:
    return Category.objects.select_related("agency", "queue").get(agency=agency, key=key)


def _picture(agency: Agency, at: datetime) -> StoredFile:
    return keep(agency=agency, upload=_drawn(int(at.timestamp()) % len(COLOURS)), at=at)


@cache
def _drawn(number: int) -> Drawn:
    """Draw a street with a car, in one of a few colours; drawn anew once and kept many times."""
    picture = Image.new("RGB", (640, 420), "#c9d6dd")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 260, 640, 420), fill="#6c6f72")
    for left in range(20, 640, 120):
        pen.rectangle((left, 335, left + 60, 343), fill="#e8e4d0")
    pen.rounded_rectangle((180, 230, 440, 310), 24, fill=COLOURS[number])
    pen.rounded_rectangle((235, 185, 390, 240), 20, fill=COLOURS[number])
    for left in (220, 360):
        pen.ellipse((left, 285, left + 50, 335), fill="#222222")
    made = io.BytesIO()
    picture.save(made, "JPEG", quality=80)
    return draw(upload=SimpleUploadedFile("street.jpg", made.getvalue(), "image/jpeg"))
