"""What a telephone book, a map or a registry would know someone by, as patterns in their order of use."""

import re

from commonbeat.domain.conduct.rules.scrubbing_words import MONTHS, NUMBER_WORD, TITLES

WORD = r"[A-ZÀ-ÖØ-Þ][\w'-]*"
NAME = rf"{WORD}(?:\s+(?:(?:de|del|la|los|van|von|y)\s+)*(?:[A-Z]\.|{WORD}))*"
IGNORE = re.IGNORECASE

_SUFFIX = (
    r"(?:st(?:reet)?|ave(?:nue)?|rd|road|blvd|boulevard|dr(?:ive)?|ln|lane|ct|court|way|pl(?:ace)?|"
    r"ter(?:race)?|cir(?:cle)?|pkwy|parkway|hwy|highway|trl|trail|sq(?:uare)?|loop|alley|row|run|pike|"
    r"route|rte)\b(?:\.(?=,))?"
)
_NAMED_SUFFIX = (
    r"(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Drive|Dr|Lane|Ln|Court|Ct|Place|Terrace|Circle|"
    r"Parkway|Highway|Hwy|Trail)\b(?:\.(?=,))?"
)
_TAIL = (
    r"(?:,?\s+(?:apt|apartment|unit|suite|ste|floor|fl|lot|#|depto|apto)\.?\s*#?\s*\w+)?"
    r"(?:,?\s+[A-Z]{2}\s+\d{5}(?:-\d{4})?)?"
)
_STREET_NAME = rf"(?!(?i:{TITLES})\b){WORD}"
_BIRTH = (
    r"(?:d\.?o\.?b\.?|date of birth|birth ?date|birthday|born(?: on| in)?|fecha de nacimiento|"
    r"naci(?:da|do|ó|o|miento)?(?: el| en)?|nací(?: el| en)?|cumpleaños)"
)
_DATE = (
    rf"(?:\d{{1,4}}[/.-]\d{{1,2}}[/.-]\d{{1,4}}"
    rf"|(?:{MONTHS})\b\.?\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+(?:19|20)\d\d)?"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:de\s+|of\s+)?(?:{MONTHS})\b(?:\s*,?\s*(?:de\s+|del\s+)?(?:19|20)\d\d)?"
    r"|(?:19|20)\d\d)"
)
_REFERENCE = (
    r"(?:case|incident|report|reference|ref|claim|file|event|policy|account|ticket|citation|licen[cs]e|"
    r"passport|badge|caso|incidente|reporte|informe|expediente|folio|referencia|cuenta|licencia|pasaporte|"
    r"denuncia)"
)
_NUMBER_SIGN = r"(?:#|no\.?|number|num\.?|id|número|numero|núm\.?|nro\.?)?"
_STREET_KIND = (
    r"(?:calle|avenida|av|avda|bulevar|paseo|camino|callejón|callejon|carretera|calzada|privada|colonia|"
    r"fraccionamiento)"
)
_ROOM = r"(?:apt|apartment|unit|suite|ste|lot|room|rm|apartamento|departamento|depto|apto|unidad|cuarto)"

