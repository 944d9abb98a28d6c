"""Living through days: calls are reported, texts go out, residents answer, supervisors follow up."""

import heapq
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.module_loading import import_string

from commonbeat.demo.actions.calendar import Calendar
from commonbeat.demo.actions.codes import plan_codes
from commonbeat.demo.actions.concerns import plan_concerns
from commonbeat.demo.actions.founding import settle_resident
from commonbeat.demo.actions.permits import plan_permits
from commonbeat.demo.actions.problems import plan_problems
from commonbeat.demo.models import Clockwork, Resident
from commonbeat.demo.rules.days import SimulatedCall, calls_of_hour, hours_between
from commonbeat.demo.rules.replies import due_at, reply_to, temper_of
from commonbeat.domain.calls.actions import EventKind, Report, hear
from commonbeat.domain.conduct.actions import call_backs
from commonbeat.domain.conduct.models import CallBack
from commonbeat.engine.messaging.actions import dispatch, receive
from commonbeat.engine.messaging.models import Message, SandboxText
from commonbeat.engine.surveys.models import Invitation
from commonbeat.ground.agency.models import Agency, Staff
from commonbeat.ground.core import clock
from commonbeat.ground.core.actor import Actor
from commonbeat.ground.core.ids import public_id
from commonbeat.ground.ledger.actions import run_listeners, sequence

CAD = Actor("dispatch system", "demo:cad")
TICK = timedelta(hours=1)
MANY = 500
STOP_SHARE = 0.01
WEEKLY = ("publish_figures", "sweep_orphans", "destroy_due", "clear_finished_tasks")
FOLLOWED_UP_AFTER = timedelta(hours=26)


@dataclass
class City:
    """What is still to happen: events by time, and replies that residents are about to write."""

    agency: Agency
    seed: int
    events: list[tuple[datetime, int, Report]] = field(default_factory=list)
    replies: list[tuple[datetime, int, Resident, str]] = field(default_factory=list)
    seen_text: int = 0
    count: int = 0
    calendar: Calendar | None = None

    def plan(self, call: SimulatedCall, at: datetime) -> None:
        """Put a call's events on the calendar; its caller moves in if need be."""
        resident = settle_resident(self.agency, call.resident, at)
        for report in reports_of(call, resident):
            self.count += 1
            heapq.heappush(self.events, (report.occurred_at, self.count, report))

    def plan_hour(self, hour: datetime, since: datetime | None = None) -> None:
        """Plan the calls received in an hour, or in what is left of it."""
        zone = ZoneInfo(self.agency.time_zone)
        for call in calls_of_hour(hour, zone, self.seed):
            if since is None or call.received_at >= since:
                self.plan(call, since or hour)

    def will_write(self, moment: datetime, resident: Resident, words: str) -> None:
        self.count += 1
        heapq.heappush(self.replies, (moment, self.count, resident, words))


def reports_of(call: SimulatedCall, resident: Resident) -> list[Report]:
    """Return the call's events as a dispatch system tells them."""
    facts = {"beat": call.beat, "longitude": round(call.longitude, 3), "latitude": round(call.latitude, 3)}
    caller = {"callback_no": resident.contact.phone, "address": call.address}
    officers: dict[str, object] = {
        "employee_ids": [call.officer_no],
        "unit_ids": [f"U{call.officer_no[-2:]}"],
    }
    taker = {"call_taker_id": call.call_taker_no, "language": resident.contact.language or "en"}

    def report(kind: EventKind, moment: datetime, fields: dict[str, object], **person: str) -> Report:
        return Report(call.incident_no, kind, moment, "", fields, **person)

    first = report(
        EventKind.RECEIVED, call.received_at, {"type_code": call.kind.code, **facts, **taker}, **caller
    )
    if call.is_cancelled:
        return [first, report(EventKind.CANCELLED, call.dispatched_at, {})]
    told = [
        first,
        report(EventKind.DISPATCHED, call.dispatched_at, officers),
        report(EventKind.ON_SCENE, call.on_scene_at, {}),
    ]
    if call.final_type != call.kind.code:
        told.append(report(EventKind.RETYPED, call.on_scene_at, {"final_type_code": call.final_type}))
    closing: dict[str, object] = {"final_type_code": call.final_type, "disposition": call.disposition}
    return [*told, report(EventKind.CLEARED, call.cleared_at, closing)]


