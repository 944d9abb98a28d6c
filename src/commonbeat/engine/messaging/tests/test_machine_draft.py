"""Words that a machine wrote are never sent, on any page or by any action, until a named person approves."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from commonbeat.engine.messaging import actions
from commonbeat.engine.messaging.choices import Scope
from commonbeat.engine.messaging.models import Message, TemplateVersion
from commonbeat.engine.messaging.tests.test_linter import GOOD, GOOD_SPANISH
from commonbeat.ground.agency.models import Agency, Staff
from commonbeat.ground.core.actor import SYSTEM
from commonbeat.ground.core.errors import Invalid

Write = Callable[..., TemplateVersion]


@pytest.fixture
def write(larkspur: Agency, at: datetime) -> Write:
    def draft(language: str, body: str) -> TemplateVersion:
        return actions.save_draft(
            agency=larkspur,
            key="survey-first",
            scope=Scope.SURVEYS,
            language=language,
            body=body,
            machine_made=True,
            written_by="translator",
            by=SYSTEM,
            at=at,
        )

    return draft


@pytest.fixture
def text(larkspur: Agency, at: datetime) -> Callable[[], Message]:
    """Return a function that queues the template for someone who speaks Spanish."""
    contact = actions.contact_for_phone(agency=larkspur, phone="+15555550123", language="es", at=at)

    def queue() -> Message:
        return actions.queue(
            contact=contact,
            scope=Scope.SURVEYS,
            template_key="survey-first",
            subject="call:1",
            by=SYSTEM,
            at=at,
        )

    return queue


@pytest.mark.req("A13")
def test_a_machine_draft_is_never_what_goes_out(
    write: Write, text: Callable[[], Message], at: datetime
) -> None:
    english, spanish = write("en", GOOD), write("es", GOOD_SPANISH)
    with pytest.raises(Invalid):
        text()
    actions.approve_template(version=english, approved_by="Ana Ruiz", by=SYSTEM, at=at)
    fallback = text()
    assert (fallback.language, fallback.template_version) == ("en", english)
    assert fallback.body.endswith("Para español, responda ES.")
    actions.approve_template(version=spanish, approved_by="Ana Ruiz", by=SYSTEM, at=at)
    assert (text().language, text().template_version) == ("es", spanish)


@pytest.mark.req("A13")
def test_whoever_only_writes_cannot_approve(write: Write, hire: Callable[..., Staff], client: Client) -> None:
    version = write("es", GOOD_SPANISH)
    address = reverse("messaging:approve", args=[version.pk])
    for rights, status, state in (("write", 403, "draft"), ("approve", 302, "approved")):
        client.force_login(hire(f"Sam {rights}", f"messaging.{rights}_templates").person)  # type: ignore[arg-type]
        assert client.post(address).status_code == status
        version.refresh_from_db()
        assert version.state == state
    assert version.approved_by == "Sam approve"
