"""The survey that ships: short, complete, cheap to send, and used only once a person approved it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from commonbeat.engine.messaging.actions import queue
from commonbeat.engine.messaging.models import Contact, Message
from commonbeat.engine.surveys.actions import (
    adopt,
    approve_wording,
    draft,
    invite,
    publish,
    shipped_instrument,
)
from commonbeat.engine.surveys.actions.linting import faults_as_sent
from commonbeat.engine.surveys.models import InstrumentVersion, Wording
from commonbeat.engine.surveys.queries import approved_languages, current_version, language_for, versions_of
from commonbeat.engine.surveys.rules import Fault, instrument_faults
from commonbeat.ground.agency.models import Agency, Staff
from commonbeat.ground.core.actor import SYSTEM
from commonbeat.ground.core.errors import Forbidden, Hidden, Invalid, Refused


@pytest.fixture
def content() -> dict[str, Any]:
    return shipped_instrument("contact")


def test_it_is_whole(content: dict[str, Any]) -> None:
    assert instrument_faults(content) == []
    assert [item["key"] for item in content["items"]] == ["satisfaction", "listened", "fair", "comment"]
    assert content["languages"] == ["en", "es", "ar"]


@pytest.mark.req("A6")
@pytest.mark.parametrize("language", ["en", "es", "ar"])
def test_every_text_names_itself_and_costs_two_segments_at_most(
    larkspur: Agency, version: InstrumentVersion, rosa: Contact, language: str, at: datetime
) -> None:
    shown = next(one for one in versions_of(larkspur)[0].wordings if one.wording.language == language)
    assert faults_as_sent(larkspur.short_name, shipped_instrument("contact")) == []
    first = shown.texts[0]
    assert first.startswith("Larkspur Police: ")
    assert {"en": "STOP", "es": "ALTO", "ar": "توقف"}[language] in first
    for number, text in enumerate(shown.texts):
        assert "http" not in text
        message = _as_sent(rosa, text, str(number), at)
        assert message.segments <= 2, text


def _as_sent(contact: Contact, text: str, key: str, at: datetime) -> Message:
    return queue(contact=contact, scope="surveys", body=text, dedupe_key=key, subject="x:1", by=SYSTEM, at=at)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"items": []}, "one to four questions"),
        ({"languages": []}, "at least one language"),
        ({"languages": ["en", "fr"]}, "no words in the language fr"),
    ],
)
def test_a_faulty_one_is_told_what_is_wrong(
    larkspur: Agency, chief: Staff, at: datetime, content: dict[str, Any], change: dict[str, Any], fault: str
) -> None:
    with pytest.raises(Invalid) as refused:
        draft(agency=larkspur, content={**content, **change}, by=chief, at=at)
    assert fault in refused.value.message


@pytest.mark.req("A6")
@pytest.mark.parametrize(
    ("name", "words", "fault"),
    [
        ("purpose", "hello.", "does not say why"),
        ("stop", "Bye.", "does not say how to stop"),
        ("thanks", "Thank you very much. " * 20, "sent in 3 parts"),
        ("again", "Notwithstanding considerable intelligibility difficulties, reiterate.", "reads at grade"),
    ],
)
def test_a_text_that_breaks_the_rules_for_texts_is_refused(
    larkspur: Agency, chief: Staff, content: dict[str, Any], at: datetime, name: str, words: str, fault: str
) -> None:
    texts = {**content["texts"], name: {**content["texts"][name], "en": words}}
    with pytest.raises(Invalid) as refused:
        draft(agency=larkspur, content={**content, "texts": texts}, by=chief, at=at)
    assert fault in refused.value.message


def test_a_long_name_costs_the_hint_of_other_languages_and_no_third_part(
    larkspur: Agency, chief: Staff, at: datetime
) -> None:
    larkspur.short_name = "Montgomery County Sheriff's Department X"
    larkspur.save()
    adopt(agency=larkspur, key="contact", by=chief, at=at)
    english, _spanish, arabic = versions_of(larkspur)[0].wordings
    assert "español" in english.texts[0]
    assert "español" not in arabic.texts[0]


def test_only_the_languages_of_the_agency_are_adopted(larkspur: Agency, chief: Staff, at: datetime) -> None:
    larkspur.languages = ["es"]
    larkspur.save()
    version = adopt(agency=larkspur, key="contact", by=chief, at=at)
    assert approved_languages(version) == ["es"]


def test_five_questions_are_too_many(content: dict[str, Any]) -> None:
    five = [{**content["items"][0], "key": f"q{n}"} for n in range(5)]
    assert instrument_faults({**content, "items": five})


def test_an_unknown_kind_and_a_key_twice_are_named(content: dict[str, Any]) -> None:
    odd = [{**content["items"][0], "kind": "slider"}, content["items"][0]]
    codes = {fault.code for fault in instrument_faults({**content, "items": odd})}
    assert codes == {"unknown_kind", "key_twice"}


def test_the_place_of_the_scale_may_not_get_lost(content: dict[str, Any]) -> None:
    texts = {**content["texts"], "reply": {"en": "Reply {0}!", "es": "Responda {scale}.", "ar": "{scale}"}}
    assert instrument_faults({**content, "texts": texts}) == [Fault("no_scale", "reply", "en")]


@pytest.mark.req("A13")
def test_a_language_is_used_only_after_a_person_approved_it(
    larkspur: Agency, chief: Staff, content: dict[str, Any], rosa: Contact, at: datetime
) -> None:
    made = draft(agency=larkspur, content={**content, "machine_made": ["es"]}, by=chief, at=at)
    assert Wording.objects.get(language="es").machine_made
    with pytest.raises(Refused):
        publish(version=made, by=chief, at=at)
    approve_wording(version=made, language="en", by=chief, at=at)
    publish(version=made, by=chief, at=at)
    assert language_for(made, larkspur, "es") == "en"
    invitation = invite(agency=larkspur, contact=rosa, language="es", by=SYSTEM, at=at)
    assert invitation.language == "en"
    approve_wording(version=made, language="es", by=chief, at=at)
    assert language_for(made, larkspur, "es") == "es"
    assert Wording.objects.get(language="es").approved_by == chief


def test_only_who_may_publish_may(
    larkspur: Agency, hire: Callable[..., Staff], content: dict[str, Any], at: datetime
) -> None:
    officer = hire("Ola Green")
    with pytest.raises(Forbidden):
        draft(agency=larkspur, content=content, by=officer, at=at)
    with pytest.raises(Forbidden):
        adopt(agency=larkspur, key="contact", by=officer, at=at)


def test_the_newest_published_version_is_in_use(
    larkspur: Agency, version: InstrumentVersion, chief: Staff, content: dict[str, Any], at: datetime
) -> None:
    draft(agency=larkspur, content=content, by=chief, at=at)
    assert current_version(larkspur, "contact") == version
    newer = adopt(agency=larkspur, key="contact", by=chief, at=at)
    assert current_version(larkspur, "contact") == newer
    assert newer.number == 3


def test_nobody_is_asked_with_a_draft(larkspur: Agency, rosa: Contact, at: datetime) -> None:
    with pytest.raises(Refused):
        invite(agency=larkspur, contact=rosa, by=SYSTEM, at=at)


def test_an_unknown_survey_is_hidden() -> None:
    for key in ("nothing", "../choices", ""):
        with pytest.raises(Hidden):
            shipped_instrument(key)


def test_nobody_is_invited_to_a_kiosk(larkspur: Agency, version: InstrumentVersion, at: datetime) -> None:
    with pytest.raises(Invalid):
        invite(agency=larkspur, stratum="kiosk", by=SYSTEM, at=at)
    with pytest.raises(Invalid):
        invite(agency=larkspur, stratum="text", by=SYSTEM, at=at)
