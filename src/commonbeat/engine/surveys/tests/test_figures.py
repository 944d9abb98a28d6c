"""The figures of the surveys: defined openly, one stratum at a time, the same wherever they are asked for."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta
from itertools import count

import pytest

from commonbeat.engine.measures.choices import WhyHidden
from commonbeat.engine.surveys import queries
from commonbeat.engine.surveys.actions import adopt, publish_figures
from commonbeat.engine.surveys.choices import INVITED, Stratum
from commonbeat.engine.surveys.measures import CPSS, MEASURES, RESPONSE_RATE
from commonbeat.engine.surveys.models import Answer, InstrumentVersion, Invitation, Response
from commonbeat.ground.agency.models import Agency, Area, Staff
from commonbeat.ground.core.errors import Invalid

SINCE, UNTIL = date(2026, 1, 1), date(2026, 6, 30)
Ask = Callable[..., list[Response]]


@pytest.fixture
def ask(larkspur: Agency, version: InstrumentVersion, at: datetime) -> Ask:
    """Return a function that stores many people asked and their ratings, as a year would leave them."""
    numbers = count()

    def store(
        ratings: list[int | None],
        silent: int = 0,
        *,
        asked_at: datetime = at,
        stratum: str = "text",
        staff: Staff | None = None,
        wording: InstrumentVersion | None = None,
        **about: object,
    ) -> list[Response]:
        used = wording or version
        invitations = Invitation.objects.bulk_create(
            Invitation(
                agency=larkspur,
                version=used,
                public_id=f"i{next(numbers)}",
                token=f"t{next(numbers)}",
                stratum=stratum,
                language="en",
                invited_at=asked_at,
                expires_at=asked_at + timedelta(days=7),
                **about,
            )
            for _one in range(len(ratings) + silent)
        )
        responses = Response.objects.bulk_create(
            Response(
                agency=larkspur,
                version=used,
                invitation=invitation,
                public_id=f"r{next(numbers)}",
                stratum=stratum,
                language="en",
                asked_at=asked_at,
                started_at=asked_at,
                **about,
            )
            for invitation, _rating in zip(invitations, ratings, strict=False)
        )
        item = used.items.get(key="satisfaction")
        Answer.objects.bulk_create(
            Answer(response=response, item=item, value=rating, at=asked_at)
            for response, rating in zip(responses, ratings, strict=True)
        )
        if staff:
            staff.invitations.add(*invitations)
            staff.responses.add(*responses)
        return responses

    return store


@pytest.mark.req("A9")
def test_the_worked_example(larkspur: Agency, ask: Ask) -> None:
    ask([5] * 100 + [4] * 12 + [3] * 4 + [2] * 2 + [1] * 2, silent=280)
    one = queries.total(larkspur, CPSS, "text", SINCE, UNTIL)
    assert (one.x, one.n, one.of) == (112, 120, 400)
    assert one.percent == pytest.approx(93.3, abs=0.05)
    assert one.low_percent == pytest.approx(87.4, abs=0.05)
    assert one.high_percent == pytest.approx(96.6, abs=0.05)
    assert one.response_percent == pytest.approx(30.0)
    assert one.series == "contact-1"


@pytest.mark.req("A9")
def test_hidden_below_ten(larkspur: Agency, ask: Ask) -> None:
    ask([5] * 9, silent=11)
    one = queries.total(larkspur, CPSS, "text", SINCE, UNTIL)
    assert (one.shown, one.n, one.why_hidden) == (False, None, WhyHidden.TOO_FEW)
    ask([5])
    assert queries.total(larkspur, CPSS, "text", SINCE, UNTIL).shown


def test_does_not_apply_is_not_counted(larkspur: Agency, ask: Ask) -> None:
    ask([5] * 10 + [None] * 5)
    assert queries.total(larkspur, CPSS, "text", SINCE, UNTIL).n == 10


@pytest.mark.req("A9")
def test_the_response_rate_is_answers_of_asked(larkspur: Agency, ask: Ask) -> None:
    ask([5] * 30, silent=70)
    never = Invitation.objects.filter(response=None)[:10]
    Invitation.objects.filter(pk__in=[one.pk for one in never]).update(state="unreached")
    rate = queries.response_rates(larkspur, "text", SINCE, UNTIL)[0]
    assert (rate.x, rate.n) == (30, 90)
    assert rate.percent == pytest.approx(100 / 3)


@pytest.mark.req("A14")
@pytest.mark.parametrize("two", [["text", "kiosk"], "text,kiosk", None, "", "all"])
def test_no_query_adds_strata_up(larkspur: Agency, ask: Ask, two: object) -> None:
    ask([5] * 20)
    for measure in MEASURES.values():
        for by in (None, "category", "area", "month"):
            with pytest.raises(Invalid):
                queries.figures(larkspur, measure, two, SINCE, UNTIL, by)  # type: ignore[arg-type]
        with pytest.raises(Invalid):
            queries.published(larkspur, measure, two)  # type: ignore[arg-type]


@pytest.mark.req("A14")
def test_every_stratum_counts_only_its_own(larkspur: Agency, ask: Ask) -> None:
    for number, stratum in enumerate(Stratum.values, start=1):
        ask([5] * (10 + number), stratum=stratum)
    for number, stratum in enumerate(Stratum.values, start=1):
        one = queries.total(larkspur, CPSS, stratum, SINCE, UNTIL)
        assert (one.n, one.of) == (10 + number, 10 + number if stratum in INVITED else None)
        rows = queries.figures(larkspur, CPSS, stratum, SINCE, UNTIL, by="month")
        assert [(row.n, row.of) for row in rows] == [(one.n, one.of)]
    beside = queries.side_by_side(larkspur, CPSS, SINCE, UNTIL)
    assert [one.n for one in beside] == [11, 12, 13, 14, 15, 16]
    assert [one.key for one in beside] == Stratum.values


@pytest.mark.req("B9")
def test_nobody_was_asked_on_a_kiosk(larkspur: Agency, ask: Ask) -> None:
    ask([5] * 20, stratum="kiosk")
    assert queries.total(larkspur, CPSS, "kiosk", SINCE, UNTIL).response_rate is None
    with pytest.raises(Invalid):
        queries.figures(larkspur, RESPONSE_RATE, "kiosk", SINCE, UNTIL)


@pytest.mark.req("A12")
def test_a_cell_of_nine_says_too_few_and_cannot_be_worked_out(larkspur: Agency, ask: Ask) -> None:
    ask([5] * 40, category="Theft")
    ask([4] * 25, category="Noise")
    ask([1] * 9, category="Fraud")
    fraud, noise, theft = queries.figures(larkspur, CPSS, "text", SINCE, UNTIL, by="category")
    assert (fraud.label, fraud.why_hidden, fraud.n) == ("Fraud", WhyHidden.TOO_FEW, None)
    assert (noise.shown, noise.why_hidden) == (False, WhyHidden.PROTECTS_OTHER)
    assert (theft.n, theft.percent) == (40, 100.0)


def test_by_area_with_its_code_and_those_not_recorded_last(larkspur: Agency, ask: Ask) -> None:
    beats = [
        Area.objects.create(agency=larkspur, code=code, name=name, boundary={})
        for code, name in (("B2", "Mill Side"), ("B1", "Old Town"))
    ]
    for beat in beats:
        ask([5] * 12, area=beat)
    ask([5] * 15)
    rows = queries.figures(larkspur, CPSS, "text", SINCE, UNTIL, by="area")
    assert [(one.key, one.label) for one in rows] == [
        ("B2", "Mill Side"),
        ("B1", "Old Town"),
        ("none", "Not recorded"),
    ]


def test_months_and_days_are_the_agencys_own(larkspur: Agency, ask: Ask, at: datetime) -> None:
    last_of_may = datetime.fromisoformat("2026-06-01T03:30:00+00:00")  # still 31 May in Larkspur
    ask([5] * 10, asked_at=last_of_may)
    ask([5] * 11, asked_at=at)
    rows = queries.figures(larkspur, CPSS, "text", SINCE, UNTIL, by="month")
    assert [(one.key, one.n) for one in rows] == [("2026-05", 10), ("2026-06", 11)]
    assert rows[0].label == "May 2026"
    assert queries.total(larkspur, CPSS, "text", SINCE, date(2026, 5, 31)).n == 10


def test_other_words_are_another_series(larkspur: Agency, ask: Ask, chief: Staff, at: datetime) -> None:
    ask([1] * 20)
    newer = adopt(agency=larkspur, key="contact", by=chief, at=at)
    ask([5] * 12, wording=newer)
    one = queries.total(larkspur, CPSS, "text", SINCE, UNTIL)
    assert (one.n, one.x, one.series) == (12, 12, "contact-2")


def test_one_member_of_staff(larkspur: Agency, ask: Ask, hire: Callable[..., Staff]) -> None:
    reed, green = hire("Sam Reed"), hire("Ola Green")
    ask([5] * 11, staff=reed)
    ask([1] * 30)
    ask([4] * 9, staff=green)
    assert queries.for_staff(reed, SINCE, UNTIL).percent == 100.0
    assert not queries.for_staff(green, SINCE, UNTIL).shown


def test_an_unknown_breakdown_is_refused(larkspur: Agency, ask: Ask) -> None:
    with pytest.raises(Invalid):
        queries.figures(larkspur, CPSS, "text", SINCE, UNTIL, by="staff")


def test_an_agency_without_a_survey_has_no_answers(larkspur: Agency) -> None:
    one = queries.total(larkspur, CPSS, "text", SINCE, UNTIL)
    assert one.why_hidden is WhyHidden.NO_ANSWERS


def test_few_reads_for_a_table(
    larkspur: Agency, ask: Ask, django_assert_max_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    ask([5] * 12, category="Theft")
    with django_assert_max_num_queries(4):
        queries.figures(larkspur, CPSS, "text", SINCE, UNTIL, by="category")


def test_the_public_sees_releases_that_move_in_steps(larkspur: Agency, ask: Ask, at: datetime) -> None:
    ask([5] * 40, silent=60, category="Theft")
    assert queries.published(larkspur, CPSS, "text") is None
    assert publish_figures(at=at) > 0
    total, rows = queries.published(larkspur, CPSS, "text", "category") or pytest.fail("nothing released")
    assert (total.n, [one.label for one in rows]) == (40, ["Theft"])
    ask([1] * 3, category="Theft")
    assert publish_figures(at=at) == 0
    seen = queries.published(larkspur, CPSS, "text")
    assert seen is not None
    assert seen[0].n == 40
    ask([1] * 7, category="Theft")
    publish_figures(at=at)
    seen = queries.published(larkspur, CPSS, "text")
    assert seen is not None
    assert seen[0].n == 50


def test_a_year_not_yet_released_is_told_month_by_month(larkspur: Agency, ask: Ask, at: datetime) -> None:
    for days, people in ((200, 30), (70, 25), (40, 4), (9, 17), (0, 12)):
        ask([5] * people, asked_at=at - timedelta(days=days))
    publish_figures(at=at)
    total, rows = queries.published(larkspur, CPSS, "text", "month") or pytest.fail("nothing released")
    # The 4 of May are too few to tell: they count in June.
    assert [(one.key, one.n) for one in rows] == [("2025-11", 30), ("2026-04", 25), ("2026-06", 33)]
    assert rows[0].label == "November 2025"
    assert total.n == 58
    assert publish_figures(at=at) == 0


def test_the_newest_month_moves_in_steps_of_ten(larkspur: Agency, ask: Ask, at: datetime) -> None:
    ask([5] * 20, asked_at=at - timedelta(days=40))
    ask([5] * 10, asked_at=at)
    publish_figures(at=at)
    seen = []
    for _answer in range(12):
        ask([4], asked_at=at)
        publish_figures(at=at)
        _total, rows = queries.published(larkspur, CPSS, "text", "month") or pytest.fail("nothing released")
        seen.append(rows[-1].n)
    assert seen == [10] * 9 + [20] * 3


def test_a_month_that_closes_between_two_steps_does_not_block_the_next(
    larkspur: Agency, ask: Ask, at: datetime
) -> None:
    start = datetime.fromisoformat("2026-03-02T17:00:00+00:00")
    for day in range(0, 90, 6):
        now = start + timedelta(days=day)
        ask([5, 4, 2] * 4, silent=28, asked_at=now, category="Theft" if day % 2 else "Noise")
        publish_figures(at=now)
    total, rows = queries.published(larkspur, CPSS, "text", "month") or pytest.fail("nothing released")
    assert [one.key for one in rows] == ["2026-03", "2026-04", "2026-05"]
    assert sum(one.n or 0 for one in rows) == total.n
    assert total.n is not None
    assert total.n >= 12 * 15 - 10
    kinds = queries.published(larkspur, CPSS, "text", "category")
    assert kinds is not None
    assert kinds[0].n == sum(one.n or 0 for one in kinds[1])
