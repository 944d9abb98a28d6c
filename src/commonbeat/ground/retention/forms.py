"""The shape of what is typed to place a hold or to lift one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.retention.queries import EVERYTHING, kept_words

REASON_LENGTH = 300
ALL = "all"


class HoldForm(forms.Form):
    words = forms.ChoiceField(label=_("What to hold"))
    reason = forms.CharField(
        label=_("Why"),
        help_text=_("A lawsuit, a records request, an inquiry. Name no resident."),
        max_length=REASON_LENGTH,
        error_messages={"required": _("Write why.")},
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        field: Any = self.fields["words"]
        field.choices = [(ALL, EVERYTHING), *((words.key, words.name) for words in kept_words())]

    def clean_words(self) -> str:
        chosen = str(self.cleaned_data["words"])
        return "" if chosen == ALL else chosen


class LiftForm(forms.Form):
    reason = forms.CharField(
        label=_("Why it may be lifted"),
        max_length=REASON_LENGTH,
        error_messages={"required": _("Write why.")},
    )
