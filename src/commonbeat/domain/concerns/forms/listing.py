"""The shape of what narrows down the public list of concerns, and of a wish for news by e-mail."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from commonbeat.domain.concerns.models import Category
from commonbeat.domain.concerns.queries.pages import Wanted
from commonbeat.domain.concerns.queries.reporting import areas_to_choose, open_categories, said
from commonbeat.ground.agency.models import Agency, Area


class WhereAndWhat(forms.Form):
    """An area and a kind out of those the agency has; whatever is not known fits everything."""

    area = forms.ChoiceField(label=gettext_lazy("Part of town"), required=False)
    category = forms.ChoiceField(label=gettext_lazy("What it is about"), required=False)

    def __init__(self, data: Any = None, *, agency: Agency, **options: Any) -> None:
        super().__init__(data, **options)
        self.areas: dict[str, Area] = {area.code: area for area in areas_to_choose(agency)}
        self.categories: dict[str, Category] = {
            row.key: row for row in open_categories(agency) if not row.is_private
        }
        area: Any = self.fields["area"]
        area.choices = [("", _("All of town")), *((code, row.name) for code, row in self.areas.items())]
        category: Any = self.fields["category"]
        category.choices = [
            ("", _("Everything")),
            *((k, said(row.names)) for k, row in self.categories.items()),
        ]


class FilterForm(WhereAndWhat):
    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        required=False,
        choices=[
            ("", gettext_lazy("Any")),
            ("open", pgettext_lazy("concern", "Open")),
            ("closed", gettext_lazy("Finished")),
            ("confirmed", gettext_lazy("Confirmed fixed")),
        ],
    )

    def wanted(self) -> Wanted:
        """Return what was chosen; a choice that does not exist is as none."""
        self.is_valid()
        given = self.cleaned_data
        return Wanted(given.get("area", ""), given.get("category", ""), given.get("state", ""))


class SubscribeForm(WhereAndWhat):
    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        help_text=gettext_lazy(
            "We write once to ask whether it is yours. Nothing is sent before you say yes."
        ),
        error_messages={
            "required": gettext_lazy("Write your e-mail address."),
            "invalid": gettext_lazy("This is not an e-mail address. It looks like name@example.com."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"}),
    )
    field_order = ("email", "area", "category")
