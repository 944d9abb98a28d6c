"""Whether a report speaks of a person, and of whom that works here."""

from collections.abc import Mapping
from typing import Any

from commonbeat.domain.concerns.models import Category
from commonbeat.domain.concerns.rules import names_known, names_person
from commonbeat.ground.agency.models import Agency, Staff


def known_names(agency: Agency) -> frozenset[str]:
    """Return the names of everyone who works or worked there."""
    return frozenset(Staff.objects.filter(agency=agency).values_list("name", flat=True))


def is_about_a_person(agency: Agency, category: Category, words: str, answers: Mapping[str, Any]) -> bool:
    """Tell whether the words, or an answer that others could read, name a person."""
    open_codes = [question["code"] for question in category.questions if not question.get("is_private")]
    texts = [words, *(str(answers[code]) for code in open_codes if code in answers)]
    known = known_names(agency)
    return any(names_person(text, known) for text in texts)


def staff_named(agency: Agency, words: str, answers: Mapping[str, Any]) -> list[Staff]:
    """Return whom that works or worked there a report means, by name or badge, in its words or any answer."""
    text = "\n".join([words, *(str(answer) for answer in answers.values())])
    known = Staff.objects.filter(agency=agency).order_by("pk")
    return [post for post in known if names_known(text, post.name, post.employee_no)]
