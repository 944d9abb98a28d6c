"""Whatever people write to the agency has an end: each field goes by the schedule, or says why it stays."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.utils.module_loading import import_string

from commonbeat.config import wiring
from commonbeat.domain.concerns.actions.drafts import begin_draft
from commonbeat.domain.concerns.models import Concern, Revision
from commonbeat.domain.open311.models import Submission
from commonbeat.domain.permits.models import Appeal, Application
from commonbeat.engine.casework.models import Attachment, Case, Receipt
from commonbeat.engine.messaging.actions import contact_for_phone
from commonbeat.ground.agency.models import ApiKey
from commonbeat.ground.retention.actions import destroy_due, lift_hold
from commonbeat.ground.retention.models import Hold
from commonbeat.ground.retention.queries import kept_words
from tests.house.conftest import City

APPS = ("files", "conflicts", "casework", "concerns", "permits", "open311")
LONG = 100
# Which words of the schedule, or which forgetting of wiring.SCHEDULE, ends each field that people write.
GOES = {
    "files.StoredFile.content": "case_files",
    "casework.Case.reason": "cases",
    "casework.Entry.words": "cases",
    "casework.UnsavedCode.sealed": "forget_unsaved",
    "concerns.Draft.sealed": "forget_drafts",
    "concerns.Concern.words": "concerns",
    "concerns.Concern.public_words": "concerns",
    "concerns.Concern.answers": "concerns",
    "concerns.Concern.place": "concerns",
    "concerns.Revision.before": "concerns",
    "concerns.Revision.after": "concerns",
    "concerns.HandOff.remote_notes": "concerns",
    "concerns.HandOff.fault": "concerns",
    "permits.Draft.sealed": "keep_permits",
    "permits.Application.answers": "permits",
    "permits.Application.place": "permits",
    "permits.Application.business": "permits",
    "permits.OwnWords.sealed": "permits",
    "permits.Appeal.words": "permits",
    "open311.Submission.account_id": "open311",
    "open311.Submission.media_url": "open311",
}
CODES = "ids, codes and numbers"
SETTING = "the agency's own words about what it offers"
DEED = "the agency's own words, which give account of what it did and why"
STAYS = {
    "conflicts.Screening.path": CODES,
    "casework.Entry.facts": CODES,
    "casework.Tolling.reason": DEED,
    "casework.ReplyTemplate.body": SETTING,
    **{
        f"concerns.Category.{name}": SETTING
        for name in ("names", "hints", "stopper", "keywords", "questions")
    },
    "concerns.RoutingRule.weekdays": CODES,
    "concerns.Place.name": "places that anyone can find on a map",
    "concerns.Place.search": "places that anyone can find on a map",
    "concerns.Revision.reason": DEED,
    **{
        f"concerns.Partner.{name}": SETTING
        for name in ("name", "endpoint", "key_sealed", "services", "email")
    },
    "concerns.HandOff.token": CODES,
    "concerns.HandOff.remote_id": CODES,
    **{
        f"concerns.Problem.{name}": DEED
        for name in ("title", "scan", "analysis", "response", "assessment", "figures")
    },
    "concerns.ProblemPartner.name": DEED,
    "concerns.ProblemPartner.promise": DEED,
    "permits.KindVersion.definition": SETTING,
    "permits.FeeRow.name": SETTING,
    "permits.Ground.name": SETTING,
    "permits.Ground.source": SETTING,
    "permits.Application.missing": CODES,
    "permits.Application.conditions": DEED,
    "permits.Review.grounds": CODES,
    **{
        f"permits.{name}": DEED
        for name in ("Review.facts", "Review.mend", "Inspection.found", "FeeNote.reason")
    },
    "permits.Ruling.facts": DEED,
    "permits.Appeal.reason": DEED,
    "open311.Update.update_id": CODES,
}
CANARY = "Quince"


def wordy_fields() -> Iterator[tuple[str, models.Field[Any, Any]]]:
    """Yield each field that can hold what somebody wrote or sent."""
    kinds = (models.TextField, models.FileField, models.BinaryField, models.JSONField)
    for label in APPS:
        for model in apps.get_app_config(label).get_models():
            for field in model._meta.local_fields:
                is_long = isinstance(field, models.CharField) and (field.max_length or 0) >= LONG
                if isinstance(field, kinds) or (is_long and not field.choices):
                    yield f"{label}.{model.__name__}.{field.name}", field


def test_every_field_of_words_goes_or_says_why_it_stays() -> None:
    assert {name for name, _field in wordy_fields()} == {*GOES, *STAYS}
    assert not GOES.keys() & STAYS.keys()


def test_what_ends_them_is_on_the_schedule() -> None:
    forgetting = {path.rpartition(".")[2] for _seconds, path in wiring.SCHEDULE}
    assert set(GOES.values()) <= {words.key for words in kept_words()} | forgetting


@pytest.fixture
def filled(larkspur_and_elm: tuple[City, City], at: datetime) -> City:
    """A city in which each field that goes holds the canary in at least one row, and everything has ended."""
    city, _elm = larkspur_and_elm
    agency, chief = city.agency, city.posts["command"]
    concern = Concern.objects.get(case__public_id=city.things["concern"])
    Revision.objects.create(concern=concern, reason="-", by=chief, at=at)
    key = ApiKey.objects.filter(agency=agency)[0]
    Submission.objects.create(agency=agency, key=key, concern=concern, at=at)
    Appeal.objects.create(application=Application.objects.get(agency=agency), first_decider=chief, at=at)
    begin_draft(agency=agency, given={"words": CANARY}, language="en", at=at)
    begin = import_string("commonbeat.domain.permits.actions.begin_draft")
    version = Application.objects.get(agency=agency).version
    begin(version=version, at=at)
    for hold in Hold.objects.all():
        lift_hold(hold=hold, reason="It is over.", by=hold.placed_by, at=at)
    contact = contact_for_phone(agency=agency, phone=f"{agency.sender[:-2]}99", language="en", at=at)
    Receipt.objects.filter(case__agency=agency).update(contact=contact)
    for name in GOES:
        label, model, field = name.split(".")
        rows = apps.get_model(label, model).objects.all()
        assert rows.exists(), name
        if name != "files.StoredFile.content":
            rows.update(**{field: _canary(apps.get_model(label, model)._meta.get_field(field))})
    for case in Case.objects.all():
        case.state, case.is_open, case.closed_at = "withdrawn", False, at
        case.save(update_fields=["state", "is_open", "closed_at"])
    return city


def _canary(field: Any) -> object:
    if isinstance(field, models.JSONField):
        return {"canary": CANARY}
    return CANARY.encode() if isinstance(field, models.BinaryField) else CANARY


def test_after_the_days_are_over_nothing_of_it_is_left(filled: City, at: datetime) -> None:
    late = at + timedelta(days=1500)
    destroy_due(at=late)
    for _seconds, path in wiring.SCHEDULE:
        if path.rpartition(".")[2] in {*GOES.values(), "forget_contacts"}:
            import_string(path)(at=late)
    left = []
    for name in GOES:
        label, model, field = name.split(".")
        held = apps.get_model(label, model).objects.values_list(field, flat=True)
        left += [
            name for value in held if CANARY in str(bytes(value) if isinstance(value, memoryview) else value)
        ]
    assert left == []
    assert not Receipt.objects.filter(contact__isnull=False).exists()
    assert not Attachment.objects.filter(file__destroyed_at=None).exists()
