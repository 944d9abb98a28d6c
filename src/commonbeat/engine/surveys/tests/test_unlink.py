"""After thirty days nobody can tell which number an answer came from; the labels stay."""

from datetime import datetime, timedelta

import pytest

from commonbeat.engine.messaging.models import Contact, Message
from commonbeat.engine.surveys.actions import unlink_contacts
from commonbeat.engine.surveys.choices import UNLINK_DAYS
from commonbeat.engine.surveys.models import Invitation, Response, Turn
from commonbeat.engine.surveys.tests.conftest import Telephone
from commonbeat.ground.agency.models import Agency, SettingValue
from commonbeat.ground.ledger.models import Entry


def test_the_link_is_cut_and_the_labels_stay(
    invitation: Invitation, phone: Telephone, rosa: Contact, at: datetime
) -> None:
    phone.text("5 thank you")
    assert unlink_contacts(at=at + timedelta(days=29, hours=23)) == 0
    assert unlink_contacts(at=at + timedelta(days=30)) == 1
    cut = Invitation.objects.get()
    assert (cut.contact, cut.subject, cut.dedupe_key) == (None, "", "")
    assert cut.contact_unlinked_at is not None
    response = Response.objects.get()
    assert (response.category, response.shift) == ("Theft", "Day")
    assert response.answers.get().value == 5


def test_neither_texts_nor_the_book_lead_from_the_number_to_the_answer(
    invitation: Invitation, phone: Telephone, rosa: Contact, at: datetime
) -> None:
    phone.text("5")
    response = Response.objects.get()
    unlink_contacts(at=at + timedelta(days=30))
    subjects = set(Message.objects.filter(contact=rosa).values_list("subject", flat=True))
    keys = {subject.partition(":")[2] for subject in subjects}
    assert not Invitation.objects.filter(public_id__in=keys).exists()
    assert not Turn.objects.exists()
    about = Entry.objects.filter(content__response=response.public_id)
    assert about.exists()
    assert not any(invitation.public_id in f"{entry.subject} {entry.content}" for entry in about)


def test_doing_it_again_does_nothing(invitation: Invitation, at: datetime) -> None:
    assert unlink_contacts(at=at + timedelta(days=31)) == 1
    before = Invitation.objects.get().public_id
    assert unlink_contacts(at=at + timedelta(days=32)) == 0
    assert Invitation.objects.get().public_id == before
    assert Entry.objects.filter(verb="survey.unlinked").count() == 1


def test_an_agency_may_be_quicker(larkspur: Agency, invitation: Invitation, at: datetime) -> None:
    SettingValue.objects.create(
        agency=larkspur, key=UNLINK_DAYS.key, value=7, changed_by="Dana Ortiz", changed_at=at
    )
    assert unlink_contacts(at=at + timedelta(days=7)) == 1
    assert UNLINK_DAYS.most == 30


@pytest.mark.parametrize("days", [31, 400])
def test_what_is_open_then_is_closed(invitation: Invitation, at: datetime, days: int) -> None:
    unlink_contacts(at=at + timedelta(days=days))
    invitation.refresh_from_db()
    assert (invitation.state, invitation.next_item) == ("expired", None)


def test_a_reply_after_that_is_for_a_person(invitation: Invitation, phone: Telephone, at: datetime) -> None:
    unlink_contacts(at=at + timedelta(days=40))
    assert phone.text("5", after=timedelta(days=41)).needs_person
