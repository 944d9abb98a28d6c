"""Takes personal data out of a thank-you, and says where it cannot be sure (English and Spanish)."""

import re
from collections.abc import Collection
from dataclasses import dataclass

import phonenumbers

from commonbeat.domain.conduct.rules.scrubbing_words import (
    FACTS,
    LABELS,
    LEAD_INS,
    MONTHS,
    NAME_LEADS,
    NUMBER_WORD,
    POINTERS,
    RELATIONS,
    SAFE_CAPITALS,
    SIGNED_SMALL,
    STARTERS,
    TITLES,
)

_WORD = r"[A-ZÀ-ÖØ-Þ][\w'’-]*"
_NAME = rf"{_WORD}(?:\s+(?:(?:de|del|la|los|van|von|y)\s+)*(?:[A-Z]\.|{_WORD}))*"
_SUFFIX = (
    r"(?:st(?:reet)?|ave(?:nue)?|rd|road|blvd|boulevard|dr(?:ive)?|ln|lane|ct|court|way|pl(?:ace)?|ter(?:race)?|"
    r"cir(?:cle)?|pkwy|parkway|hwy|highway|trl|trail|sq(?:uare)?|loop|alley|row|run|pike|route|rte)\b\.?"
)
_CITY_TAIL = r"(?:,?\s+(?:apt|apartment|unit|suite|ste|floor|fl|lot|#|depto|apto)\.?\s*#?\s*\w+)?(?:,?\s+[A-Z]{2}\s+\d{5}(?:-\d{4})?)?"
_STREET_NAME = rf"(?!(?i:{TITLES})\b){_WORD}"
_BIRTH = r"(?:d\.?o\.?b\.?|date of birth|birth ?date|birthday|born(?: on| in)?|fecha de nacimiento|naci(?:da|do|ó|o|miento)?(?: el| en)?|nací(?: el| en)?|cumpleaños)"
_DATE = (
    rf"(?:\d{{1,4}}[/.-]\d{{1,2}}[/.-]\d{{1,4}}|(?:{MONTHS})\.?\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+(?:19|20)\d\d)?|"
    rf"\d{{1,2}}(?:st|nd|rd|th)?\s+(?:de\s+|of\s+)?(?:{MONTHS})(?:\s*,?\s*(?:de\s+|del\s+)?(?:19|20)\d\d)?|(?:19|20)\d\d)"
)
_IGNORE = re.IGNORECASE

