"""An officer whom a report names is kept away from it from its first moment."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from commonbeat.domain.concerns import actions
from commonbeat.domain.concerns.models import Category, Concern
from commonbeat.domain.concerns.queries.persons import staff_named
from commonbeat.engine.casework import actions as casework
from commonbeat.ground.agency.models import Agency, Staff
from commonbeat.ground.core.errors import Invalid

Report = Callable[..., Concern]


@pytest.mark.parametrize(
    "words",
    [
        "Officer Reed parks on the sidewalk.",
        "sam reed was rude to my son",
        "El oficial Reed nunca viene.",
        "Sergeant Reed and his men laugh at us.",
        "It was badge 417.",
        "la placa número 417",
        "Ofc. Reed, I think.",
    ],
)
def test_the_named_is_found(larkspur: Agency, hire: Callable[..., Staff], words: str) -> None:
    reed, _hill = hire("Sam Reed"), hire("Pat Hill")
    Staff.objects.filter(pk=reed.pk).update(employee_no="417")
    assert staff_named(larkspur, words, {}) == [reed]


@pytest.mark.parametrize("words", ["Reed grass at the pond", "417 Elm Street is dark", "A sample of reeds"])
def test_nobody_is_found_where_nobody_is_named(
    larkspur: Agency, hire: Callable[..., Staff], words: str
) -> None:
    reed = hire("Sam Reed")
    Staff.objects.filter(pk=reed.pk).update(employee_no="417")
    assert staff_named(larkspur, words, {}) == []


def test_a_name_in_an_answer_counts_too(larkspur: Agency, hire: Callable[..., Staff]) -> None:
    reed = hire("Sam Reed")
    assert staff_named(larkspur, "It was rude.", {"who": "Officer Reed"}) == [reed]


def test_older_records_keep_the_named_away_too(
    larkspur: Agency, kinds: dict[str, Category], worker: Staff, at: datetime
) -> None:
    concern = actions.record_history(
        agency=larkspur,
        category=kinds["graffiti"],
        words="Officer Reed laughed at it.",
        place="",
        longitude=None,
        latitude=None,
        received_at=at - timedelta(days=400),
        closed_at=at - timedelta(days=300),
        outcome="no_action",
        outside_id="7",
        at=at,
    )
    assert list(concern.case.barred.all()) == [worker]


def test_the_named_cannot_be_given_it_nor_find_it_in_a_choice(
    send: Report, worker: Staff, hire: Callable[..., Staff], at: datetime
) -> None:
    other = hire("Pat Hill", "concerns.see", "concerns.see_private", "concerns.work")
    concern = send(words="Officer Reed parks on the sidewalk.")
    with pytest.raises(Invalid):
        casework.assign(case=concern.case, to=worker, by=other, at=at)
    done = casework.give_on(cases=[concern.case], to=worker, by=other, at=at)
    assert (done.count, len(done.refused)) == (0, 1)
