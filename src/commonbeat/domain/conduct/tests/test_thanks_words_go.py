"""Thanks as sent are destroyed on schedule; what the officer read and what still waits stays."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from commonbeat.domain.conduct import actions
from commonbeat.domain.conduct.models import CallBack, Thanks
from commonbeat.domain.conduct.queries import answers_of
from commonbeat.engine.surveys.models import Response
from commonbeat.ground.agency.models import Agency, Staff
from commonbeat.ground.retention.actions import destroy_due
from commonbeat.ground.retention.models import Certificate

Respond = Callable[..., Response]
TWO_YEARS = timedelta(days=731)


def from_web(agency: Agency, words: str, at: datetime) -> Thanks:
    return actions.receive_web(
        agency=agency,
        words=words,
        who="the tall one",
        when="Monday",
        language="en",
        token=f"{len(words):b>16}",
        at=at,
    )


def test_original_goes_and_what_the_officer_read_stays(respond: Respond, at: datetime) -> None:
    actions.take_up(response=respond(5, "Thank you, you were so kind to us."), at=at)
    thanks = Thanks.objects.get()
    assert thanks.state == "delivered"
    read = thanks.scrubbed
    destroy_due(at=at + TWO_YEARS - timedelta(days=1))
    thanks.refresh_from_db()
    assert thanks.words
    destroy_due(at=at + TWO_YEARS)
    thanks.refresh_from_db()
    assert (thanks.words, thanks.scrubbed, thanks.words_destroyed_at) == ("", read, at + TWO_YEARS)
    assert set(Certificate.objects.values_list("words", flat=True)) >= {"thanks", "comments"}


def test_what_was_set_aside_goes_whole_and_what_waits_stays(
    larkspur: Agency, sergeant: Staff, at: datetime
) -> None:
    aside, waiting = from_web(larkspur, "Buy my cakes", at), from_web(larkspur, "Thanks to the tall one", at)
    actions.set_aside(thanks=aside, by=sergeant, at=at)
    destroy_due(at=at + TWO_YEARS)
    aside.refresh_from_db()
    waiting.refresh_from_db()
    assert (aside.words, aside.scrubbed, aside.who_typed, aside.when_typed) == ("", "", "", "")
    assert waiting.words == "Thanks to the tall one"
    assert Certificate.objects.get().count == 1


def test_call_back_says_that_the_comment_is_gone(respond: Respond, at: datetime) -> None:
    actions.take_up(response=respond(1, "He was rude."), at=at)
    destroy_due(at=at + TWO_YEARS)
    said = {words for _question, _value, words in answers_of(CallBack.objects.get(), "en")}
    assert said == {"", "Destroyed on schedule."}


def test_database_keeps_no_thanks_that_are_said_to_be_gone(larkspur: Agency, at: datetime) -> None:
    from_web(larkspur, "Thank you", at)
    with pytest.raises(IntegrityError, match="conduct_thanks_destroyed_has_no_words"), transaction.atomic():
        Thanks.objects.update(words_destroyed_at=at)
