"""The shape of the staff's list: how it is narrowed, and how several cases are given on at once."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from commonbeat.engine.casework.access import kinds_listed_for
from commonbeat.engine.casework.forms.case import PersonChoice
from commonbeat.engine.casework.models import Queue
from commonbeat.engine.casework.queries.lists import Wanted, states_of
from commonbeat.engine.casework.queries.pages import queues_of
from commonbeat.ground.agency.access import active_posts
from commonbeat.ground.agency.models import Area, Staff
from commonbeat.ground.core.errors import Invalid

WHO = [
    ("all", _("Everyone's")),
    ("mine", _("Mine")),
    ("queues", _("In my queues")),
    ("nobody", _("Nobody's")),
    ("late", _("Late")),
]


class WantedForm(forms.Form):
    """What the list is narrowed to. A value that is not offered is left out, never an error."""

    who = forms.ChoiceField(label=_("Whose"), choices=WHO, required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)
    area = forms.ModelChoiceField(
        label=_("Area"), queryset=Area.objects.none(), required=False, empty_label=_("Everywhere")
    )
    standing = forms.ChoiceField(
        label=_("Open or ended"), choices=[("open", _("Still open")), ("ended", _("Ended"))], required=False
    )
    text = forms.CharField(label=_("Reference"), required=False, max_length=30)

    def __init__(self, data: Any = None, *, staff: Staff) -> None:
        super().__init__(data, auto_id="want-%s", use_required_attribute=False)
        kinds = kinds_listed_for(staff)
        fields: dict[str, Any] = self.fields
        fields["kind"].choices = [("", _("All kinds")), *((kind.key, kind.name) for kind in kinds)]
        fields["state"].choices = [("", _("Any state")), *states_of(kinds)]
        fields["area"].queryset = Area.objects.filter(agency=staff.agency_id).order_by("name", "pk")
        if len(kinds) < 2:
            del self.fields["kind"]

    def wanted(self) -> Wanted:
        self.is_valid()
        given = self.cleaned_data
        area = given.get("area")
        return Wanted(
            kind=given.get("kind") or "",
            who=given.get("who") or "all",
            state=given.get("state") or "",
            area=area.pk if area else None,
            text=given.get("text") or "",
            is_open=given.get("standing") != "ended",
        )


class GiveOnForm(forms.Form):
    """A person or a queue, never both. Each case asks for itself whether the person may work on it."""

    to = PersonChoice(
        label=_("To a person"), queryset=Staff.objects.none(), required=False, empty_label=_("Choose one")
    )
    queue = forms.ModelChoiceField(
        label=_("or to a queue"), queryset=Queue.objects.none(), required=False, empty_label=_("Choose one")
    )

    def __init__(self, data: Any = None, *, staff: Staff, at: datetime) -> None:
        super().__init__(data, auto_id="give-%s")
        fields: dict[str, Any] = self.fields
        fields["to"].queryset = active_posts(staff.agency, at).order_by("name", "pk")
        fields["queue"].queryset = queues_of(staff.agency)

    def chosen(self) -> Staff | Queue:
        """Return who gets them, or raise Invalid."""
        self.is_valid()
        given = [one for one in (self.cleaned_data.get("to"), self.cleaned_data.get("queue")) if one]
        if len(given) != 1:
            raise Invalid(gettext("Choose a person or a queue, not both."), code="no_choice", where="to")
        one: Staff | Queue = given[0]
        return one
