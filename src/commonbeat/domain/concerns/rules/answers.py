"""Whether answers fit the questions of a category, and which of them everyone may read."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

MOST_ANSWERS = 40
LENGTHS = {"string": 200, "text": 2000}

Question = Mapping[str, Any]
Value = str | list[str]


def taken(questions: Sequence[Question], given: Mapping[str, Any]) -> dict[str, Value]:
    """Return the answers that say something, by question, blanks gone; what was not asked is left out."""
    kept: dict[str, Value] = {}
    for question in questions:
        code = question["code"]
        value = _plain(given.get(code))
        if question["datatype"] == "multivaluelist":
            value = [value] if isinstance(value, str) and value else value
        elif isinstance(value, list):
            value = value[0] if value else ""
        if value:
            kept[code] = value
    return kept


def _plain(value: Any) -> Value:
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return [text for text in (str(each).strip() for each in value[:MOST_ANSWERS]) if text]
    return str(value).strip()


def faults_in(questions: Sequence[Question], answers: Mapping[str, Value]) -> dict[str, str]:
    """Return question → "missing", "not_listed", "not_a_number", "not_a_date" or "too_long"."""
    faults = {}
    for question in questions:
        fault = _fault(question, answers.get(question["code"]))
        if fault:
            faults[question["code"]] = fault
    return faults


def _fault(question: Question, answer: Value | None) -> str:
    if not answer:
        return "missing" if question.get("required") else ""
    datatype = question["datatype"]
    if datatype in ("singlevaluelist", "multivaluelist"):
        known = {value["key"] for value in question.get("values", ())}
        chosen = answer if isinstance(answer, list) else [answer]
        return "" if set(chosen) <= known else "not_listed"
    text = answer if isinstance(answer, str) else answer[0]
    if datatype == "number":
        return "" if _is_number(text) else "not_a_number"
    if datatype == "datetime":
        return "" if _is_date(text) else "not_a_date"
    return "too_long" if len(text) > LENGTHS.get(datatype, LENGTHS["text"]) else ""


def _is_number(text: str) -> bool:
    try:
        return len(text) <= 30 and abs(float(text)) < 1e15
    except ValueError:
        return False


def _is_date(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def public_ones(questions: Sequence[Question], answers: Mapping[str, Value]) -> dict[str, Value]:
    """Return the answers to questions that anyone may read: choices and numbers, never free words.

    Free words are shown only by a person's decision, as the words of the report are.
    """
    return {
        question["code"]: answers[question["code"]]
        for question in questions
        if question["code"] in answers
        and not question.get("is_private")
        and question["datatype"] not in ("string", "text")
    }
