"""Someone a case is about never reads of it, whatever is joined; nor does whoever may not see it."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from django.test import Client

from commonbeat.engine.casework import actions
from commonbeat.engine.casework.choices import Kind, Shown
from commonbeat.engine.casework.models import Case, Receipt
from commonbeat.engine.casework.queries import followed, queues_with_counts, timeline_of
from commonbeat.engine.casework.queries.lists import waiting_in
from commonbeat.ground.agency.models import Agency, Staff
from commonbeat.ground.core import clock
from commonbeat.ground.core.actor import RESIDENT, Actor
from commonbeat.ground.core.errors import Refused

Open = Callable[..., Case]
EVERYTHING = ["parcels.see", "parcels.work", "parcels.see_private", "casework.manage_queues"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def opens(larkspur: Agency, at: datetime) -> Open:
    def one(**changes: object) -> Case:
        told = {"agency": larkspur, "kind": "parcel", "by": RESIDENT, "at": at, **changes}
        return actions.open_case(**told)  # type: ignore[arg-type]

    return one


@pytest.fixture
def worker(hire: Callable[..., Staff]) -> Staff:
    return hire("Sam Reed", *EVERYTHING)


@pytest.fixture
def named(hire: Callable[..., Staff]) -> Staff:
    return hire("Pat Hill", *EVERYTHING)


@pytest.fixture(autouse=True)
def now_is(at: datetime) -> Iterator[None]:
    with clock.standing_at(at):
        yield


def signed_in(client: Client, post: Staff) -> Client:
    client.force_login(post.person)  # type: ignore[arg-type]
    return client


def test_the_named_do_not_read_on_in_the_case_it_was_joined_into(
    client: Client, opens: Open, worker: Staff, named: Staff, at: datetime
) -> None:
    about_them, other = opens(barred=[named]), opens()
    receipt = actions.give_receipt(case=about_them, language="en", at=at)[0]
    browser = signed_in(client, named)
    assert browser.get(f"/staff/cases/{other.public_id}/").status_code == 200
    actions.assign(case=other, to=named, by=worker, at=at)
    actions.merge(case=about_them, into=other, by=worker, at=at)
    receipt.refresh_from_db()
    actions.write_from_resident(receipt=receipt, body="Officer Hill came again last night.", at=at)
    assert browser.get(f"/staff/cases/{other.public_id}/").status_code == 404
    other.refresh_from_db()
    assert other.assigned_to is None
    assert other.public_id not in browser.get("/staff/cases/").text
    # Parted again, their words still stand on the other.
    actions.unmerge(case=about_them, by=worker, at=at)
    assert browser.get(f"/staff/cases/{other.public_id}/").status_code == 404


def test_a_private_case_is_not_joined_into_one_that_more_people_read(
    opens: Open, worker: Staff, at: datetime
) -> None:
    private, public = opens(is_private=True), opens(is_private=False)
    with pytest.raises(Refused) as refused:
        actions.merge(case=private, into=public, by=worker, at=at)
    assert refused.value.code == "private"
    actions.merge(case=public, into=private, by=worker, at=at)


def test_what_was_joined_is_named_to_those_alone_who_may_see_it(
    client: Client, opens: Open, hire: Callable[..., Staff], worker: Staff, at: datetime
) -> None:
    officer = hire("Kim Ode", "parcels.see", "parcels.work")
    part, home = opens(), opens()
    actions.merge(case=part, into=home, by=worker, at=at)
    actions.set_private(case=home, is_private=False, by=worker, at=at, reason="Nobody is named.")
    assert part.public_id in signed_in(Client(), worker).get(f"/staff/cases/{home.public_id}/").text
    page = signed_in(client, officer).get(f"/staff/cases/{home.public_id}/")
    assert page.status_code == 200
    assert part.public_id not in page.text


def test_the_count_of_a_queue_tells_the_named_nothing(
    client: Client, larkspur: Agency, opens: Open, worker: Staff, named: Staff, at: datetime
) -> None:
    queue = actions.add_queue(agency=larkspur, name="Standards", by=worker, at=at)
    opens(queue=queue)
    opens(queue=queue, barred=[named])
    assert (waiting_in(queue, worker), waiting_in(queue, named)) == (2, 1)
    assert list(queues_with_counts(named).values_list("waiting", flat=True)) == [1]  # type: ignore[misc]
    browser = signed_in(client, named)
    assert "2 open cases" not in browser.get("/staff/queues/").text
    assert "2 open cases" not in browser.get(f"/staff/queues/{queue.key}/").text


def test_letters_to_another_before_the_joining_are_not_read(opens: Open, worker: Staff, at: datetime) -> None:
    first, second, third = opens(), opens(), opens()
    held = actions.give_receipt(case=first, language="en", at=at)[0]
    hour = timedelta(hours=1)
    actions.merge(case=first, into=second, by=worker, at=at)
    actions.write_to_resident(case=third, body="Your daughter's school answered.", by=worker, at=at + hour)
    actions.merge(case=second, into=third, by=worker, at=at + 2 * hour)
    actions.write_to_resident(case=third, body="To all of you.", by=worker, at=at + 3 * hour)
    page = followed(Receipt.objects.get(pk=held.pk), at + 4 * hour)
    assert [line.words for line in page.letters] == ["To all of you."]


def test_who_only_follows_reads_no_reasons_once_it_is_private(
    opens: Open, worker: Staff, at: datetime
) -> None:
    case = opens(is_private=False)
    follower = actions.give_receipt(case=case, language="en", is_owner=False, at=at)[0]
    owner = actions.give_receipt(case=case, language="en", at=at)[0]
    for key in ("acknowledge", "give", "start"):
        actions.move(case=case, key=key, by=worker, at=at)
    reason = "We spoke to the family at number 14."
    actions.move(case=case, key="close", by=worker, at=at, outcome="found", reason=reason)
    case.refresh_from_db()
    actions.set_private(case=case, is_private=True, by=worker, at=at, reason="A name came up.")

    def told(receipt: Receipt) -> str:
        page = followed(Receipt.objects.get(pk=receipt.pk), at)
        return " ".join([page.reason, *(line.words for line in page.history)])

    assert reason in told(owner)
    assert reason not in told(follower)
    assert timeline_of(case, Shown.STAFF).exists()


def test_what_a_program_writes_for_someone_is_not_read_by_those_joined_with_them(
    opens: Open, worker: Staff, at: datetime
) -> None:
    mine, theirs = opens(), opens()
    held = actions.give_receipt(case=mine, language="en", at=at)[0]
    own = actions.give_receipt(case=theirs, language="en", at=at)[0]
    actions.merge(case=mine, into=theirs, by=worker, at=at)
    actions.add_entry(
        case=theirs,
        kind=Kind.FROM_RESIDENT,
        shown=Shown.PARTIES,
        by=Actor("program", "key:1"),
        at=at,
        words="It is my window at number 14.",
    )

    def read(receipt: Receipt) -> list[str]:
        return [line.words for line in followed(Receipt.objects.get(pk=receipt.pk), at).letters]

    assert read(held) == []
    assert read(own) == ["It is my window at number 14."]
