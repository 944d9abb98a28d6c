"""The city that visitors meet: every state is there, nothing lies ahead, numbers agree with their rows."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db.models import Max
from django.test import Client
from django.utils.module_loading import import_string

from commonbeat.demo.actions import City, found, live_through
from commonbeat.demo.actions.calendar import Calendar
from commonbeat.demo.actions.codes import plan_codes
from commonbeat.demo.actions.permits import plan_permits
from commonbeat.demo.actions.problems import plan_problems
from commonbeat.demo.actions.watched import PAUSE, STEPS, plan_watched, take_step
from commonbeat.demo.choices import CODES
from commonbeat.demo.queries import codes_to_try
from commonbeat.demo.rules.codes import REPORTS
from commonbeat.demo.rules.concerns import EDITED, KINDS
from commonbeat.domain.concerns.choices import PROBLEM, Source
from commonbeat.domain.concerns.models import Concern, Problem
from commonbeat.domain.concerns.rules import names_person
from commonbeat.domain.permits.choices import PERMIT
from commonbeat.domain.permits.models import Application, KindVersion
from commonbeat.engine.casework.models import Case, Entry
from commonbeat.engine.casework.queries.receipts import receipt_by_words
from commonbeat.engine.messaging.models import Message
from commonbeat.ground.core import clock
from commonbeat.ground.core.errors import Refused
from commonbeat.ground.ledger.actions import sequence
from commonbeat.ground.ledger.models import Entry as Line
from commonbeat.ground.ledger.queries import verdict

UNTIL = datetime(2026, 11, 20, 16, tzinfo=UTC)
DAYS = 100
DAILY = (
    "commonbeat.domain.permits.actions.keep_permits",
    "commonbeat.domain.concerns.tasks.keep_promises",
)


def age(calendar: Calendar, until: datetime) -> None:
    """Let days pass over what stands on the calendar, with the work that time itself does."""
    day = calendar.began_at
    while day < until:
        day = min(day + timedelta(days=1), until)
        with clock.standing_at(day):
            calendar.happen(day)
            for path in DAILY:
                import_string(path)(at=day)


def states_of(kind: str) -> set[str]:
    return set(Case.objects.filter(kind=kind).values_list("state", flat=True))


@pytest.fixture
def city(db: None) -> Calendar:
    began_at = (UNTIL - timedelta(days=DAYS)).replace(hour=0)
    return Calendar(found(seed=2, at=began_at), 2, began_at, UNTIL)


@pytest.mark.slow
def test_permits_come_in_every_kind_and_every_state(city: Calendar) -> None:
    plan_permits(city)
    plan_codes(city)
    age(city, UNTIL)
    assert states_of("permit") == {state.key for state in PERMIT.states}
    asked = set(Application.objects.values_list("version__key", flat=True))
    assert asked == set(KindVersion.objects.values_list("key", flat=True))
    assert not Application.objects.filter(issued_at__gt=UNTIL).exists()


def test_codes_open_what_they_say(city: Calendar) -> None:
    plan_codes(city)
    age(city, UNTIL)
    told = codes_to_try(city.agency)
    assert [code for code, _words in told] == list(CODES)
    waits = {"question": "asked", "fixed": "closed", "permit": "incomplete", "arabic": "assigned"}
    for code, words in told:
        receipt = receipt_by_words(city.agency, words, code.language)
        assert receipt is not None
        assert receipt.case.state == waits[code.key]
    assert Concern.objects.get(case__language="es").asked_fixed_at is not None


def test_problems_stand_in_every_stage(city: Calendar) -> None:
    plan_problems(city)
    age(city, UNTIL)
    assert states_of("problem") == {state.key for state in PROBLEM.states}
    done = Problem.objects.get(case__state="done")
    assert done.assessment
    assert done.compared_at is not None
    # The days were chosen before anybody could know how the second period would look.
    assert done.days_chosen_at is not None
    assert done.after_from is not None
    assert done.days_chosen_at.date() < done.after_from


def test_a_city_too_young_for_its_stories_does_without(db: None) -> None:
    young = Calendar(found(seed=2, at=UNTIL), 2, UNTIL, UNTIL + timedelta(days=3))
    for plan in (plan_permits, plan_problems, plan_codes):
        plan(young)
    age(young, young.until)
    assert not Entry.objects.filter(at__gt=young.until).exists()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_lived_week_agrees_with_its_own_rows(client: Client, capsys: pytest.CaptureFixture[str]) -> None:
    agency = found(seed=2, at=UNTIL - timedelta(days=7))
    live_through(City(agency, 2), UNTIL, lambda _day: None)
    for model, column in ((Entry, "at"), (Line, "at"), (Message, "queued_at"), (Concern, "received_at")):
        newest = model._default_manager.aggregate(newest=Max(column))["newest"]
        assert newest <= UNTIL, model
    with clock.standing_at(UNTIL):
        sequence(at=UNTIL)
        assert verdict().is_whole
        shown = Concern.objects.filter(case__is_private=False, case__merged_into=None)
        counted = shown.exclude(source=Source.IMPORT)
        page = client.get("/concerns/figures/").content.decode()
        assert f"{counted.count()} concerns came in" in page
        answered = counted.exclude(is_fixed=None).count()
        assert (f"of {answered} people who told us" in page) is (answered >= 10)
        rows = client.get("/concerns/figures/concerns.csv").content.decode().strip().splitlines()
        assert len(rows) - 1 == counted.count()
    before = Line.objects.count()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "DEMO", True)
        call_command("demo")
    assert "is here already" in capsys.readouterr().out
    assert Line.objects.count() == before


@pytest.mark.slow
def test_watching_brings_reports_answers_and_confirmations(city: Calendar) -> None:
    plan_codes(city)
    age(city, UNTIL)
    visitors = set(Concern.objects.values_list("pk", "case__state"))
    live = Calendar(city.agency, city.seed, UNTIL, UNTIL)
    for number in range(6):
        plan_watched(live, UNTIL + number * timedelta(hours=1), UNTIL + (number + 1) * timedelta(hours=1))
    until = UNTIL + timedelta(hours=6)
    live.happen(until)
    new = Concern.objects.filter(received_at__gt=UNTIL)
    assert new.count() >= 12
    moves = {
        facts["move"]
        for facts in Entry.objects.filter(kind="moved", at__gt=UNTIL).values_list("facts", flat=True)
    }
    assert moves >= {"acknowledge", "give", "ask", "answer", "start", "close"}
    Concern.objects.filter(case__state="closed").update(asked_fixed_at=until)
    plan_watched(live, until, until + len(STEPS) * PAUSE)
    live.happen(until + len(STEPS) * PAUSE)
    assert Entry.objects.filter(kind="moved", facts__move__in=["confirm", "reopen"], at__gt=until).exists()
    of_visitors = [pk for pk, _state in visitors]
    assert visitors == set(Concern.objects.filter(pk__in=of_visitors).values_list("pk", "case__state"))


def test_whoever_watches_may_be_quicker(city: Calendar) -> None:
    """A step that somebody else took at the same moment is left out, and the city goes on."""

    def taken(_life: Calendar, _at: datetime) -> None:
        raise Refused("The case has moved on.", code="not_open")

    take_step(city, taken, UNTIL)


def test_some_write_spanish_and_some_arabic_and_one_names_a_neighbor() -> None:
    assert sum(bool(kind.spanish) for kind in KINDS) >= 6
    assert sum(bool(kind.arabic) for kind in KINDS) >= 4
    assert any(names_person(words) for kind in KINDS for words in kind.words)
    said = {words for kind in KINDS for words in kind.words}
    assert set(EDITED) <= said
    assert not any(re.search(r"\d", words) for words in EDITED.values())
    assert {told.language for told in REPORTS} == {"en", "es", "ar"}
