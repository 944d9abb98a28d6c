"""How far back the figures for those who lead look."""

from datetime import date, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from commonbeat.engine.measures.choices import Period

USUAL_DAYS = "90"


class DaysForm(forms.Form):
    days = forms.ChoiceField(
        label=_("Came in during"),
        choices=[
            ("30", _("The last 30 days")),
            ("90", _("The last 90 days")),
            ("365", _("The last 365 days")),
        ],
        initial=USUAL_DAYS,
        required=False,
    )

    def period(self, today: date) -> Period:
        chosen = self.cleaned_data.get("days") if self.is_valid() else ""
        return Period(today - timedelta(days=int(chosen or USUAL_DAYS) - 1), today)
