"""The shape of a receipt that somebody pastes."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.ledger.rules.receipt import LONGEST, Receipt, Unreadable, parse


class ReceiptForm(forms.Form):
    receipt = forms.CharField(
        label=_("Your receipt"),
        help_text=_("Paste all of it, from the first { to the last }. We check it and keep nothing."),
        max_length=LONGEST,
        widget=forms.Textarea(
            attrs={
                "class": "usa-textarea",
                "rows": 10,
                "spellcheck": "false",
                "autocomplete": "off",
                "dir": "ltr",
            }
        ),
    )

    def clean_receipt(self) -> Receipt:
        try:
            return parse(self.cleaned_data["receipt"])
        except Unreadable as wrong:
            raise forms.ValidationError(_plain(str(wrong))) from wrong

    def refuse(self, wrong: Unreadable) -> None:
        """Say at the field what the check could not read."""
        self.add_error("receipt", _plain(str(wrong)))

    @property
    def pasted(self) -> Receipt:
        found: Receipt = self.cleaned_data["receipt"]
        return found


def _plain(part: str) -> str:
    if part in ("json", "length"):
        return gettext(
            "This is not a receipt. Copy all of it, from the first { to the last }, and try again."
        )
    text = gettext("The part “%(part)s” of the receipt is missing or damaged. Copy all of it and try again.")
    return text % {"part": part}
