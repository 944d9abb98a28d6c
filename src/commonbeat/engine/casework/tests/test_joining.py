"""Cases joined and parted again, in every order: who belongs where, who reads what, what clocks do."""

import io
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from commonbeat.engine.casework import actions
from commonbeat.engine.casework.models import Case, Merge, Receipt
from commonbeat.engine.casework.queries import (
    followed,
    joined_into,
    line_for,
    moves_for_holder,
    moves_for_staff,
    photo_for,
    unsaved_words,
)
from commonbeat.engine.files.actions import draw
from commonbeat.engine.messaging.actions import contact_for_phone
from commonbeat.engine.messaging.models import Message
from commonbeat.ground.agency.models import Agency, Staff
from commonbeat.ground.core import clock
from commonbeat.ground.core.actor import RESIDENT
from commonbeat.ground.core.errors import Hidden, Refused

Open = Callable[[], Case]
EVERYTHING = ["parcels.see", "parcels.work", "parcels.see_private", "parcels.lead"]

pytestmark = [pytest.mark.django_db, pytest.mark.req("C5")]


@pytest.fixture
def opens(larkspur: Agency, at: datetime) -> Open:
    return lambda: actions.open_case(agency=larkspur, kind="parcel", by=RESIDENT, at=at)


@pytest.fixture
def worker(hire: Callable[..., Staff]) -> Staff:
    return hire("Sam Reed", *EVERYTHING)


@pytest.fixture(autouse=True)
def now_is(at: datetime) -> Iterator[None]:
    with clock.standing_at(at):
        yield


def receipt_of(case: Case, at: datetime, phone: str = "") -> Receipt:
    contact = contact_for_phone(agency=case.agency, phone=phone, language="en", at=at) if phone else None
    return actions.give_receipt(case=case, language="en", at=at, contact=contact)[0]


def home_of(receipt: Receipt) -> Case:
    return Receipt.objects.get(pk=receipt.pk).case


def test_five_joined_are_all_told_and_parting_one_restores_it(
    opens: Open, worker: Staff, at: datetime
) -> None:
    into, others = opens(), [opens() for _number in range(5)]
    held = [receipt_of(case, at, f"+1555555014{number}") for number, case in enumerate(others)]
    for case in others:
        actions.merge(case=case, into=into, by=worker, at=at)
    assert [home_of(receipt) for receipt in held] == [into] * 5
    assert Message.objects.filter(direction="out").count() == 5
    before = list(others[2].clocks.values_list("key", "due_at", "stopped_at"))
    actions.unmerge(case=others[2], by=worker, at=at + timedelta(minutes=1))
    assert [home_of(receipt) for receipt in held] == [into, into, others[2], into, into]
    case = Case.objects.get(pk=others[2].pk)
    assert (case.is_open, case.state, case.merged_into, case.closed_at) == (True, "received", None, None)
    now = list(case.clocks.values_list("key", "due_at", "stopped_at"))
    assert [(key, due) for key, due, _at in now] == [(key, due) for key, due, _at in before]
    assert all(stopped is None for _key, _due, stopped in now)
    assert Message.objects.filter(direction="out").count() == 6


def test_one_joined_into_another_that_is_joined_itself(opens: Open, worker: Staff, at: datetime) -> None:
    first, second, third = opens(), opens(), opens()
    held = receipt_of(first, at)
    actions.merge(case=first, into=second, by=worker, at=at)
    later = receipt_of(second, at)
    actions.merge(case=second, into=third, by=worker, at=at)
    assert home_of(held) == home_of(later) == third
    assert Case.objects.get(pk=first.pk).merged_into == third
    assert set(joined_into(third)) == {first.pk, second.pk}
    # The middle one leaves and takes along what had been joined into it.
    actions.unmerge(case=second, by=worker, at=at)
    assert home_of(held) == home_of(later) == second
    assert Case.objects.get(pk=first.pk).merged_into == second
    actions.unmerge(case=first, by=worker, at=at)
    assert (home_of(held), home_of(later)) == (first, second)
    assert Merge.objects.filter(undone_at=None).count() == 0


def test_the_first_leaves_from_the_end_of_the_chain(opens: Open, worker: Staff, at: datetime) -> None:
    first, second, third = opens(), opens(), opens()
    held, later = receipt_of(first, at), receipt_of(second, at)
    actions.merge(case=first, into=second, by=worker, at=at)
    actions.merge(case=second, into=third, by=worker, at=at)
    actions.unmerge(case=first, by=worker, at=at)
    assert (home_of(held), home_of(later)) == (first, third)


def test_parted_after_the_other_was_closed(opens: Open, worker: Staff, at: datetime) -> None:
    case, into = opens(), opens()
    held = receipt_of(case, at)
    actions.merge(case=case, into=into, by=worker, at=at)
    for key in ("acknowledge", "give", "start"):
        actions.move(case=into, key=key, by=worker, at=at)
    actions.move(case=into, key="close", by=worker, at=at, outcome="found", reason="At the mill.")
    parted = actions.unmerge(case=case, by=worker, at=at)
    assert (parted.is_open, parted.state, home_of(held)) == (True, "received", case)
    assert not Case.objects.get(pk=into.pk).is_open


