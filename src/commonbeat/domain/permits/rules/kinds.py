"""What a kind of permit is as data, how it is read, and what would be wrong with one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Texts = Mapping[str, str]
FIELD_TYPES = ("text", "number", "date", "span", "place", "yesno", "file")
FACTS = ("", "size", "hours", "street_closing", "nonprofit", "units")
# A kind for speech is made of these parts in the words that come with CommonBeat, and of no other: none of
# them can tell what is said, by whom, or who may object.
SPEECH_FIELDS = ("route", "span", "people", "street", "sound")
SPEECH_CHECKS = ("form_whole", "calendar")
SPEECH_GROUNDS = (
    "place_taken",
    "false_facts",
    "incomplete",
    "emergency_lane",
    "too_many",
    "short_notice",
)
SPEECH_FACTS = ("", "size", "hours", "street_closing")
# What follows when the time for the decision runs out: those above hear of it; an officer who had no part
# decides; or it is a yes.
# Names that the pages of a form use themselves.
RESERVED = ("q", "own_words", "csrfmiddlewaretoken")
WHEN_LATE = ("heard", "officer", "granted")
INSPECTED = ("before", "during", "yearly")
VALID = ("event", "days")


@dataclass(frozen=True)
class Field:
    """One question of the form. `fact` names the fact that its answer is, for fees and notice."""

    key: str
    type: str
    label: Texts
    hint: Texts = field(default_factory=dict)
    fact: str = ""
    required: bool = True


@dataclass(frozen=True)
class Part:
    """Something with a key and a name: an item of the checklist, an inspection, a waiver."""

    key: str
    name: Texts
    when: str = ""


@dataclass(frozen=True)
class Reviewer:
    """Someone who must answer before a decision: a holder of `capability`, in the queue if it has members."""

    key: str
    name: Texts
    capability: str
    queue: str = ""


@dataclass(frozen=True)
class Notice:
    """How many days ahead one should ask, and which small events need not."""

    days: int = 0
    exempt_size: int = 0


@dataclass(frozen=True)
class Kind:
    """A version of a kind; its fee rows and grounds are rows of their own in the database."""

    key: str
    name: Texts
    summary: Texts
    fields: tuple[Field, ...]
    checklist: tuple[Part, ...]
    reviewers: tuple[Reviewer, ...]
    inspections: tuple[Part, ...]
    waivers: tuple[Part, ...]
    decide_days: int
    when_late: str
    valid: str
    valid_days: int
    remind_days: tuple[int, ...]
    notice: Notice
    is_expressive: bool
    is_business: bool
    is_listed: bool

    def field(self, key: str) -> Field | None:
        return next((known for known in self.fields if known.key == key), None)

    def facts_of(self, answers: Mapping[str, Any]) -> dict[str, Any]:
        """Return the facts that the answers tell: size, hours (from the times), street closing and so on."""
        facts: dict[str, Any] = {f.fact: answers.get(f.key) for f in self.fields if f.fact}
        span = next((answers.get(f.key) for f in self.fields if f.type == "span"), None)
        if span and "hours" in span:
            facts["hours"] = span["hours"]
        return facts


def kind_from(key: str, told: Mapping[str, Any]) -> Kind:
    """Return a kind from its stored form. Raises KeyError or TypeError when a part is missing."""
    return Kind(
        key=key,
        name=told["name"],
        summary=told["summary"],
        fields=tuple(Field(**each) for each in told["fields"]),
        checklist=tuple(Part(**each) for each in told.get("checklist", ())),
        reviewers=tuple(Reviewer(**each) for each in told["reviewers"]),
        inspections=tuple(Part(**each) for each in told.get("inspections", ())),
        waivers=tuple(Part(**each) for each in told.get("waivers", ())),
        decide_days=told["decide_days"],
        when_late=told.get("when_late", "heard"),
        valid=told["valid"],
        valid_days=told.get("valid_days", 0),
        remind_days=tuple(told.get("remind_days", ())),
        notice=Notice(**told.get("notice", {})),
        is_expressive=told.get("is_expressive", False),
        is_business=told.get("is_business", False),
        is_listed=told.get("is_listed", True),
    )


Told = Mapping[str, Any]


def faults_of_kind(
    kind: Kind, grounds: Sequence[Told], fees: Sequence[Told], speech: Mapping[str, Sequence[Told]]
) -> list[str]:
    """Return what is wrong with a kind, in words; [] when it may be adopted.

    `speech` has the parts that a kind for speech may be made of, in the words in which it may have them.
    """
    faults = [f"asks {f.key} as {f.type}" for f in kind.fields if f.type not in FIELD_TYPES]
    faults += [f"calls a question {f.key}" for f in kind.fields if f.key in RESERVED]
    faults += [f"rests {f.key} on the fact {f.fact}" for f in kind.fields if f.fact not in FACTS]
    faults += [
        f"inspects {part.key} at no known time" for part in kind.inspections if part.when not in INSPECTED
    ]
    faults += _faults_of_fees(fees, SPEECH_FACTS if kind.is_expressive else FACTS)
    for parts in (kind.fields, kind.checklist, kind.reviewers, kind.inspections, kind.waivers, grounds, fees):
        keys = [part["key"] if isinstance(part, Mapping) else part.key for part in parts]
        faults += [f"names {key} twice" for key in sorted({key for key in keys if keys.count(key) > 1})]
    if kind.valid not in VALID or (kind.valid == "days" and kind.valid_days < 1):
        faults.append("does not say how long it is good for")
    if (
        not kind.fields
        or not kind.reviewers
        or not grounds
        or kind.decide_days < 1
        or kind.when_late not in WHEN_LATE
    ):
        faults.append("has no question, no reviewer, no ground or no time for the decision")
    return faults + (_faults_of_speech(kind, grounds, speech) if kind.is_expressive else [])


def _faults_of_fees(fees: Sequence[Told], facts: Sequence[str]) -> list[str]:
    unlisted = [row for row in fees if row.get("fact", "") not in facts]
    return [f"charges {row['key']} by {row.get('fact')}" for row in unlisted] + [
        f"charges less than nothing for {row['key']}" for row in fees if row["cents"] < 0
    ]


def _faults_of_speech(kind: Kind, grounds: Sequence[Told], speech: Mapping[str, Sequence[Told]]) -> list[str]:
    asked = [Field(**each) for each in speech["fields"]]
    checked = [Part(**each) for each in speech["checklist"]]
    named = [(each["key"], each["name"]) for each in speech["grounds"]]
    faults = [
        f"asks {field.key}, which is no question for speech" for field in kind.fields if field not in asked
    ]
    faults += [
        f"checks {part.key}, which is no check for speech" for part in kind.checklist if part not in checked
    ]
    faults += [
        f"says no for {ground['key']}, which is no ground against speech"
        for ground in grounds
        if (ground["key"], ground["name"]) not in named
    ]
    if kind.when_late == "heard":
        faults.append("does not say what follows when the time for the decision runs out")
    return faults
