"""What tests of the dashboards share: a department whose survey many people answered."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from commonbeat.engine.surveys.actions import adopt
from commonbeat.engine.surveys.models import Answer, InstrumentVersion, Invitation, Response
from commonbeat.ground.agency.models import Agency, SettingValue, Staff
from commonbeat.ground.core.clock import now


@pytest.fixture
def chief(hire: Callable[..., Staff]) -> Staff:
    return hire("Jo Marsh", "dashboards.see", "agency.change_settings")


@pytest.fixture
def sergeant(hire: Callable[..., Staff], chief: Staff) -> Staff:
    return hire("Dana Cole", "conduct.call_back", "conduct.look_at_thanks", supervisor=chief)


@pytest.fixture
def officer(hire: Callable[..., Staff], sergeant: Staff) -> Staff:
    return hire("Sam Reed", supervisor=sergeant)


@pytest.fixture
def peer(hire: Callable[..., Staff], sergeant: Staff) -> Staff:
    return hire("Al Moss", supervisor=sergeant)


@pytest.fixture
def version(larkspur: Agency, hire: Callable[..., Staff], at: datetime) -> InstrumentVersion:
    return adopt(agency=larkspur, key="contact", by=hire("Kim Ortiz", "surveys.publish"), at=at)


@pytest.fixture
def answers(version: InstrumentVersion, larkspur: Agency) -> Callable[..., None]:
    """Return a function that stores answers of yesterday: answers(12, 10) is ten satisfied of twelve."""
    item = version.items.get(key="satisfaction")

    def store(
        n: int,
        satisfied: int,
        *,
        category: str = "Noise",
        shift: str = "day",
        staff: tuple[Staff, ...] = (),
        stratum: str = "text",
        days_ago: int = 1,
    ) -> None:
        when = now() - timedelta(days=days_ago)
        for position in range(n):
            invitation = Invitation.objects.create(
                agency=larkspur,
                version=version,
                stratum=stratum,
                category=category,
                shift=shift,
                language="en",
                state="completed",
                invited_at=when,
                expires_at=when + timedelta(days=7),
            )
            response = Response.objects.create(
                agency=larkspur,
                version=version,
                invitation=invitation,
                stratum=stratum,
                category=category,
                shift=shift,
                language="en",
                asked_at=when,
                started_at=when,
                completed_at=when,
            )
            invitation.staff.set(staff)
            response.staff.set(staff)
            Answer.objects.create(
                response=response, item=item, value=5 if position < satisfied else 2, at=when
            )

    return store


@pytest.fixture
def allow_own_figures(larkspur: Agency, at: datetime) -> None:
    SettingValue.objects.create(
        agency=larkspur, key="dashboards.own_figures", value=True, changed_by="test", changed_at=at
    )
