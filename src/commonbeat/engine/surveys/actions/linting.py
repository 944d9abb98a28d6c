"""Holding each text of a survey to the rules for texts before anyone may approve it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from commonbeat.engine.messaging.actions import Draft, Fault, FaultCode, Kind, explain, faults
from commonbeat.engine.surveys.choices import TEXT_NAMES, ItemKind
from commonbeat.engine.surveys.rules import Question, first_text, next_text

# The conversation has said who writes, why, and how to end it; its later texts need not say so again.
LATER = frozenset({FaultCode.TOO_LONG, FaultCode.TOO_HARD, FaultCode.LINK})
AROUND = ("again", "handed_over", "thanks")


def faults_as_sent(agency: str, content: Mapping[str, Any]) -> list[str]:
    """Return what is wrong with the texts as people would get them, each sentence naming its text."""
    return [
        f"{name} ({language}): {explain(fault)}"
        for language in content["languages"]
        for name, fault in _faults(agency, content, language)
    ]


def _faults(agency: str, content: Mapping[str, Any], language: str) -> Iterator[tuple[str, Fault]]:
    texts, languages = content["texts"], content["languages"]
    for number, item in enumerate(content["items"], start=1):
        question = Question(item["texts"][language], item["kind"] == ItemKind.RATING, _options(content, item))
        is_first = number == 1
        body = (
            first_text(agency, texts, question, language, languages)
            if is_first
            else next_text(texts, question, language)
        )
        for fault in _check(agency, body, language, is_first=is_first):
            yield _("Question %(number)s") % {"number": number}, fault
    for name in AROUND:
        for fault in _check(agency, texts[name][language], language, is_first=False):
            yield str(TEXT_NAMES[name]), fault


def _check(agency: str, body: str, language: str, *, is_first: bool) -> list[Fault]:
    found = faults(Draft(body, Kind.SURVEYS, language, {"agency": agency}))
    return [fault for fault in found if is_first or fault.code in LATER]


def _options(content: Mapping[str, Any], item: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    options: Sequence[Mapping[str, Any]] = (
        content["scale"] if item["kind"] == ItemKind.RATING else item.get("options", [])
    )
    return options
