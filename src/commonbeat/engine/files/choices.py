"""Words of files: what is taken, how large it may be, and why something is not taken."""

from dataclasses import dataclass

from django.db import models
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
