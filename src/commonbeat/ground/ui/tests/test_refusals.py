"""A refusal is answered in the form that was asked for."""

import json
from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import RequestDataTooBig
from django.forms import CharField, Form
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils.translation import override

from commonbeat.ground.core.errors import Forbidden, Hidden, Invalid, Refused, TooMany
from commonbeat.ground.ui.refusals import WORDS, answer_to, form_again
from commonbeat.ground.ui.views import broken, forbidden, form_expired, missing, too_many, unreadable

REFUSED = Refused("This call-back was already closed.", code="closed")


@pytest.mark.parametrize("error", [REFUSED, Invalid("No."), Hidden("No."), Forbidden("No.")])
def test_a_page_says_what_happened_and_what_to_do_next(error: Refused, rf: RequestFactory) -> None:
    answer = answer_to(rf.get("/"), error)
    assert answer.status_code == error.status
    assert f"<h1>{WORDS[error.status].title}</h1>" in answer.text
    assert error.message in answer.text
    assert str(WORDS[error.status].next_step) in answer.text


def test_a_fragment_has_no_shell(rf: RequestFactory) -> None:
    request = rf.get("/")
    request.htmx = True  # type: ignore[attr-defined]
    answer = answer_to(request, REFUSED)
    assert answer.status_code == 409
    assert "<html" not in answer.text
    assert 'role="alert"' in answer.text


def test_a_program_gets_a_problem_document(rf: RequestFactory) -> None:
    answer = answer_to(rf.post("/api/v1/calls"), REFUSED)
    assert answer["Content-Type"] == "application/problem+json"
    assert json.loads(answer.content) == {
        "type": "urn:commonbeat:problem:closed",
        "title": "This call-back was already closed.",
        "status": 409,
        "instance": "/api/v1/calls",
    }


@pytest.mark.parametrize("address", ["/", "/api/v1/calls"])
def test_who_did_it_too_often_is_told_how_long_to_wait(address: str, rf: RequestFactory) -> None:
    answer = answer_to(rf.post(address), TooMany("Try again in 7 minutes.", wait=390))
    assert answer.status_code == 429
    assert answer["Retry-After"] == "390"
    assert "Try again in 7 minutes." in answer.text


def test_a_program_reads_how_long_to_wait_in_the_problem(rf: RequestFactory) -> None:
    answer = answer_to(rf.post("/api/v1/calls"), TooMany("Try again in 7 minutes.", wait=390))
    assert json.loads(answer.content)["retry_after"] == 390
    assert json.loads(answer.content)["type"] == "urn:commonbeat:problem:too_many"


def test_a_form_sent_too_often_comes_back_with_its_words(rf: RequestFactory) -> None:
    class Words(Form):
        words = CharField()

    form = Words({"words": "so kind"})
    error = TooMany("Try again in 7 minutes.", wait=390)
    answer = form_again(
        rf.post("/"), "ui/forms/form.html", form, {"form": form, "fields": [(form["words"], [])]}, error
    )
    assert (answer.status_code, answer["Retry-After"]) == (429, "390")
    assert 'value="so kind"' in answer.text
    assert "Your words are still in the form." in answer.text
    assert "Try again in 7 minutes." in answer.text


def test_a_stranger_is_asked_to_sign_in(rf: RequestFactory) -> None:
    request = rf.get("/staff/decisions/?day=1")
    request.user = AnonymousUser()
    answer = answer_to(request, Forbidden("No."))
    assert answer.status_code == 302
    assert answer["Location"] == "/staff/sign-in/?next=/staff/decisions/%3Fday%3D1"


@pytest.mark.parametrize(
    ("handler", "status"),
    [(unreadable, 400), (forbidden, 403), (missing, 404), (too_many, 429), (form_expired, 403)],
)
def test_django_refusals_have_house_pages(
    handler: Callable[..., HttpResponse], status: int, rf: RequestFactory
) -> None:
    answer = handler(rf.get("/"))
    assert answer.status_code == status
    assert "<h1>" in answer.text


def test_what_is_too_large_is_not_called_unreadable(rf: RequestFactory) -> None:
    answer = unreadable(rf.get("/"), exception=RequestDataTooBig())
    assert answer.status_code == 413
    assert "Send fewer of them" in answer.text


def test_a_fault_of_ours_says_what_was_kept_without_asking_the_database(rf: RequestFactory) -> None:
    answer = broken(rf.get("/"))
    assert answer.status_code == 500
    assert "Your last step was not saved. Everything before it was." in answer.text
    assert json.loads(broken(rf.get("/api/v1/calls")).content)["status"] == 500


@pytest.mark.parametrize(("language", "direction"), [("es", "ltr"), ("ar", "rtl")])
def test_a_page_that_broke_says_which_language_it_speaks(
    language: str, direction: str, rf: RequestFactory
) -> None:
    with override(language):
        answer = broken(rf.get("/"))
    assert f'<html lang="{language}" dir="{direction}">' in answer.text
