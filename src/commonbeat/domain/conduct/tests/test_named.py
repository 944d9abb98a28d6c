"""Whoever a person's words name cannot open the call-back, even if the call does not know of them."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from commonbeat.domain.conduct import actions
from commonbeat.domain.conduct.access import call_backs_visible_to
from commonbeat.domain.conduct.models import CallBack
from commonbeat.domain.conduct.rules import is_named
from commonbeat.engine.surveys.actions import Given, save_answers
from commonbeat.engine.surveys.models import Response
from commonbeat.ground.agency.models import Staff
from commonbeat.ground.core.actor import RESIDENT

Respond = Callable[..., Response]


@pytest.mark.req("A11")
@pytest.mark.parametrize(
    "words",
    [
        "Officer Stone was rude",
        "officer stone was rude",
        "OFFICERS REED AND STONE laughed at me",
        "Sgt. M. Stone shouted",
        "Maya Stone hung up on me",
        "La oficial Stone fue grosera",
        "Deputy Maya Stone lied",
    ],
)
def test_a_name_with_a_title_or_whole_is_a_name(words: str) -> None:
    assert is_named("Maya Stone", words)


@pytest.mark.parametrize(
    "words", ["He threw a stone", "The officer threw a stone at me", "Officer Stoneham was rude", "", "Maya"]
)
def test_a_word_that_is_also_a_name_is_none(words: str) -> None:
    assert not is_named("Maya Stone", words)


def test_accents_and_second_family_names() -> None:
    assert is_named("José Núñez Park", "el oficial NUNEZ me grito")
    assert is_named("José Núñez Park", "Officer Park shoved me")
    assert not is_named("Dispatch", "dispatch was rude")


@given(st.text(max_size=40), st.text(max_size=80))
def test_any_name_and_words(name: str, words: str) -> None:
    assert is_named(name, words) in (True, False)


@pytest.mark.req("A11")
def test_a_supervisor_whom_the_words_name_cannot_open_it(
    respond: Respond, hire: Callable[..., Staff], sergeant: Staff, client: Client, at: datetime
) -> None:
    named = hire("Max Noll", "conduct.call_back", "conduct.hand_over")
    actions.take_up(response=respond(1, "Officer Noll stood by and laughed."), at=at)
    call_back = CallBack.objects.get()
    address = f"/staff/call-backs/{call_back.public_id}/"
    for staff, status in ((sergeant, 200), (named, 404)):
        client.force_login(staff.person)  # type: ignore[arg-type]
        assert client.get(address).status_code == status
    assert not call_backs_visible_to(named).exists()


@pytest.mark.req("A11")
def test_a_name_that_comes_after_the_rating_takes_the_call_back_away(
    respond: Respond, hire: Callable[..., Staff], sergeant: Staff, at: datetime
) -> None:
    named = hire("Max Noll", "conduct.call_back")
    response = respond(1)
    actions.take_up(response=response, at=at)
    actions.assign(call_back=CallBack.objects.get(), to=named, by=sergeant, at=at)
    save_answers(response=response, given={"comment": Given(text="Sgt Noll was rude")}, by=RESIDENT, at=at)
    actions.take_up(response=response, at=at)
    assert CallBack.objects.get().assigned_to is None
    assert not call_backs_visible_to(named).exists()
    assert call_backs_visible_to(sergeant).exists()
