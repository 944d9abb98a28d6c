"""`init` sets everything up or nothing; `doctor` says what is wrong; the addresses of health answer."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import Settings

from commonbeat.config.management.commands.doctor import _visitors
from commonbeat.domain.calls.models import TextRule
from commonbeat.engine.messaging.models import TemplateVersion
from commonbeat.engine.surveys.queries import current_version
from commonbeat.ground.agency.access import capabilities_of
from commonbeat.ground.agency.models import Agency, Person, Role, Staff

ANSWERS = {
    "name": "Milltown Police Department",
    "short_name": "Milltown Police",
    "place": "Milltown",
    "time_zone": "America/Chicago",
    "admin_name": "Jo Park",
    "admin_email": "jo@milltown.example",
}


def set_up(**changes: str) -> str:
    said = StringIO()
    call_command("init", stdout=said, **(ANSWERS | changes))
    return said.getvalue()


def test_a_new_agency_can_work_and_sends_nothing_yet(db: None) -> None:
    said = set_up()
    agency = Agency.objects.get(slug="milltown")
    assert Role.objects.filter(agency=agency).count() == 7
    assert set(TemplateVersion.objects.filter(state="approved").values_list("language", "approved_by")) == {
        ("en", "Jo Park"),
        ("es", "Jo Park"),
    }
    assert current_version(agency, "contact") is not None
    assert TextRule.objects.filter(agency=agency).exists()
    admin = Staff.objects.get(agency=agency)
    assert "agency.manage_keys" in capabilities_of(admin)
    password = said.partition("password ")[2].split()[0]
    assert Person.objects.get().check_password(password)


@pytest.mark.req("C1")
def test_a_new_agency_takes_concerns_after_one_press(db: None, client: Client) -> None:
    said = set_up()
    assert "takes no reports yet" in client.get("/report/").text
    assert "/staff/concerns/kinds/" in said
    client.force_login(Person.objects.get())
    assert "Add the kinds that come with the product" in client.get("/staff/concerns/kinds/").text
    client.post("/staff/concerns/kinds/adopt/")
    page = client.get("/report/").text
    assert "Speeding" in page
    begun = client.post("/report/", {"words": "Cars race here.", "category": "speeding"})
    assert begun.headers["Location"].endswith("/photo/")


def test_a_second_agency_of_the_same_name_changes_nothing(db: None) -> None:
    set_up()
    with pytest.raises(CommandError, match="nothing was changed"):
        set_up(admin_email="other@milltown.example")
    assert (Agency.objects.count(), Person.objects.count()) == (1, 1)


def test_a_wrong_time_zone_is_named_before_anything_is_made(db: None) -> None:
    with pytest.raises(CommandError, match="'Chicago' is no time zone"):
        set_up(time_zone="Chicago")
    assert not Agency.objects.exists()


def test_doctor_names_what_is_wrong_and_how_to_mend_it(db: None) -> None:
    said = StringIO()
    with pytest.raises(SystemExit):
        call_command("doctor", stdout=said)
    assert "commonbeat init" in " ".join(said.getvalue().split())


@pytest.mark.parametrize(
    ("https", "proxies", "is_good"), [(True, 0, False), (True, 1, True), (False, 0, True)]
)
def test_doctor_asks_for_the_proxies_of_an_encrypted_address(
    https: bool, proxies: int, is_good: bool, settings: Settings
) -> None:
    settings.HTTPS, settings.TRUSTED_PROXIES = https, proxies
    assert _visitors().is_good == is_good


def test_health_answers(db: None, client: Client) -> None:
    assert client.get("/healthz").content == b"ok\n"
    assert client.get("/readyz").json() == {"ready": True}
    told = client.get("/.well-known/security.txt").content.decode()
    assert "Contact: mailto:" in told
    assert "Expires: " in told


def test_the_api_describes_itself(db: None, client: Client) -> None:
    description = client.get("/api/v1/openapi.json").json()
    assert description["openapi"].startswith("3.1")
    assert "/api/v1/calls" in description["paths"]


def test_without_an_agency_the_first_page_says_what_to_run_and_leads_nowhere(
    db: None, client: Client
) -> None:
    page = client.get("/")
    assert page.status_code == 404
    assert "commonbeat init" in page.content.decode()
    assert "Go to the first page" not in page.content.decode()
