"""The shape of what people type: thanks from the public, and staff's decisions about conduct."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commonbeat.domain.conduct.models import CallBack, Thanks
from commonbeat.domain.conduct.queries import (
    among,
    callers_for,
    outcomes_to_choose,
    people_at,
    people_to_commend,
)
from commonbeat.domain.conduct.rules import LONGEST_REPLY
from commonbeat.ground.agency.models import Staff
from commonbeat.ground.core.ids import ALPHABET, public_id

MOST_WORDS = 2000
TOKEN_LENGTH = 16


class GiveThanksForm(forms.Form):
    words = forms.CharField(
        label=_("What would you like to say?"),
        help_text=_("In any language. Please leave out telephone numbers and addresses."),
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Write a few words, then go on.")},
    )
    who = forms.CharField(
        label=_("Who helped you?"),
        help_text=_("A name, a badge number, or what they looked like. We find the person."),
        max_length=120,
        required=False,
    )
    when = forms.CharField(
        label=_("When and where was it?"),
        help_text=_("For example: last Tuesday evening, at the library."),
        max_length=80,
        required=False,
    )
    token = forms.RegexField(
        rf"^[{ALPHABET}]{{{TOKEN_LENGTH}}}$",
        widget=forms.HiddenInput,
        initial=lambda: public_id(TOKEN_LENGTH),
    )


class LookForm(forms.Form):
    words = forms.CharField(
        label=_("The words the officer will read"),
        max_length=MOST_WORDS + 500,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class StaffChoice(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Names with numbers, since two people may share a name."""

    def label_from_instance(self, obj: Any) -> str:
        return ", ".join(part for part in (obj.name, obj.title, obj.employee_no) if part)


class MatchForm(forms.Form):
    staff = StaffChoice(
        label=_("Whom are these thanks for?"),
        queryset=Staff.objects.none(),
        error_messages={"required": _("Choose at least one person.")},
    )

    def __init__(self, data: Any = None, *, thanks: Thanks, by: Staff) -> None:
        super().__init__(data)
        field: Any = self.fields["staff"]
        field.queryset = people_at(thanks.agency, but_not=by)


class ReplyForm(forms.Form):
    body = forms.CharField(
        label=_("Your answer"),
        help_text=_("One or two lines. A supervisor reads it before it is sent as a text."),
        max_length=LONGEST_REPLY,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write a few words first.")},
    )


class CommendForm(forms.Form):
    staff = forms.ModelChoiceField(
        label=_("Whom do you commend?"), queryset=Staff.objects.none(), empty_label=_("Choose someone")
    )
    words = forms.CharField(
        label=_("What did they do?"), max_length=MOST_WORDS, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, data: Any = None, *, by: Staff, at: datetime) -> None:
        super().__init__(data)
        field: Any = self.fields["staff"]
        field.queryset = among(people_to_commend(by, at))


class AssignForm(forms.Form):
    to = forms.ModelChoiceField(
        label=_("Who calls?"), queryset=Staff.objects.none(), empty_label=_("Choose someone")
    )

    def __init__(self, data: Any = None, *, call_back: CallBack, at: datetime) -> None:
        super().__init__(data, initial={"to": call_back.assigned_to_id})
        field: Any = self.fields["to"]
        field.queryset = among(callers_for(call_back, at))


class CloseForm(forms.Form):
    outcome = forms.ChoiceField(label=_("What came of it?"), widget=forms.RadioSelect)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        field: Any = self.fields["outcome"]
        field.choices = outcomes_to_choose()


class HandOverForm(forms.Form):
    on = forms.DateField(
        label=_("Handed over on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
