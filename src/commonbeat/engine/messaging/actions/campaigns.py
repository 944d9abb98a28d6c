"""The carriers' registration of what an agency sends."""

from datetime import datetime

from django.db import transaction

from commonbeat.engine.messaging.models import SenderCampaign
from commonbeat.ground.agency.actions import raise_revision
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.core.actor import Actor
from commonbeat.ground.ledger.actions import record


@transaction.atomic
def register_campaign(
    *,
    agency: Agency,
    scope: str,
    brand_ref: str,
    campaign_ref: str,
    use_case: str,
    opt_in_story: str,
    privacy_url: str,
    by: Actor,
    at: datetime,
) -> SenderCampaign:
    """Store what the carriers registered for one kind of text; it replaces the one before."""
    SenderCampaign.objects.filter(agency=agency, scope=scope, ended_at=None).update(ended_at=at)
    campaign = SenderCampaign.objects.create(
        agency=agency,
        scope=scope,
        brand_ref=brand_ref,
        campaign_ref=campaign_ref,
        use_case=use_case,
        opt_in_story=opt_in_story,
        privacy_url=privacy_url,
        registered_at=at,
    )
    _record("campaign.registered", campaign, by=by, at=at)
    return campaign


@transaction.atomic
def end_campaign(*, campaign: SenderCampaign, by: Actor, at: datetime) -> None:
    campaign.ended_at = at
    campaign.save(update_fields=["ended_at"])
    _record("campaign.ended", campaign, by=by, at=at)


def _record(verb: str, campaign: SenderCampaign, *, by: Actor, at: datetime) -> None:
    raise_revision(agency=campaign.agency)
    record(
        verb,
        subject=f"campaign:{campaign.pk}",
        agency=campaign.agency.slug,
        by=by,
        at=at,
        content={"scope": campaign.scope, "campaign": campaign.campaign_ref},
    )
