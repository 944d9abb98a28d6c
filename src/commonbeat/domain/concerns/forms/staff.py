"""What staff type about one concern: its kind, what everyone may read, what is covered, who takes it over."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commonbeat.domain.concerns.choices import DESCRIPTION_LENGTH, LeftContact
from commonbeat.domain.concerns.models import Category, Partner
from commonbeat.domain.concerns.queries import category_name, text_in
from commonbeat.ground.agency.models import Agency, Area

MOST_BOXES = 6
REASON = 200


class KindChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return category_name(obj)


class KindForm(forms.Form):
    category = KindChoice(label=_("Kind"), queryset=Category.objects.none())

    def __init__(self, data: Any = None, *, agency: Agency, **given: Any) -> None:
        super().__init__(data, **given)
        self.fields["category"].queryset = kinds_of(agency)  # type: ignore[attr-defined]


class LookForm(forms.Form):
    words = forms.CharField(
        label=_("What everyone may read"),
        help_text=_("Take out names, house numbers, license plates and telephone numbers."),
        required=False,
        max_length=DESCRIPTION_LENGTH,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    photos = forms.MultipleChoiceField(
        label=_("Photos everyone may see"), required=False, widget=forms.CheckboxSelectMultiple
    )
    is_private = forms.BooleanField(label=_("Keep the whole report private"), required=False)
    reason = forms.CharField(
        label=_("Why you change it"),
        help_text=_("Needed when you change the words or who may see the report."),
        required=False,
        max_length=REASON,
    )

    def __init__(self, data: Any = None, *, photos: list[tuple[str, str]], **given: Any) -> None:
        super().__init__(data, **given)
        if photos:
            self.fields["photos"].choices = photos  # type: ignore[attr-defined]
        else:
            del self.fields["photos"]


class CoverForm(forms.Form):
    """Boxes by numbers: percent of the photo from its left and top edge, and percent wide and high."""

    def __init__(self, data: Any = None, **given: Any) -> None:
        super().__init__(data, **given)
        names = {
            "left": _("From the left"),
            "top": _("From the top"),
            "width": _("Wide"),
            "height": _("High"),
        }
        for number in range(1, MOST_BOXES + 1):
            for side, name in names.items():
                self.fields[f"{side}_{number}"] = forms.FloatField(
                    label=name,
                    required=False,
                    min_value=0,
                    max_value=100,
                    widget=forms.NumberInput(attrs={"step": "0.1", "data-box": side}),
                )
        self.fields["reason"] = forms.CharField(label=_("Why you cover it"), max_length=REASON)

    def rows(self) -> list[tuple[int, list[forms.BoundField]]]:
        sides = ("left", "top", "width", "height")
        return [(number, [self[f"{side}_{number}"] for side in sides]) for number in range(1, MOST_BOXES + 1)]

    def boxes(self) -> list[tuple[float, float, float, float]]:
        """Return the boxes that are wide and high at all, as fractions."""
        found = []
        for number in range(1, MOST_BOXES + 1):
            left, top, width, height = (
                (self.cleaned_data.get(f"{side}_{number}") or 0) / 100
                for side in ("left", "top", "width", "height")
            )
            if width and height:
                found.append((left, top, width, height))
        return found


class HandOffForm(forms.Form):
    partner = forms.ModelChoiceField(label=_("Who takes it over"), queryset=Partner.objects.none())
    reason = forms.CharField(
        label=_("Why"), help_text=_("The person who reported it reads this."), max_length=1000
    )

    def __init__(self, data: Any = None, *, agency: Agency, **given: Any) -> None:
        super().__init__(data, **given)
        partners = Partner.objects.filter(agency=agency, ended_at=None).order_by("name")
        self.fields["partner"].queryset = partners  # type: ignore[attr-defined]


class TakeBackForm(forms.Form):
    reason = forms.CharField(
        label=_("Why"), help_text=_("The person who reported it reads this."), max_length=1000
    )


class TakeForm(KindForm):
    """A report taken from somebody who calls or comes in."""

    words = forms.CharField(
        label=_("What they say"),
        help_text=_("Their words, without names where you can."),
        max_length=DESCRIPTION_LENGTH,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    place = forms.CharField(
        label=_("Where"),
        help_text=_("An address, two streets that cross, or a place people know."),
        max_length=200,
        required=False,
    )
    area = forms.ModelChoiceField(
        label=_("Area"),
        help_text=_("If nobody knows the place."),
        queryset=Area.objects.none(),
        required=False,
    )
    phone = forms.CharField(
        label=_("Their number"),
        help_text=_("Only if they want to hear of it. They may leave it out."),
        max_length=30,
        required=False,
    )
    language = forms.ChoiceField(label=_("Their language"))
    token = forms.RegexField(r"^\w{16}$", widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, *, agency: Agency, languages: list[tuple[str, str]], **given: Any
    ) -> None:
        super().__init__(data, agency=agency, **given)
        self.fields["area"].queryset = Area.objects.filter(agency=agency).order_by("name")  # type: ignore[attr-defined]
        self.fields["language"].choices = languages  # type: ignore[attr-defined]

    def left(self) -> LeftContact | None:
        phone = self.cleaned_data.get("phone", "")
        return LeftContact(phone=phone) if phone else None


class AnswersForm(forms.Form):
    """The questions of one kind, as staff ask them."""

    def __init__(self, data: Any = None, *, category: Category, **given: Any) -> None:
        super().__init__(data, prefix="answer", **given)
        for question in category.questions:
            self.fields[question["code"]] = _field(question)


def _field(question: dict[str, Any]) -> forms.Field:
    asked: dict[str, Any] = {"label": text_in(question["texts"]), "required": bool(question.get("required"))}
    listed = [(value["key"], text_in(value["texts"])) for value in question.get("values", ())]
    if question["datatype"] == "multivaluelist":
        return forms.MultipleChoiceField(choices=listed, widget=forms.CheckboxSelectMultiple, **asked)
    if question["datatype"] == "singlevaluelist":
        return forms.ChoiceField(choices=[("", "—"), *listed], **asked)
    if question["datatype"] == "datetime":
        return forms.CharField(widget=forms.DateInput(attrs={"type": "date"}), **asked)
    if question["datatype"] == "text":
        return forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), **asked)
    return forms.CharField(**asked)


def kinds_of(agency: Agency) -> Any:
    """Return the kinds that can be reported, in their order: none that sends to the telephone."""
    kinds = Category.objects.filter(agency=agency, ended_at=None)
    return kinds.filter(stopper={}).order_by("position", "pk")
