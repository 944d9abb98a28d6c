"""The shape of queues and of ready words, as those who manage them type them."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from commonbeat.engine.casework.choices import MESSAGE_LENGTH, case_types
from commonbeat.engine.casework.forms.case import PersonChoice
from commonbeat.engine.casework.models import Queue, ReplyTemplate
from commonbeat.engine.casework.queries.lists import states_of
from commonbeat.engine.casework.queries.pages import queues_of
from commonbeat.ground.agency.access import active_posts
from commonbeat.ground.agency.models import Agency, Staff
from commonbeat.ground.core.errors import Refused


class PeopleChoice(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return ", ".join(part for part in (obj.name, obj.title, obj.employee_no) if part)


class FaultyForm(forms.Form):
    """A form that shows a refusal at its field."""

    def refuse(self, refusal: Refused) -> None:
        self.add_error(refusal.where if refusal.where in self.fields else None, refusal.message)


class QueueForm(FaultyForm):
    name = forms.CharField(label=_("Name"), max_length=80)
    lead = PersonChoice(
        label=_("Who leads it?"),
        help_text=_("They hear first of what is late in it."),
        queryset=Staff.objects.none(),
        required=False,
        empty_label=_("Nobody"),
    )
    members = PeopleChoice(
        label=_("Who works in it?"),
        queryset=Staff.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: Any = None, *, agency: Agency, at: datetime, queue: Queue | None = None) -> None:
        initial = {"name": queue.name, "lead": queue.lead_id, "members": queue.members.all()} if queue else {}
        super().__init__(data, initial=initial)
        here = active_posts(agency, at).order_by("name", "pk")
        fields: dict[str, Any] = self.fields
        fields["lead"].queryset = fields["members"].queryset = here


class EndQueueForm(FaultyForm):
    to = forms.ModelChoiceField(
        label=_("Where do its open cases go?"),
        queryset=Queue.objects.none(),
        required=False,
        empty_label=_("There are none"),
    )

    def __init__(self, data: Any = None, *, queue: Queue) -> None:
        super().__init__(data, auto_id="end-%s")
        field: Any = self.fields["to"]
        field.queryset = queues_of(queue.agency).exclude(pk=queue.pk)


class ReplyForm(FaultyForm):
    name = forms.CharField(label=_("Name"), help_text=_("Only staff see it."), max_length=80)
    language = forms.ChoiceField(label=_("Language"))
    fits = forms.ChoiceField(label=_("Offered for"), required=False)
    body = forms.CharField(
        label=_("Words"), max_length=MESSAGE_LENGTH, widget=forms.Textarea(attrs={"rows": 8})
    )

    def __init__(self, data: Any = None, *, agency: Agency, reply: ReplyTemplate | None = None) -> None:
        super().__init__(data, initial=_initial(reply) if reply else {"language": agency.languages[0]})
        fields: dict[str, Any] = self.fields
        fields["language"].choices = [
            (code, get_language_info(code)["name_local"]) for code in agency.languages
        ]
        kinds = case_types()
        whole = [(f"{kind.key}:", _("%(kind)s: any state") % {"kind": kind.name}) for kind in kinds]
        fields["fits"].choices = [("", _("Everything")), *whole, *states_of(kinds)]

    def kind_and_state(self) -> tuple[str, str]:
        kind, _colon, state = self.cleaned_data["fits"].partition(":")
        return kind, state


def _initial(reply: ReplyTemplate) -> dict[str, str]:
    fits = f"{reply.kind}:{reply.state}" if reply.kind else ""
    return {"name": reply.name, "language": reply.language, "fits": fits, "body": reply.body}
