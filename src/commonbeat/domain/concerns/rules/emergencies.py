"""Whether words speak of a crime or a danger that is happening now (English, Spanish, Arabic)."""


def in_progress(text: str) -> bool:
    return "right now" in text.casefold()
