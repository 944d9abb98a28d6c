"""The figures of concerns: each is rebuilt from the file that everyone can download, and shows nobody."""

import csv
import io
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries
from scipy.stats import binom, binomtest

from commonbeat.domain.concerns.actions import ask_if_fixed
from commonbeat.domain.concerns.actions.figures import publish_figures
from commonbeat.domain.concerns.choices import Source
from commonbeat.domain.concerns.measures import MEDIANS, SHARES
from commonbeat.domain.concerns.models import Category, Concern
from commonbeat.domain.concerns.queries import figures as queries
from commonbeat.domain.concerns.rules.figures import Row, cells_of, hours_begun, share_of, values_of
from commonbeat.engine.casework.actions import merge, move
from commonbeat.engine.measures.models import Release
from commonbeat.ground.agency.models import Agency, Staff
from commonbeat.ground.core import clock
from commonbeat.ground.core.actor import RESIDENT

Send = Callable[..., Concern]
EAST = {"longitude": -76.595, "latitude": 39.205}
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def live(send: Send, worker: Staff, at: datetime) -> Callable[..., Concern]:
    """Return a function that lets one concern live: live(3, "yes", kind="parking", **EAST)."""

    def on(number: int, answer: str, kind: str = "graffiti", **where: object) -> Concern:
        began = at - 60 * DAY + number * 7 * HOUR
        concern = send(kind, "Paint on the wall.", at=began, gives_receipt=False, **where)
        case = concern.case
        if answer == "unread":
            return concern
        done = began + (1 + number % 9) * HOUR + timedelta(minutes=number)
        for step, key in enumerate(("acknowledge", "give")):
            case = move(case=case, key=key, by=worker, at=done + step * HOUR)
        if answer == "open":
            return concern
        closed = done + (2 + number % 25) * DAY
        case = move(case=case, key="decline", by=worker, at=closed, outcome="no_action", reason="Looked at.")
        if answer in ("yes", "no"):
            ask_if_fixed(at=closed + 15 * DAY)
            key = "confirm" if answer == "yes" else "reopen"
            move(case=case, key=key, by=RESIDENT, at=closed + 16 * DAY, reason="It is so.")
            # What the listener to the move does.
            fixed = {"is_fixed": answer == "yes", "answered_fixed_at": closed + 16 * DAY}
            Concern.objects.filter(pk=concern.pk).update(**fixed)
        return concern

    return on


@pytest.fixture
def many(live: Callable[..., Concern]) -> list[Concern]:
    answers = ("yes", "yes", "no", "silent", "yes", "open", "unread")
    return [
        live(number, answers[number % 7], ("graffiti", "parking")[number % 2], **(EAST if number % 3 else {}))
        for number in range(42)
    ]


def rebuilt(rows: list[dict[str, str]], key: str) -> tuple[int, int] | list[int]:
    """Work out a figure from the file with nothing of the program."""
    shares = {
        "confirmed_fixed": ("confirmed_fixed", lambda row: row["confirmed_fixed"] == "yes"),
        "fixed_answered": ("asked_on", lambda row: row["answered_on"] != ""),
        "closed_in_time": ("closed_in_time", lambda row: row["closed_in_time"] == "yes"),
        "reopened": ("closed_on", lambda row: row["reopened"] == "yes"),
    }
    if key in shares:
        column, is_hit = shares[key]
        counted = [row for row in rows if row[column] != ""]
        return sum(map(is_hit, counted)), len(counted)
    if key == "first_step":
        return [int(row["hours_to_first_step"]) for row in rows if row["hours_to_first_step"]]
    return [
        (date.fromisoformat(row["closed_on"]) - date.fromisoformat(row["received_on"])).days
        for row in rows
        if row["closed_on"]
    ]


