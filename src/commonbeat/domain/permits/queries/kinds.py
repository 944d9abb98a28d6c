"""Reads of the kinds that an agency has adopted: in force, as they were, and as data for the next."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from commonbeat.domain.permits.models import FeeRow, KindVersion
from commonbeat.domain.permits.queries.money import dollars
from commonbeat.domain.permits.queries.texts import said
from commonbeat.ground.agency.models import Agency

FEE_PARTS = ("key", "name", "fact", "at_least", "at_most", "is_each")


def kinds_in_force(agency: Agency) -> list[KindVersion]:
    found = KindVersion.objects.filter(agency=agency, ended_at=None)
    shown = found.select_related("adopted_by").prefetch_related("fees")
    return sorted(shown, key=lambda version: said(version.kind.name))


def versions_of(agency: Agency, key: str) -> QuerySet[KindVersion]:
    """Return every version of a kind, the newest first."""
    return KindVersion.objects.filter(agency=agency, key=key).select_related("adopted_by").order_by("-number")


def told_of(version: KindVersion) -> dict[str, Any]:
    """Return a version as data, in the shape of mappings/kinds.toml."""
    told = {"checklist": [], **version.definition}
    told["fees"] = [
        {"cents": row.amount_cents, **{part: getattr(row, part) for part in FEE_PARTS}}
        for row in version.fees.order_by("pk")
    ]
    told["grounds"] = list(version.grounds.order_by("pk").values("key", "name", "source"))
    return told


def row_in_words(row: FeeRow) -> str:
    """Return a row of a fee table as one reads it: what for, how much, and on which fact it rests."""
    amount, name = dollars(row.amount_cents), said(row.name)
    return _("%(name)s: %(amount)s") % {"name": name, "amount": amount}


def fees_in_words(version: KindVersion) -> list[str]:
    return [row_in_words(row) for row in sorted(version.fees.all(), key=lambda row: row.pk)]


def ground_names(version: KindVersion) -> dict[str, str]:
    """Return ground key → its words, for forms and lists."""
    return {ground.key: said(ground.name) for ground in version.grounds.order_by("pk")}
