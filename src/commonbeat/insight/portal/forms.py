"""The shape of what a resident may paste."""

from django import forms
from django.utils.translation import gettext_lazy as _


class OursForm(forms.Form):
    pasted = forms.CharField(
        label=_("The number, or the words of the text"),
        help_text=_("Paste or type it. We compare it and keep nothing."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
