"""The staff's lists ask the database as little for thousands as for ten."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from commonbeat.domain.concerns import actions
from commonbeat.domain.concerns.models import Category, Concern, HandOff, Partner, Revision, RoutingRule
from commonbeat.domain.concerns.queries import face
from commonbeat.engine.casework.actions import write_note
from commonbeat.engine.casework.choices import Shown
from commonbeat.engine.casework.models import Case, ClockRun, Queue
from commonbeat.ground.agency.models import Agency, Area, Staff
from commonbeat.ground.core import clock

Report = Callable[..., Concern]
EVERYTHING = ("concerns.see", "concerns.see_private", "concerns.work", "concerns.hand_off")


@pytest.fixture
def browser(client: Client, hire: Callable[..., Staff]) -> Client:
    chief = hire("Kim Chief", *EVERYTHING, "concerns.moderate", "concerns.manage_categories")
    assert chief.person is not None
    client.force_login(chief.person)
    return client


@pytest.fixture
def many(
    larkspur: Agency, kinds: dict[str, Category], beats: list[Area], at: datetime
) -> Callable[[int], None]:
    """Return a function that adds so many open concerns, each with a running promise."""

    def add(count: int) -> None:
        listed = list(kinds.values())
        cases = Case.objects.bulk_create(
            Case(
                agency=larkspur,
                kind="concern",
                state="received",
                state_since=at,
                area=beats[number % 2],
                queue=listed[number % len(listed)].queue,
                is_private=number % 5 == 0,
                opened_at=at - timedelta(minutes=number),
                updated_at=at,
            )
            for number in range(count)
        )
        Concern.objects.bulk_create(
            Concern(
                case=case,
                agency=larkspur,
                category=listed[number % len(listed)],
                words=f"Paint {number}",
                source="web",
                received_at=case.opened_at,
            )
            for number, case in enumerate(cases)
        )
        ClockRun.objects.bulk_create(
            ClockRun(
                case=case,
                key="finish",
                length=5,
                unit="business_days",
                started_at=at,
                due_at=case.opened_at + timedelta(days=9),
            )
            for case in cases
        )

    return add


@pytest.mark.parametrize("count", [10, 3000])
def test_desk(
    count: int,
    browser: Client,
    many: Callable[[int], None],
    django_assert_max_num_queries: DjangoAssertNumQueries,
    at: datetime,
) -> None:
    many(count)
    with clock.standing_at(at), django_assert_max_num_queries(24):
        page = browser.get(reverse("casework:desk"))
    assert page.status_code == 200
    assert len(page.context["rows"]) == min(count, 50)


@pytest.mark.parametrize("count", [2, 120])
def test_kinds_rules_and_agencies(
    count: int,
    browser: Client,
    larkspur: Agency,
    kinds: dict[str, Category],
    beats: list[Area],
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    graffiti = kinds["graffiti"]
    queues = Queue.objects.bulk_create(
        Queue(agency=larkspur, key=f"team-{number}", name=f"Team {number}") for number in range(count)
    )
    Category.objects.bulk_create(
        Category(agency=larkspur, key=f"kind-{number}", names={"en": f"Kind {number}"}, queue=queues[number])
        for number in range(count)
    )
    RoutingRule.objects.bulk_create(
        RoutingRule(
            agency=larkspur,
            position=number + 1,
            category=graffiti,
            area=beats[number % 2],
            weekdays=[1, 7],
            queue=queues[number],
        )
        for number in range(count)
    )
    Partner.objects.bulk_create(
        Partner(agency=larkspur, name=f"Works {number}", email="w@larkspur.example")
        for number in range(count)
    )
    for name, most in (("kinds", 10), ("routing", 16), ("agencies", 10)):
        with django_assert_max_num_queries(most):
            page = browser.get(reverse(f"concerns:{name}"))
        assert page.status_code == 200
    trial: dict[str, Any] = {"category": graffiti.pk, "area": beats[0].pk, "when": "2026-06-08T12:00"}
    with django_assert_max_num_queries(26):
        page = browser.get(reverse("concerns:routing"), trial)
    assert (page.context["by_rule"], page.context["goes_to"]) == (1, queues[0])


@pytest.mark.parametrize("count", [1, 60])
def test_one_concern_with_a_long_past(
    count: int,
    browser: Client,
    send: Report,
    worker: Staff,
    larkspur: Agency,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    at: datetime,
) -> None:
    concern = send()
    partner = Partner.objects.create(agency=larkspur, name="County", email="c@larkspur.example")
    for number in range(count):
        write_note(case=concern.case, body=f"Note {number}", by=worker, at=at)
    Revision.objects.bulk_create(
        Revision(concern=concern, before="a", after="b", reason="Shorter", by=worker, at=at)
        for _number in range(count)
    )
    HandOff.objects.bulk_create(
        HandOff(concern=concern, partner=partner, state="ended", at=at, ended_at=at)
        for _number in range(count)
    )
    # Others like it are near: the form that joins them names some.
    for _number in range(min(count, 12)):
        send()
    with clock.standing_at(at), django_assert_max_num_queries(70):
        page = browser.get(reverse("concerns:concern", args=[concern.case.public_id]))
    assert page.status_code == 200
    assert face(concern.case, Shown.STAFF).words == concern.words


@pytest.mark.req("C5")
def test_page_names_the_nearest_alike_that_can_be_joined_and_joins_them(
    browser: Client, send: Report, walk: Report, worker: Staff, at: datetime
) -> None:
    concern, metre = send(), 1 / 111_195.08
    far, near = send(latitude=39.205 + 60 * metre), send(latitude=39.205 + 5 * metre)
    hidden = send(words="Mr. Alvarez did it.")
    ended = walk(send(latitude=39.205 + metre), "acknowledge")
    actions.close(concern=ended, outcome="no_action", reason="Gone.", by=worker, at=at)
    send("speeding", "Fast cars.")
    send(latitude=39.205 + 101 * metre)
    address = reverse("casework:join", args=[concern.case.public_id])
    with clock.standing_at(at):
        form = browser.get(address).context["form"]
        assert [case.concern for _reference, case in form.likely] == [hidden, near, far]
        answer = browser.post(address, {"into": form.likely[1][0]})
    assert answer.status_code == 302
    concern.case.refresh_from_db()
    assert concern.case.merged_into == near.case


@pytest.mark.req("C5")
def test_private_one_is_offered_only_what_is_private_too(browser: Client, send: Report, at: datetime) -> None:
    hidden, other, _public = send(words="Mr. Alvarez did it."), send(words="Ask Mr. Alvarez."), send()
    with clock.standing_at(at):
        form = browser.get(reverse("casework:join", args=[hidden.case.public_id])).context["form"]
    assert [case.concern for _reference, case in form.likely] == [other]


@pytest.mark.req("C5")
def test_who_sees_no_private_ones_is_named_none(
    client: Client, send: Report, hire: Callable[..., Staff], at: datetime
) -> None:
    concern, _hidden = send(), send(words="Mr. Alvarez did it.")
    desk = hire("Ann Low", "concerns.see", "concerns.work")
    assert desk.person is not None
    client.force_login(desk.person)
    with clock.standing_at(at):
        form = client.get(reverse("casework:join", args=[concern.case.public_id])).context["form"]
    assert form.likely == []