# The longer and surer first, so that what is left is never half of what was taken out.
BEFORE_PHONES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("link", re.compile(r"\b(?:https?://|www\.)\S+", IGNORE)),
    ("e-mail", re.compile(r"\b[\w.+-]+\s?@\s?[\w-]+(?:\.[\w-]+)+", IGNORE)),
    (
        "e-mail",
        re.compile(
            r"\b[\w.+-]+\s*[\[(]?\s*\b(?:at|arroba)\b\s*[\])]?\s*[\w-]+\s*[\[(]?\s*\b(?:dot|punto)\b\s*[\])]?"
            r"\s*(?:com|net|org|edu|gov|mx|es|us)\b",
            IGNORE,
        ),
    ),
    ("handle", re.compile(r"(?<!\w)@\w{2,}")),
    (
        "link",
        re.compile(
            r"\b[\w-]+(?:\.[\w-]+)*\.(?:com|net|org|edu|gov|us|mx|es|info|io|me|ly)(?:/\S*)?\b", IGNORE
        ),
    ),
    ("number", re.compile(r"\b\d{3}[- ]\d{2}[- ]\d{4}\b")),
    ("date", re.compile(rf"\b{_BIRTH}\s*(?:is|was|es|:|,|the|el)?\s*{_DATE}", IGNORE)),
    ("date", re.compile(r"\b\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})\b|\b(?:19|20)\d\d-\d{2}-\d{2}\b")),
    ("date", re.compile(rf"\b(?:{MONTHS})\b\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+(?:19|20)\d\d\b", IGNORE)),
    ("date", re.compile(rf"\b\d{{1,2}}\s+de\s+(?:{MONTHS})\b\s+(?:de|del)\s+(?:19|20)\d\d\b", IGNORE)),
    (
        "number",
        re.compile(
            rf"\b{_REFERENCE}\s*{_NUMBER_SIGN}\s*(?:is|was|es|:)?\s*#?\s*(?=[\w-]*\d)[\w-]+",
            IGNORE,
        ),
    ),
    (
        "plate",
        re.compile(
            r"\b(?:licen[cs]e plate|plates?|tag|placas?|matr[ií]cula|patente)(?!\w)\s*"
            r"(?:#|no\.?|number|número|numero)?\s*(?:is|was|es|son|era|:)?\s*#?\s*(?=[\w -]{0,9}\d)"
            r"[A-Z0-9]{1,4}(?:[ -]?[A-Z0-9]{1,4}){0,2}\b",
            IGNORE,
        ),
    ),
)
AFTER_PHONES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("address", re.compile(r"\b(?:p\.?\s?o\.?\s?box|apartado(?: postal)?)\s*#?\s*\d+", IGNORE)),
    (
        "address",
        re.compile(
            rf"(?<![\w-])\d{{1,6}}(?:-\d+)?[a-z]?\s+(?:[nsew]\.?\s+)?(?:[\w'.-]+\s+){{0,3}}?[\w'-]+\s+"
            rf"{_SUFFIX}{_TAIL}",
            IGNORE,
        ),
    ),
    ("address", re.compile(rf"(?<!\w)\d{{1,6}}\s+(?:{WORD}\s+){{0,2}}{WORD}(?=,\s+{WORD})")),
    (
        "address",
        re.compile(
            rf"\b(?:{_STREET_NAME}|\d+(?:st|nd|rd|th))(?:\s+{WORD})?\s+{_NAMED_SUFFIX}{_TAIL}",
        ),
    ),
    (
        "address",
        re.compile(
            rf"\b{_STREET_KIND}\.?\s+(?:(?:de|del|la|las|los|el|san|santa)\s+)*[A-ZÀ-Þ0-9][\w'-]*"
            r"(?:\s+[A-ZÀ-Þ][\w'-]*)*(?:,?\s*(?:#|no\.?|núm\.?|número|numero)?\s*\d+)?",
            IGNORE,
        ),
    ),
    ("address", re.compile(rf"\b{_ROOM}\.?\s*#?\s*(?=\w*\d)\w+", IGNORE)),
    (
        "address",
        re.compile(
            r"\b(?:zip(?: code)?|código postal|codigo postal|c\.p\.)\s*(?:is|es|:)?\s*\d{5}(?:-\d{4})?\b",
            IGNORE,
        ),
    ),
    ("address", re.compile(r"\b[A-Z]{2}\s+\d{5}(?:-\d{4})?\b")),
    ("place", re.compile(r"-?\b\d{1,3}\.\d{3,}\s*,\s*-?\d{1,3}\.\d{3,}\b")),
    ("number", re.compile(rf"\b(?:{NUMBER_WORD})(?:[\s,.-]+(?:{NUMBER_WORD})){{4,}}\b", IGNORE)),
    ("plate", re.compile(r"\b(?:[A-Z]{2,4}[ -]?\d{3,5}|\d[A-Z]{3}\d{3}|\d{3,4}[ -]?[A-Z]{2,3})\b")),
    ("number", re.compile(r"(?<!\w)#\s?\d{2,}\b|\b\d{2,4}-\d{3,}\b|\b\d(?:[\d .()-]{4,}\d)\b")),
)
