"""What a kind of permit is as data, how it is read, and what would be wrong with one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Texts = Mapping[str, str]
FIELD_TYPES = ("text", "number", "date", "span", "place", "yesno", "file")
# In a kind for speech nothing is asked that could tell what is said, or by whom.
SPEECH_FIELD_TYPES = ("number", "span", "place", "yesno")
FACTS = ("", "size", "hours", "street_closing", "nonprofit", "units")
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
    source: str = ""


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
    valid: str
    valid_days: int
    remind_days: tuple[int, ...]
    notice: Notice
    is_expressive: bool
    is_business: bool

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
        valid=told["valid"],
        valid_days=told.get("valid_days", 0),
        remind_days=tuple(told.get("remind_days", ())),
        notice=Notice(**told.get("notice", {})),
        is_expressive=told.get("is_expressive", False),
        is_business=told.get("is_business", False),
    )


def faults_of_kind(kind: Kind, grounds: Sequence[Any], fees: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return what is wrong with a kind, in words; [] when it may be adopted."""
    allowed = SPEECH_FIELD_TYPES if kind.is_expressive else FIELD_TYPES
    faults = [f"asks {f.key} as {f.type}" for f in kind.fields if f.type not in allowed]
    faults += [f"rests {f.key} on the fact {f.fact}" for f in kind.fields if f.fact not in FACTS]
    faults += [
        f"inspects {part.key} at no known time" for part in kind.inspections if part.when not in INSPECTED
    ]
    faults += [
        f"charges {row['key']} by {row.get('fact')}" for row in fees if row.get("fact", "") not in FACTS
    ]
    faults += [f"charges less than nothing for {row['key']}" for row in fees if row["cents"] < 0]
    for parts in (kind.fields, kind.checklist, kind.reviewers, kind.inspections, grounds):
        keys = [part["key"] if isinstance(part, Mapping) else part.key for part in parts]
        faults += [f"names {key} twice" for key in sorted({key for key in keys if keys.count(key) > 1})]
    if kind.valid not in VALID or (kind.valid == "days" and kind.valid_days < 1):
        faults.append("does not say how long it is good for")
    if not kind.reviewers or not grounds or kind.decide_days < 1:
        faults.append("has no reviewer, no ground or no time for the decision")
    return faults
