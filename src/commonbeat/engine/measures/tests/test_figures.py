"""A figure carries its n, its interval and its period, or it carries nothing."""

from datetime import date

import pytest

from commonbeat.engine.measures.choices import Measure, Period, Tally, WhyHidden
from commonbeat.engine.measures.queries import CSV_HEADER, csv_rows, figure, figures
from commonbeat.ground.core.errors import Invalid

MEASURE = Measure("cpss", "Satisfied", "4 and 5 of 1 to 5.", "x/n", ("text", "kiosk"))
OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))


@pytest.mark.req("A9")
def test_the_worked_example() -> None:
    one = figure(MEASURE, stratum="text", period=OCTOBER, tally=Tally("", 112, 120, 400))
    assert one.shown
    assert one.percent == pytest.approx(93.333, abs=0.001)
    assert one.low_percent == pytest.approx(87.4, abs=0.05)
    assert one.high_percent == pytest.approx(96.6, abs=0.05)
    assert one.response_percent == pytest.approx(30.0)
    assert (one.n, one.period) == (120, OCTOBER)


@pytest.mark.req("A9")
def test_the_published_survey() -> None:
    one = figure(MEASURE, stratum="text", period=OCTOBER, tally=Tally("", 436, 466, 1543))
    assert one.percent == pytest.approx(93.562, abs=0.0005)
    assert one.low_percent == pytest.approx(90.96, abs=0.005)
    assert one.high_percent == pytest.approx(95.45, abs=0.005)
    assert one.response_rate == pytest.approx(0.302009, abs=1e-6)


@pytest.mark.req("A9")
@pytest.mark.parametrize(("n", "shown"), [(0, False), (1, False), (9, False), (10, True)])
def test_below_ten_nothing_is_shown_and_it_is_said(n: int, shown: bool) -> None:
    one = figure(MEASURE, stratum="text", period=OCTOBER, tally=Tally("Beat 3", n, n, 40))
    assert one.shown is shown
    if not shown:
        numbers = (one.x, one.n, one.of, one.value, one.low, one.high, one.response_rate, one.percent)
        assert set(numbers) == {None}
        assert str(one.why_hidden.label)


@pytest.mark.req("A14")
@pytest.mark.parametrize(
    "stratum", [["text", "kiosk"], ("text",), "text,kiosk", "", None, "everyone", {"text"}]
)
def test_two_strata_are_never_added_up(stratum: object) -> None:
    with pytest.raises(Invalid):
        figure(MEASURE, stratum=stratum, period=OCTOBER, tally=Tally("", 20, 20))  # type: ignore[arg-type]


def test_a_file_gives_the_same_numbers_and_the_same_silence() -> None:
    rows = [Tally("=Beat 1", 40, 50, 100), Tally("Beat 2", 20, 30, 90), Tally("Beat 3", 4, 5, 20)]
    table = figures(MEASURE, stratum="text", period=OCTOBER, tallies=rows)
    assert [one.why_hidden for one in table] == [
        WhyHidden.NONE,
        WhyHidden.PROTECTS_OTHER,
        WhyHidden.TOO_FEW,
    ]
    header, first, second, third = csv_rows(table)
    assert tuple(header) == CSV_HEADER
    assert first[5:10] == ["'=Beat 1", 40, 50, 100, 80.0]
    for row in (second, third):
        assert set(row[6:13]) == {""}
        assert row[13]
