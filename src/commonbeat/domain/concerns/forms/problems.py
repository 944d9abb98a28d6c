"""What staff type about problems: a name, the stages, partners, periods, and which concerns belong to it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commonbeat.domain.concerns.actions.problems import STAGE_LENGTH, Promise
from commonbeat.domain.concerns.choices import ComparedWith
from commonbeat.domain.concerns.models import Category, Concern, Problem
from commonbeat.domain.concerns.queries.faces import category_name
from commonbeat.domain.concerns.rules.problems import SHORTEST_DAYS, Span
from commonbeat.engine.casework.choices import REASON_LENGTH
from commonbeat.ground.agency.models import Agency, Area

STAGES = {
    "scan": (_("What we saw"), _("What comes in again and again, where, when, and who is hurt by it.")),
    "analysis": (_("Why it happens"), _("What we found out about the causes, and how we know it.")),
    "response": (_("What we did"), _("What was done, by whom, and from which day on.")),
    "assessment": (
        _("What came of it"),
        _("What changed, what did not, and what we cannot tell. The figures stand beside your words."),
    ),
}


def _day(label: Any, *, is_required: bool = True) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=is_required, widget=widget)


class CategoryChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return category_name(obj)


class WhereForm(forms.Form):
    """A category and an area of one agency; either may be left open."""

    category = CategoryChoice(
        label=_("Category"),
        queryset=Category.objects.none(),
        required=False,
        empty_label=_("All categories"),
    )
    area = forms.ModelChoiceField(
        label=_("Area"), queryset=Area.objects.none(), required=False, empty_label=_("The whole city")
    )

    def __init__(self, data: Any = None, *, agency: Agency, **given: Any) -> None:
        super().__init__(data, **given)
        category, area = self.fields["category"], self.fields["area"]
        category.queryset = Category.objects.filter(agency=agency).order_by("position")  # type: ignore[attr-defined]
        area.queryset = Area.objects.filter(agency=agency).order_by("kind", "code")  # type: ignore[attr-defined]


class OpenForm(WhereForm):
    title = forms.CharField(
        label=_("Name of the problem"),
        help_text=_("As you would say it: “Break-ins into cars at the station”. It may become public."),
        max_length=120,
    )
    field_order = ("title", "category", "area")


class PickForm(WhereForm):
    """Narrows down which concerns are offered."""

    since = _day(_("Came in from"), is_required=False)
    until = _day(_("To"), is_required=False)

    def span(self) -> Span | None:
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        return Span(since, until) if since and until else None


class StageForm(forms.Form):
    words = forms.CharField(
        required=False, max_length=STAGE_LENGTH, widget=forms.Textarea(attrs={"rows": 14})
    )

    def __init__(self, data: Any = None, *, problem: Problem, stage: str) -> None:
        super().__init__(data, initial={"words": getattr(problem, stage)})
        self.fields["words"].label, self.fields["words"].help_text = STAGES[stage]


class PromiseForm(forms.Form):
    """One partner; an empty line is nobody."""

    name = forms.CharField(label=_("Who"), max_length=120)
    promise = forms.CharField(label=_("What they promised"), max_length=300)
    promised_on = _day(_("Promised on"))
    due_on = _day(_("To be done by"), is_required=False)
    kept_on = _day(_("Done on"), is_required=False)

    def promised(self) -> Promise:
        given = {name: self.cleaned_data[name] for name in self.base_fields}
        return Promise(**given)


PromiseForms = forms.formset_factory(PromiseForm, extra=2, can_delete=True, max_num=30)


class PeriodsForm(forms.Form):
    before_from = _day(_("Before: first day"))
    before_until = _day(_("Before: last day"))
    after_from = _day(_("After: first day"))
    after_until = _day(_("After: last day"))
    comparison = forms.ChoiceField(
        label=_("Held against"),
        help_text=_("Another place over the same days shows what changed everywhere."),
        choices=ComparedWith.choices,
        widget=forms.RadioSelect,
        initial=ComparedWith.NOTHING,
    )
    comparison_area = forms.ModelChoiceField(
        label=_("Which area, if it is one"), queryset=Area.objects.none(), required=False
    )

    def __init__(self, data: Any = None, *, problem: Problem) -> None:
        super().__init__(data, initial={name: getattr(problem, name) for name in self.base_fields})
        areas: Any = self.fields["comparison_area"]
        others = Area.objects.filter(agency=problem.agency).exclude(pk=problem.area_id or 0)
        areas.queryset = others.order_by("kind", "code")
        self.fields["before_from"].help_text = _("Each period needs at least %(days)d days.") % {
            "days": SHORTEST_DAYS
        }

    def spans(self) -> tuple[Span, Span]:
        given = self.cleaned_data
        return (
            Span(given["before_from"], given["before_until"]),
            Span(given["after_from"], given["after_until"]),
        )


class JoinForm(forms.Form):
    concerns = forms.ModelMultipleChoiceField(
        queryset=Concern.objects.none(),
        to_field_name="pk",
        error_messages={"required": _("Tick at least one concern.")},
    )

    def __init__(self, data: Any = None, *, offered: Any) -> None:
        super().__init__(data)
        field: Any = self.fields["concerns"]
        field.queryset = offered


class FinishForm(forms.Form):
    reason = forms.CharField(
        label=_("Why it is done"),
        help_text=_("What came of it was written and compared since the last response."),
        max_length=REASON_LENGTH,
    )


class ShowForm(forms.Form):
    is_public = forms.BooleanField(
        label=_("Everyone may read this story"),
        help_text=_("The four parts, the partners and the figures. Private concerns are never in it."),
        required=False,
    )
    reason = forms.CharField(label=_("Why"), max_length=200)
