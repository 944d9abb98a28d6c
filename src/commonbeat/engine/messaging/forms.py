"""What staff may type about texts: an answer, a template, a number that is never texted."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from commonbeat.engine.messaging.choices import BlockKind, Scope
from commonbeat.engine.messaging.models import Template
from commonbeat.engine.messaging.queries import language_name
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.core.ids import public_id

LONGEST_ANSWER = 480


def _key(name: str) -> str:
    """Return the key of a template of this name, or "" for a name without Latin letters."""
    return str(slugify(name))[:40]


class AnswerForm(forms.Form):
    body = forms.CharField(
        label=_("Your answer"),
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 3, "class": "usa-textarea"}),
        help_text=_("It goes out as a text in the agency's name. Leave names and case details out."),
    )
    # The same form sent twice is one text.
    token = forms.RegexField(r"^\w{16}$", widget=forms.HiddenInput, initial=public_id)


class TemplateForm(forms.Form):
    """The words of one template in one language; the linter speaks when they are saved."""

    name = forms.CharField(
        label=_("Name"),
        max_length=80,
        help_text=_("As staff call it, such as “Survey, first text”."),
        widget=forms.TextInput(attrs={"class": "usa-input"}),
    )
    scope = forms.ChoiceField(
        label=_("What it is about"),
        choices=Scope.choices,
        help_text=_("A person can stop surveys and updates each for itself."),
        widget=forms.Select(attrs={"class": "usa-select"}),
    )
    language = forms.ChoiceField(label=_("Language"), widget=forms.Select(attrs={"class": "usa-select"}))
    body = forms.CharField(
        label=_("Words"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 5, "class": "usa-textarea"}),
        help_text=_("Begin with {agency}. Say why you write, and how to stop and get help."),
    )
    machine_made = forms.BooleanField(
        label=_("A machine wrote or translated this"),
        required=False,
        help_text=_("It stays a draft until a person has read and approved it, like every text."),
        widget=forms.CheckboxInput(attrs={"class": "usa-checkbox__input"}),
    )

    def __init__(self, *args: Any, agency: Agency, is_known: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agency = agency
        codes = agency.languages or [settings.LANGUAGE_CODE]
        self.fields["language"].choices = [(code, language_name(code)) for code in codes]  # type: ignore[attr-defined]
        for name in ("name", "scope", "language") if is_known else ():
            del self.fields[name]

    @property
    def key(self) -> str:
        """Return the key that a new template of this name gets."""
        return _key(self.cleaned_data["name"])

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if not _key(name):
            raise forms.ValidationError(_("Use some Latin letters, so that it gets an address."))
        if Template.objects.filter(agency=self.agency, key=_key(name)).exists():
            raise forms.ValidationError(
                _("There is already a template of this name. Open it to write new words.")
            )
        return name


class BlockForm(forms.Form):
    phone = forms.CharField(
        label=_("Number"),
        max_length=30,
        help_text=_("It is kept only in a form that nobody can read back."),
        widget=forms.TextInput(attrs={"class": "usa-input", "type": "tel", "autocomplete": "off"}),
    )
    kind = forms.ChoiceField(
        label=_("Whose number it is"),
        choices=BlockKind.choices,
        widget=forms.Select(attrs={"class": "usa-select"}),
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        help_text=_("So that a colleague understands it in a year. No names."),
        widget=forms.TextInput(attrs={"class": "usa-input"}),
    )


class BlockSearchForm(forms.Form):
    phone = forms.CharField(
        label=_("Is this number on the list?"),
        max_length=30,
        widget=forms.TextInput(attrs={"class": "usa-input", "type": "tel", "autocomplete": "off"}),
    )
