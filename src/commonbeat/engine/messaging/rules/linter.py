"""What is wrong with a template before anyone may approve it, each fault by its name."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from commonbeat.engine.messaging.rules.normalise import bare_words, smart
from commonbeat.engine.messaging.rules.reading import grade
from commonbeat.engine.messaging.rules.rendering import SAMPLES, fill, has_stray_brace, placeholders
from commonbeat.engine.messaging.rules.segments import costly_characters, measure
from commonbeat.engine.messaging.rules.wording import Wording


class Kind(StrEnum):
    """What a text is for; the first three are the scopes of the same names."""

    SURVEYS = "surveys"
    UPDATES = "updates"
    SERVICE = "service"
    ANSWER = "answer"


class FaultCode(StrEnum):
    EMPTY = "empty"
    AGENCY_FIRST = "agency_first"
    PURPOSE = "purpose"
    STOP_MISSING = "stop_missing"
    HELP_MISSING = "help_missing"
    TOO_LONG = "too_long"
    TOO_HARD = "too_hard"
    LINK = "link"
    PLACEHOLDER = "placeholder"
    CASE_DETAIL = "case_detail"


@dataclass(frozen=True)
class Fault:
    """`found` is the word or the number at fault, `allowed` what would pass; both may be empty."""

    code: FaultCode
    found: str = ""
    allowed: str = ""


@dataclass(frozen=True)
class Draft:
    """`words` are examples for the gaps; the length and the grade are those of the filled text."""

    body: str
    kind: Kind
    language: str
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def samples(self) -> dict[str, str]:
        return {**SAMPLES, **{name: word for name, word in self.words.items() if word}}

    @property
    def filled(self) -> str:
        return fill(self.body, {**{name: name for name in placeholders(self.body)}, **self.samples})


@dataclass(frozen=True)
class Saving:
    """What plain signs instead of typographic ones would save."""

    characters: list[str]
    before: int
    after: int
    body: str


MOST_SEGMENTS = {Kind.SURVEYS: 2, Kind.UPDATES: 2, Kind.SERVICE: 3, Kind.ANSWER: 3}
HIGHEST_GRADE = 8
STOP_WORDS = {"en": "STOP", "es": "ALTO", "ar": "توقف"}
HELP_WORDS = {"en": "HELP", "es": "AYUDA", "ar": "مساعدة"}

LINK = re.compile(
    r"https?://\S*|www\.\S+"
    r"|\b[a-z0-9-]+\.(?:com|org|net|gov|us|info|io|co|ly|me|gl|gd|cc|link|app|page|edu|tv|to|be|example)\b\S*",
    re.IGNORECASE,
)
PURPOSES = {
    "en": re.compile(
        r"\b(?:you (?:called|reported|contacted|asked|told|wrote|visited|met|sent|signed)|survey"
        r"|your (?:call|report|visit|request|contact|question|concern|case|complaint|message|thanks|event))\b"
    ),
    "es": re.compile(
        r"\b(?:llamo|llamada|reporto|reporte|contacto|pidio|visito|visita|escribio|solicitud|pregunta|encuesta"
        r"|queja|caso|mensaje|consulta|agradecimiento|evento)\b"
    ),
    "ar": re.compile(r"اتصلت|اتصالك|مكالمتك|بلاغك|طلبك|استبيان|رسالتك|سؤالك|شكواك"),
}
CASE_DETAIL = re.compile(
    r"\b(?:domestic|assault\w*|rape\w*|sexual\w*|abus\w+|victims?|suspects?|arrest\w*|suicid\w+|overdos\w+"
    r"|murder\w*|homicide|stalk\w+|traffick\w+|violen\w+|molest\w+|kidnap\w*"
    r"|(?:protective|restraining) order|weapons?|drugs?"
    r"|agresion\w*|agredid\w+|violacion|violad\w+|sexuales|victimas?|sospechos\w+|arrest\w+|sobredosis|homicidio"
    r"|asesinato|acoso|trata|secuestro|drogas?|armas?|orden de proteccion)\b"
)


def kind_of(key: str, scope: str) -> Kind:
    return Kind.ANSWER if key in list(Wording) else Kind(scope)


def faults(draft: Draft) -> list[Fault]:
    """Return every fault, in the order in which a writer would mend them."""
    if not draft.body.strip():
        return [Fault(FaultCode.EMPTY)]
    return [fault for check in _CHECKS if (fault := check(draft))]


def saving(body: str) -> Saving | None:
    """Return what plain quotes and dashes would save, or None when they would change nothing."""
    plain = smart(body)
    before, after = measure(body), measure(plain)
    if (before.encoding, before.segments) == (after.encoding, after.segments):
        return None
    gone = [sign for sign in costly_characters(body) if sign not in plain]
    return Saving(gone, before.segments, after.segments, plain)


def _agency_first(draft: Draft) -> Fault | None:
    agency = draft.samples["agency"]
    body = draft.body.lstrip()
    if body.startswith(("{agency}", agency)):
        return None
    return Fault(FaultCode.AGENCY_FIRST, found=body.split()[0], allowed=agency)


def _purpose(draft: Draft) -> Fault | None:
    pattern = PURPOSES.get(draft.language)
    if draft.kind is Kind.ANSWER or pattern is None or pattern.search(_bare(draft.body)):
        return None
    return Fault(FaultCode.PURPOSE)


def _stop(draft: Draft) -> Fault | None:
    return _keyword(draft, STOP_WORDS, FaultCode.STOP_MISSING)


def _help(draft: Draft) -> Fault | None:
    return _keyword(draft, HELP_WORDS, FaultCode.HELP_MISSING)


def _keyword(draft: Draft, words: Mapping[str, str], code: FaultCode) -> Fault | None:
    word = words.get(draft.language, words["en"])
    if draft.kind is Kind.ANSWER or re.search(rf"\b{word}\b", draft.body):
        return None
    return Fault(code, allowed=word)


def _length(draft: Draft) -> Fault | None:
    found, most = measure(draft.filled).segments, MOST_SEGMENTS[draft.kind]
    return Fault(FaultCode.TOO_LONG, str(found), str(most)) if found > most else None


def reading_grade(draft: Draft) -> float | None:
    """Return the grade of the words behind the agency's name, which no writer can choose."""
    return grade(draft.filled.removeprefix(draft.samples["agency"]), draft.language)


