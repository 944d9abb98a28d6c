"""Writing, approving and publishing the wording of a survey."""

import tomllib
from collections.abc import Mapping, Sequence
from datetime import datetime
from importlib.resources import files
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from commonbeat.engine.surveys import events
from commonbeat.engine.surveys.access import require_can_publish
from commonbeat.engine.surveys.actions.linting import faults_as_sent
from commonbeat.engine.surveys.choices import FAULTS
from commonbeat.engine.surveys.models import Instrument, InstrumentVersion, Item, Wording
from commonbeat.engine.surveys.rules import Fault, instrument_faults
from commonbeat.ground.agency.actions import raise_revision
from commonbeat.ground.agency.models import Agency, Staff
from commonbeat.ground.core.errors import Hidden, Invalid, Refused
from commonbeat.ground.ledger.actions import record


def shipped_instrument(key: str) -> dict[str, Any]:
    """Return an instrument that comes with the product, as written in its file."""
    file = files("commonbeat.engine.surveys") / "instruments" / f"{key}.toml"
    if not key.isidentifier() or not file.is_file():
        raise Hidden(_("There is no survey of this name."), code="unknown-instrument")
    return tomllib.loads(file.read_text(encoding="utf-8"))


@transaction.atomic
def draft(*, agency: Agency, content: Mapping[str, Any], by: Staff, at: datetime) -> InstrumentVersion:
    """Store a wording as the next version of its instrument; nobody is asked with it until published."""
    require_can_publish(by)
    said = _in_words(instrument_faults(content)) or " ".join(faults_as_sent(agency.short_name, content))
    if said:
        raise Invalid(said, code="instrument-faulty", where="content")
    instrument, _made = Instrument.objects.get_or_create(
        agency=agency, key=content["key"], defaults={"name": content["name"]}
    )
    newest = instrument.versions.aggregate(newest=Max("number"))["newest"] or 0
    version = InstrumentVersion.objects.create(
        instrument=instrument, number=newest + 1, texts=content["texts"], written_at=at
    )
    for position, item in enumerate(content["items"], start=1):
        Item.objects.create(
            version=version,
            position=position,
            key=item["key"],
            kind=item["kind"],
            required=item.get("required", False),
            texts=item["texts"],
            options=content["scale"] if item["kind"] == "rating" else item.get("options", []),
        )
    machine_made = content.get("machine_made", [])
    for language in content["languages"]:
        Wording.objects.create(version=version, language=language, machine_made=language in machine_made)
    return version


@transaction.atomic
def approve_wording(*, version: InstrumentVersion, language: str, by: Staff, at: datetime) -> Wording:
    """Let one language be used. The person who says it reads well is named with it."""
    require_can_publish(by)
    wording = version.wordings.filter(language=language).first()
    if wording is None:
        raise Hidden(_("This survey is not written in that language."), code="unknown-language")
    if wording.approved_at is None:
        wording.approved_by, wording.approved_at = by, at
        wording.save(update_fields=["approved_by", "approved_at"])
        raise_revision(agency=version.instrument.agency)
    return wording


@transaction.atomic
def publish(*, version: InstrumentVersion, by: Staff, at: datetime) -> InstrumentVersion:
    """Use this version from now on. Its answers are a series of their own."""
    require_can_publish(by)
    if version.published_at is not None:
        return version
    agency = version.instrument.agency
    first = agency.languages[0] if agency.languages else "en"
    if not version.wordings.filter(language=first, approved_at__isnull=False).exists():
        raise Refused(
            _("Approve the wording in the agency's first language before you publish."), code="not-approved"
        )
    version.published_by, version.published_at = by, at
    version.save(update_fields=["published_by", "published_at"])
    raise_revision(agency=agency)
    record(
        events.INSTRUMENT_PUBLISHED,
        subject=f"instrument:{version.instrument.key}",
        agency=agency.slug,
        by=by.actor(),
        at=at,
        content={"version": version.number, "items": [item.key for item in version.items.all()]},
    )
    return version


def _in_words(faults: Sequence[Fault]) -> str:
    return " ".join(
        str(FAULTS[fault.code]) % {"where": fault.where, "language": fault.language} for fault in faults
    )


@transaction.atomic
def adopt(*, agency: Agency, key: str, by: Staff, at: datetime) -> InstrumentVersion:
    """Draft a shipped survey, approve the agency's languages and publish it, all under one person's name."""
    content = shipped_instrument(key)
    offered = [code for code in content["languages"] if code in agency.languages] or ["en"]
    version = draft(agency=agency, content={**content, "languages": offered}, by=by, at=at)
    for wording in version.wordings.all():
        approve_wording(version=version, language=wording.language, by=by, at=at)
    return publish(version=version, by=by, at=at)
