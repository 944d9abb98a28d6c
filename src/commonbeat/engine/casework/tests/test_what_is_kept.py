"""What people sent and left does not stay for ever: files go with the words, numbers soon after the end."""

import io
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pytest_django.fixtures import Settings

from commonbeat.engine.casework import actions
from commonbeat.engine.casework.models import Attachment, Case, Receipt
from commonbeat.engine.files.actions import draw
from commonbeat.engine.files.models import StoredFile, shelf
from commonbeat.engine.messaging.actions import contact_for_phone
from commonbeat.ground.agency.models import Agency, Staff
from commonbeat.ground.core.actor import RESIDENT
from commonbeat.ground.retention.actions import destroy_due, place_hold

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def shelf_of_the_test(settings: Settings, tmp_path: Path) -> None:
    files = {**settings.STORAGES["files"], "OPTIONS": {"location": str(tmp_path / "files")}}
    settings.STORAGES = {**settings.STORAGES, "files": files}


@pytest.fixture
def worker(hire: Callable[..., Staff]) -> Staff:
    return hire("Sam Reed", "parcels.see", "parcels.see_private", "parcels.work")


@pytest.fixture
def case(larkspur: Agency, at: datetime) -> Case:
    return actions.open_case(agency=larkspur, kind="parcel", by=RESIDENT, at=at)


@pytest.fixture
def receipt(case: Case, at: datetime) -> Receipt:
    contact = contact_for_phone(agency=case.agency, phone="+15555550142", language="en", at=at)
    return actions.give_receipt(case=case, language="en", at=at, contact=contact)[0]


def walk(case: Case, worker: Staff, at: datetime, *, is_confirmed: bool) -> None:
    for key in ("acknowledge", "give", "start"):
        actions.move(case=case, key=key, by=worker, at=at)
    actions.move(case=case, key="close", by=worker, at=at, outcome="found", reason="It is here.")
    if is_confirmed:
        actions.move(case=case, key="confirm", by=RESIDENT, at=at)


def photo(name: str = "wall.png") -> SimpleUploadedFile:
    drawn = io.BytesIO()
    Image.new("RGB", (9, 9)).save(drawn, "PNG")
    return SimpleUploadedFile(name, drawn.getvalue(), "image/png")


def test_photos_of_ended_cases_are_destroyed_with_the_words(
    case: Case, receipt: Receipt, worker: Staff, at: datetime
) -> None:
    [attachment] = actions.add_photos(receipt=receipt, photos=[draw(upload=photo())], at=at)
    name = str(attachment.file.content.name)
    late = at + timedelta(days=732)
    destroy_due(at=late)
    assert shelf().exists(name)
    walk(case, worker, at, is_confirmed=True)
    destroy_due(at=at + timedelta(days=729))
    assert shelf().exists(name)
    destroy_due(at=late)
    assert StoredFile.objects.get().destroyed_at == late
    assert Attachment.objects.count() == 1


def test_a_hold_keeps_them(
    case: Case, receipt: Receipt, worker: Staff, hire: Callable[..., Staff], at: datetime
) -> None:
    actions.add_photos(receipt=receipt, photos=[draw(upload=photo())], at=at)
    walk(case, worker, at, is_confirmed=True)
    place_hold(words="case_files", reason="A lawsuit", by=hire("Jo Park", "retention.manage"), at=at)
    destroy_due(at=at + timedelta(days=732))
    assert StoredFile.objects.get().destroyed_at is None


def test_a_photo_that_was_covered_and_what_was_under_it_go_both(
    case: Case, receipt: Receipt, worker: Staff, at: datetime
) -> None:
    [attachment] = actions.add_photos(receipt=receipt, photos=[draw(upload=photo())], at=at)
    [other] = actions.add_files(case=case, uploads=[photo("covered.png")], by=worker, at=at)
    Attachment.objects.filter(pk=attachment.pk).update(replaced_by=other)
    walk(case, worker, at, is_confirmed=True)
    destroy_due(at=at + timedelta(days=732))
    assert set(StoredFile.objects.values_list("destroyed_at", flat=True)) == {at + timedelta(days=732)}


def test_a_number_is_cut_loose_a_month_after_the_end(
    case: Case, receipt: Receipt, worker: Staff, at: datetime
) -> None:
    walk(case, worker, at, is_confirmed=True)
    assert actions.forget_contacts(at=at + timedelta(days=29)) == 0
    assert actions.forget_contacts(at=at + timedelta(days=31)) == 1
    receipt.refresh_from_db()
    assert receipt.contact is None


def test_a_number_stays_while_somebody_may_still_be_asked(
    case: Case, receipt: Receipt, worker: Staff, at: datetime
) -> None:
    assert actions.forget_contacts(at=at + timedelta(days=400)) == 0
    walk(case, worker, at, is_confirmed=False)
    assert actions.forget_contacts(at=at + timedelta(days=400)) == 0


def test_who_follows_a_case_through_a_joined_one_is_cut_loose_with_it(
    case: Case, receipt: Receipt, worker: Staff, at: datetime
) -> None:
    home = actions.open_case(agency=case.agency, kind="parcel", by=RESIDENT, at=at)
    actions.merge(case=case, into=home, by=worker, at=at)
    assert actions.forget_contacts(at=at + timedelta(days=400)) == 0
    walk(home, worker, at, is_confirmed=True)
    assert actions.forget_contacts(at=at + timedelta(days=31)) == 1
