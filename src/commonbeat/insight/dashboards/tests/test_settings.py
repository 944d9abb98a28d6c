"""Settings: each said in words, changed by those who may, a dangerous one read twice."""

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec

import pytest
from django.apps import apps
from django.test import Client

from commonbeat.engine.messaging.choices import STOP_ALL
from commonbeat.ground.agency.models import Agency, SettingValue, Staff
from commonbeat.ground.agency.queries import setting
from commonbeat.insight.dashboards.queries.preferences import GROUPS

EVERY = [definition for _name, definitions in GROUPS for definition in definitions]


@pytest.fixture
def chiefs(client: Client, chief: Staff) -> Client:
    client.force_login(chief.person)  # type: ignore[arg-type]
    return client


def test_every_setting_of_every_app_is_among_them() -> None:
    """An app lists its own in `choices`; one that no page shows could never be changed."""
    ours = [app.name for app in apps.get_app_configs() if app.name.startswith("commonbeat.")]
    rooms = [import_module(f"{name}.choices") for name in ours if find_spec(f"{name}.choices")]
    assert {one.key for room in rooms for one in getattr(room, "SETTINGS", ())} == {one.key for one in EVERY}


def test_every_setting_says_what_it_does_and_why(chiefs: Client) -> None:
    page = chiefs.get("/staff/settings/").content.decode()
    for definition in EVERY:
        assert f"/staff/settings/{definition.key}/" in page
        assert str(definition.effect).strip()
        assert str(definition.why).strip()


@pytest.mark.parametrize("definition", EVERY, ids=lambda definition: definition.key)
def test_every_setting_opens_and_saves_its_own_default(
    chiefs: Client, larkspur: Agency, definition: object
) -> None:
    key, default = definition.key, definition.default  # type: ignore[attr-defined]
    assert chiefs.get(f"/staff/settings/{key}/").status_code == 200
    given = "\n".join(default) if isinstance(default, list) else default
    answer = chiefs.post(f"/staff/settings/{key}/", {"value": given, "confirmed": "1"})
    assert answer.status_code == 302
    assert setting(larkspur, definition) == default  # type: ignore[arg-type]


def test_a_change_is_kept_with_who_and_when(chiefs: Client, larkspur: Agency, chief: Staff) -> None:
    chiefs.post("/staff/settings/messaging.daily_cap/", {"value": "6"})
    page = chiefs.get("/staff/settings/messaging.daily_cap/").content.decode()
    assert chief.name in page
    assert SettingValue.objects.get().value == 6
    assert f"Changed by {chief.name}" in chiefs.get("/staff/settings/").content.decode()


def test_a_dangerous_setting_is_read_once_more_with_what_it_did_last_month(
    chiefs: Client, larkspur: Agency
) -> None:
    asked = chiefs.post(f"/staff/settings/{STOP_ALL.key}/", {"value": "False"}).content.decode()
    assert "Read this once more" in asked
    assert "In the last 30 days 0 people texted STOP." in asked
    assert not SettingValue.objects.exists()
    chiefs.post(f"/staff/settings/{STOP_ALL.key}/", {"value": "False", "confirmed": "1"})
    assert SettingValue.objects.get().value is False


@pytest.mark.parametrize(
    ("key", "value"),
    [("messaging.daily_cap", "0"), ("messaging.daily_cap", "x"), ("messaging.quiet_from", "25:00")],
)
def test_a_wrong_value_is_refused_in_words(chiefs: Client, key: str, value: str) -> None:
    assert chiefs.post(f"/staff/settings/{key}/", {"value": value}).status_code == 422
    assert not SettingValue.objects.exists()


def test_an_unknown_setting_is_not_there(chiefs: Client) -> None:
    assert chiefs.get("/staff/settings/no.such/").status_code == 404


@pytest.mark.parametrize("address", ["/staff/settings/", "/staff/settings/messaging.daily_cap/"])
def test_others_may_not(client: Client, hire: Callable[..., Staff], address: str) -> None:
    client.force_login(hire("Al Moss", "dashboards.see").person)  # type: ignore[arg-type]
    assert client.get(address).status_code == 403
