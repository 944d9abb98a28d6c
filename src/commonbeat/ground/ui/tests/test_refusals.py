"""A refusal is answered in the form that was asked for."""

import json
from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import RequestFactory

from commonbeat.ground.core.errors import Forbidden, Hidden, Invalid, Refused
from commonbeat.ground.ui.refusals import WORDS, answer_to
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


def test_a_fault_of_ours_says_what_was_kept_without_asking_the_database(rf: RequestFactory) -> None:
    answer = broken(rf.get("/"))
    assert answer.status_code == 500
    assert "Your last step was not saved. Everything before it was." in answer.text
    assert json.loads(broken(rf.get("/api/v1/calls")).content)["status"] == 500
