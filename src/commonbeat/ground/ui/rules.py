"""Decides which colours can be read together, and how a code in capitals is read."""

import re

WHITE, BLACK = "#ffffff", "#1b1b1b"
READABLE = 4.5  # WCAG 2.2, success criterion 1.4.3, level AA
_HEX = re.compile(r"#[0-9a-fA-F]{6}")

# Stand as they are among words in capitals.
ABBREVIATIONS = frozenset({"ATM", "ATV", "DUI", "DWI", "EMS", "ID", "RV"})


def sentence_case(words: str) -> str:
    """Return a code that is all in capitals as people read it: NOISE COMPLAINT becomes Noise complaint."""
    if not words.isupper():
        return words
    plain = [word if word in ABBREVIATIONS else word.lower() for word in words.split(" ")]
    return " ".join([plain[0] if plain[0] in ABBREVIATIONS else plain[0].capitalize(), *plain[1:]])


def is_colour(text: str) -> bool:
    return _HEX.fullmatch(text) is not None


def luminance(colour: str) -> float:
    """Return the relative luminance of "#rrggbb", 0 (black) to 1 (white), as WCAG 2.2 defines it."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def text_on(colour: str) -> str:
    """Return white or black, whichever reads better on the colour."""
    return max((WHITE, BLACK), key=lambda text: contrast(text, colour))


def darkened(colour: str, share: float) -> str:
    """Return the colour with this share (0 to 1) of its light taken away."""
    return "#" + "".join(f"{round(int(colour[i : i + 2], 16) * (1 - share)):02x}" for i in (1, 3, 5))


def readable_on_white(colour: str) -> str:
    """Return the colour, darkened in steps until it can be read as text on a white page."""
    steps = (darkened(colour, share / 20) for share in range(21))
    return next(step for step in steps if contrast(step, WHITE) >= READABLE)
