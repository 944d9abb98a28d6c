"""The shape of a sheet of answers, of an entry by staff, and of a survey's wording."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from commonbeat.engine.surveys.actions import MOST_CHARACTERS, Given
from commonbeat.engine.surveys.choices import ENTERED, TEXT_NAMES, ItemKind
from commonbeat.engine.surveys.models import InstrumentVersion, Item, Response
from commonbeat.engine.surveys.rules import worded
from commonbeat.ground.agency.models import Agency, Area
from commonbeat.ground.core.ids import ALPHABET, public_id

DOES_NOT_APPLY = "na"
SHEET_LENGTH = 16


class Radios(forms.RadioSelect):
    template_name = "surveys/forms/radios.html"


class SheetForm(forms.Form):
    """All questions of a version in one language. Any may be left out; one answer is enough."""

    sheet = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        version: InstrumentVersion,
        language: str,
        data: QueryDict | None = None,
        *,
        saved: Response | None = None,
    ) -> None:
        self.items = list(version.items.all())
        self.saved = _given_before(saved) if saved else {}
        initial = {"sheet": public_id(SHEET_LENGTH), **self.saved}
        super().__init__(data, initial=initial)
        for item in self.items:
            self.fields[item.key] = _question(item, language)

    def clean_sheet(self) -> str:
        """Return the sheet's id, or a new one when it is not one of ours."""
        sheet = str(self.cleaned_data["sheet"])
        is_ours = len(sheet) == SHEET_LENGTH and not set(sheet) - set(ALPHABET)
        return sheet if is_ours else public_id(SHEET_LENGTH)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not any(cleaned.get(item.key) for item in self.items):
            raise forms.ValidationError(_("Nothing is chosen yet. One answer is enough."), code="empty")
        return cleaned

    def given(self) -> dict[str, Given]:
        """Return what was answered; a question left out is not in it, words taken back are empty."""
        return {
            item.key: _as_given(item, self.cleaned_data[item.key])
            for item in self.items
            if self.cleaned_data[item.key] or item.key in self.saved
        }


class EntryForm(SheetForm):
    """A sheet that staff type in from paper or from the telephone."""

    stratum = forms.ChoiceField(
        label=_("How was it answered?"),
        widget=Radios,
        choices=[(stratum.value, stratum.label) for stratum in ENTERED],
    )
    answered_on = forms.DateField(
        label=_("Day it was answered"), widget=forms.DateInput(attrs={"type": "date"})
    )
    category = forms.CharField(label=_("Kind of call"), max_length=80, required=False)
    area: forms.ModelChoiceField[Area] = forms.ModelChoiceField(
        label=_("Area"), queryset=Area.objects.none(), required=False, empty_label=_("Not known")
    )

    def __init__(
        self, version: InstrumentVersion, language: str, agency: Agency, data: QueryDict | None = None
    ) -> None:
        super().__init__(version, language, data)
        area = self.fields["area"]
        if isinstance(area, forms.ModelChoiceField):
            area.queryset = agency.areas.order_by("code")


class WordingForm(forms.Form):
    """Every text of a version, to be written anew as the next version."""

    def __init__(self, version: InstrumentVersion, data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.version = version
        self.items = list(version.items.all())
        self.languages = list(version.wordings.order_by("pk").values_list("language", flat=True))
        for item in self.items:
            self._add(f"item-{item.key}", _("Question %(number)s") % {"number": item.position}, item.texts)
        for name, label in TEXT_NAMES.items():
            self._add(f"text-{name}", label, version.texts[name])

    def _add(self, name: str, label: str | Promise, texts: Mapping[str, str]) -> None:
        for language in self.languages:
            self.fields[f"{name}-{language}"] = forms.CharField(
                label=f"{label} ({get_language_info(language)['name_translated']})",
                initial=texts.get(language, ""),
                max_length=400,
                widget=forms.Textarea(attrs={"rows": 2, "lang": language, "dir": "auto"}),
            )

    def content(self) -> dict[str, Any]:
        """Return the instrument as `actions.draft` takes it."""
        instrument = self.version.instrument
        ratings = [item for item in self.items if item.kind == ItemKind.RATING]
        return {
            "key": instrument.key,
            "name": instrument.name,
            "languages": self.languages,
            "scale": ratings[0].options if ratings else [],
            "texts": {name: self._texts(f"text-{name}") for name in TEXT_NAMES},
            "items": [
                {
                    "key": item.key,
                    "kind": item.kind,
                    "required": item.required,
                    "texts": self._texts(f"item-{item.key}"),
                    "options": item.options,
                }
                for item in self.items
            ],
        }

    def _texts(self, name: str) -> dict[str, str]:
        return {language: self.cleaned_data[f"{name}-{language}"] for language in self.languages}


def _question(item: Item, language: str) -> forms.Field:
    words = worded(item.texts, language)
    if item.kind == ItemKind.TEXT:
        return forms.CharField(
            label=words,
            required=False,
            max_length=MOST_CHARACTERS,
            widget=forms.Textarea(attrs={"rows": 4}),
            help_text=_("Please leave out names, numbers and addresses you do not want to be read."),
        )
    options = [
        (str(option["value"]), _option(item, option["value"], worded(option["texts"], language)))
        for option in item.options
    ]
    return forms.ChoiceField(
        label=words,
        required=False,
        widget=Radios,
        choices=[*options, (DOES_NOT_APPLY, _("Does not apply"))],
    )


def _option(item: Item, value: int, words: str) -> str:
    said = words[:1].upper() + words[1:]
    return f"{value}: {said}" if item.kind == ItemKind.RATING else said


def _as_given(item: Item, answered: str) -> Given:
    if item.kind == ItemKind.TEXT:
        return Given(text=answered)
    return Given(int(answered)) if answered and answered != DOES_NOT_APPLY else Given()


def _given_before(response: Response) -> dict[str, str]:
    """Return the answers kept so far as the form shows them."""
    return {
        answer.item.key: answer.text
        if answer.item.kind == ItemKind.TEXT
        else DOES_NOT_APPLY
        if answer.value is None
        else str(answer.value)
        for answer in response.answers.select_related("item")
    }
