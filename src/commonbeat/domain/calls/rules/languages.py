"""The language a call-taker noted, as a code."""

_NAMES = {
    "ENGLISH": "en",
    "ENG": "en",
    "SPANISH": "es",
    "SPA": "es",
    "ESPANOL": "es",
    "ARABIC": "ar",
    "ARA": "ar",
}


def language_code(text: str) -> str:
    """Return "es" for "ES", "es-MX" or "Spanish"; "" for what tells no language that has a code here."""
    word = text.strip().upper().replace("Ñ", "N")
    if word in _NAMES:
        return _NAMES[word]
    code = word.partition("-")[0].partition("_")[0]
    return code.lower() if len(code) == 2 and code.isascii() and code.isalpha() else ""