def _grade(draft: Draft) -> Fault | None:
    found = reading_grade(draft)
    if found is None or found <= HIGHEST_GRADE:
        return None
    return Fault(FaultCode.TOO_HARD, f"{min(found, 20):.0f}", str(HIGHEST_GRADE))


def _link(draft: Draft) -> Fault | None:
    link = LINK.search(draft.body) if draft.kind is Kind.SURVEYS else None
    return Fault(FaultCode.LINK, found=link.group()) if link else None


def _placeholder(draft: Draft) -> Fault | None:
    unknown = [name for name in placeholders(draft.body) if name not in SAMPLES]
    if not unknown and not has_stray_brace(draft.body):
        return None
    return Fault(
        FaultCode.PLACEHOLDER,
        found=f"{{{unknown[0]}}}" if unknown else "{ }",
        allowed=", ".join(f"{{{name}}}" for name in SAMPLES),
    )


def _case_detail(draft: Draft) -> Fault | None:
    detail = CASE_DETAIL.search(_bare(draft.body)) if draft.kind is not Kind.ANSWER else None
    return Fault(FaultCode.CASE_DETAIL, found=detail.group()) if detail else None


def _bare(body: str) -> str:
    return " ".join(bare_words(body))


_CHECKS: tuple[Callable[[Draft], Fault | None], ...] = (
    _agency_first,
    _purpose,
    _stop,
    _help,
    _link,
    _placeholder,
    _case_detail,
    _length,
    _grade,
)
