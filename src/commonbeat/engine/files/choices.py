"""Words of files: what is taken, how large it may be, and why something is not taken."""

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Form(models.TextChoices):
    """What a kept file is: both are drawn anew from pixels."""

    PHOTO = "photo", _("Photo")
    DOCUMENT = "document", _("Document")


@dataclass(frozen=True)
class Limits:
    """How much is taken: bytes as sent, pixels of one picture, pages of a document, the long side kept."""

    most_bytes: int = 15_000_000
    most_pixels: int = 50_000_000
    most_pages: int = 20
    long_side: int = 2048


PHOTO_LIMITS = Limits()
# What a form takes at once unless it says otherwise.
MOST_FILES = 4


@dataclass(frozen=True)
class Original:
    """Bytes as they were sent."""

    content: bytes
    content_type: str


@dataclass(frozen=True)
class Drawn:
    """A file drawn anew and not yet kept."""

    form: Form
    content: bytes
    content_type: str
    small: bytes
    width: int
    height: int
    pages: int
    original: Original


_INSTEAD = _("Take a photo of it or save it as a PDF, and send that.")

# code of a refusal -> what happened, and what to do
WHY_NOT: dict[str, tuple[Promise, Promise]] = {
    "empty": (_("The file is empty."), _("Choose it again, or take the photo again.")),
    "too_many_bytes": (_("The file is too large."), _("Take the photo again in a smaller size.")),
    "too_many_pixels": (_("The picture has too many pixels."), _("Take the photo again in a smaller size.")),
    "too_small": (_("The picture is too small to show anything."), _("Choose another one.")),
    "too_many_pages": (_("The document has too many pages."), _("Send the pages that matter.")),
    "too_slow": (_("The file took too long to open."), _("Take a screenshot of it and send that.")),
    "broken": (
        _("The file is damaged or cut off, and could not be opened."),
        _("Choose it again, or take the photo again."),
    ),
    "locked": (_("The PDF is locked with a password."), _("Save it without the password, and send that.")),
    "office": (_("An Office file may carry hidden things and is not taken."), _INSTEAD),
    "archive": (_("A packed file is not taken."), _("Unpack it and send the photos or PDFs one by one.")),
    "text": (_("A web page, a text or a drawing written as code is not taken."), _INSTEAD),
    "recording": (
        _("Video and sound are not taken here."),
        _("Send a photo, and write that there is a recording."),
    ),
    "document": (_("Only photos are taken here."), _("Take a photo of the page and send that.")),
    "not_taken": (_("This kind of file is not taken: photos and PDFs are."), _INSTEAD),
}