def test_clock_that_stood_still_stands_still_again(opens: Open, worker: Staff, at: datetime) -> None:
    case, into = opens(), opens()
    run = case.clocks.get(key="finish")
    actions.toll(run=run, reason="The road is closed.", by=worker, at=at)
    actions.merge(case=case, into=into, by=worker, at=at + timedelta(days=1))
    actions.unmerge(case=case, by=worker, at=at + timedelta(days=40))
    assert actions.keep_time(at=at + timedelta(days=60)) >= 0
    run.refresh_from_db()
    assert run.is_running()
    assert run.breached_at is None
    run = actions.resume(run=run, by=worker, at=at + timedelta(days=61))
    assert run.due_at > at + timedelta(days=61)


def test_nothing_is_done_to_a_part(opens: Open, worker: Staff, at: datetime) -> None:
    case, into = opens(), opens()
    held = receipt_of(case, at)
    actions.merge(case=case, into=into, by=worker, at=at)
    case.refresh_from_db()
    assert moves_for_staff(case, worker) == []
    for act in (
        lambda: actions.move(case=case, key="acknowledge", by=worker, at=at),
        lambda: actions.assign(case=case, to=worker, by=worker, at=at),
        lambda: actions.write_to_resident(case=case, body="Hello", by=worker, at=at),
        lambda: actions.merge(case=case, into=into, by=worker, at=at),
        lambda: actions.merge(case=into, into=case, by=worker, at=at),
        # The page of the holder was loaded before the joining.
        lambda: actions.write_from_resident(receipt=held, body="Hello", at=at),
    ):
        with pytest.raises(Refused):
            act()
    with pytest.raises(Refused):
        actions.unmerge(case=into, by=worker, at=at)


def test_ended_case_is_joined_with_none(opens: Open, worker: Staff, at: datetime) -> None:
    case, into = opens(), opens()
    for key in ("acknowledge", "give", "start"):
        actions.move(case=into, key=key, by=worker, at=at)
    actions.move(case=into, key="close", by=worker, at=at, outcome="found", reason="At the mill.")
    with pytest.raises(Refused):
        actions.merge(case=case, into=into, by=worker, at=at)


def test_holders_of_a_joined_case_read_their_own_words_and_no_others(
    opens: Open, worker: Staff, at: datetime, client: Client
) -> None:
    case, into = opens(), opens()
    receipt, token = actions.give_receipt(case=case, language="en", at=at)
    found = unsaved_words(token, at)
    assert found is not None
    other = receipt_of(into, at)
    actions.write_from_resident(receipt=receipt, body="Mine is red.", at=at)
    actions.write_from_resident(receipt=other, body="Mine is blue, at 4 Elm St.", at=at)
    actions.merge(case=case, into=into, by=worker, at=at)
    actions.write_from_resident(receipt=other, body="And it ticks.", at=at)
    actions.write_to_resident(case=into, body="We found several.", by=worker, at=at)
    client.post("/follow/", {"code": " ".join(found[1])})
    page = client.get("/follow/case/").text
    assert "What you sent was joined with another case about the same thing." in page
    assert "Mine is red." in page
    assert "We found several." in page
    assert "blue" not in page
    assert "ticks" not in page
    actions.unmerge(case=case, by=worker, at=at)
    page = client.get("/follow/case/").text
    assert "is on its own again" in page
    assert "It was parted from the other case again." in page


def test_holder_of_a_joined_case_answers_but_takes_nothing_back(
    opens: Open, worker: Staff, at: datetime
) -> None:
    case, into = opens(), opens()
    held = receipt_of(case, at)
    actions.merge(case=case, into=into, by=worker, at=at)
    for key in ("acknowledge", "give", "start"):
        actions.move(case=into, key=key, by=worker, at=at)
    actions.move(case=into, key="close", by=worker, at=at, outcome="found", reason="At the mill.")
    fresh = Receipt.objects.select_related("case", "first_case").get(pk=held.pk)
    assert {move.key for move in moves_for_holder(fresh, at)} == {"confirm", "reopen"}
    actions.move_by_holder(receipt=fresh, key="reopen", at=at, words="Not mine.")
    assert Case.objects.get(pk=into.pk).state == "acknowledged"


def test_what_others_send_to_the_joined_case_is_not_there_for_a_holder(
    opens: Open, worker: Staff, at: datetime
) -> None:
    into, case = opens(), opens()
    mine, theirs = receipt_of(case, at), receipt_of(into, at)
    actions.merge(case=case, into=into, by=worker, at=at)
    mine.refresh_from_db()
    later = at + timedelta(hours=1)
    picture = io.BytesIO()
    Image.new("RGB", (64, 48), "red").save(picture, "PNG")
    photo = draw(upload=SimpleUploadedFile("a.png", picture.getvalue(), "image/png"))
    actions.write_from_resident(receipt=theirs, body="By the blue door.", at=later)
    [sent] = actions.add_photos(receipt=theirs, photos=[photo], at=later)
    actions.move(case=into, key="acknowledge", by=worker, at=later)
    page = followed(mine, later)
    assert page.letters == []
    assert [line.what for line in page.history if line.at == later] == ["Read."]
    with pytest.raises(Hidden):
        photo_for(mine, sent.file.public_id)
    assert photo_for(theirs, sent.file.public_id) == sent
    # The proof of a line opens which case it is of: theirs is proved to them alone.
    assert all(line.what != "Read." for line in page.proved)
    assert any(line.what == "Read." for line in followed(theirs, later).proved)
    [step] = into.entries.filter(kind="moved")
    with pytest.raises(Hidden):
        line_for(mine, step.pk)
