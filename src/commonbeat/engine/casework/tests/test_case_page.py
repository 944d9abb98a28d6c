"""The staff's page of one case: what it shows, and what each of its forms does."""

import html
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from commonbeat.engine.casework import actions
from commonbeat.engine.casework.actions import cases
from commonbeat.engine.casework.choices import Kind, Shown
from commonbeat.engine.casework.models import Case, Entry, Queue, ReplyTemplate
from commonbeat.engine.conflicts.choices import Answer
from commonbeat.engine.conflicts.models import Screening
from commonbeat.engine.messaging.actions import contact_for_email
from commonbeat.ground.agency.models import Agency, Staff
from commonbeat.ground.core import clock
from commonbeat.ground.core.actor import RESIDENT
from commonbeat.ground.ledger.actions import sequence

Hire = Callable[..., Staff]
WORKS = ["parcels.see", "parcels.work"]


@pytest.fixture(autouse=True)
def standing_clock(at: datetime) -> Iterator[None]:
    with clock.standing_at(at):
        yield


@pytest.fixture
def case(larkspur: Agency, at: datetime) -> Case:
    queue = Queue.objects.create(agency=larkspur, key="streets", name="Streets")
    return actions.open_case(
        agency=larkspur, kind="parcel", by=RESIDENT, at=at, queue=queue, is_private=False
    )


@pytest.fixture
def worker(hire: Hire) -> Staff:
    return hire("Sam Reed", *WORKS)


@pytest.fixture
def browser(worker: Staff, client: Client) -> Client:
    client.force_login(worker.person)  # type: ignore[arg-type]
    return client


def address(case: Case, name: str = "case", *more: object) -> str:
    return reverse(f"casework:{name}", args=[case.public_id, *more])


def moved(case: Case, by: Staff, at: datetime, *keys: str) -> Case:
    for key in keys:
        case = actions.move(case=case, key=key, by=by, at=at)
    return case


def test_page_shows_who_when_and_what_is_next(browser: Client, case: Case) -> None:
    page = browser.get(address(case)).text
    assert "Streets" in page
    assert "nobody yet" in page
    assert "by Thursday, June 11, 11:59 PM" in page
    assert f'action="{address(case, "move", "acknowledge")}"' in page


def test_someone_who_may_only_look_sees_no_form(hire: Hire, client: Client, case: Case) -> None:
    client.force_login(hire("Ann Low", "parcels.see").person)  # type: ignore[arg-type]
    page = client.get(address(case))
    assert page.status_code == 200
    assert "<details>" not in page.text
    assert f'action="/staff/cases/{case.public_id}/' not in page.text
    assert client.post(address(case, "note"), {"body": "x"}).status_code == 403


def test_case_is_not_there_for_who_it_is_about(
    browser: Client, worker: Staff, case: Case, at: datetime
) -> None:
    actions.bar(case=case, staff=worker, by=RESIDENT, at=at)
    for name in ("case", "write", "add_files"):
        assert browser.get(address(case, name)).status_code == 404


def test_step_is_made_with_one_press(browser: Client, case: Case) -> None:
    answer = browser.post(address(case, "move", "acknowledge"))
    assert answer.headers["Location"] == address(case)
    case.refresh_from_db()
    assert case.state == "acknowledged"


def test_close_without_reason_comes_back_with_the_words(
    browser: Client, worker: Staff, case: Case, at: datetime
) -> None:
    moved(case, worker, at, "acknowledge", "give", "start")
    answer = browser.post(address(case, "move", "close"), {"outcome": "", "reason": "It was mended."})
    assert answer.status_code == 422
    assert "It was mended." in answer.text
    assert 'href="#move-close-outcome"' in answer.text
    answer = browser.post(address(case, "move", "close"), {"outcome": "found", "reason": "   "})
    assert answer.status_code == 422
    assert 'href="#move-close-reason"' in answer.text
    case.refresh_from_db()
    assert case.is_open
    browser.post(address(case, "move", "close"), {"outcome": "found", "reason": "It was mended."})
    case.refresh_from_db()
    assert (case.state, case.outcome, case.reason) == ("closed", "found", "It was mended.")


def test_step_that_is_over_is_said_at_the_form(browser: Client, case: Case) -> None:
    answer = browser.post(address(case, "move", "close"), {"outcome": "found", "reason": "Mended."})
    assert answer.status_code == 422
    assert "the case has moved on" in answer.text
    assert "Mended." in answer.text


