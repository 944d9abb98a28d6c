"""Forms of the staff's pages: a new key, a partner's words for our kinds, what a person found out."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commonbeat.domain.concerns.models import Category, Partner
from commonbeat.domain.open311.choices import USUAL_QUOTA
from commonbeat.domain.open311.queries.services import said
from commonbeat.ground.agency.models import Agency


class KeyForm(forms.Form):
    name = forms.CharField(label=_("Whose program"), max_length=80)
    reports_a_day = forms.IntegerField(
        label=_("Reports a day, at most"), min_value=1, max_value=100_000, initial=USUAL_QUOTA
    )
    partner = forms.ModelChoiceField(
        label=_("Speaks for a partner"),
        help_text=_("Its news about what we handed over is then believed."),
        queryset=Partner.objects.none(),
        required=False,
        empty_label=_("No partner"),
    )

    def __init__(self, *args: Any, agency: Agency, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["partner"]
        field.queryset = Partner.objects.filter(agency=agency, ended_at=None).order_by("name")


class PartnerForm(forms.Form):
    """One field for each kind of concern: what the partner calls it, empty where it does not take it."""

    key = forms.CharField(
        label=_("Key that the partner gave us"),
        help_text=_("Leave empty to keep the one we have. It is never shown again."),
        max_length=200,
        required=False,
        widget=forms.PasswordInput,
    )

    def __init__(self, *args: Any, partner: Partner, **options: Any) -> None:
        super().__init__(*args, **options)
        self.kinds = list(Category.objects.filter(agency=partner.agency, ended_at=None).order_by("position"))
        for kind in self.kinds:
            self.fields[f"service_{kind.key}"] = forms.CharField(
                label=said(kind.names, partner.agency) or kind.key,
                max_length=80,
                required=False,
                initial=partner.services.get(kind.key, ""),
            )

    def services(self) -> dict[str, str]:
        given = {kind.key: self.cleaned_data[f"service_{kind.key}"].strip() for kind in self.kinds}
        return {key: code for key, code in given.items() if code}


class SettleForm(forms.Form):
    number = forms.CharField(max_length=120, required=False)
