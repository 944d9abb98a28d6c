"""A person is written to in their own language, and told how to change it."""

from datetime import datetime

import pytest

from commonbeat.engine.messaging import actions, queries
from commonbeat.engine.messaging.actions.languages import heed_language
from commonbeat.engine.messaging.choices import Scope
from commonbeat.engine.messaging.models import Contact
from commonbeat.engine.messaging.rules.wording import SHIPPED, Wording
from commonbeat.engine.messaging.tests.test_linter import GOOD
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.core.actor import SYSTEM


@pytest.fixture
def contact(larkspur: Agency, at: datetime) -> Contact:
    return actions.contact_for_phone(agency=larkspur, phone="+12025550143", at=at)


@pytest.mark.req("A13")
@pytest.mark.parametrize(
    ("body", "language", "answer"),
    [
        ("ES", "es", Wording.LANGUAGE),
        ("español", "es", Wording.LANGUAGE),
        ("English please", "en", Wording.LANGUAGE),
        ("no me escriban", "es", ""),
        ("توقف", "ar", ""),
        ("4", "", ""),
        ("The officer was kind", "", ""),
    ],
)
def test_the_language_is_noticed_and_kept(contact: Contact, body: str, language: str, answer: str) -> None:
    assert heed_language(contact=contact, body=body) == answer
    contact.refresh_from_db()
    assert contact.language == language


@pytest.mark.req("A13")
def test_a_known_language_changes_only_when_asked(contact: Contact) -> None:
    heed_language(contact=contact, body="ES")
    heed_language(contact=contact, body="شكرا")
    assert contact.language == "es"
    heed_language(contact=contact, body="EN")
    assert contact.language == "en"


def test_a_language_that_is_not_offered_is_not_promised(contact: Contact, larkspur: Agency) -> None:
    larkspur.languages = ["en"]
    assert heed_language(contact=contact, body="ES") == ""
    assert contact.language == ""


@pytest.mark.req("A13")
def test_without_approved_words_in_their_language_people_get_english_and_an_offer(
    larkspur: Agency, at: datetime
) -> None:
    assert queries.words_for(larkspur, "survey-first", "es") is None
    version = actions.save_draft(
        agency=larkspur,
        key="survey-first",
        scope=Scope.SURVEYS,
        language="en",
        body=GOOD,
        written_by="Sam Reed",
        by=SYSTEM,
        at=at,
    )
    assert queries.words_for(larkspur, "survey-first", "en") is None
    actions.approve_template(version=version, approved_by="Ana Ruiz", by=SYSTEM, at=at)
    words = queries.words_for(larkspur, "survey-first", "es")
    assert words is not None
    assert (words.language, words.version) == ("en", version)
    assert words.body.endswith("Para español, responda ES.")


@pytest.mark.req("A13")
def test_the_confirmation_of_stop_is_spanish_even_before_anyone_approved_it(larkspur: Agency) -> None:
    spanish = queries.words_for(larkspur, Wording.STOPPED_ALL, "es")
    assert spanish == queries.Words(SHIPPED[Wording.STOPPED_ALL]["es"], "es")
    unknown = queries.words_for(larkspur, Wording.STOPPED_ALL, "vi")
    assert unknown == queries.Words(SHIPPED[Wording.STOPPED_ALL]["en"], "en")