def test_given_only_to_people_who_may_work_on_it(
    browser: Client, worker: Staff, hire: Hire, case: Case, at: datetime
) -> None:
    able, looker, barred = hire("Kim Able", *WORKS), hire("Ann Low", "parcels.see"), hire("Bo Bar", *WORKS)
    gone = hire("Gil Gone", *WORKS)
    Staff.objects.filter(pk=gone.pk).update(active_until=at.date() - timedelta(days=1))
    actions.bar(case=case, staff=barred, by=RESIDENT, at=at)
    page = browser.get(address(case, "assign")).text
    assert "Kim Able" in page
    assert not [name for name in ("Ann Low", "Bo Bar", "Gil Gone") if name in page]
    for other in (looker, barred, gone):
        assert browser.post(address(case, "assign"), {"to": other.pk}).status_code == 422
    browser.post(address(case, "assign"), {"to": able.pk})
    case.refresh_from_db()
    assert case.assigned_to == able
    assert "Given to Kim Able" in browser.get(address(case)).text


def test_a_conflict_of_interest_blocks_and_every_answer_is_kept(
    browser: Client, worker: Staff, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser.post(address(case, "assign"), {"to": worker.pk})
    assert case.assigned_to is None
    case.refresh_from_db()
    assert case.assigned_to == worker
    asked = Screening.objects.get()
    assert (asked.staff, asked.act, asked.subject, asked.answer) == (
        worker,
        "assign",
        f"case:{case.public_id}",
        Answer.YES,
    )
    browser.post(address(case, "assign"), {"to": ""})

    def blocked(**given: Any) -> Screening:
        return Screening(answer=Answer.BLOCKED)

    monkeypatch.setattr(cases, "screen", blocked)
    answer = browser.post(address(case, "assign"), {"to": worker.pk})
    assert answer.status_code == 422
    assert "conflict of interest" in answer.text
    case.refresh_from_db()
    assert case.assigned_to is None


def test_put_in_another_queue(browser: Client, case: Case, larkspur: Agency) -> None:
    parks = Queue.objects.create(agency=larkspur, key="parks", name="Parks")
    browser.post(address(case, "put_in_queue"), {"queue": parks.pk, "reason": "It is in a park."})
    case.refresh_from_db()
    assert case.queue == parks
    page = browser.get(address(case)).text
    assert "Put in the queue Parks" in page
    assert "It is in a park." in page


@pytest.mark.req("C7")
def test_words_to_the_person_are_looked_at_before_they_go(
    browser: Client, case: Case, larkspur: Agency, at: datetime
) -> None:
    actions.give_receipt(case=case, language="en", at=at)
    preview = browser.post(address(case, "write"), {"body": "Where was it?", "step": "look"})
    assert "Where was it?" in preview.text
    assert "1 person holds a code of this and can read it" in preview.text
    assert not Entry.objects.filter(kind=Kind.TO_RESIDENT).exists()
    again = browser.post(address(case, "write"), {"body": "Where was it?", "step": "change"})
    assert "Where was it?</textarea>" in again.text
    browser.post(address(case, "write"), {"body": "Where was it?", "step": "send"})
    assert Entry.objects.get(kind=Kind.TO_RESIDENT).words == "Where was it?"


def test_only_those_whose_case_it_is_are_counted_as_readers(
    browser: Client, case: Case, larkspur: Agency, at: datetime
) -> None:
    reached = contact_for_email(agency=larkspur, email="a@b.example", language="en", at=at)
    for is_owner in (True, True, False):
        actions.give_receipt(case=case, language="en", contact=reached, is_owner=is_owner, at=at)
    actions.give_receipt(case=case, language="en", at=at)
    preview = browser.post(address(case, "write"), {"body": "Where was it?", "step": "look"})
    assert "3 people hold a code of this and can read it; 2 are told" in preview.text


def test_told_when_nobody_can_read_it(browser: Client, case: Case) -> None:
    preview = browser.post(address(case, "write"), {"body": "Where was it?", "step": "look"})
    assert "nobody can read what you write here" in preview.text


def test_ready_words_are_put_in_without_a_script(browser: Client, case: Case, larkspur: Agency) -> None:
    fits = {"agency": larkspur, "language": "en", "kind": "parcel"}
    ready = ReplyTemplate.objects.create(name="Hello", body="Thank you for writing.", **fits)
    ReplyTemplate.objects.create(name="Later", body="It is closed.", state="closed", **fits)
    ReplyTemplate.objects.create(name="Hola", body="Gracias.", **{**fits, "language": "es"})
    page = browser.get(address(case, "write")).text
    assert 'data-text="Thank you for writing."' in page
    assert "Later" not in page
    assert "Hola" not in page
    filled = browser.post(address(case, "write"), {"reply": ready.pk, "body": "Sam here.", "step": "fill"})
    assert "Thank you for writing.\n\nSam here.</textarea>" in filled.text
    assert filled.status_code == 200


def test_note_is_for_staff_alone(browser: Client, case: Case) -> None:
    browser.post(address(case, "note"), {"body": "Ask Parks first."})
    assert Entry.objects.get(kind=Kind.NOTE).shown == Shown.STAFF
    assert browser.post(address(case, "note"), {"body": "  "}).status_code == 422


def photo(name: str = "photo.png") -> SimpleUploadedFile:
    drawn = BytesIO()
    Image.new("RGB", (64, 48), "green").save(drawn, "PNG")
    return SimpleUploadedFile(name, drawn.getvalue(), "image/png")


def test_files_are_added_shown_and_opened(browser: Client, case: Case, hire: Hire) -> None:
    browser.post(
        address(case, "add_files"), {"files": [photo(), photo()], "shown": "staff", "is_evidence": "on"}
    )
    first, _second = case.attachments.order_by("pk")
    assert first.is_evidence
    assert first.shown == Shown.STAFF
    opened = browser.get(address(case, "file", first.file.public_id))
    assert opened.status_code == 200
    assert opened["Content-Type"].startswith("image/")
    assert browser.get(address(case, "file", first.file.public_id) + "?size=small").status_code == 200
    browser.post(address(case, "show_file", first.file.public_id), {"shown": "parties"})
    first.refresh_from_db()
    assert first.shown == Shown.PARTIES
    stranger = Client()
    stranger.force_login(hire("Lee Moss").person)  # type: ignore[arg-type]
    assert stranger.get(address(case, "file", first.file.public_id)).status_code == 404


def test_file_that_is_no_picture_is_said_at_the_field(browser: Client, case: Case) -> None:
    text = SimpleUploadedFile("photo.jpg", b"no picture at all", "image/jpeg")
    answer = browser.post(address(case, "add_files"), {"files": [text], "shown": "staff"})
    assert answer.status_code == 422
    assert 'href="#add-files-files"' in answer.text
    assert not case.attachments.exists()


def test_evidence_comes_with_the_step(browser: Client, worker: Staff, case: Case, at: datetime) -> None:
    moved(case, worker, at, "acknowledge", "give", "start")
    sent = {"outcome": "found", "reason": "Mended.", "files": [photo()]}
    browser.post(address(case, "move", "close"), sent)
    assert case.attachments.get().is_evidence
    assert Case.objects.get().state == "closed"


@pytest.mark.req("C3")
def test_clock_stands_still_runs_again_and_gets_more_time(browser: Client, case: Case, at: datetime) -> None:
    run = case.clocks.get(key="read")
    due = run.due_at
    assert browser.post(address(case, "stop_clock", run.pk), {"reason": ""}).status_code == 422
    browser.post(address(case, "stop_clock", run.pk), {"reason": "We wait for a map."})
    page = browser.get(address(case)).text
    assert "stands still" in page
    assert "We wait for a map." in page
    with clock.standing_at(at + timedelta(minutes=5)):
        browser.post(address(case, "resume_clock", run.pk))
        answer = browser.post(address(case, "extend_clock", run.pk), {"units": 2, "reason": "It is far."})
    assert answer.headers["Location"] == address(case)
    run.refresh_from_db()
    assert run.extended_by == 2
    assert run.due_at > due
    page = browser.get(address(case)).text
    for change in ("the clock stands still", "the clock runs again", "more time was given"):
        assert f"Read it: {change}" in page
    assert list(case.entries.filter(kind=Kind.CLOCK).values_list("words", flat=True)) == [
        "We wait for a map.",
        "",
        "It is far.",
    ]


@pytest.mark.req("C5")
def test_joined_with_another_and_parted(browser: Client, case: Case, larkspur: Agency, at: datetime) -> None:
    other = actions.open_case(agency=larkspur, kind="parcel", by=RESIDENT, at=at, is_private=False)
    wrong = browser.post(address(case, "join"), {"into": "L-222222222222"})
    assert wrong.status_code == 422
    assert 'value="L-222222222222"' in wrong.text
    browser.post(address(case, "join"), {"into": f"l-{other.public_id}"})
    case.refresh_from_db()
    assert case.merged_into == other
    assert case.public_id in browser.get(address(other)).text
    assert "Part them again" in browser.get(address(case)).text
    browser.post(address(case, "part"))
    case.refresh_from_db()
    assert case.is_open


def test_made_private_with_a_reason(browser: Client, hire: Hire, case: Case) -> None:
    seer = hire("Pat Seer", *WORKS, "parcels.see_private")
    browser.force_login(seer.person)  # type: ignore[arg-type]
    assert browser.post(address(case, "set_private"), {"reason": ""}).status_code == 422
    browser.post(address(case, "set_private"), {"reason": "It names a person."})
    case.refresh_from_db()
    assert case.is_private


def test_new_words_are_marked_until_read(browser: Client, case: Case, at: datetime) -> None:
    receipt, _token = actions.give_receipt(case=case, language="en", at=at)
    actions.write_from_resident(receipt=receipt, body="It is back.", at=at)
    assert "new words from the person" in browser.get(address(case)).text
    browser.post(address(case, "mark_read"))
    assert "new words from the person" not in browser.get(address(case)).text


def test_whoever_answers_has_read_what_was_written(browser: Client, case: Case, at: datetime) -> None:
    receipt, _token = actions.give_receipt(case=case, language="en", at=at)
    letter = actions.write_from_resident(receipt=receipt, body="It is back.", at=at)
    browser.post(address(case, "write"), {"body": "Thank you.", "step": "look"})
    letter.refresh_from_db()
    assert letter.read_at is None
    browser.post(address(case, "write"), {"body": "Thank you.", "step": "send"})
    letter.refresh_from_db()
    assert letter.read_at == at
    assert "new words from the person" not in browser.get(address(case)).text
    # Our own letter is unread until the person opens it.
    assert Entry.objects.get(kind=Kind.TO_RESIDENT).read_at is None


def test_each_line_leads_to_its_proof_in_the_book(
    browser: Client, worker: Staff, case: Case, hire: Hire, larkspur: Agency, at: datetime
) -> None:
    moved(case, worker, at, "acknowledge")
    assert "in the book soon" in browser.get(address(case)).text
    actions.bar(case=case, staff=hire("Bo Barred", *WORKS), by=RESIDENT, at=at)
    other = actions.open_case(agency=larkspur, kind="parcel", by=RESIDENT, at=at, is_private=False)
    actions.merge(case=other, into=case, by=worker, at=at)
    sequence(at=at)
    page = browser.get(address(case)).text
    opened, step, barred, joined = Entry.objects.filter(case=case).order_by("pk")
    for line in (opened, step):
        assert f'<a href="{address(case, "line", line.pk)}">line {line.line.index} of the book</a>' in page
        answer = browser.get(address(case, "line", line.pk))
        proof = html.unescape(answer.text.partition("readonly>")[2].partition("</textarea>")[0])
        assert "This receipt is good" in browser.post("/ledger/receipt/", {"receipt": proof}).text
    # Whom it is kept from, and what was joined to it, a proof would tell to everyone who sees the case.
    for line in (barred, joined):
        assert f"line {line.line.index} of the book" in page
        assert browser.get(address(case, "line", line.pk)).status_code == 404
    [elsewhere, *_more] = Entry.objects.filter(case=other).order_by("pk")
    assert browser.get(address(case, "line", elsewhere.pk)).status_code == 404


def test_clock_and_file_of_another_case_are_not_here(
    browser: Client, case: Case, larkspur: Agency, at: datetime
) -> None:
    other = actions.open_case(agency=larkspur, kind="parcel", by=RESIDENT, at=at, is_private=False)
    run = other.clocks.all()[0]
    assert browser.post(address(case, "stop_clock", run.pk), {"reason": "x"}).status_code == 404
    browser.post(address(other, "add_files"), {"files": [photo()], "shown": "staff"})
    kept = other.attachments.get().file
    assert browser.get(address(case, "file", kept.public_id)).status_code == 404
