"""Is this text from us? Yes, no, or "words like these, but not with a link"; nothing is kept."""

from datetime import datetime

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from commonbeat.engine.messaging.actions import adopt_shipped
from commonbeat.engine.messaging.models import TemplateVersion
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.core.actor import SYSTEM
from commonbeat.insight.portal.rules import compare, is_number, same_number


@pytest.fixture
def words(larkspur: Agency, at: datetime) -> str:
    adopt_shipped(agency=larkspur, adopted_by="Maya Stone", by=SYSTEM, at=at)
    version = TemplateVersion.objects.filter(state="approved", language="en").order_by("pk").first()
    assert version is not None
    return version.body.replace("{agency}", larkspur.short_name)


def asked(client: Client, pasted: str) -> str:
    return client.post("/ours/", {"pasted": pasted}).content.decode()


def test_our_words_our_words_with_a_link_and_strange_words(client: Client, words: str) -> None:
    assert "Yes, we send words like these" in asked(client, words)
    assert "but not with a link" in asked(client, f"{words} https://pay.example/x")
    assert "not words we send by themselves" in asked(client, "You won a prize, send your card number now")


def test_our_number_however_it_is_written(client: Client, larkspur: Agency) -> None:
    assert "Yes, this is our number" in asked(client, "(555) 555-0199")
    assert "No, this is not our number" in asked(client, "555-555-0198")


def test_an_empty_question_is_an_error_at_the_field(client: Client, larkspur: Agency) -> None:
    page = client.post("/ours/", {"pasted": " "})
    assert page.status_code == 200
    assert "usa-error-message" in page.content.decode()


@given(st.text(max_size=200))
def test_any_text_can_be_compared(pasted: str) -> None:
    likeness = compare(pasted, ["Larkspur Police: how was our service to you?"])
    assert 0 <= likeness.ratio <= 1


@given(st.from_regex(r"[2-9]\d{9}", fullmatch=True))
def test_a_number_is_known_in_any_dress(digits: str) -> None:
    ours = f"+1{digits}"
    for dress in (
        ours,
        digits,
        f"({digits[:3]}) {digits[3:6]}-{digits[6:]}",
        f"{digits[:3]}.{digits[3:6]}.{digits[6:]}",
    ):
        assert is_number(dress)
        assert same_number(dress, ours)
