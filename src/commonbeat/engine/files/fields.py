"""A field for photos and documents. What a form gives out is drawn anew already, ready to be kept."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.functional import lazy
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from commonbeat.engine.files import actions
from commonbeat.engine.files.choices import MOST_FILES, PHOTO_LIMITS, Drawn, Limits
from commonbeat.ground.core.errors import Refused

PHOTOS = "image/jpeg,image/png,image/webp,image/gif,image/heic,image/heif,image/avif,.heic,.heif"
DOCUMENTS = "application/pdf"


class PhotosInput(forms.ClearableFileInput):
    """A plain file input for several files; nothing can be shown again in it, so it shows nothing."""

    template_name = "django/forms/widgets/file.html"
    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """Up to `most` photos, and PDFs where wanted. Cleans to a list of `Drawn` for `actions.keep`.

    With `use_camera` a telephone opens its camera at once, and photos taken before cannot be chosen.
    The form's page needs `enctype="multipart/form-data"`.
    """

    widget = PhotosInput

    def __init__(
        self,
        *,
        most: int = MOST_FILES,
        limits: Limits = PHOTO_LIMITS,
        are_documents_taken: bool = True,
        use_camera: bool = False,
        **options: Any,
    ) -> None:
        options.setdefault("label", _("Photos"))
        options.setdefault("help_text", lazy(_what_is_taken, str)(most, limits, are_documents_taken))
        super().__init__(**options)
        self.most, self.limits, self.are_documents_taken = most, limits, are_documents_taken
        self.widget.attrs["accept"] = f"{PHOTOS},{DOCUMENTS}" if are_documents_taken else PHOTOS
        if use_camera:
            self.widget.attrs["capture"] = "environment"

    def clean(self, data: Any, initial: Any = None) -> list[Drawn]:
        """Return the files drawn anew, in the order sent; an error says which one it is, not its name."""
        uploads = data if isinstance(data, list | tuple) else [data] if data else []
        if not uploads:
            super().clean(None, initial)
            return []
        if len(uploads) > self.most:
            raise ValidationError(_how_many(self.most), code="too_many_files")
        drawn, wrong = [], []
        for number, upload in enumerate(uploads, start=1):
            try:
                drawn.append(self._drawn(upload))
            except Refused as refused:
                wrong.append(
                    ValidationError(_which(number, len(uploads), refused.message), code=refused.code)
                )
        if wrong:
            raise ValidationError(wrong)
        return drawn

    def _drawn(self, upload: "File[bytes]") -> Drawn:
        drawn = actions.draw(upload=upload, limits=self.limits)
        if drawn.content_type == DOCUMENTS and not self.are_documents_taken:
            raise actions.not_taken("document")
        return drawn


def _which(number: int, count: int, message: str) -> str:
    if count == 1:
        return message
    return gettext("File %(number)d: %(message)s") % {"number": number, "message": message}


def _how_many(most: int) -> str:
    words = ngettext("Choose one file.", "Choose up to %(count)d files.", most)
    return words % {"count": most}


def _what_is_taken(most: int, limits: Limits, are_documents_taken: bool) -> str:
    """Return the hint: how many, of what kind and how large, and what becomes of them."""
    kinds = gettext("Photos or PDFs") if are_documents_taken else gettext("Photos")
    words = ngettext(
        "%(kinds)s, one file of up to %(size)d MB. Place and phone data are removed.",
        "%(kinds)s, up to %(count)d files of %(size)d MB each. Place and phone data are removed.",
        most,
    )
    return words % {"kinds": kinds, "count": most, "size": limits.most_bytes // 1_000_000}
