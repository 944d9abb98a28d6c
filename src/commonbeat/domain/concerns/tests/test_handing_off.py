"""Another agency takes over; the sender's code goes on working, and what it says flows back."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from commonbeat.domain.concerns import actions
from commonbeat.domain.concerns.choices import HandOffState, LeftContact
from commonbeat.domain.concerns.models import Concern, HandOff, Partner
from commonbeat.engine.casework.actions import give_receipt, move, write_from_resident, write_to_resident
from commonbeat.engine.casework.models import ClockRun, Receipt
from commonbeat.engine.casework.queries import followed, receipt_by_words, unsaved_words
from commonbeat.engine.messaging.models import Message
from commonbeat.ground.agency.models import Agency, Staff
from commonbeat.ground.core.errors import Forbidden, Invalid, Refused
from commonbeat.ground.ledger.models import Entry

Report = Callable[..., Concern]
Walk = Callable[..., Concern]
PHONE = "555-555-0123"


@pytest.fixture
def streets(larkspur: Agency) -> Partner:
    return Partner.objects.create(agency=larkspur, name="Street Works", email="streets@larkspur.example")


@pytest.fixture
def concern(send: Report, walk: Walk) -> Concern:
    return walk(send(contact=LeftContact(phone=PHONE)), "acknowledge")


@pytest.mark.req("C2")
def test_code_stays_and_status_flows_back(
    larkspur: Agency, concern: Concern, streets: Partner, worker: Staff, at: datetime
) -> None:
    receipts = list(Receipt.objects.values_list("lookup", flat=True))
    row = actions.hand_off(concern=concern, partner=streets, reason="It is a city wall.", by=worker, at=at)
    assert (concern.case.state, row.state) == ("handed_off", HandOffState.SENT)
    assert Entry.objects.filter(verb="concern.handed_off").count() == 1
    letter = Message.objects.get(dedupe_key=f"hand-off:{row.pk}")
    assert concern.words in letter.body
    assert "0123" not in letter.body
    for _twice in range(2):
        actions.hear_from_partner(hand_off=row, status="open", notes="On our list.", remote_id="9", at=at)
    assert concern.case.entries.filter(words="On our list.").count() == 1
    later = at + timedelta(days=2)
    actions.hear_from_partner(hand_off=row, status="closed", notes="Painted over.", at=later)
    row.refresh_from_db()
    concern.case.refresh_from_db()
    assert (row.state, row.remote_id, row.ended_at) == (HandOffState.ENDED, "9", later)
    assert (concern.case.state, concern.case.outcome, concern.case.reason) == (
        "closed",
        "partner_done",
        "Painted over.",
    )
    assert list(Receipt.objects.values_list("lookup", flat=True)) == receipts


@pytest.mark.req("C2")
def test_clock_stands_still_meanwhile_and_goes_on_when_taken_back(
    concern: Concern, streets: Partner, worker: Staff, at: datetime, work: Callable[[], int]
) -> None:
    run = ClockRun.objects.get(case=concern.case, key="finish")
    actions.hand_off(concern=concern, partner=streets, reason="Theirs.", by=worker, at=at)
    actions.take_back(concern=concern, reason="Not theirs.", by=worker, at=at + timedelta(days=3))
    due = run.due_at
    run.refresh_from_db()
    assert run.due_at > due
    assert concern.case.state == "acknowledged"
    assert not HandOff.objects.filter(ended_at=None).exists()
    again = actions.hand_off(concern=concern, partner=streets, reason="Theirs.", by=worker, at=at)
    actions.close(concern=concern, outcome="no_action", reason="No wall there.", by=worker, at=at)
    work()
    again.refresh_from_db()
    assert again.ended_at is not None


def test_hearing_twice_of_an_old_move_ends_no_newer_hand_off(
    concern: Concern, streets: Partner, worker: Staff, at: datetime, work: Callable[[], int]
) -> None:
    day = timedelta(days=1)
    first = actions.hand_off(concern=concern, partner=streets, reason="Theirs.", by=worker, at=at)
    actions.close(concern=concern, outcome="no_action", reason="No wall.", by=worker, at=at + day)
    work()
    receipt = Receipt.objects.get(case=concern.case)
    concern = actions.reopen(receipt=receipt, reason="It is there.", at=at + 2 * day)
    second = actions.hand_off(concern=concern, partner=streets, reason="Theirs.", by=worker, at=at + 3 * day)
    old = concern.case.entries.get(facts__move="decline")
    actions.follow_move(line=old, at=at + 4 * day)
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.ended_at is not None
    assert second.ended_at is None


def test_not_without_a_partner_nor_twice_nor_by_anyone(
    concern: Concern, streets: Partner, worker: Staff, hire: Callable[..., Staff], at: datetime
) -> None:
    with pytest.raises(Refused, match="who takes it over"):
        move(case=concern.case, key="hand_off", by=worker, at=at, reason="Theirs.")
    other = hire("Ann Low", "concerns.see", "concerns.work")
    with pytest.raises(Forbidden):
        actions.hand_off(concern=concern, partner=streets, reason="Theirs.", by=other, at=at)
    actions.hand_off(concern=concern, partner=streets, reason="Theirs.", by=worker, at=at)
    with pytest.raises(Refused):
        actions.hand_off(concern=concern, partner=streets, reason="Theirs.", by=worker, at=at)
    assert HandOff.objects.count() == 1


def test_partner_that_ended_takes_nothing_more(
    concern: Concern, streets: Partner, worker: Staff, at: datetime
) -> None:
    Partner.objects.filter(pk=streets.pk).update(ended_at=at)
    with pytest.raises(Invalid) as refused:
        actions.hand_off(
            concern=concern,
            partner=Partner.objects.get(pk=streets.pk),
            reason="Theirs.",
            by=worker,
            at=at,
        )
    assert refused.value.where == "partner"
    assert not HandOff.objects.exists()


def test_letter_says_what_was_made_of_the_words_not_what_stood_there(
    concern: Concern, streets: Partner, worker: Staff, at: datetime
) -> None:
    concern = actions.moderate(
        concern=concern, words="Paint.", reason="House number", is_private=False, by=worker, at=at
    )
    row = actions.hand_off(concern=concern, partner=streets, reason="Theirs.", by=worker, at=at)
    letter = Message.objects.get(dedupe_key=f"hand-off:{row.pk}").body
    assert "\nPaint.\n" in letter
    assert concern.words not in letter


def test_news_about_what_was_taken_back_changes_nothing(
    concern: Concern, streets: Partner, worker: Staff, at: datetime
) -> None:
    row = actions.hand_off(concern=concern, partner=streets, reason="Theirs.", by=worker, at=at)
    concern = actions.take_back(concern=concern, reason="Ours.", by=worker, at=at)
    lines = concern.case.entries.count()
    actions.hear_from_partner(hand_off=row, status="closed", notes="Painted over.", at=at)
    concern.case.refresh_from_db()
    assert (concern.case.state, concern.case.entries.count()) == ("acknowledged", lines)


@pytest.mark.req("C2")
def test_sender_reads_who_has_it_and_the_book_only_codes(
    concern: Concern, streets: Partner, worker: Staff, at: datetime
) -> None:
    row = actions.hand_off(concern=concern, partner=streets, reason="Theirs.", by=worker, at=at)
    actions.hear_from_partner(hand_off=row, status="With Mr. Alvarez", notes="Soon.\x00", at=at)
    receipt = Receipt.objects.select_related("case", "first_case").get(case=concern.case)
    told = [line.words for line in followed(receipt, at).history]
    assert told[-2:] == ["Street Works", "Soon."]
    book = str(list(Entry.objects.values_list("content", flat=True)))
    assert not [words for words in ("Street Works", "alvarez", "Alvarez", "Soon") if words in book]


@pytest.mark.req("C7")
def test_follow_up_works_with_the_code_alone(
    larkspur: Agency, send: Report, at: datetime, worker: Staff
) -> None:
    concern = send("hate_incident", "Words on our door.")
    assert concern.case.receipts.get().contact is None
    assert concern.case.is_private
    _receipt, token = give_receipt(case=concern.case, language="en", at=at)
    found = unsaved_words(token, at)
    assert found is not None
    receipt = receipt_by_words(larkspur, " ".join(found[1]), "en")
    assert receipt is not None
    write_to_resident(case=receipt.case, body="Which door?", by=worker, at=at)
    write_from_resident(receipt=receipt, body="The back door.", at=at)
    said = list(
        concern.case.entries.filter(kind__in=["to_resident", "from_resident"]).values_list("words", flat=True)
    )
    assert said == ["Which door?", "The back door."]
    assert not Message.objects.exists()