def median_ends(values: list[int]) -> tuple[float, float, float]:
    ordered = np.sort(values)
    rank = max(r for r in range(1, len(values) // 2 + 1) if 2 * binom.cdf(r - 1, len(values), 0.5) <= 0.05)
    return float(np.median(ordered)), float(ordered[rank - 1]), float(ordered[len(values) - rank])


@pytest.mark.req("C12")
def test_file_rebuilds_every_figure_exactly(
    many: list[Concern], larkspur: Agency, client: Client, at: datetime
) -> None:
    with clock.standing_at(at):
        sent = client.get("/concerns/figures/concerns.csv").content.decode()
    file = list(csv.DictReader(io.StringIO(sent)))
    assert len(file) == len(many)
    period = queries.last_year(larkspur, at)
    rows = queries.rows_of(larkspur, period, at)
    cuts = [("area", g) for g in queries.by_area(larkspur, rows, period)]
    cuts += [("category", g) for g in queries.by_category(larkspur, rows, period)]
    cuts += [("received_on", g) for g in queries.by_month(rows, period)]
    groups = [(file, queries.whole(rows, period))]
    groups += [([row for row in file if row[column].startswith(g.key)], g) for column, g in cuts]
    assert {len(g.label) > 0 for _members, g in groups[1:]} == {True}
    shown = 0
    for members, group in groups:
        assert len(members) == group.received
        for measure in SHARES:
            x, n = rebuilt(members, measure.key)
            found = group.shares[measure.key]
            assert found.shown == (n >= 10)
            if found.shown:
                ends = binomtest(x, n).proportion_ci(method="wilson")
                assert (found.x, found.n, found.value) == (x, n, x / n)
                assert (found.low, found.high) == pytest.approx((ends.low, ends.high), abs=1e-12)
                shown += 1
        for measure in MEDIANS:
            values = rebuilt(members, measure.key)
            middle = group.middles[measure.key]
            assert middle.n == len(values)
            if middle.shown:
                assert (middle.value, middle.low, middle.high) == median_ends(values)  # type: ignore[arg-type]
                shown += 1
    assert shown > 20


@pytest.mark.req("C4")
def test_headline_is_confirmed_fixed_of_answered(
    many: list[Concern], larkspur: Agency, client: Client, at: datetime
) -> None:
    """Of 42 concerns 24 were answered: 18 yes, 6 no. What was closed and never answered counts nowhere."""
    period = queries.last_year(larkspur, at)
    whole = queries.whole(queries.rows_of(larkspur, period, at), period)
    headline = whole.shares["confirmed_fixed"]
    assert (headline.x, headline.n) == (18, 24)
    assert (whole.shares["reopened"].x, whole.shares["reopened"].n) == (6, 30)
    with clock.standing_at(at):
        page = client.get("/concerns/figures/").content.decode()
    assert "18 of 24 people who told us say that it is fixed." in page
    assert "75.0 %" in page
    assert page.index("18 of 24") < page.index("<svg") < page.index("<table")


@pytest.mark.req("C12")
def test_file_holds_no_words_no_place_and_no_hour(many: list[Concern], client: Client, at: datetime) -> None:
    with clock.standing_at(at):
        sent = client.get("/concerns/figures/concerns.csv")
    assert "Paint" not in sent.content.decode()
    assert "39.2" not in sent.content.decode()
    assert ":" not in sent.content.decode()
    assert sent.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.req("C12")
def test_private_older_and_joined_concerns_are_in_no_row(
    send: Send,
    kinds: dict[str, Category],
    larkspur: Agency,
    worker: Staff,
    at: datetime,
) -> None:
    shown, joined = send(gives_receipt=False), send(gives_receipt=False)
    merge(case=joined.case, into=shown.case, by=worker, at=at)
    old = send(gives_receipt=False)
    Concern.objects.filter(pk=old.pk).update(source=Source.IMPORT)
    private = send(gives_receipt=False)
    private.case.is_private = True
    private.case.save()
    secret = send(gives_receipt=False)
    Category.objects.filter(pk=kinds["parking"].pk).update(is_private=True)
    Concern.objects.filter(pk=secret.pk).update(category=kinds["parking"])
    period = queries.last_year(larkspur, at)
    assert [row.concern for row in queries.rows_of(larkspur, period, at)] == [shown.case.public_id]
    labels = {
        group.key for group in queries.by_category(larkspur, queries.rows_of(larkspur, period, at), period)
    }
    assert labels == {"graffiti"}


@pytest.mark.req("C12")
def test_private_figure_moves_in_steps_and_is_never_split(
    live: Callable[..., Concern], larkspur: Agency, at: datetime
) -> None:
    def answer(count: int, start: int) -> None:
        for number in range(start, start + count):
            case = live(number % 8, "yes").case
            case.is_private = True
            case.save()

    answer(9, 0)
    assert publish_figures(at=at) == 0
    assert queries.private_total(larkspur) is None
    answer(1, 9)
    assert publish_figures(at=at) == 1
    answer(9, 10)
    assert publish_figures(at=at + DAY) == 0
    found = queries.private_total(larkspur)
    assert found is not None
    assert (found.x, found.n) == (10, 10)
    answer(1, 19)
    assert publish_figures(at=at + DAY) == 1
    assert set(Release.objects.values_list("stratum", "grouping")) == {("private", "")}


def test_promise_is_kept_broken_or_still_open(
    live: Callable[..., Concern], larkspur: Agency, at: datetime
) -> None:
    kept, broken, running = live(1, "closed"), live(24, "closed"), live(2, "unread")
    period = queries.last_year(larkspur, at)
    began = running.received_at
    early = {row.concern: row.closed_in_time for row in queries.rows_of(larkspur, period, began + HOUR)}
    late = {row.concern: row.closed_in_time for row in queries.rows_of(larkspur, period, at)}
    assert early[running.case.public_id] is None
    assert late[running.case.public_id] is False
    assert late[kept.case.public_id] is True
    assert late[broken.case.public_id] is False


def test_taking_it_back_is_no_step_of_ours(send: Send, larkspur: Agency, at: datetime) -> None:
    concern = send(gives_receipt=False)
    move(case=concern.case, key="withdraw", by=RESIDENT, at=at + HOUR)
    [row] = queries.rows_of(larkspur, queries.last_year(larkspur, at), at + DAY)
    assert row.hours_to_first_step is None
    assert row.closed_in_time is None


@given(st.integers(0, 10**9), st.integers(0, 10**7))
def test_hours_begun_are_the_next_whole_hour(start: int, seconds: int) -> None:
    since = datetime.fromtimestamp(start, UTC)
    hours = hours_begun(since, since + timedelta(seconds=seconds))
    assert hours - 1 < seconds / 3600 <= hours or (seconds, hours) == (0, 0)


rows = st.builds(
    Row,
    concern=st.just("x"),
    received_on=st.dates(date(2025, 1, 1), date(2025, 6, 1)),
    category=st.sampled_from("ab"),
    area=st.sampled_from(["1", "2", ""]),
    hours_to_first_step=st.none() | st.integers(0, 900),
    closed_on=st.none() | st.dates(date(2025, 6, 1), date(2026, 1, 1)),
    closed_in_time=st.none() | st.booleans(),
    asked_on=st.none() | st.dates(date(2025, 6, 1), date(2026, 1, 1)),
    answered_on=st.none() | st.dates(date(2025, 6, 1), date(2026, 1, 1)),
    confirmed_fixed=st.none() | st.booleans(),
    reopened=st.booleans(),
)


@given(st.lists(rows, max_size=40))
def test_file_says_all_that_figures_use(some: list[Row]) -> None:
    header = queries.export_rows([])[0]
    file = [dict(zip(header, map(str, cells_of(row)), strict=True)) for row in some]
    for measure in SHARES:
        assert rebuilt(file, measure.key) == share_of(measure.key, some)  # type: ignore[arg-type]
    for measure in MEDIANS:
        assert rebuilt(file, measure.key) == values_of(measure.key, some)  # type: ignore[arg-type]


@pytest.mark.req("C12")
def test_command_sees_the_same_figures_and_what_is_late(
    many: list[Concern],
    hire: Callable[..., Staff],
    worker: Staff,
    client: Client,
    at: datetime,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    chief = hire("Ana Ortiz", "concerns.see", "concerns.see_figures")
    client.force_login(chief.person)  # type: ignore[arg-type]
    with clock.standing_at(at), django_assert_max_num_queries(30):
        page = client.get("/staff/concerns/figures/").content.decode()
    assert "18 of 24 people" in page
    assert many[6].case.public_id in page
    assert worker.name not in page
    client.force_login(worker.person)  # type: ignore[arg-type]
    assert client.get("/staff/concerns/figures/").status_code == 403


def test_empty_page_says_so(larkspur: Agency, client: Client) -> None:
    page = client.get("/concerns/figures/").content.decode()
    assert "Too few people have told us yet" in page


@pytest.mark.req("C12")
def test_public_page_asks_few_questions(
    many: list[Concern], client: Client, at: datetime, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with clock.standing_at(at), django_assert_max_num_queries(16):
        assert len(client.get("/concerns/figures/").content) < 100_000
