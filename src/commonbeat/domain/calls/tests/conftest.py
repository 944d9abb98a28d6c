"""An agency that is ready to text: rules, allow-list, a published survey and approved words."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from commonbeat.domain.calls.actions import adopt_types, hear, install_rules
from commonbeat.domain.calls.models import Call, Decision, TextRule
from commonbeat.domain.calls.rules.events import EventKind, Report
from commonbeat.engine.messaging.actions import approve_template, dispatch
from commonbeat.engine.messaging.models import SandboxText, TemplateVersion
from commonbeat.engine.surveys.actions import adopt
from commonbeat.ground.agency.models import Agency, Staff
from commonbeat.ground.core.actor import SYSTEM

Hire = Callable[..., Staff]
Tell = Callable[..., dict[str, Any]]

CHIEF = ("calls.adopt_types", "calls.change_rules", "calls.protect", "calls.see_decisions", "surveys.publish")


@pytest.fixture
def chief(hire: Hire) -> Staff:
    return hire("Dana Chief", *CHIEF)


@pytest.fixture
def ready(larkspur: Agency, chief: Staff, at: datetime) -> Agency:
    """Larkspur texts about noise and vandalism; the survey goes out six hours after a call is over."""
    adopt(agency=larkspur, key="contact", by=chief, at=at)
    install_rules(agency=larkspur, by=chief.actor(), at=at)
    adopt_types(agency=larkspur, codes=["NOISE COMPLAINT", "VANDALISM"], by=chief, at=at)
    return larkspur


@pytest.fixture
def worded(ready: Agency, at: datetime) -> Agency:
    """All rules are on and their texts have approved words."""
    for version in TemplateVersion.objects.filter(template__key__startswith="ca", state="draft"):
        approve_template(version=version, approved_by="Dana Chief", by=SYSTEM, at=at)
    TextRule.objects.filter(agency=ready).update(is_enabled=True)
    return ready


@pytest.fixture
def tell(larkspur: Agency, at: datetime) -> Tell:
    """Return a function that reports one event: tell("26-1", "cleared", minute=30, type_code="VANDALISM")."""

    def one(
        incident_no: str,
        kind: str,
        *,
        minute: int = 0,
        phone: str = "",
        address: str = "",
        now: datetime | None = None,
        **fields: Any,
    ) -> dict[str, Any]:
        report = Report(
            incident_no=incident_no,
            kind=EventKind(kind),
            occurred_at=at + timedelta(minutes=minute),
            source_id="",
            fields=fields,
            callback_no=phone,
            address=address,
        )
        moment = now or at + timedelta(minutes=minute)
        return hear(agency=larkspur, reports=[report], by=SYSTEM, at=moment)

    return one


@pytest.fixture
def sent() -> Callable[[datetime], int]:
    """Return a function that sends what is due and says how many texts ever reached the carrier."""

    def send(moment: datetime) -> int:
        while dispatch(at=moment, limit=200, worker="test"):
            pass
        return SandboxText.objects.count()

    return send


def decision_of(incident_no: str, rule: str = "survey") -> Decision:
    return Decision.objects.get(call__incident_no=incident_no, rule__key=rule)


def call_of(incident_no: str) -> Call:
    return Call.objects.get(incident_no=incident_no)
