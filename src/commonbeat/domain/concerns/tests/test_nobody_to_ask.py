"""Where nobody holds a code as the sender, nobody is asked, and nothing is counted as unanswered."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from commonbeat.domain.concerns import actions
from commonbeat.domain.concerns.choices import LeftContact
from commonbeat.domain.concerns.models import Concern
from commonbeat.domain.concerns.queries.figures import last_year, rows_of
from commonbeat.domain.concerns.rules.figures import share_of
from commonbeat.engine.casework.actions import merge
from commonbeat.engine.casework.models import Receipt
from commonbeat.ground.agency.models import Agency, Staff

Report = Callable[..., Concern]
Walk = Callable[..., Concern]
DAY = timedelta(days=1)

pytestmark = pytest.mark.req("C4")


@pytest.fixture
def close(walk: Walk, worker: Staff, at: datetime) -> Callable[[Concern], Concern]:
    def end(concern: Concern) -> Concern:
        walk(concern, "acknowledge")
        return actions.close(concern=concern, outcome="no_action", reason="Gone.", by=worker, at=at)

    return end


def test_without_a_receipt_nobody_is_asked_and_it_ends_all_the_same(
    send: Report, close: Callable[[Concern], Concern], at: datetime
) -> None:
    concern = close(send(gives_receipt=False))
    actions.me_too(concern=concern, contact=LeftContact(phone="555-555-0100"), language="en", at=at)
    lines = concern.case.entries.count()
    assert actions.ask_if_fixed(at=at + 14 * DAY) == 0
    concern.refresh_from_db()
    assert (concern.asked_fixed_at, concern.case.entries.count()) == (None, lines)
    assert actions.end_unanswered(at=at + 30 * DAY) == 1
    concern.case.refresh_from_db()
    assert concern.case.state == "no_answer"


def test_ended_receipt_is_nobody(send: Report, close: Callable[[Concern], Concern], at: datetime) -> None:
    concern = close(send())
    Receipt.objects.filter(case=concern.case).update(ended_at=at)
    assert actions.ask_if_fixed(at=at + 14 * DAY) == 0


def test_sender_without_a_number_is_asked_on_their_page(
    send: Report, close: Callable[[Concern], Concern], at: datetime
) -> None:
    concern = close(send())
    assert actions.ask_if_fixed(at=at + 14 * DAY) == 1
    assert concern.case.entries.filter(kind="to_resident").count() == 1


def test_sender_of_a_joined_one_is_somebody_to_ask(
    send: Report, walk: Walk, worker: Staff, close: Callable[[Concern], Concern], at: datetime
) -> None:
    into, other = send(gives_receipt=False), send()
    merge(case=other.case, into=into.case, by=worker, at=at)
    close(into)
    assert actions.ask_if_fixed(at=at + 14 * DAY) == 1


def test_figures_count_as_asked_only_who_was(
    larkspur: Agency,
    send: Report,
    close: Callable[[Concern], Concern],
    at: datetime,
    work: Callable[[], int],
) -> None:
    with_code, _without = close(send()), close(send(gives_receipt=False))
    later = at + 15 * DAY
    actions.ask_if_fixed(at=at + 14 * DAY)
    actions.confirm(receipt=Receipt.objects.get(case=with_code.case), at=later)
    work()
    rows = rows_of(larkspur, last_year(larkspur, later), later)
    assert [share_of(key, rows) for key in ("confirmed_fixed", "fixed_answered")] == [(1, 1), (1, 1)]
