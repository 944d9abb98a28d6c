"""Which language a person asks for or writes in, as far as a short text can tell."""

import re

from commonbeat.engine.messaging.rules import spanish
from commonbeat.engine.messaging.rules.normalise import bare_words

ASKED = {
    **dict.fromkeys(["es", "esp", "espanol", "en espanol", "spanish", "in spanish"], "es"),
    **dict.fromkeys(["en", "eng", "english", "in english", "ingles", "en ingles", "english please"], "en"),
    **dict.fromkeys(["ar", "arabic", "عربي", "العربية", "بالعربية"], "ar"),
}
ARABIC_LETTER = re.compile(r"[\u0621-\u064a]")
SPANISH_SIGN = re.compile(r"[ñÑ¿¡]")
# Words that only Spanish has; two of the common ones, or one of the telling ones, are enough.
TELLING = frozenset(
    [
        *("alto", "basta", "ayuda", "cancelar", "baja", "parar", "paren", "comenzar", "iniciar", "detener"),
        *("salir", "auxilio", "socorro", "gracias", "encuestas"),
    ]
)
COMMON = frozenset(
    [
        *("el", "la", "los", "las", "un", "una", "me", "mi", "que", "de", "en", "y", "por", "para", "con"),
        *("muy", "fue", "es", "esta", "estoy", "su", "se", "le", "lo", "pero"),
    ]
)


def language_asked(text: str) -> str:
    """Return the language that a text consisting of nothing else asks for, or ""."""
    return ASKED.get(" ".join(bare_words(text)), "")


def language_of(text: str) -> str:
    """Return the language asked for or written in, or "" when it may be English or anything."""
    asked = language_asked(text)
    if asked:
        return asked
    if ARABIC_LETTER.search(text):
        return "ar"
    words = bare_words(text)
    if SPANISH_SIGN.search(text) or TELLING.intersection(words) or sum(word in COMMON for word in words) > 1:
        return "es"
    return "es" if spanish.is_wish(" ".join(words)) else ""
