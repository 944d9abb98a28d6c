"""Conversations, templates and the block list: what staff see and do, and what they must not."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from commonbeat.engine.messaging import actions
from commonbeat.engine.messaging.choices import (
    BlockKind,
    Capability,
    MessageState,
    OptOutScope,
    Scope,
    Source,
)
from commonbeat.engine.messaging.models import Block, Contact, EmergencyAlert, Message, TemplateVersion
from commonbeat.engine.messaging.tests.test_linter import GOOD
from commonbeat.ground.agency.models import Agency, Staff
from commonbeat.ground.core import clock
from commonbeat.ground.core.actor import RESIDENT

Hire = Callable[..., Staff]
NUMBER = "+12025550143"
EVERYTHING = tuple(Capability)


@pytest.fixture
def millbrook(db: None, at: datetime) -> Agency:
    return Agency.objects.create(
        slug="millbrook",
        name="Millbrook Sheriff",
        short_name="Millbrook Sheriff",
        place="Millbrook",
        time_zone="America/Chicago",
        languages=["en"],
        sender="+15555550188",
        created_at=at,
    )


@pytest.fixture
def wrote(larkspur: Agency, at: datetime) -> Callable[..., Contact]:
    """Return a function that lets someone text the agency: wrote("Where is my car?")."""
    count = iter(range(10_000))

    def text(body: str, *, phone: str = NUMBER, agency: Agency | None = None, when: datetime = at) -> Contact:
        message = actions.receive(
            agency=agency or larkspur, phone=phone, body=body, provider_ref=f"IN{next(count)}", at=when
        )
        return message.contact

    return text


def sign_in(client: Client, post: Staff) -> None:
    assert post.person is not None
    client.force_login(post.person)


def test_what_waits_is_listed_and_the_number_is_nowhere(
    client: Client, hire: Hire, wrote: Callable[..., Contact]
) -> None:
    contact = wrote("Where can I get my report?")
    sign_in(client, hire("Sam Reed", *EVERYTHING))
    for page in (
        reverse("messaging:conversations"),
        reverse("messaging:conversation", args=[contact.public_id]),
    ):
        words = client.get(page).content.decode()
        assert "Where can I get my report?" in words
        assert NUMBER[-4:] not in words
        assert contact.phone_lookup not in words
    assert "Needs a person" in words


def test_answered_by_machine_does_not_wait(client: Client, hire: Hire, wrote: Callable[..., Contact]) -> None:
    wrote("STOP")
    sign_in(client, hire("Sam Reed", *EVERYTHING))
    assert "Nothing waits for a person." in client.get(reverse("messaging:conversations")).content.decode()
    everyone = client.get(reverse("messaging:conversations"), {"show": "all"}).content.decode()
    assert "STOP" in everyone


def test_an_answer_goes_out_once_and_settles_what_waited(
    client: Client, hire: Hire, wrote: Callable[..., Contact]
) -> None:
    contact = wrote("Where can I get my report?", when=clock.now())
    sign_in(client, hire("Sam Reed", *EVERYTHING))
    address = reverse("messaging:answer", args=[contact.public_id])
    sent = {"body": "At the front desk, any day.", "token": "a" * 16}
    client.post(address, sent)
    answer = client.post(address, sent, follow=True)
    assert "Your answer is on its way." in answer.content.decode()
    [message] = Message.objects.filter(dedupe_key="staff:" + "a" * 16)
    assert (message.scope, message.state) == (Scope.SERVICE, MessageState.QUEUED)
    [asked] = Message.objects.filter(direction="in")
    assert (asked.needs_person, asked.handled_by) == (False, "Sam Reed")


def test_who_said_stop_is_not_answered_and_staff_are_told(
    client: Client, hire: Hire, wrote: Callable[..., Contact], at: datetime
) -> None:
    contact = wrote("Where is it?", when=clock.now() - timedelta(days=1))
    actions.opt_out(contact=contact, scope=OptOutScope.ALL, source=Source.PAPER, by=RESIDENT, at=at)
    sign_in(client, hire("Sam Reed", *EVERYTHING))
    sent = {"body": "At the desk.", "token": "b" * 16}
    answer = client.post(reverse("messaging:answer", args=[contact.public_id]), sent, follow=True)
    assert "kept but not sent" in answer.content.decode()
    assert Message.objects.get(dedupe_key="staff:" + "b" * 16).state == MessageState.SUPPRESSED


def test_an_empty_answer_keeps_the_page(client: Client, hire: Hire, wrote: Callable[..., Contact]) -> None:
    contact = wrote("Where is it?")
    sign_in(client, hire("Sam Reed", *EVERYTHING))
    answer = client.post(
        reverse("messaging:answer", args=[contact.public_id]), {"body": "", "token": "c" * 16}
    )
    assert answer.status_code == 422
    assert "Where is it?" in answer.content.decode()


def test_marked_as_handled(client: Client, hire: Hire, wrote: Callable[..., Contact]) -> None:
    contact = wrote("ok then")
    sign_in(client, hire("Sam Reed", *EVERYTHING))
    client.post(reverse("messaging:close", args=[contact.public_id]))
    assert not Message.objects.filter(needs_person=True).exists()


@pytest.mark.req("A7")
def test_a_wish_that_only_a_person_understands_is_honoured_by_one(
    client: Client, hire: Hire, wrote: Callable[..., Contact]
) -> None:
    contact = wrote("STOP 12345")
    sign_in(client, hire("Sam Reed", *EVERYTHING))
    page = client.get(reverse("messaging:conversation", args=[contact.public_id])).content.decode()
    assert "This may be a wish to get no more texts" in page
    client.post(reverse("messaging:stop", args=[contact.public_id]))
    stopped = contact.opt_outs.get(lifted_at=None)
    assert (stopped.scope, stopped.source) == (OptOutScope.ALL, Source.STAFF)
    assert stopped.message is not None
    assert not Message.objects.filter(needs_person=True).exists()


@pytest.mark.req("A8")
def test_an_emergency_stands_on_top_until_someone_has_seen_it(
    client: Client, hire: Hire, wrote: Callable[..., Contact]
) -> None:
    contact = wrote("someone is breaking in")
    alert = EmergencyAlert.objects.get()
    # A dispatcher may acknowledge and read this one conversation, and no other.
    other = wrote("Where is my report?", phone="+12025550177")
    sign_in(client, hire("Dee Fox", Capability.ACKNOWLEDGE_EMERGENCIES))
    page = client.get(reverse("messaging:conversations")).content.decode()
    assert "This reads like an emergency" in page
    assert "Where is my report?" not in page
    assert client.get(reverse("messaging:conversation", args=[contact.public_id])).status_code == 200
    assert client.get(reverse("messaging:conversation", args=[other.public_id])).status_code == 404
    client.post(reverse("messaging:acknowledge", args=[alert.pk]))
    alert.refresh_from_db()
    assert alert.acknowledged_by == "Dee Fox"
    assert "This reads like" not in client.get(reverse("messaging:conversations")).content.decode()
    assert client.post(reverse("messaging:acknowledge", args=[alert.pk])).status_code == 409


def test_the_list_stays_within_its_budget(
    client: Client,
    hire: Hire,
    wrote: Callable[..., Contact],
    django_assert_max_num_queries: Callable[[int], object],
) -> None:
    for number in range(30):
        contact = wrote(f"Question {number}", phone=f"+1202555{100 + number:04}")
    wrote("someone is breaking in", phone="+12025550199")
    sign_in(client, hire("Sam Reed", *EVERYTHING))
    with django_assert_max_num_queries(16):  # type: ignore[attr-defined]
        assert client.get(reverse("messaging:conversations")).status_code == 200
    with django_assert_max_num_queries(20):  # type: ignore[attr-defined]
        client.get(reverse("messaging:conversation", args=[contact.public_id]))


def test_templates_are_listed_within_a_budget(
    client: Client,
    hire: Hire,
    larkspur: Agency,
    at: datetime,
    django_assert_max_num_queries: Callable[[int], object],
) -> None:
    actions.adopt_shipped(agency=larkspur, adopted_by="Ana Ruiz", by=RESIDENT, at=at)
    sign_in(client, hire("Sam Reed", *EVERYTHING))
    with django_assert_max_num_queries(14):  # type: ignore[attr-defined]
        page = client.get(reverse("messaging:templates")).content.decode()
    assert "by Ana Ruiz" in page
    assert "Español" in page or "español" in page


def test_a_template_is_written_checked_and_approved(client: Client, hire: Hire, larkspur: Agency) -> None:
    sign_in(client, hire("Sam Reed", *EVERYTHING))
    new = reverse("messaging:new_template")
    sent = {"name": "First text", "scope": "surveys", "language": "en", "body": GOOD}
    checked = client.post(new, sent | {"check": "1"}).content.decode()
    assert "1 part" in checked
    assert "No faults found." in checked
    assert not TemplateVersion.objects.exists()
    fragment = client.post(new, sent | {"body": "Hi \u2019"}, headers={"HX-Request": "true"}).content.decode()
    assert 'id="measured"' in fragment
    assert "UCS-2" in fragment
    assert "<html" not in fragment
    saved = client.post(new, sent | {"save": "1", "machine_made": "on"}, follow=True).content.decode()
    assert "Made by a machine" in saved
    version = TemplateVersion.objects.get()
    approved = client.post(reverse("messaging:approve", args=[version.pk]), follow=True).content.decode()
    assert "Approved by Sam Reed" in approved
    edited = client.get(reverse("messaging:edit_template", args=["first-text", "en"])).content.decode()
    assert "You called us lately" in edited
    client.post(reverse("messaging:retire", args=[version.pk]))
    version.refresh_from_db()
    assert version.state == "retired"


def test_a_language_nobody_offers_has_no_page(
    client: Client, hire: Hire, larkspur: Agency, at: datetime
) -> None:
    actions.adopt_shipped(agency=larkspur, adopted_by="Ana Ruiz", by=RESIDENT, at=at)
    sign_in(client, hire("Sam Reed", *EVERYTHING))
    assert client.get(reverse("messaging:template", args=["auto-help", "zz"])).status_code == 404
    larkspur.languages = ["en", "hmn"]
    larkspur.save()
    assert client.get(reverse("messaging:template", args=["auto-help", "hmn"])).status_code == 200
    assert client.get(reverse("messaging:templates")).status_code == 200
    assert client.get(reverse("messaging:new_template")).status_code == 200


def test_a_name_that_is_taken_writes_into_nobody_elses_template(
    client: Client, hire: Hire, larkspur: Agency
) -> None:
    sign_in(client, hire("Sam Reed", *EVERYTHING))
    sent = {"name": "First text", "scope": "surveys", "language": "en", "body": GOOD, "save": "1"}
    client.post(reverse("messaging:new_template"), sent)
    again = client.post(reverse("messaging:new_template"), sent | {"body": GOOD + " Thanks."})
    assert again.status_code == 422
    assert TemplateVersion.objects.count() == 1


def test_odd_choices_in_the_editor_are_only_refused(client: Client, hire: Hire, larkspur: Agency) -> None:
    sign_in(client, hire("Sam Reed", *EVERYTHING))
    sent = {"name": "!!!", "scope": "bogus", "language": "xx", "body": "{agency}: {", "save": "1"}
    assert client.post(reverse("messaging:new_template"), sent).status_code == 422


def test_a_number_goes_on_the_list_and_is_never_shown_again(
    client: Client, hire: Hire, larkspur: Agency, at: datetime
) -> None:
    sign_in(client, hire("Sam Reed", *EVERYTHING))
    sent = {"phone": "(202) 555-0143", "kind": BlockKind.ALARM_FIRM, "reason": "Alarm desk"}
    page = client.post(reverse("messaging:add_block"), sent, follow=True).content.decode()
    assert "Alarm desk" in page
    assert "0143" not in page
    found = client.post(reverse("messaging:search_blocks"), {"phone": NUMBER}).content.decode()
    assert "Yes: Alarm company" in found
    assert "0143" not in found
    other = client.post(reverse("messaging:search_blocks"), {"phone": "+12025550177"}).content.decode()
    assert "not on the list" in other
    assert client.post(reverse("messaging:add_block"), sent | {"phone": "12"}).status_code == 422
    odd = client.post(reverse("messaging:search_blocks"), {"phone": "12"}).content.decode()
    assert "not a telephone number" in odd
    block = Block.objects.get()
    client.post(reverse("messaging:lift_block", args=[block.pk]))
    block.refresh_from_db()
    assert block.lifted_at is not None


PAGES: list[tuple[str, list[str], str]] = [
    ("conversations", [], "get"),
    ("conversation", ["CONTACT"], "get"),
    ("answer", ["CONTACT"], "post"),
    ("close", ["CONTACT"], "post"),
    ("stop", ["CONTACT"], "post"),
    ("acknowledge", ["ALERT"], "post"),
    ("templates", [], "get"),
    ("new_template", [], "get"),
    ("template", ["auto-help", "en"], "get"),
    ("edit_template", ["auto-help", "en"], "get"),
    ("approve", ["VERSION"], "post"),
    ("retire", ["VERSION"], "post"),
    ("blocks", [], "get"),
    ("add_block", [], "post"),
    ("search_blocks", [], "post"),
    ("lift_block", ["BLOCK"], "post"),
]


def test_who_may_not_is_told_and_another_agency_is_hidden(
    client: Client,
    hire: Hire,
    wrote: Callable[..., Contact],
    millbrook: Agency,
    larkspur: Agency,
    at: datetime,
) -> None:
    contact = wrote("someone is breaking in", agency=millbrook)
    actions.adopt_shipped(agency=millbrook, adopted_by="Lee", by=RESIDENT, at=at)
    block = actions.add_block(
        agency=millbrook, phone=NUMBER, kind=BlockKind.SCHOOL, by=RESIDENT, added_by="Lee", at=at
    )
    theirs = {
        "CONTACT": contact.public_id,
        "ALERT": EmergencyAlert.objects.get().pk,
        "VERSION": TemplateVersion.objects.earliest("pk").pk,
        "BLOCK": block.pk,
    }

    def answers() -> list[tuple[str, int]]:
        return [
            (name, getattr(client, method)(_address(name, parts, theirs)).status_code)
            for name, parts, method in PAGES
        ]

    assert {status for _name, status in answers()} == {302}
    sign_in(client, hire("Nora Nobody"))
    assert {status for _name, status in answers()} == {403}
    sign_in(client, hire("Sam Reed", *EVERYTHING))
    hidden = {name for name, parts, _method in PAGES if parts}
    assert {name for name, status in answers() if status == 404} == hidden


def _address(name: str, parts: list[str], theirs: dict[str, object]) -> str:
    return reverse(f"messaging:{name}", args=[theirs.get(part, part) for part in parts])
