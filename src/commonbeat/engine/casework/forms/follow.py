"""The shape of what people type who follow a case: their code, an answer, photos, where to tell them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commonbeat.engine.casework.choices import MESSAGE_LENGTH, Move, Need
from commonbeat.engine.files.fields import PhotosField
from commonbeat.ground.core.errors import Refused


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Your code"),
        help_text=_("The words in their order. Capitals, spaces and small slips do not matter."),
        max_length=400,
        widget=forms.Textarea(
            attrs={"rows": 2, "autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"}
        ),
        error_messages={"required": _("Type the words of your code, then open it.")},
    )


class RefusableForm(forms.Form):
    """A form that shows a refusal at the field it is about, with everything that was typed."""

    def refuse(self, refusal: Refused) -> None:
        self.add_error(refusal.where if refusal.where in self.fields else None, refusal.message)


class WriteForm(RefusableForm):
    body = forms.CharField(
        label=_("Write to us"),
        help_text=_("In any language. You need not say who you are."),
        max_length=MESSAGE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write something first.")},
    )


class PhotosForm(RefusableForm):
    files = PhotosField(  # type: ignore[assignment]
        error_messages={"required": _("Choose a photo first.")},
    )


class NoticesForm(RefusableForm):
    where = forms.CharField(
        label=_("Your telephone number or e-mail address"),
        help_text=_(
            "We only ever tell you that there is news, never what it says. "
            "Whoever reads your messages sees that we wrote."
        ),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write a number or an address first.")},
    )

    def given(self) -> dict[str, str]:
        """Return what was left, under the name of what it is."""
        where = self.cleaned_data["where"]
        return {"email" if "@" in where else "phone": where}


class HolderMoveForm(RefusableForm):
    """What goes with a step of the person's own: an answer to what we asked, a reason, or nothing."""

    def __init__(self, data: Any = None, *, move: Move, is_answer: bool) -> None:
        self.move = move
        super().__init__(data, auto_id=f"{move.key}-%s")
        if is_answer or Need.REASON in move.needs:
            self.fields["words"] = forms.CharField(
                label=_("Your answer") if is_answer else _("Tell us why"),
                max_length=MESSAGE_LENGTH if is_answer else 1000,
                widget=forms.Textarea(attrs={"rows": 4}),
                error_messages={"required": _("Write something first.")},
            )

    def refuse(self, refusal: Refused) -> None:
        self.add_error("words" if refusal.where and "words" in self.fields else None, refusal.message)
