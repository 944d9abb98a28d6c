"""What carriers ask an agency before it may send is in one place, with what is missing."""

import json
from datetime import datetime

import pytest
from django.core.management import CommandError, call_command

from commonbeat.engine.messaging import actions, queries
from commonbeat.engine.messaging.choices import Scope, VersionState
from commonbeat.engine.messaging.models import Template, TemplateVersion
from commonbeat.engine.messaging.tests.carrier import Carrier
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.core.actor import SYSTEM


@pytest.mark.req("L2")
def test_the_pack_names_what_is_missing(larkspur: Agency) -> None:
    pack = queries.registration_pack(larkspur)
    assert pack["sender"] == larkspur.sender
    assert "Larkspur Police" in pack["help_text"]
    assert "STOP" in pack["help_text"]
    assert larkspur.phone in pack["help_text"]
    for campaign in pack["campaigns"]:
        assert set(campaign["missing"]) == {
            "brand_ref",
            "campaign_ref",
            "use_case",
            "opt_in_story",
            "privacy_url",
            "samples",
        }


@pytest.mark.req("L2")
def test_a_registered_campaign_with_an_approved_text_misses_nothing(
    twilio: Carrier, larkspur: Agency, at: datetime
) -> None:
    template = Template.objects.create(agency=larkspur, key="delay", scope=Scope.UPDATES, name="Delay")
    approval = {"written_by": "Ana", "written_at": at, "approved_by": "Sam", "approved_at": at}
    TemplateVersion.objects.create(
        template=template, language="en", number=1, body="Sample", state=VersionState.APPROVED, **approval
    )
    [updates] = [c for c in queries.registration_pack(larkspur)["campaigns"] if c["scope"] == Scope.UPDATES]
    assert updates["missing"] == []
    assert updates["samples"] == ["Sample"]


@pytest.mark.req("L2")
def test_a_new_registration_ends_the_one_before(twilio: Carrier, larkspur: Agency, at: datetime) -> None:
    actions.register_campaign(
        agency=larkspur,
        scope=Scope.UPDATES,
        brand_ref="BN2",
        campaign_ref="CM2",
        use_case="CUSTOMER_CARE",
        opt_in_story="They called us.",
        privacy_url="https://larkspur.example/privacy",
        by=SYSTEM,
        at=at,
    )
    rows = larkspur.sender_campaigns.filter(scope=Scope.UPDATES)
    assert list(rows.order_by("pk").values_list("campaign_ref", "ended_at")) == [
        ("CM-updates", at),
        ("CM2", None),
    ]


@pytest.mark.req("L2")
def test_the_pack_is_printed(larkspur: Agency, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("messages", "registration", "--agency", "larkspur")
    assert json.loads(capsys.readouterr().out) == queries.registration_pack(larkspur)
    with pytest.raises(CommandError, match="no agency 'nowhere'"):
        call_command("messages", "registration", "--agency", "nowhere")
