"""What staff type about kinds of concerns, routing, partners and places."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commonbeat.domain.concerns.forms.staff import KindChoice, KindForm
from commonbeat.domain.concerns.models import Category
from commonbeat.engine.casework.models import Queue
from commonbeat.engine.messaging.queries import language_name
from commonbeat.ground.agency.models import Agency, Area

WEEKDAYS = (
    (1, _("Monday")),
    (2, _("Tuesday")),
    (3, _("Wednesday")),
    (4, _("Thursday")),
    (5, _("Friday")),
    (6, _("Saturday")),
    (7, _("Sunday")),
)


def _queues(agency: Agency) -> Any:
    return Queue.objects.filter(agency=agency, ended_at=None).order_by("name")


class CategoryForm(forms.Form):
    """One kind of concern, its texts in each language of the agency."""

    sla_days = forms.IntegerField(
        label=_("Business days until it should be finished"), min_value=1, max_value=365
    )
    queue = forms.ModelChoiceField(label=_("Queue"), queryset=Queue.objects.none())
    is_private = forms.BooleanField(
        label=_("Private: only the sender and a few staff see it"), required=False
    )
    may_be_anonymous = forms.BooleanField(
        label=_("People need not leave a way to reach them"), required=False
    )
    is_field_work = forms.BooleanField(
        label=_("Closing it needs a photo or a document of the work"), required=False
    )
    is_listed = forms.BooleanField(label=_("Other programs may offer it"), required=False)

    def __init__(self, data: Any = None, *, category: Category, **given: Any) -> None:
        agency = category.agency
        self.languages = list(dict.fromkeys([*agency.languages, *category.names]))
        super().__init__(data, initial=_initial(category, self.languages), **given)
        self.fields["queue"].queryset = _queues(agency)  # type: ignore[attr-defined]
        for code in self.languages:
            named = {"language": language_name(code)}
            self.fields[f"name_{code}"] = forms.CharField(
                label=_("Name, %(language)s") % named, max_length=80
            )
            self.fields[f"hint_{code}"] = forms.CharField(
                label=_("Explanation, %(language)s") % named, max_length=300, required=False
            )

    def changes(self) -> dict[str, Any]:
        """Return what `actions.change_kind` takes."""
        kept = {
            name: value for name, value in self.cleaned_data.items() if name[:5] not in ("name_", "hint_")
        }
        for part in ("name", "hint"):
            kept[f"{part}s"] = {code: self.cleaned_data[f"{part}_{code}"] for code in self.languages}
        return kept


def _initial(category: Category, languages: list[str]) -> dict[str, Any]:
    plain = ("sla_days", "queue", "is_private", "may_be_anonymous", "is_field_work", "is_listed")
    initial = {name: getattr(category, name) for name in plain}
    for code in languages:
        initial[f"name_{code}"] = category.names.get(code, "")
        initial[f"hint_{code}"] = category.hints.get(code, "")
    return initial


class RuleForm(forms.Form):
    category = KindChoice(
        label=_("Kind"), queryset=Category.objects.none(), required=False, empty_label=_("Every kind")
    )
    area = forms.ModelChoiceField(
        label=_("Area"), queryset=Area.objects.none(), required=False, empty_label=_("Everywhere")
    )
    weekdays = forms.TypedMultipleChoiceField(
        label=_("Days"),
        help_text=_("None means every day. A night belongs to the day on which it begins."),
        choices=WEEKDAYS,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    from_time = forms.TimeField(
        label=_("From"), required=False, widget=forms.TimeInput(attrs={"type": "time"})
    )
    to_time = forms.TimeField(label=_("To"), required=False, widget=forms.TimeInput(attrs={"type": "time"}))
    queue = forms.ModelChoiceField(label=_("Goes to"), queryset=Queue.objects.none())

    def __init__(self, data: Any = None, *, agency: Agency, **given: Any) -> None:
        super().__init__(data, **given)
        kinds = Category.objects.filter(agency=agency, ended_at=None).order_by("position")
        self.fields["category"].queryset = kinds  # type: ignore[attr-defined]
        self.fields["area"].queryset = Area.objects.filter(agency=agency).order_by("name")  # type: ignore[attr-defined]
        self.fields["queue"].queryset = _queues(agency)  # type: ignore[attr-defined]


class TryForm(KindForm):
    """Where would a report go that came in now, or at another time?"""

    area = forms.ModelChoiceField(
        label=_("Area"), queryset=Area.objects.none(), required=False, empty_label=_("Unknown")
    )
    when = forms.DateTimeField(
        label=_("When"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}), required=False
    )

    def __init__(self, data: Any = None, *, agency: Agency, **given: Any) -> None:
        super().__init__(data, agency=agency, **given)
        self.fields["area"].queryset = Area.objects.filter(agency=agency).order_by("name")  # type: ignore[attr-defined]


class PartnerForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(
        label=_("E-mail address"), help_text=_("Reports go there as letters."), required=False
    )
    endpoint = forms.URLField(
        label=_("Open311 address"),
        help_text=_("If it takes reports by Open311, such as https://city.example/open311/v2"),
        required=False,
        assume_scheme="https",
    )
    jurisdiction = forms.CharField(label=_("Jurisdiction"), max_length=80, required=False)


class PlacesForm(forms.Form):
    file = forms.FileField(
        label=_("File with places"),
        help_text=_(
            "CSV with the columns kind (address, intersection, landmark), name, longitude, latitude."
        ),
    )