def live_through(city: City, until: datetime, on_day: Callable[[datetime], None]) -> None:
    """Let the city live from where it stopped to `until`, calling `on_day` as each day begins."""
    clockwork = Clockwork.objects.get()
    city.calendar = Calendar(city.agency, city.seed, clockwork.lived_until, until)
    for plan in (plan_problems, plan_permits, plan_codes):
        plan(city.calendar)
    for hour in hours_between(clockwork.lived_until, until):
        with clock.standing_at(hour):
            if hour.hour == 0:
                _do_daily_work(city, hour)
                plan_concerns(city.calendar, hour)
                on_day(hour)
            city.plan_hour(hour)
        for step in range(int(timedelta(hours=1) / TICK)):
            tick(city, hour + (step + 1) * TICK)
        Clockwork.objects.filter(pk=clockwork.pk).update(lived_until=hour + timedelta(hours=1))


def tick(city: City, at: datetime) -> None:
    """Let happen what was due by an instant, and let the residents read what they were sent."""
    with clock.standing_at(at):
        due = []
        while city.events and city.events[0][0] <= at:
            due.append(heapq.heappop(city.events)[2])
        if due:
            hear(agency=city.agency, reports=due, by=CAD, at=at)
        acts = city.calendar.happen(at) if city.calendar else 0
        # Most hours of a small town bring nothing; asking for work anyway took a tenth of the time.
        if due or acts or _has_texts_due(at):
            _settle(at)
            _read(city, at)
        while city.replies and city.replies[0][0] <= at:
            moment, _number, resident, words = heapq.heappop(city.replies)
            with clock.standing_at(moment):
                receive(
                    agency=city.agency,
                    phone=resident.contact.phone,
                    body=words,
                    provider_ref=f"demo-{public_id()}",
                    at=moment,
                )
                _settle(moment)
                _read(city, moment)


def _settle(at: datetime) -> None:
    """Run listeners and send texts until nothing more is due."""
    while run_listeners(at=at, limit=MANY, worker="demo") or (
        _has_texts_due(at) and dispatch(at=at, limit=MANY, worker=public_id())
    ):
        pass


def _has_texts_due(at: datetime) -> bool:
    return Message.objects.filter(direction="out", state="queued", next_attempt_at__lte=at).exists()


def _read(city: City, at: datetime) -> None:
    """Let each resident decide what to write back to the texts that arrived since."""
    arrived = SandboxText.objects.filter(pk__gt=city.seen_text).order_by("pk")
    for text in arrived:
        city.seen_text = text.pk
        message = Message.objects.select_related("contact__demo_resident").get(public_id=text.reference)
        resident = getattr(message.contact, "demo_resident", None)
        if resident is not None:
            _answer(city, resident, message, at)


def _answer(city: City, resident: Resident, message: Message, at: datetime) -> None:
    dice = random.Random(f"{city.seed}/{resident.number}/{at.isoformat()}")
    asked = (
        Invitation.objects.filter(contact=message.contact, state__in=["invited", "started"])
        .select_related("next_item")
        .order_by("-invited_at")
        .first()
    )
    if asked is not None and asked.next_item is not None and message.scope == "surveys":
        temper = temper_of(f"{resident.number}/{asked.invited_at.date()}", asked.language, city.seed)
        is_first = asked.state == "invited"
        words = reply_to(asked.next_item.kind, is_first, temper, dice) if temper.answers else ""
        if not words and dice.random() < STOP_SHARE:
            words = "STOP"
        if words:
            city.will_write(due_at(at, temper, is_first, dice), resident, words)
    elif CallBack.objects.filter(text_ref=message.subject.partition(":")[2], wish="asked").exists():
        city.will_write(at + timedelta(minutes=dice.uniform(1, 90)), resident, dice.choice("112"))


def _do_daily_work(city: City, at: datetime) -> None:
    """Do what the worker does by the clock, and let supervisors make the call-backs of the day before."""
    for _seconds, path in settings.SCHEDULE:
        # Weekly is often enough to publish and to tidy up in a past that nobody watched.
        if not path.endswith(WEEKLY) or at.weekday() == 0:
            import_string(path)(at=at)
    sequence(at=at)
    for call_back in CallBack.objects.filter(
        agency=city.agency, state="open", opened_at__lte=at - FOLLOWED_UP_AFTER
    ):
        _follow_up(call_back, at)


def _follow_up(call_back: CallBack, at: datetime) -> None:
    barred = set(call_back.barred.values_list("pk", flat=True))
    supervisors = Staff.objects.filter(agency=call_back.agency, title__in=["Sergeant", "Lieutenant"])
    supervisor = supervisors.exclude(pk__in=barred).order_by("pk").first()
    if supervisor is not None:
        call_backs.assign(call_back=call_back, to=supervisor, by=supervisor, at=at)
        call_backs.mark_reached(call_back=call_back, by=supervisor, at=at)
        call_backs.close(call_back=call_back, outcome="explained", by=supervisor, at=at)


def now_in_whole_hours() -> datetime:
    return clock.now().astimezone(UTC).replace(minute=0, second=0, microsecond=0)
