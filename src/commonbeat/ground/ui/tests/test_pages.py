"""The shells that every page of the house extends."""

import pytest
from django.template import engines
from django.test import RequestFactory

from commonbeat.ground.agency.models import Agency


def shown(source: str, **context: object) -> str:
    request = RequestFactory().get("/")
    return engines["django"].from_string(source).render({"request": request, **context}, request)


@pytest.mark.parametrize("shell", ["ui/base.html", "ui/staff.html"])
def test_the_title_is_also_the_only_heading_of_its_rank(shell: str, larkspur: Agency) -> None:
    page = shown(
        f"{{% extends '{shell}' %}}{{% block title %}}Thanks{{% endblock %}}"
        "{% block lede %}Words{% endblock %}{% block content %}<p>Body</p>{% endblock %}",
        agency=larkspur,
    )
    assert page.count("<h1>") == 1
    assert "<h1>Thanks</h1>" in page
    assert "<title>Thanks · Larkspur Police Department</title>" in page
    assert "<p>Body</p>" in page