# In this order: the longer and surer first, so that what is left is never half of a removed thing.
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("link", re.compile(r"\b(?:https?://|www\.)\S+", _IGNORE)),
    ("e-mail", re.compile(r"\b[\w.+-]+\s?@\s?[\w-]+(?:\.[\w-]+)+", _IGNORE)),
    (
        "e-mail",
        re.compile(
            r"\b[\w.+-]+\s*[\[(]?\s*\b(?:at|arroba)\b\s*[\])]?\s*[\w-]+\s*[\[(]?\s*\b(?:dot|punto)\b\s*[\])]?\s*(?:com|net|org|edu|gov|mx|es|us)\b",
            _IGNORE,
        ),
    ),
    ("handle", re.compile(r"(?<!\w)@\w{2,}")),
    ("link", re.compile(r"\b[\w-]+(?:\.[\w-]+)*\.(?:com|net|org|edu|gov|us|mx|es|info|io|me|ly)(?:/\S*)?\b", _IGNORE)),
    ("number", re.compile(r"\b\d{3}[- ]\d{2}[- ]\d{4}\b")),
    ("date", re.compile(rf"\b{_BIRTH}\s*(?:is|was|es|:|,|the|el)?\s*{_DATE}", _IGNORE)),
    ("date", re.compile(r"\b\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})\b|\b(?:19|20)\d\d-\d{2}-\d{2}\b")),
    ("date", re.compile(rf"\b(?:{MONTHS})\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+(?:19|20)\d\d\b", _IGNORE)),
    ("date", re.compile(rf"\b\d{{1,2}}\s+de\s+(?:{MONTHS})\s+(?:de|del)\s+(?:19|20)\d\d\b", _IGNORE)),
    (
        "number",
        re.compile(
            r"\b(?:case|incident|report|reference|ref|claim|file|event|policy|account|ticket|citation|"
            r"licen[cs]e|passport|badge|caso|incidente|reporte|informe|expediente|folio|referencia|cuenta|licencia|pasaporte|denuncia)"
            r"\s*(?:#|no\.?|number|num\.?|id|número|numero|núm\.?|nro\.?)?\s*(?:is|was|es|:)?\s*#?\s*(?=[\w-]*\d)[\w-]+",
            _IGNORE,
        ),
    ),
    (
        "plate",
        re.compile(
            r"\b(?:licen[cs]e plate|plates?|tag|placas?|matr[ií]cula|patente)(?!\w)\s*(?:#|no\.?|number|número|numero)?"
            r"\s*(?:is|was|es|son|era|:)?\s*#?\s*(?=[\w -]{0,9}\d)[A-Z0-9]{1,4}(?:[ -]?[A-Z0-9]{1,4}){0,2}\b",
            _IGNORE,
        ),
    ),
    ("address", re.compile(r"\b(?:p\.?\s?o\.?\s?box|apartado(?: postal)?)\s*#?\s*\d+", _IGNORE)),
    (
        "address",
        re.compile(rf"(?<![\w-])\d{{1,6}}(?:-\d+)?[a-z]?\s+(?:[nsew]\.?\s+)?(?:[\w'’.-]+\s+){{0,3}}?[\w'’-]+\s+{_SUFFIX}{_CITY_TAIL}", _IGNORE),
    ),
    ("address", re.compile(rf"(?<!\w)\d{{1,6}}\s+(?:{_WORD}\s+){{0,2}}{_WORD}(?=,\s+{_WORD})")),
    ("address", re.compile(rf"\b(?:{_STREET_NAME}|\d+(?:st|nd|rd|th))(?:\s+{_WORD})?\s+(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Drive|Dr|Lane|Ln|Court|Ct|Place|Terrace|Circle|Parkway|Highway|Hwy|Trail)\b\.?{_CITY_TAIL}")),
    (
        "address",
        re.compile(
            r"\b(?:calle|avenida|av|avda|bulevar|paseo|camino|callejón|callejon|carretera|calzada|privada|colonia|fraccionamiento)\.?\s+"
            r"(?:(?:de|del|la|las|los|el|san|santa)\s+)*[A-ZÀ-Þ0-9][\w'’-]*(?:\s+[A-ZÀ-Þ][\w'’-]*)*(?:,?\s*(?:#|no\.?|núm\.?|número|numero)?\s*\d+)?",
            _IGNORE,
        ),
    ),
    ("address", re.compile(r"\b(?:apt|apartment|unit|suite|ste|lot|room|rm|apartamento|departamento|depto|apto|unidad|cuarto)\.?\s*#?\s*(?=\w*\d)\w+", _IGNORE)),
    ("address", re.compile(r"\b(?:zip(?: code)?|código postal|codigo postal|c\.p\.)\s*(?:is|es|:)?\s*\d{5}(?:-\d{4})?\b", _IGNORE)),
    ("address", re.compile(r"\b[A-Z]{2}\s+\d{5}(?:-\d{4})?\b")),
    ("place", re.compile(r"-?\b\d{1,3}\.\d{3,}\s*,\s*-?\d{1,3}\.\d{3,}\b")),
    ("number", re.compile(rf"\b(?:{NUMBER_WORD})(?:[\s,.-]+(?:{NUMBER_WORD})){{4,}}\b", _IGNORE)),
    ("plate", re.compile(r"\b(?:[A-Z]{2,4}[ -]?\d{3,5}|\d[A-Z]{3}\d{3}|\d{3,4}[ -]?[A-Z]{2,3})\b")),
    ("number", re.compile(r"(?<!\w)#\s?\d{2,}\b|\b\d{2,4}-\d{3,}\b|\b\d(?:[\d .()-]{4,}\d)\b")),
)
_INTRODUCED = re.compile(
    rf"\b((?i:{LEAD_INS}))\s+({_NAME}|(?-i:[a-z]+(?:\s+[a-z]+)?)(?=[\s.,;!?]|$))"
)
_INTRODUCED_IN_CAPITALS_ONLY = re.compile(rf"\b((?i:{NAME_LEADS}))\s+({_NAME})")
_RELATED = re.compile(rf"\b((?i:{RELATIONS}),?)\s+({_NAME})")
_SIGNED = re.compile(rf"((?:[-–—~]\s*|(?i:\b(?:sincerely|regards|signed|yours|love|best|atentamente|saludos|firmado))[,:]?\s+))({_NAME})\s*[.!]?\s*$")
_TITLED = re.compile(rf"\b(?:{TITLES})\.?\s+{_WORD}(?:\s+{_WORD})?", _IGNORE)
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*|\n+|[.!?]+")
_CAPITAL = re.compile(_WORD)
_LABEL = re.compile(r"\[[^\]\n]{1,20}\]")
_POINTED_AND_TAKEN = re.compile(rf"\b(?:{POINTERS})\b[^.!?\[\n]{{0,20}}\[[^\]\n]{{1,20}}\]", _IGNORE)
_DOUBTFUL = re.compile(rf"\b(?:{POINTERS}|{FACTS})\b|\b{SIGNED_SMALL}", _IGNORE)
_FOREIGN = re.compile(r"[^\W\d_a-zA-ZÀ-ɏ]")
_STARTS_A_STORY = re.compile(rf"^\s*(?P<name>{_WORD})\s+(?:was|is|has|had|said|told|came|and I|era|es|fue|estaba|dijo|vino|y yo)\b")


