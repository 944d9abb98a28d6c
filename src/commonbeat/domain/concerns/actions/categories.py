"""Writes about kinds of concerns: a new agency takes over those that come with the product."""

import tomllib
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

from django.db import transaction

from commonbeat.domain.concerns import events
from commonbeat.domain.concerns.actions.setup import hold_settings
from commonbeat.domain.concerns.models import Category
from commonbeat.engine.casework.models import Queue
from commonbeat.ground.agency.actions import raise_revision
from commonbeat.ground.agency.models import Agency, Staff
from commonbeat.ground.core.actor import Actor
from commonbeat.ground.ledger.actions import record

TEXTS = ("names", "hints", "stopper", "questions", "keywords")
FLAGS = ("is_private", "may_be_anonymous", "needs_place", "is_field_work", "is_listed", "sla_days")


@cache
def shipped_categories() -> dict[str, Any]:
    """Return the kinds of concerns and the queues that come with the product."""
    file = files("commonbeat.domain.concerns") / "mappings" / "categories.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


@transaction.atomic
def adopt_categories(*, agency: Agency, by: Staff | Actor, at: datetime) -> int:
    """Give an agency the kinds and queues that it does not have yet, and return how many kinds are new.

    What is there already stays as it is, so that this may be done again after an update.
    """
    hold_settings(agency)
    shipped = shipped_categories()
    queues = {
        told["key"]: Queue.objects.get_or_create(
            agency=agency, key=told["key"], defaults={"name": told["name"]}
        )[0]
        for told in shipped["queue"]
    }
    known = set(Category.objects.filter(agency=agency).values_list("key", flat=True))
    new = [
        Category(
            agency=agency,
            key=told["key"],
            position=position,
            queue=queues[told["queue"]],
            **{name: told[name] for name in (*TEXTS, *FLAGS) if name in told},
        )
        for position, told in enumerate(shipped["category"], start=1)
        if told["key"] not in known
    ]
    Category.objects.bulk_create(new)
    record(
        events.CATEGORIES_ADOPTED,
        subject=f"agency:{agency.slug}",
        agency=agency.slug,
        by=by.actor() if isinstance(by, Staff) else by,
        at=at,
        content={"categories": [category.key for category in new]},
    )
    raise_revision(agency=agency)
    return len(new)
