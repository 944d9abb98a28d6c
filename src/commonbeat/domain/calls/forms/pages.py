"""The forms of the staff pages: finding decisions, the allow-list, the rules, and protection."""

from django import forms
from django.utils.translation import gettext_lazy as _

from commonbeat.domain.calls.choices import ShippedRule
from commonbeat.domain.calls.queries import SAFETY, reason_words
from commonbeat.domain.calls.rules.decisions import BY_SAFETY, Outcome, Reason

OUTCOMES = [
    ("", _("Everything")),
    (Outcome.SEND.value, _("Texted")),
    (Outcome.WAIT.value, _("Waiting for the call to go on")),
    (Outcome.SUPPRESS.value, _("Not texted")),
]


def _reasons() -> list[tuple[str, str]]:
    ordinary = [(reason.value, reason_words(reason)) for reason in Reason if reason not in BY_SAFETY]
    return [("", str(_("Any reason"))), (SAFETY, reason_words(SAFETY)), *ordinary]


class FindDecisionsForm(forms.Form):
    """What narrows the list down; an odd value is left out rather than refused."""

    week = forms.DateField(label=_("A day of the week"), required=False, widget=forms.HiddenInput)
    outcome = forms.ChoiceField(label=_("What became of it"), choices=OUTCOMES, required=False)
    reason = forms.ChoiceField(label=_("Why not"), choices=_reasons, required=False)
    call_type = forms.CharField(label=_("Type of call"), required=False, max_length=120)

    def chosen(self) -> dict[str, str]:
        self.is_valid()
        return {name: self.cleaned_data.get(name) or "" for name in ("outcome", "reason", "call_type")}


class AdoptTypesForm(forms.Form):
    """The types chosen from last month's calls, and one more that did not come in."""

    codes = forms.MultipleChoiceField(label=_("Types of last month"), required=False)
    other = forms.CharField(
        label=_("Another type"),
        help_text=_("As your dispatch system writes it."),
        required=False,
        max_length=120,
    )

    def __init__(self, *args: object, seen: list[str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        choices = forms.MultipleChoiceField(choices=[(code, code) for code in seen], required=False)
        self.fields["codes"] = choices

    def clean(self) -> dict[str, object]:
        given = super().clean() or {}
        if not self.errors and not self.all_codes():
            raise forms.ValidationError(_("Choose at least one type of call."), code="no_type")
        return given

    def all_codes(self) -> list[str]:
        other = self.cleaned_data.get("other", "")
        return [*self.cleaned_data.get("codes", []), *([other] if other else [])]


class RuleForm(forms.Form):
    """One rule: on or off, and after how long."""

    is_enabled = forms.BooleanField(label=_("Send this text"), required=False)
    delay_minutes = forms.IntegerField(label=_("Minutes"))

    def __init__(self, *args: object, shipped: ShippedRule, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["delay_minutes"] = forms.IntegerField(
            label=_("Minutes until it is sent"), min_value=shipped.least, max_value=shipped.most
        )


class ProtectForm(forms.Form):
    """A number, an address or both. There is no field for a reason, so that none can be read."""

    phone = forms.CharField(label=_("Telephone number"), required=False, max_length=40)
    address = forms.CharField(label=_("Address"), required=False, max_length=200)
    days = forms.IntegerField(label=_("For how many days"), initial=365, min_value=1, max_value=3650)
