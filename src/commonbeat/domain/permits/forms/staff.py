"""Forms of the staff's pages: grounds are ticked from a list, and no amount can be typed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commonbeat.domain.permits.choices import Money, Result, Verdict
from commonbeat.domain.permits.models import Application
from commonbeat.domain.permits.queries import ground_names, said


def _text(label: Any, *, required: bool = True, hint: Any = "", most: int = 2000) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, required=required, help_text=hint, max_length=most, widget=area)


class GroundsForm(forms.Form):
    """A form with the listed grounds of one application's version to tick."""

    grounds = forms.MultipleChoiceField(
        label=_("Grounds"),
        help_text=_("Only these can be used. What is said at an event, or who may object to it, is none."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose grounds from the list. Other grounds cannot be used.")},
    )

    def __init__(self, data: Any = None, *, application: Application) -> None:
        super().__init__(data, auto_id=f"{type(self).__name__}_%s")
        field: Any = self.fields["grounds"]
        field.choices = list(ground_names(application.version).items())


class AskForm(forms.Form):
    keys = forms.MultipleChoiceField(label=_("What is missing?"), widget=forms.CheckboxSelectMultiple)
    words = _text(
        _("Say what is needed"), hint=_("The person reads this. The time stands still until they answer.")
    )

    def __init__(self, data: Any = None, *, application: Application) -> None:
        super().__init__(data, auto_id="ask_%s")
        kind = application.kind
        field: Any = self.fields["keys"]
        field.choices = [(f.key, said(f.label)) for f in kind.fields if f.type != "file"]
        field.choices += [(part.key, said(part.name)) for part in kind.checklist]


class ReviewForm(GroundsForm):
    standing = forms.ChoiceField(
        label=_("Your answer"),
        choices=(("agreed", _("No objection")), ("objected", _("I object"))),
        widget=forms.RadioSelect,
    )
    facts = _text(_("Facts"), required=False)
    mend = _text(_("What would mend it?"), required=False)
    field_order = ("standing", "grounds", "facts", "mend")


class DecideForm(GroundsForm):
    verdict = forms.ChoiceField(
        label=_("Decision"),
        choices=((Verdict.GRANTED, _("Grant it")), (Verdict.DENIED, _("Deny it"))),
        widget=forms.RadioSelect,
    )
    facts = _text(_("The facts, in writing"), hint=_("The person who asked reads them."))
    conditions = _text(_("Conditions"), required=False, hint=_("They stand on the permit."))
    field_order = ("verdict", "grounds", "facts", "conditions")


class RevokeForm(GroundsForm):
    facts = _text(_("The facts, in writing"), hint=_("The person who asked reads them."))


class HearForm(forms.Form):
    result = forms.ChoiceField(
        label=_("What do you decide?"),
        choices=((Result.UPHELD, _("The decision stands")), (Result.OVERTURNED, _("Overturn the decision"))),
        widget=forms.RadioSelect,
    )
    reason = _text(_("The reason, in writing"))


class FeeForm(forms.Form):
    """Notes what the cashier did; the amount is never typed."""

    kind = forms.ChoiceField(label=_("What happened?"), widget=forms.RadioSelect)
    cashier_reference = forms.CharField(
        label=_("Number on the cashier's receipt"),
        help_text=_("Never the number of a card."),
        required=False,
        max_length=40,
    )
    rule = forms.ChoiceField(label=_("Waived by which rule?"), required=False)
    reason = _text(_("Reason"), required=False, most=400)

    def __init__(self, data: Any = None, *, application: Application) -> None:
        super().__init__(data, auto_id="fee_%s")
        waivers = [(part.key, said(part.name)) for part in application.kind.waivers]
        kind: Any = self.fields["kind"]
        kind.choices = [(key, name) for key, name in Money.choices if key != Money.WAIVED or waivers]
        rule: Any = self.fields["rule"]
        rule.choices = [("", _("none")), *waivers]


class PlanForm(forms.Form):
    key = forms.ChoiceField(label=_("Which inspection?"))
    on = forms.DateField(
        label=_("On which day?"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, data: Any = None, *, application: Application) -> None:
        super().__init__(data, auto_id="plan_%s")
        field: Any = self.fields["key"]
        field.choices = [(part.key, said(part.name)) for part in application.kind.inspections]


class RecordForm(forms.Form):
    is_passed = forms.ChoiceField(
        label=_("Result"), choices=(("yes", _("Passed")), ("no", _("Not passed"))), widget=forms.RadioSelect
    )
    on = forms.DateField(
        label=_("Done on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    found = _text(_("What was found"), required=False)
