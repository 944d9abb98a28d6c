"""The shape of filters over figures, and of one setting's new value."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commonbeat.engine.measures.choices import Period
from commonbeat.engine.surveys.choices import Stratum
from commonbeat.ground.agency.choices import Setting

DAYS = ((30, _("Last 30 days")), (90, _("Last 90 days")), (365, _("Last year")))


class FilterForm(forms.Form):
    """Which days and which way of asking; an odd value falls back to the first choice."""

    days = forms.TypedChoiceField(label=_("Days"), choices=DAYS, coerce=int, required=False)
    stratum = forms.ChoiceField(label=_("Way of asking"), choices=Stratum.choices, required=False)

    def period(self, today: date) -> Period:
        """Return whole days that are over: they end yesterday."""
        days = (self.cleaned_data.get("days") if self.is_valid() else None) or DAYS[0][0]
        return Period(today - timedelta(days=days), today - timedelta(days=1))

    def way(self) -> str:
        chosen = self.cleaned_data.get("stratum") if self.is_valid() else None
        return chosen or Stratum.TEXT.value


class SettingForm(forms.Form):
    """One field, of the kind the setting is."""

    def __init__(self, data: Any = None, *, definition: Setting, value: Any) -> None:
        super().__init__(data, initial={"value": _shown(definition, value)})
        self.definition = definition
        self.fields["value"] = _field(definition)

    def value(self) -> Any:
        given = self.cleaned_data["value"]
        if self.definition.kind == "words":
            return [line.strip() for line in given.splitlines() if line.strip()]
        return given


def _shown(definition: Setting, value: Any) -> Any:
    return "\n".join(value) if definition.kind == "words" else value


def _field(definition: Setting) -> forms.Field:
    label = _("New value")
    if definition.kind == "whole":
        return forms.IntegerField(label=label, min_value=definition.least, max_value=definition.most)
    if definition.kind == "flag":
        return forms.TypedChoiceField(
            label=label,
            choices=[(True, _("Yes")), (False, _("No"))],
            coerce=lambda given: given == "True",
            widget=forms.RadioSelect,
        )
    if definition.kind == "choice":
        return forms.ChoiceField(label=label, choices=[(option, option) for option in definition.options])
    if definition.kind == "time":
        return forms.CharField(label=label, widget=forms.TimeInput(attrs={"type": "time"}))
    return forms.CharField(
        label=label,
        help_text=_("One on each line."),
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
    )
