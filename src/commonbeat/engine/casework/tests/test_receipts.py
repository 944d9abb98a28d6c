"""What is kept of a code: never a word of it; and what happens once although it is asked for twice."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client

from commonbeat.engine.casework import actions
from commonbeat.engine.casework.choices import WORDS_DAYS
from commonbeat.engine.casework.models import Case, Entry, UnsavedCode
from commonbeat.engine.casework.queries import receipt_by_words, unsaved_words
from commonbeat.ground.agency.actions import change_setting
from commonbeat.ground.agency.models import Agency, Staff
from commonbeat.ground.core import clock
from commonbeat.ground.core.actor import RESIDENT
from commonbeat.ground.ledger.models import Entry as Line
from commonbeat.ground.retention.actions import destroy_due, lift_hold, place_hold

Hire = Callable[..., Staff]
EVERYTHING = ["parcels.see", "parcels.work", "parcels.see_private", "parcels.lead"]

pytestmark = pytest.mark.req("C7")


@pytest.fixture
def case(larkspur: Agency, at: datetime) -> Case:
    return actions.open_case(agency=larkspur, kind="parcel", by=RESIDENT, at=at)


def words_of(token: str, at: datetime) -> list[str]:
    found = unsaved_words(token, at)
    assert found is not None
    return found[1]


@pytest.mark.django_db
def test_no_table_holds_a_word_of_the_code(case: Case, larkspur: Agency, at: datetime) -> None:
    _receipt, token = actions.give_receipt(case=case, language="en", at=at)
    words = words_of(token, at)
    assert receipt_by_words(larkspur, " ".join(words), "en") is not None
    parts = [" ".join(words), "".join(words), "-".join(words), token]
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - names come from the database itself
            held = " ".join(
                bytes(cell).decode("latin-1") if isinstance(cell, bytes | memoryview) else str(cell)
                for row in cursor.fetchall()
                for cell in row
            ).lower()
            assert not any(part.lower() in held for part in parts), table
            # One of the words may stand anywhere by chance; two beside each other do not.
            assert not any(f"{a} {b}" in held for a, b in pairwise(words)), table


@pytest.mark.django_db
def test_staff_who_take_it_down_for_a_person_do_not_go_on_in_their_place(
    client: Client, hire: Hire, case: Case
) -> None:
    # The page lives by the real clock, as a browser's does.
    _receipt, token = actions.give_receipt(case=case, language="en", at=clock.now())
    client.force_login(hire("Sam Reed", *EVERYTHING).person)  # type: ignore[arg-type]
    saved = client.post(f"/follow/new/{token}/")
    assert saved.headers["Location"] == "/staff/"
    assert "followed" not in saved.cookies
    assert client.get("/follow/case/").status_code == 302


@pytest.mark.django_db
def test_page_of_the_words_needs_its_own_address(case: Case, at: datetime) -> None:
    _receipt, token = actions.give_receipt(case=case, language="en", at=at)
    _other, another = actions.give_receipt(case=case, language="en", at=at)
    assert unsaved_words(token[:-1], at) is None
    assert words_of(token, at) != words_of(another, at)
    # What is sealed for one page does not open with the address of another.
    kept, other = UnsavedCode.objects.order_by("pk")
    UnsavedCode.objects.filter(pk=other.pk).update(sealed=kept.sealed)
    assert unsaved_words(another, at) is None


@pytest.mark.django_db
def test_saved_twice_is_saved_once(case: Case, at: datetime) -> None:
    _receipt, token = actions.give_receipt(case=case, language="en", at=at)
    found = unsaved_words(token, at)
    assert found is not None
    for _press in range(2):
        actions.save_receipt(unsaved=found[0], at=at)
    assert Line.objects.filter(verb="case.receipt_saved").count() == 1


@pytest.mark.django_db
def test_those_who_only_follow_hold_a_proof_of_their_own(case: Case, at: datetime) -> None:
    owner, _token = actions.give_receipt(case=case, language="en", at=at)
    follower, _token = actions.give_receipt(case=case, language="en", at=at, is_owner=False)
    assert owner.line.verb == "case.opened"
    assert follower.line.verb == "case.followed"
    assert follower.line.content == {}


@pytest.mark.django_db
def test_same_form_at_two_agencies_is_two_cases(case: Case, larkspur: Agency, at: datetime) -> None:
    elm = Agency.objects.create(slug="elm", name="Elm", short_name="Elm", time_zone="UTC", created_at=at)
    opened = [
        actions.open_case(agency=agency, kind="parcel", by=RESIDENT, at=at, form_token="the same")
        for agency in (larkspur, elm, larkspur)
    ]
    assert opened[0] == opened[2] != opened[1]


@pytest.mark.django_db
def test_old_words_go_from_ended_cases_alone_and_never_under_a_hold(
    case: Case, larkspur: Agency, hire: Hire, at: datetime
) -> None:
    chief = hire("Kim Chief", *EVERYTHING, "retention.manage", "agency.change_settings")
    other = actions.open_case(agency=larkspur, kind="parcel", by=RESIDENT, at=at)
    for one in (case, other):
        actions.write_note(case=one, body="Seen at the mill.", by=chief, at=at)
    for key in ("acknowledge", "give", "start"):
        actions.move(case=case, key=key, by=chief, at=at)
    actions.move(case=case, key="close", by=chief, at=at, outcome="found", reason="At the mill.")
    change_setting(agency=larkspur, definition=WORDS_DAYS, value=90, by=chief, at=at)
    assert destroy_due(at=at + timedelta(days=90)) == 0
    hold = place_hold(words="cases", reason="A lawsuit", by=chief, at=at)
    assert destroy_due(at=at + timedelta(days=92)) == 0
    lift_hold(hold=hold, reason="It is over", by=chief, at=at)
    assert destroy_due(at=at + timedelta(days=92)) == 2
    assert not Entry.objects.filter(case=case).exclude(words="").exists()
    assert Entry.objects.filter(case=other, words="Seen at the mill.").exists()
    case.refresh_from_db()
    assert (case.reason, case.outcome) == ("", "found")


@pytest.mark.django_db(transaction=True)
def test_at_the_same_moment_a_form_opens_one_case_and_a_move_is_made_once(
    larkspur: Agency, hire: Hire, at: datetime, elsewhere: Callable[..., list[str]]
) -> None:
    hire("Sam Reed", *EVERYTHING)
    case = actions.open_case(agency=larkspur, kind="parcel", by=RESIDENT, at=at)
    said = elsewhere(Path(__file__).parent / "racing.py", processes=4)
    assert sorted(said) == ["Refused\n", "Refused\n", "Refused\n", "made\n"]
    # On SQLite the processes worked on a copy of their own.
    if connection.vendor == "postgresql":
        assert Entry.objects.filter(case=case, kind="moved").count() == 1
        assert Case.objects.filter(form_token="race").count() == 1
