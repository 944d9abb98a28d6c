"""What a text costs: its encoding, its size, and the parts it is sent in (3GPP TS 23.038, 23.040)."""

from dataclasses import dataclass
from enum import StrEnum

GSM_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
# Each of these travels as an escape and a character: two units that may not be parted.
GSM_EXTENSION = frozenset("\f^{}\\[~]|€")


class Encoding(StrEnum):
    GSM7 = "GSM-7"
    UCS2 = "UCS-2"


# Units in a text of one part, and in each part of a longer one (the rest is the header that joins them).
SINGLE = {Encoding.GSM7: 160, Encoding.UCS2: 70}
JOINED = {Encoding.GSM7: 153, Encoding.UCS2: 67}


@dataclass(frozen=True)
class Measured:
    """`units` are septets for GSM-7 and 16-bit units for UCS-2; `segments` is what is paid for."""

    encoding: Encoding
    units: int
    segments: int


def measure(text: str) -> Measured:
    """Return the cost of a text. Even an empty one is sent as one part."""
    encoding = encoding_of(text)
    sizes = [_size(character, encoding) for character in text]
    units = sum(sizes)
    segments = 1 if units <= SINGLE[encoding] else _parts(sizes, JOINED[encoding])
    return Measured(encoding, units, segments)


def encoding_of(text: str) -> Encoding:
    return Encoding.UCS2 if costly_characters(text) else Encoding.GSM7


def costly_characters(text: str) -> list[str]:
    """Return the characters, each once and in order, that force the whole text into UCS-2."""
    return [character for character in dict.fromkeys(text) if character not in GSM_BASIC | GSM_EXTENSION]


def _size(character: str, encoding: Encoding) -> int:
    if encoding is Encoding.GSM7:
        return 2 if character in GSM_EXTENSION else 1
    return 2 if ord(character) > 0xFFFF else 1


def _parts(sizes: list[int], room: int) -> int:
    """Fill parts in order; a character of two units that does not fit opens the next part whole."""
    parts, used = 1, 0
    for size in sizes:
        if used + size > room:
            parts, used = parts + 1, 0
        used += size
    return parts
