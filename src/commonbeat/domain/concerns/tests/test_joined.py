"""Concerns joined and parted: receipts, followers, clocks, me-toos and figures go along and come back."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from commonbeat.domain.concerns import actions
from commonbeat.domain.concerns.choices import LeftContact
from commonbeat.domain.concerns.models import Category, Concern
from commonbeat.domain.concerns.queries import duplicates_of, face, public_concerns
from commonbeat.domain.concerns.queries.figures import last_year, rows_of
from commonbeat.domain.concerns.queries.pages import cards_of
from commonbeat.engine.casework.actions import merge, move_by_holder, set_private, unmerge
from commonbeat.engine.casework.choices import Shown
from commonbeat.engine.casework.models import ClockRun, Receipt
from commonbeat.engine.casework.queries import followed
from commonbeat.ground.agency.models import Agency, Staff
from commonbeat.ground.core.errors import Refused

Report = Callable[..., Concern]
Walk = Callable[..., Concern]
DAY = timedelta(days=1)

pytestmark = pytest.mark.req("C5")


def sender_of(concern: Concern) -> Receipt:
    return Receipt.objects.select_related("case", "first_case").get(first_case=concern.case_id, is_owner=True)


def troubled(agency: Agency, concern: Concern) -> int:
    [card] = cards_of(agency, [Concern.objects.select_related("case__area", "category").get(pk=concern.pk)])
    return card.troubled


def clocks_of(concern: Concern) -> list[tuple[str, datetime, datetime | None, datetime | None]]:
    runs = ClockRun.objects.filter(case=concern.case_id).order_by("pk")
    return [(run.key, run.due_at, run.met_at, run.stopped_at) for run in runs]


def test_me_toos_and_senders_go_along_and_come_back(
    larkspur: Agency, send: Report, worker: Staff, at: datetime
) -> None:
    into, other, third = send(), send(), send()
    actions.me_too(concern=into, language="en", at=at)
    actions.me_too(concern=other, language="en", at=at)
    actions.me_too(concern=other, is_troubled=False, language="en", at=at)
    assert [troubled(larkspur, one) for one in (into, other, third)] == [1, 1, 0]
    merge(case=other.case, into=into.case, by=worker, at=at)
    assert troubled(larkspur, into) == 3  # two who said so, and the other's sender
    merge(case=third.case, into=into.case, by=worker, at=at)
    assert troubled(larkspur, into) == 4
    unmerge(case=other.case, by=worker, at=at)
    assert [troubled(larkspur, one) for one in (into, other)] == [2, 1]


def test_a_chain_brings_all_of_it_home(larkspur: Agency, send: Report, worker: Staff, at: datetime) -> None:
    first, second, third = send(), send(), send()
    actions.me_too(concern=first, language="en", at=at)
    merge(case=first.case, into=second.case, by=worker, at=at)
    merge(case=second.case, into=third.case, by=worker, at=at)
    assert troubled(larkspur, third) == 3
    assert {sender_of(one).case_id for one in (first, second, third)} == {third.case_id}
    unmerge(case=second.case, by=worker, at=at)
    assert (troubled(larkspur, third), troubled(larkspur, second)) == (0, 2)


def test_public_lists_hints_and_figures_count_it_once_and_then_twice_again(
    larkspur: Agency, kinds: dict[str, Category], send: Report, worker: Staff, at: datetime, client: Client
) -> None:
    into, other = send(), send()
    here = (-76.605, 39.205)

    def counted() -> tuple[int, int, int]:
        return (
            public_concerns(larkspur).count(),
            len(duplicates_of(larkspur, kinds["graffiti"], *here, at)),
            len(rows_of(larkspur, last_year(larkspur, at), at)),
        )

    assert counted() == (2, 2, 2)
    merge(case=other.case, into=into.case, by=worker, at=at)
    assert counted() == (1, 1, 1)
    gone = client.get(reverse("concerns:public_concern", args=[other.case.public_id]))
    assert gone.status_code == 404
    unmerge(case=other.case, by=worker, at=at)
    assert counted() == (2, 2, 2)


def test_answers_of_all_who_sent_it_count_once_for_the_one_they_belong_to(
    larkspur: Agency, send: Report, walk: Walk, worker: Staff, at: datetime, work: Callable[[], int]
) -> None:
    into = walk(send(contact=LeftContact(phone="555-555-0100")), "acknowledge")
    other = send(contact=LeftContact(phone="555-555-0101"))
    merge(case=other.case, into=into.case, by=worker, at=at)
    actions.close(concern=into, outcome="no_action", reason="Gone.", by=worker, at=at)
    assert actions.ask_if_fixed(at=at + 14 * DAY) == 1
    move_by_holder(receipt=sender_of(other), key="confirm", at=at + 15 * DAY)
    work()
    [row] = rows_of(larkspur, last_year(larkspur, at + 16 * DAY), at + 16 * DAY)
    assert (row.concern, row.confirmed_fixed) == (into.case.public_id, True)
    # Parted, the other one is open and unanswered: nobody said that it is fixed.
    unmerge(case=other.case, by=worker, at=at + 16 * DAY)
    rows = {row.concern: row for row in rows_of(larkspur, last_year(larkspur, at + 16 * DAY), at + 16 * DAY)}
    assert rows[into.case.public_id].confirmed_fixed is True
    parted = rows[other.case.public_id]
    assert (parted.confirmed_fixed, parted.asked_on, parted.closed_on) == (None, None, None)


def test_clocks_rest_while_joined_and_go_on_as_if_never_joined(
    send: Report, worker: Staff, at: datetime
) -> None:
    into, other = send(), send()
    before = clocks_of(other)
    merge(case=other.case, into=into.case, by=worker, at=at + DAY)
    assert [stopped for _key, _due, _met, stopped in clocks_of(other)] == [at + DAY] * 2
    assert clocks_of(into) == [(key, due, None, None) for key, due, _met, _stopped in before]
    unmerge(case=other.case, by=worker, at=at + 2 * DAY)
    assert clocks_of(other) == before


def test_private_one_is_never_joined_to_one_for_everyone(send: Report, worker: Staff, at: datetime) -> None:
    private, public = send("hate_incident", "Words on our door."), send()
    set_private(case=private.case, is_private=True, by=worker, at=at, reason="Kind.")
    hidden = send(words="Mr. Alvarez did it.")
    with pytest.raises(Refused, match="private"):
        merge(case=hidden.case, into=public.case, by=worker, at=at)
    merge(case=public.case, into=hidden.case, by=worker, at=at)
    assert not public_concerns(public.agency).exists()


def test_followers_of_what_went_into_a_private_one_read_none_of_it(
    send: Report, walk: Walk, worker: Staff, at: datetime
) -> None:
    public, hidden = send(), walk(send(words="Mr. Alvarez did it."), "acknowledge")
    follower, _token = actions.me_too(concern=public, language="en", at=at)
    merge(case=public.case, into=hidden.case, by=worker, at=at)
    actions.close(concern=hidden, outcome="no_action", reason="The keeper moved.", by=worker, at=at + DAY)
    for receipt in (follower.receipt, sender_of(public)):
        receipt = Receipt.objects.select_related("case", "first_case").get(pk=receipt.pk)
        read = followed(receipt, at + DAY)
        told = [str(line.words) for line in (*read.letters, *read.history)] + [read.face.words]
        assert not any("Alvarez" in words for words in told)
        if not receipt.is_owner:
            assert not any("keeper" in words for words in told)


def test_follower_of_what_became_private_learns_only_that(
    send: Report, worker: Staff, kinds: dict[str, Category], at: datetime
) -> None:
    concern = send(words="Paint by the fountain.")
    concern = actions.moderate(
        concern=concern, words=concern.words, reason="", is_private=False, by=worker, at=at
    )
    concern.case.concern = concern
    assert face(concern.case, Shown.PUBLIC).words == concern.words
    actions.change_category(concern=concern, category=kinds["hate_incident"], by=worker, at=at)
    concern = Concern.objects.select_related("case", "category").get(pk=concern.pk)
    shown = face(concern.case, Shown.PUBLIC)
    assert (shown.facts, shown.words) == ((), "")
    assert kinds["hate_incident"].names["en"] not in str(shown.title)
    assert face(concern.case, Shown.PARTIES).words == concern.words
