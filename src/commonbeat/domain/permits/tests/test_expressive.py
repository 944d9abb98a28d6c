"""Permits for speech: what is said reaches nobody who decides, grounds and fees are listed, time is kept."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from commonbeat.domain.permits import actions, queries
from commonbeat.domain.permits.choices import Capability, Fact
from commonbeat.domain.permits.mappings import speech_parts, suggested
from commonbeat.domain.permits.models import FeeLine, FeeRow, KindVersion, OwnWords
from commonbeat.domain.permits.rules import faults_of_kind, kind_from
from commonbeat.domain.permits.tests.conftest import Applied, Desk, answers_for, to_review
from commonbeat.engine.casework import actions as casework
from commonbeat.engine.casework.actions import move
from commonbeat.engine.casework.choices import Kind, Shown
from commonbeat.engine.casework.models import Entry, Tolling
from commonbeat.engine.casework.queries import timeline_of
from commonbeat.engine.messaging.actions import contact_for_phone
from commonbeat.engine.messaging.models import Message
from commonbeat.ground.agency.models import Agency, Grant, Holiday, Staff
from commonbeat.ground.core import clock
from commonbeat.ground.core.errors import Forbidden, Invalid, Refused

Apply = Callable[..., Applied]
MARCH = "expressive_event"
WORDS = "Quince Lantern League against the new dam"


def late(applied: Applied) -> datetime:
    return applied.now().case.clocks.get(key="decide").due_at + timedelta(minutes=1)


# ---- what is said, and by whom ----


@pytest.mark.req("C11", "L11")
def test_no_page_of_staff_shows_what_is_said(
    apply: Apply, desk: Desk, larkspur: Agency, hire: Callable[..., Staff], client: Client, at: datetime
) -> None:
    applied = apply(MARCH, own_words=WORDS)
    to_review(applied, desk, at)
    posts = [desk.clerk, desk.reviewer, desk.decider, desk.officer, desk.chief]
    posts.append(hire("Every Right", *Capability))
    public_id = applied.application.case.public_id
    pages = [
        reverse("permits:permit", args=[public_id]),
        reverse("casework:desk"),
        reverse("casework:case", args=[public_id]),
        reverse("casework:write", args=[public_id]),
        reverse("dashboards:work"),
        reverse("dashboards:me"),
        reverse("ledger:book"),
        reverse("permits:register"),
        reverse("permits:settings"),
    ]
    opened = 0
    with clock.standing_at(at):
        for post in posts:
            client.force_login(post.person)  # type: ignore[arg-type]
            for page in pages:
                answer = client.get(page, follow=True)
                opened += answer.status_code == 200
                assert not any(
                    word in answer.content.decode() for word in ("Quince", "Lantern League", "the new dam")
                )
            address, desk_page = reverse("permits:permit", args=[public_id]), reverse("casework:desk")
            # A search for it finds as much as a search for anything else.
            found = [
                address in client.get(desk_page, {"q": word}).content.decode() for word in ("Quince", "Xyzzy")
            ]
            assert found[0] == found[1]
    assert opened > len(posts) * 2


@pytest.mark.req("C11")
def test_what_is_said_is_in_no_table_but_its_own_and_sealed_there(
    apply: Apply, desk: Desk, at: datetime
) -> None:
    applied = apply(MARCH, own_words=WORDS)
    tables = [name for name in connection.introspection.table_names() if not name.startswith("sqlite")]
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - names of our own tables
            for row in cursor.fetchall():
                held = " ".join(
                    bytes(v).decode("latin-1") if isinstance(v, (bytes, memoryview)) else str(v) for v in row
                )
                assert "Quince" not in held, table
    assert OwnWords.objects.get().application == applied.application
    assert queries.own_words_behind(applied.receipt, applied.code, "en") == WORDS


@pytest.mark.req("C11")
def test_only_the_code_given_with_it_opens_what_is_said(apply: Apply, at: datetime) -> None:
    applied, other = apply(MARCH, own_words=WORDS), apply(MARCH)
    assert queries.own_page(applied.receipt, at).has_own_words
    assert not queries.own_page(other.receipt, at).has_own_words
    for receipt, code in (
        (applied.receipt, other.code),
        (other.receipt, applied.code),
        (applied.receipt, ""),
    ):
        assert queries.own_words_behind(receipt, code, "en") == ""
    assert queries.own_words_behind(applied.receipt, applied.code.upper().replace(" ", "-"), "es") == WORDS
    for reader in Shown:
        face = queries.face(applied.now().case, reader)
        assert "Quince" not in str(face)


@pytest.mark.req("C11")
def test_form_for_speech_asks_nothing_of_message_or_speaker() -> None:
    told = suggested()[MARCH]
    assert {field["type"] for field in told["fields"]} <= {"place", "span", "number", "yesno"}
    asks_why = told | {
        "fields": [*told["fields"], {"key": "message", "type": "text", "label": {"en": "What for?"}}]
    }
    assert faults_of_kind(kind_from(MARCH, asks_why), told["grounds"], told["fees"], speech_parts()) == [
        "asks message, which is no question for speech"
    ]


# ---- grounds ----


@pytest.mark.req("C11")
def test_denial_takes_listed_grounds_and_facts_and_nothing_else(
    reviewed: Apply, desk: Desk, at: datetime
) -> None:
    applied = reviewed(MARCH)
    given: dict[str, Any] = {
        "application": applied.application,
        "verdict": "denied",
        "by": desk.decider,
        "at": at,
    }
    for grounds in (["They will offend people"], ["place_taken", "hostile_crowd"]):
        with pytest.raises(Invalid, match="list"):
            actions.decide(**given, grounds=grounds, facts="So.")
    with pytest.raises(Invalid, match="at least one"):
        actions.decide(**given, facts="We do not like it.")
    with pytest.raises(Invalid, match="facts"):
        actions.decide(**given, grounds=["place_taken"], facts=" ")
    with pytest.raises(Refused):
        move(
            case=applied.now().case,
            key="decide",
            by=desk.decider,
            at=at,
            outcome="denied",
            reason="We say so.",
        )
    assert applied.state == "in_review"
    actions.decide(**given, grounds=["place_taken"], facts="The fair has Mill Street from noon.")
    assert applied.state == "denied"
    page = queries.own_page(applied.receipt, at)
    assert page.decided == [
        ("denied", "Another event has the same place at the same time. The fair has Mill Street from noon.")
    ]


@pytest.mark.req("C11")
def test_ground_typed_into_the_form_is_refused(
    reviewed: Apply, desk: Desk, client: Client, at: datetime
) -> None:
    applied = reviewed(MARCH)
    client.force_login(desk.decider.person)  # type: ignore[arg-type]
    address = reverse("permits:act", args=[applied.application.case.public_id, "decide"])
    with clock.standing_at(at):
        answer = client.post(
            address, {"verdict": "denied", "grounds": ["they may be loud"], "facts": "They may."}
        )
    assert answer.status_code == 422
    assert "Other grounds cannot be used" in answer.content.decode()
    assert applied.state == "in_review"


@pytest.mark.req("C11")
def test_small_event_needs_no_notice_and_cannot_be_refused_for_it(
    reviewed: Apply, desk: Desk, at: datetime
) -> None:
    applied = reviewed(MARCH, people=40, street=False)
    assert applied.now().is_exempt_from_notice
    with pytest.raises(Invalid, match="no notice"):
        actions.decide(
            application=applied.application,
            verdict="denied",
            grounds=["short_notice"],
            facts="It is tomorrow.",
            by=desk.decider,
            at=at,
        )


# ---- fees ----


@pytest.mark.req("C11")
def test_fee_for_expected_hostility_is_impossible(
    apply: Apply, kinds: dict[str, KindVersion], desk: Desk, larkspur: Agency, at: datetime
) -> None:
    assert set(Fact.values) == {"", "size", "hours", "street_closing", "nonprofit", "units"}
    hostile = {"key": "police", "cents": 90000, "fact": "expected_hostility", "name": {"en": "Extra police"}}
    told = suggested()[MARCH]
    with pytest.raises(Invalid, match="expected_hostility"):
        actions.adopt_kind(
            agency=larkspur, key=MARCH, told=told | {"fees": [hostile]}, by=desk.manager, at=at
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        FeeRow.objects.create(
            version=kinds[MARCH], key="police", name={}, amount_cents=1, fact="expected_hostility"
        )
    applied = apply(MARCH, own_words=WORDS)
    assert queries.owing(applied.application) == 2500
    # The amount has no column of its own: a line counts a row of the table.
    assert not {field.name for field in FeeLine._meta.get_fields()} & {"amount", "cents", "amount_cents"}
    asked = {field.type for field in kinds[MARCH].kind.fields}
    assert asked == {"place", "span", "number", "yesno"}


@pytest.mark.req("C11")
def test_same_facts_cost_the_same_whatever_is_said(apply: Apply) -> None:
    amounts = {
        queries.owing(apply(MARCH, own_words=words).application) for words in ("", WORDS, "The opposite")
    }
    assert amounts == {2500}


# ---- time ----


@pytest.mark.req("C11")
def test_clock_stands_still_only_with_notice_in_the_same_act(
    apply: Apply, desk: Desk, larkspur: Agency, at: datetime
) -> None:
    contact = contact_for_phone(agency=larkspur, phone="+12025550142", at=at)
    applied = apply(MARCH, contact=contact)
    with pytest.raises(Refused, match="told"):
        move(case=applied.now().case, key="ask_for_more", by=desk.clerk, at=at, reason="Quietly.")
    assert not Tolling.objects.exists()
    actions.ask_for_more(
        application=applied.application, keys=["people"], words="How many?", by=desk.clerk, at=at
    )
    letter = Entry.objects.get(case=applied.application.case, kind=Kind.TO_RESIDENT)
    assert (letter.shown, letter.at) == (Shown.PARTIES, at)
    assert "stands still" in letter.words
    assert Message.objects.filter(
        contact=contact, subject=f"case:{applied.application.case.public_id}"
    ).exists()
    assert Tolling.objects.get().since == at


@pytest.mark.req("C11")
def test_clock_stopped_by_hand_tells_the_applicant_or_does_not_stop(
    apply: Apply, desk: Desk, larkspur: Agency, monkeypatch: pytest.MonkeyPatch, at: datetime
) -> None:
    contact = contact_for_phone(agency=larkspur, phone="+12025550142", at=at)
    applied = apply(MARCH, contact=contact)
    run = applied.now().case.clocks.get(key="decide")

    def broken(**_given: object) -> int:
        raise Refused("The notice cannot be queued.")

    with monkeypatch.context() as patch:
        patch.setattr("commonbeat.engine.casework.actions.clocks.tell_holders", broken)
        with pytest.raises(Refused, match="cannot be queued"):
            casework.toll(run=run, reason="Waiting for the county.", by=desk.clerk, at=at)
    assert not Tolling.objects.exists()
    before = Message.objects.count()
    casework.toll(run=run, reason="Waiting for the county.", by=desk.clerk, at=at)
    assert Message.objects.count() == before + 1
    told = timeline_of(applied.now().case, Shown.PARTIES).last()
    assert told is not None
    assert "Waiting for the county." in told.words


@pytest.mark.req("C11")
def test_overdue_decision_goes_to_an_appeal_officer_and_the_applicant_hears(
    apply: Apply, desk: Desk, larkspur: Agency, at: datetime
) -> None:
    contact = contact_for_phone(agency=larkspur, phone="+12025550142", at=at)
    applied = apply(MARCH, contact=contact)
    to_review(applied, desk, at)
    for review in applied.application.reviews.all():
        actions.agree(review=review, by=desk.clerk if review.key == "clerk" else desk.reviewer, at=at)
    actions.keep_permits(at=late(applied) - timedelta(minutes=2))
    assert applied.now().taken_over_by is None
    after = late(applied)
    before = Message.objects.count()
    assert actions.keep_permits(at=after) == 1
    # The chief may hear appeals, too, but stands above the reviewer.
    assert applied.now().taken_over_by == desk.officer == applied.now().case.assigned_to
    assert "late" in Entry.objects.filter(kind=Kind.TO_RESIDENT).latest("pk").words
    assert Message.objects.count() == before + 1
    assert actions.keep_permits(at=after) == 0
    given: dict[str, Any] = {
        "application": applied.application,
        "verdict": "granted",
        "facts": "It fits.",
        "at": after,
    }
    with pytest.raises(Forbidden, match="appeal officer"):
        actions.decide(**given, by=desk.decider)
    actions.decide(**given, by=desk.officer)
    assert applied.state == "decided"


@pytest.mark.req("C11")
def test_nobody_left_to_take_over_is_said(apply: Apply, desk: Desk, at: datetime) -> None:
    applied = apply(MARCH)
    to_review(applied, desk, at)
    actions.agree(review=applied.application.reviews.get(key="traffic"), by=desk.reviewer, at=at)
    Grant.objects.filter(staff=desk.officer).update(ended_at=at)
    for _time in range(2):
        actions.keep_permits(at=late(applied))
    assert Entry.objects.filter(facts__change="nobody_left").count() == 1


@pytest.mark.req("C11")
def test_clock_counts_working_days_over_a_holiday_and_a_night_of_25_hours(
    kinds: dict[str, KindVersion], larkspur: Agency
) -> None:
    zone = ZoneInfo("America/New_York")
    for sent, holiday, due in (
        (datetime(2026, 7, 1, 18, tzinfo=UTC), date(2026, 7, 3), date(2026, 7, 7)),
        (datetime(2026, 10, 30, 18, tzinfo=UTC), None, date(2026, 11, 4)),
        (datetime(2026, 3, 6, 18, tzinfo=UTC), None, date(2026, 3, 11)),
    ):
        if holiday:
            Holiday.objects.create(agency=larkspur, day=holiday, name="Observed")
        made = actions.submit(version=kinds[MARCH], answers=answers_for(kinds[MARCH]), language="en", at=sent)
        ends = made.application.case.clocks.get(key="decide").due_at
        assert (ends - timedelta(seconds=1)).astimezone(zone).date() == due


# ---- appeal ----


@pytest.fixture
def denied(reviewed: Apply, desk: Desk, at: datetime) -> Applied:
    applied = reviewed(MARCH)
    actions.decide(
        application=applied.application,
        verdict="denied",
        grounds=["place_taken"],
        facts="The fair is there.",
        by=desk.decider,
        at=at,
    )
    return applied


@pytest.mark.req("C11")
def test_appeal_is_decided_by_another_person_with_a_reason(denied: Applied, desk: Desk, at: datetime) -> None:
    actions.appeal(receipt=denied.receipt, words="The fair ends at noon.", at=at)
    given: dict[str, Any] = {"application": denied.application, "result": "overturned", "at": at}
    for taking_part in (desk.decider, desk.chief, desk.reviewer):
        with pytest.raises(Forbidden):
            actions.decide_appeal(**given, reason="Right.", by=taking_part)
    with pytest.raises(Invalid):
        actions.decide_appeal(**given, reason=" ", by=desk.officer)
    made = actions.decide_appeal(**given, reason="It does end at noon.", by=desk.officer)
    assert denied.state == "overturned"
    with pytest.raises(IntegrityError), transaction.atomic():
        type(made).objects.filter(pk=made.pk).update(decided_by=desk.decider)
    actions.waive_fee(application=denied.application, rule="indigent", reason="Shown.", by=desk.clerk, at=at)
    actions.issue(application=denied.application, by=desk.clerk, at=at)
    assert denied.state == "issued"


@pytest.mark.req("C11")
def test_appeal_is_open_for_its_days_only(denied: Applied, at: datetime) -> None:
    until = queries.appeal_until(denied.now())
    with pytest.raises(Refused, match="over"):
        actions.appeal(receipt=denied.receipt, words="Too late.", at=until + timedelta(seconds=1))
    actions.appeal(receipt=denied.receipt, words="In time.", at=until)
    assert denied.state == "appealed"
