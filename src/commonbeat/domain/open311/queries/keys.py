"""Reads of keys: what each may do in a day."""

from commonbeat.domain.open311.choices import USUAL_QUOTA, Capability
from commonbeat.domain.open311.models import KeyTerms
from commonbeat.ground.agency.models import Agency, ApiKey


def terms_of(key: ApiKey) -> KeyTerms:
    """Return what the key may do; one without terms of its own has the usual ones."""
    known = KeyTerms.objects.filter(key=key).select_related("partner").first()
    return known or KeyTerms(key=key, reports_a_day=USUAL_QUOTA)


def keys_of(agency: Agency) -> list[KeyTerms]:
    """Return the terms of the agency's keys for reports that are in force, the newest key first."""
    keys = ApiKey.objects.filter(agency=agency, ended_at=None).order_by("-pk")
    good = [key for key in keys if Capability.REPORT in key.capabilities]
    given = KeyTerms.objects.filter(key__in=good).select_related("key", "partner")
    terms = {one.key_id: one for one in given}
    return [terms.get(key.pk) or KeyTerms(key=key, reports_a_day=USUAL_QUOTA) for key in good]
