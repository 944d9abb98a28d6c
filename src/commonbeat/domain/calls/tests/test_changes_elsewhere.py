"""What an agency has set is kept between events; a change holds from the next event on, in every process."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path

import pytest

from commonbeat.domain.calls.actions import adopt_types, change_rule, end_type, install_rules
from commonbeat.domain.calls.tests.conftest import CHIEF, Tell, decision_of
from commonbeat.engine.messaging.actions import (
    approve_template,
    end_campaign,
    register_campaign,
    retire_template,
)
from commonbeat.engine.messaging.choices import QUIET_UNTIL
from commonbeat.engine.messaging.models import TemplateVersion
from commonbeat.engine.surveys.actions import adopt
from commonbeat.ground.agency.actions import change_setting
from commonbeat.ground.agency.models import Agency, Revision, Staff
from commonbeat.ground.core.actor import SYSTEM

Change = Callable[[], object]
Budget = Callable[[int], AbstractContextManager[object]]


@pytest.mark.req("A2")
@pytest.mark.django_db(transaction=True)
def test_a_change_in_another_process_holds_for_the_next_event(
    transactional_db: None,
    larkspur: Agency,
    hire: Callable[..., Staff],
    at: datetime,
    elsewhere: Callable[..., list[str]],
) -> None:
    chief = hire("Dana Chief", *CHIEF)
    adopt(agency=larkspur, key="contact", by=chief, at=at)
    install_rules(agency=larkspur, by=SYSTEM, at=at)
    adopt_types(agency=larkspur, codes=["VANDALISM"], by=chief, at=at)
    draft = TemplateVersion.objects.get(template__key="call_received", language="en")
    approve_template(version=draft, approved_by="Dana Chief", by=SYSTEM, at=at)
    change_rule(agency=larkspur, key="received", is_enabled=True, delay_minutes=0, by=chief, at=at)
    [said] = elsewhere(Path(__file__).with_name("changes.py"))
    nothing, words, off, on, ended = (json.loads(line) for line in said.splitlines())
    assert nothing[:3] == ["nothing", "send", ""]
    assert "We know of it now" not in nothing[3]
    assert words[:3] == ["new words", "send", ""]
    assert "We know of it now" in words[3]
    assert off == ["rule off", "", "", ""]
    assert on[:3] == ["rule on", "send", ""]
    assert ended == ["type ended", "suppress", "not_on_allow_list", ""]


def test_every_change_of_what_is_kept_raises_the_revision(
    worded: Agency, hire: Callable[..., Staff], at: datetime
) -> None:
    chief = hire("Kim Major", *CHIEF, "agency.change_settings")
    version = TemplateVersion.objects.filter(template__key="call_received", state="approved").get(
        language="en"
    )
    facts = ("brand_ref", "campaign_ref", "use_case", "opt_in_story", "privacy_url")
    campaigns = []

    def register() -> None:
        told = dict.fromkeys(facts, "x")
        campaigns.append(register_campaign(agency=worded, scope="updates", by=SYSTEM, at=at, **told))

    def switch_off() -> None:
        change_rule(agency=worded, key="received", is_enabled=False, delay_minutes=0, by=chief, at=at)

    changes: list[Change] = [
        lambda: adopt_types(agency=worded, codes=["LOST DOG"], by=chief, at=at),
        lambda: end_type(agency=worded, key="LOST DOG", by=chief, at=at),
        switch_off,
        lambda: change_setting(agency=worded, definition=QUIET_UNTIL, value="09:00", by=chief, at=at),
        lambda: retire_template(version=version, by=SYSTEM, at=at),
        register,
        lambda: end_campaign(campaign=campaigns[0], by=SYSTEM, at=at),
        lambda: adopt(agency=worded, key="contact", by=chief, at=at),
    ]
    for number, change in enumerate(changes):
        before = Revision.objects.get(agency=worded).mark
        change()
        assert Revision.objects.get(agency=worded).mark != before, f"change {number}"


def test_whom_to_leave_in_peace_is_never_kept(worded: Agency, chief: Staff, tell: Tell, at: datetime) -> None:
    from_number = {"phone": "+15555550101", "address": "1 Mill Street", "type_code": "VANDALISM"}
    tell("26-1", "received", **from_number)
    before = Revision.objects.get(agency=worded).mark
    tell("26-2", "received", phone="+15555550101", address="1 Mill Street", type_code="DOMESTIC VIOLENCE")
    tell("26-3", "received", **from_number)
    assert Revision.objects.get(agency=worded).mark == before
    assert decision_of("26-3", "received").reason == "protected"


def test_few_reads_for_an_event(
    worded: Agency, tell: Tell, at: datetime, django_assert_max_num_queries: Budget
) -> None:
    """Every event after the first of a revision; savepoints count as well."""
    steps = (("received", 27), ("dispatched", 19), ("cleared", 27))
    for kind, _most in steps:
        tell("26-1", kind, phone="+15555550101", type_code="VANDALISM")
    for kind, most in steps:
        with django_assert_max_num_queries(most):
            tell("26-2", kind, phone="+15555550102", type_code="VANDALISM")
    assert decision_of("26-2", "survey").outcome == "send"
