"""The rules of an agency: shipped safe, changed by a named person, only with approved words."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from commonbeat.domain.calls.actions import change_rule, install_rules
from commonbeat.domain.calls.choices import SHIPPED_RULES
from commonbeat.domain.calls.models import Decision, TextRule
from commonbeat.domain.calls.queries import effect_of_rule
from commonbeat.domain.calls.rules.timing import TRIGGERS
from commonbeat.domain.calls.tasks import watch_delays
from commonbeat.domain.calls.tests.conftest import Tell, decision_of
from commonbeat.engine.messaging.models import TemplateVersion
from commonbeat.ground.agency.models import Agency, Staff
from commonbeat.ground.core.actor import SYSTEM
from commonbeat.ground.core.errors import Forbidden, Hidden, Invalid, Refused
from commonbeat.ground.ledger.models import Entry

Sent = Callable[[datetime], int]
PHONE = "555-555-0101"


def test_only_the_survey_is_on_at_first(larkspur: Agency, at: datetime) -> None:
    install_rules(agency=larkspur, by=SYSTEM, at=at)
    rules = install_rules(agency=larkspur, by=SYSTEM, at=at)
    assert [rule.key for rule in rules if rule.is_enabled] == ["survey"]
    assert {rule.trigger for rule in rules} <= set(TRIGGERS)
    assert len(rules) == len(SHIPPED_RULES)


@pytest.mark.req("A13")
def test_texts_come_as_drafts_that_a_person_has_to_approve(larkspur: Agency, at: datetime) -> None:
    install_rules(agency=larkspur, by=SYSTEM, at=at)
    drafts = TemplateVersion.objects.filter(template__agency=larkspur)
    wanted = {shipped.template_key for shipped in SHIPPED_RULES if shipped.template_key}
    assert {(one.template.key, one.language) for one in drafts} == {
        (key, language) for key in wanted for language in ("en", "es")
    }
    assert {one.state for one in drafts} == {"draft"}


def test_change_is_kept_with_its_person_and_written_in_the_book(
    ready: Agency, chief: Staff, at: datetime
) -> None:
    rule = change_rule(agency=ready, key="survey", is_enabled=True, delay_minutes=120, by=chief, at=at)
    assert (rule.delay_minutes, rule.changed_by, rule.changed_at) == (120, "Dana Chief", at)
    entry = Entry.objects.filter(verb="text_rule.changed").latest("pk")
    assert (entry.subject, entry.content) == ("text_rule:survey", {"is_enabled": True, "delay_minutes": 120})


def test_text_without_approved_words_cannot_be_switched_on(ready: Agency, chief: Staff, at: datetime) -> None:
    with pytest.raises(Refused) as caught:
        change_rule(agency=ready, key="received", is_enabled=True, delay_minutes=0, by=chief, at=at)
    assert caught.value.code == "no_approved_words"


@pytest.mark.parametrize("minutes", [29, 4321, -1])
def test_delay_out_of_bounds(ready: Agency, chief: Staff, at: datetime, minutes: int) -> None:
    with pytest.raises(Invalid):
        change_rule(agency=ready, key="survey", is_enabled=True, delay_minutes=minutes, by=chief, at=at)


def test_unknown_rule_and_unknown_person(
    ready: Agency, chief: Staff, hire: Callable[..., Staff], at: datetime
) -> None:
    with pytest.raises(Hidden):
        change_rule(agency=ready, key="nothing", is_enabled=True, delay_minutes=1, by=chief, at=at)
    with pytest.raises(Forbidden):
        change_rule(agency=ready, key="survey", is_enabled=False, delay_minutes=60, by=hire("Pat"), at=at)


@pytest.mark.req("A1")
def test_late_call_gets_one_text_about_the_delay(
    worded: Agency, tell: Tell, sent: Sent, at: datetime
) -> None:
    TextRule.objects.exclude(key="delayed").update(is_enabled=False)
    tell("26-late", "received", type_code="VANDALISM", phone=PHONE)
    tell("26-soon", "received", minute=1, type_code="VANDALISM", phone="555-555-0102")
    tell("26-soon", "on_scene", minute=20)
    watch_delays(at + timedelta(minutes=44))
    assert sent(at + timedelta(minutes=44)) == 0
    for minute in (45, 46, 47):
        watch_delays(at + timedelta(minutes=minute))
    assert sent(at + timedelta(minutes=47)) == 1
    assert decision_of("26-late", "delayed").outcome == "send"
    assert decision_of("26-soon", "delayed").reason == "answered"


@pytest.mark.req("A1")
def test_delay_that_the_dispatch_system_tells_is_texted_once(
    worded: Agency, tell: Tell, sent: Sent, at: datetime
) -> None:
    TextRule.objects.exclude(key="delayed").update(is_enabled=False)
    tell("26-1", "received", type_code="VANDALISM", phone=PHONE)
    tell("26-1", "delayed", minute=10)
    watch_delays(at + timedelta(minutes=50))
    assert sent(at + timedelta(minutes=50)) == 1


def test_call_found_late_hours_afterwards_is_left_alone(worded: Agency, tell: Tell, at: datetime) -> None:
    tell("26-1", "received", type_code="VANDALISM", phone=PHONE)
    watch_delays(at + timedelta(hours=9))
    assert decision_of("26-1", "delayed").outcome == "wait"


@pytest.mark.req("A1")
def test_case_texts_follow_the_records_system(worded: Agency, tell: Tell, sent: Sent, at: datetime) -> None:
    TextRule.objects.exclude(key="case_assigned").update(is_enabled=False)
    tell("26-1", "cleared", type_code="VANDALISM", phone=PHONE)
    assert Decision.objects.get().outcome == "wait"
    tell("26-1", "case_opened", minute=5, case_no="C-77")
    tell("26-1", "case_assigned", minute=9)
    assert sent(at + timedelta(minutes=9)) == 1


def test_effect_of_a_rule_on_last_month(ready: Agency, tell: Tell, at: datetime) -> None:
    tell("26-1", "received", type_code="VANDALISM", phone=PHONE)
    tell("26-1", "on_scene", minute=50)
    tell("26-2", "received", type_code="VANDALISM", phone=PHONE)
    tell("26-2", "on_scene", minute=10)
    tell("26-3", "received", type_code="VANDALISM", phone=PHONE)
    tell("26-3", "cleared", minute=90)
    later = at + timedelta(days=1)
    delayed, survey = (TextRule.objects.get(key=key) for key in ("delayed", "survey"))
    assert effect_of_rule(ready, delayed, 45, later).texted == 2
    assert effect_of_rule(ready, delayed, 60, later).texted == 1
    assert effect_of_rule(ready, survey, 360, later).texted == 1
