"""Queues and ready words, as those who manage them see and change them."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from commonbeat.engine.casework import actions
from commonbeat.engine.casework.models import Queue, ReplyTemplate
from commonbeat.ground.agency.models import Agency, Staff
from commonbeat.ground.core import clock
from commonbeat.ground.core.actor import RESIDENT
from commonbeat.ground.core.errors import Invalid
from commonbeat.ground.ledger.models import Entry as LedgerEntry

Hire = Callable[..., Staff]


@pytest.fixture(autouse=True)
def standing_clock(at: datetime) -> Iterator[None]:
    with clock.standing_at(at):
        yield


@pytest.fixture
def manager(hire: Hire, client: Client) -> Staff:
    post = hire("Max Lead", "casework.manage_queues", "casework.write_replies")
    client.force_login(post.person)  # type: ignore[arg-type]
    return post


def test_queue_is_added_renamed_and_led(client: Client, manager: Staff, hire: Hire) -> None:
    lead, member = hire("Lee Lead"), hire("Mo Member")
    client.post(reverse("casework:queues"), {"name": "Street  lights", "lead": "", "members": [member.pk]})
    queue = Queue.objects.get()
    assert (queue.key, queue.name) == ("street-lights", "Street lights")
    assert list(queue.members.all()) == [member]
    client.post(reverse("casework:queue", args=[queue.key]), {"name": "Lamps", "lead": lead.pk})
    queue.refresh_from_db()
    assert (queue.key, queue.name, queue.lead) == ("street-lights", "Lamps", lead)
    assert not queue.members.exists()
    assert LedgerEntry.objects.filter(verb="queue.changed", subject="queue:street-lights").count() == 2
    again = client.post(reverse("casework:queues"), {"name": "lamps"})
    assert again.status_code == 422
    assert "Another queue has this name." in again.text
    assert 'value="lamps"' in again.text


def test_queue_with_open_cases_ends_only_when_they_are_moved(
    client: Client, manager: Staff, larkspur: Agency, at: datetime
) -> None:
    old = Queue.objects.create(agency=larkspur, key="old", name="Old")
    new = Queue.objects.create(agency=larkspur, key="new", name="New")
    case = actions.open_case(agency=larkspur, kind="parcel", by=RESIDENT, at=at, queue=old)
    address = reverse("casework:end_queue", args=["old"])
    refused = client.post(address, {"to": ""})
    assert refused.status_code == 422
    assert "Cases are open in this queue." in refused.text
    client.post(address, {"to": new.pk})
    case.refresh_from_db()
    old.refresh_from_db()
    assert case.queue == new
    assert old.ended_at == at
    assert client.get(reverse("casework:queue", args=["old"])).status_code == 404


def test_nothing_is_put_in_a_queue_that_has_ended_or_is_another_agencys(
    manager: Staff, hire: Hire, larkspur: Agency, at: datetime
) -> None:
    worker = hire("Sam Reed", "parcels.see", "parcels.see_private", "parcels.work")
    elm = Agency.objects.create(slug="elm", name="Elm", short_name="Elm", time_zone="UTC", created_at=at)
    case = actions.open_case(agency=larkspur, kind="parcel", by=RESIDENT, at=at)
    for queue in (
        Queue.objects.create(agency=larkspur, key="old", name="Old", ended_at=at),
        Queue.objects.create(agency=elm, key="elm", name="Elm"),
    ):
        with pytest.raises(Invalid) as refused:
            actions.put_in_queue(case=case, queue=queue, by=worker, at=at)
        assert refused.value.where == "queue"
    assert not case.entries.filter(kind="queued").exists()


def test_only_who_manages_queues_sees_them(client: Client, hire: Hire) -> None:
    client.force_login(hire("Sam Reed", "parcels.work").person)  # type: ignore[arg-type]
    for name in ("queues", "replies", "new_reply"):
        assert client.get(reverse(f"casework:{name}")).status_code == 403


def test_ready_words_are_written_changed_and_ended(client: Client, manager: Staff) -> None:
    sent = {"name": "Hello", "language": "en", "fits": "parcel:asked", "body": "Thank you."}
    client.post(reverse("casework:new_reply"), sent)
    reply = ReplyTemplate.objects.get()
    assert (reply.kind, reply.state) == ("parcel", "asked")
    again = client.post(reverse("casework:new_reply"), sent | {"body": "Other words."})
    assert again.status_code == 422
    assert "Other words." in again.text
    client.post(reverse("casework:reply", args=[reply.pk]), sent | {"fits": "", "body": "Thanks."})
    reply.refresh_from_db()
    assert (reply.kind, reply.body) == ("", "Thanks.")
    client.post(reverse("casework:end_reply", args=[reply.pk]))
    assert "No ready words yet." in client.get(reverse("casework:replies")).text