@dataclass(frozen=True)
class Scrubbed:
    """`text` is without what surely is personal; `doubts` are the sentences in which some may remain."""

    text: str
    doubts: tuple[str, ...]
    removed: tuple[str, ...]

    def without_doubts(self) -> str:
        """Return the text without the sentences in doubt; may be empty."""
        kept = [part for part in _SENTENCE.findall(self.text) if part.strip() not in self.doubts]
        return re.sub(r"\s+", " ", "".join(kept)).strip()


class _Scrubber:
    """Collects what is removed from one text."""

    def __init__(self, text: str, language: str, keep: Collection[str]) -> None:
        self.text = text
        self.labels = LABELS["es" if language == "es" else "en"]
        self.removed: list[str] = []
        self.kept = {part.lower() for name in keep for part in re.findall(r"[\w'’-]+", name)}

    def take(self, kind: str, pattern: re.Pattern[str]) -> None:
        def label(match: re.Match[str]) -> str:
            if _LABEL.search(match.group()):
                return match.group()
            self.removed.append(kind)
            return self.labels[kind]

        self.text = pattern.sub(label, self.text)

    def take_phones(self) -> None:
        found = phonenumbers.PhoneNumberMatcher(self.text, "US", leniency=phonenumbers.Leniency.POSSIBLE)
        for match in reversed([match for match in found if len(re.sub(r"\D", "", match.raw_string)) >= 7]):
            self.removed.append("phone")
            self.text = self.text[: match.start] + self.labels["phone"] + self.text[match.end :]

    def take_names(self, pattern: re.Pattern[str]) -> None:
        def label(match: re.Match[str]) -> str:
            lead, name = match.group(1), match.group(2)
            if self._is_safe(name):
                return match.group()
            self.removed.append("name")
            end = match.end(2) - match.start()
            return f"{lead}{match.group()[len(lead) : match.start(2) - match.start()]}{self.labels['name']}{match.group()[end:]}"

        self.text = pattern.sub(label, self.text)

    def _is_safe(self, name: str) -> bool:
        words = [word.lower() for word in re.findall(r"[\w'’-]+", name)]
        return bool(words) and (words[0] in SAFE_CAPITALS or all(word in self.kept for word in words))

    def doubts(self) -> tuple[str, ...]:
        is_foreign = bool(_FOREIGN.search(self.text))
        shouted = sum(c.isupper() for c in self.text) > 0.7 * max(sum(c.isalpha() for c in self.text), 12)
        return tuple(
            sentence.strip()
            for sentence in _SENTENCE.findall(self.text)
            if sentence.strip(" .!?\n") and (is_foreign or shouted or self._is_in_doubt(sentence))
        )

    def _is_in_doubt(self, sentence: str) -> bool:
        bare = _LABEL.sub(" ", _POINTED_AND_TAKEN.sub(" ", sentence))
        if _DOUBTFUL.search(bare) or re.search(r"\d{4,}", bare):
            return True
        story = _STARTS_A_STORY.match(bare)
        if story and not self._is_known(story.group("name")):
            return True
        untitled = _TITLED.sub(" ", bare.strip())
        capitals = list(_CAPITAL.finditer(untitled))
        return any(not self._is_known(hit.group()) for hit in capitals if hit.start() > 0)

    def _is_known(self, word: str) -> bool:
        plain = re.sub(r"['’]s?$", "", word.lower())
        return plain in self.kept or plain in SAFE_CAPITALS or plain in STARTERS


def scrub(text: str, *, language: str = "en", keep: Collection[str] = ()) -> Scrubbed:
    """Remove telephone numbers, addresses, names and the like; `keep` are names that may stay (the staff's).

    Certain finds are replaced by a word in brackets. A sentence in which something personal may remain
    (an unknown name, a long number, a fact about health, a script it cannot read) is listed as a doubt.
    """
    scrubber = _Scrubber(re.sub(r"[ \t]+", " ", text).strip(), language, keep)
    for kind, pattern in _PATTERNS[:12]:
        scrubber.take(kind, pattern)
    scrubber.take_phones()
    for kind, pattern in _PATTERNS[12:]:
        scrubber.take(kind, pattern)
    for named in (_INTRODUCED, _INTRODUCED_IN_CAPITALS_ONLY, _RELATED, _SIGNED):
        scrubber.take_names(named)
    return Scrubbed(scrubber.text, scrubber.doubts(), tuple(dict.fromkeys(scrubber.removed)))
