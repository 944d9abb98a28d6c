"""What is taken and how it is laid out, decided from numbers and first bytes alone."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

PDF_MARK = b"%PDF-"
# Readers of PDF look for the mark in the first kilobyte, and so do we.
PDF_MARK_WITHIN = 1024
SMALLEST_SIDE = 8


@dataclass(frozen=True)
class Box:
    """A part to be covered, as fractions of a page's width and height; pages count from 1."""

    x: float
    y: float
    width: float
    height: float
    page: int = 1

    @property
    def is_inside(self) -> bool:
        """Say whether it covers something, on the page and nothing beside it."""
        sides = (self.x, self.y, self.width, self.height)
        within = all(0 <= side <= 1 for side in sides)
        # A drawn box ends at 1 only up to the rounding of the browser.
        ends = self.x + self.width <= 1.001 and self.y + self.height <= 1.001
        return within and ends and self.width > 0 and self.height > 0 and self.page >= 1

    def pixels(self, width: int, height: int) -> tuple[int, int, int, int]:
        """Return the first and last column and row of it, rounded outwards."""
        left, top = int(self.x * width), int(self.y * height)
        right = min(width - 1, int((self.x + self.width) * width))
        bottom = min(height - 1, int((self.y + self.height) * height))
        return left, top, right, bottom


def is_pdf(head: bytes) -> bool:
    return PDF_MARK in head[:PDF_MARK_WITHIN]


def why_not_size(width: int, height: int, most_pixels: int) -> str:
    """Return the code of why a picture of this size is not drawn, or ""."""
    if width * height > most_pixels:
        return "too_many_pixels"
    return "too_small" if min(width, height) < SMALLEST_SIDE else ""


_MARKS = {
    "office": ("msword", "ms-excel", "ms-powerpoint", "opendocument", "officedocument", "rtf", "visio"),
    "archive": ("zip", "rar", "7z", "x-tar", "bzip", "x-xz", "zstd"),
    "text": ("svg", "html", "xml", "text/", "javascript"),
    "recording": ("video/", "audio/"),
}
# A packed file is an Office file when it holds one of these names, and looks the same from its first bytes.
_OFFICE_INSIDE = (b"[Content_Types].xml", b"vnd.oasis.opendocument", b"Index/Document.iwa")


def why_not_kind(content_types: Sequence[str], content: bytes, taken: Collection[str]) -> str:
    """Return the code of why content that could not be opened is not taken, from what it looks like."""
    if any(content_type in taken for content_type in content_types):
        return "broken"
    if content.startswith(b"PK"):
        return "office" if any(name in content for name in _OFFICE_INSIDE) else "archive"
    for content_type in content_types:
        for code, marks in _MARKS.items():
            if any(mark in content_type for mark in marks):
                return code
    return "not_taken"


def lying(public_id: str) -> str:
    """Return the name of the place on the shelf."""
    return f"{public_id[:2]}/{public_id}"
