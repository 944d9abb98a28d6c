"""Forms of the public pages: one question at a time, own words, what was missing, an appeal."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from commonbeat.domain.permits.choices import OWN_WORDS_LENGTH
from commonbeat.domain.permits.queries import said
from commonbeat.domain.permits.rules import DAYS_AHEAD, EVENT_DAYS, LARGEST, LONGEST, Field, span_of

MOMENT = "%Y-%m-%dT%H:%M"
HOURS_OF_DAY = 24
YES_NO = (("yes", _("Yes")), ("no", _("No")))


def _field(asked: Field, label: Any) -> forms.Field:
    """Return the form field of a question that has one field."""
    given: dict[str, Any] = {"label": label, "help_text": said(asked.hint), "required": asked.required}
    if asked.type == "number":
        return forms.IntegerField(min_value=1, max_value=LARGEST, **given)
    if asked.type == "date":
        return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **given)
    if asked.type == "yesno":
        return forms.ChoiceField(choices=YES_NO, widget=forms.RadioSelect, **given)
    if asked.type == "file":
        return forms.FileField(**given)
    return forms.CharField(max_length=LONGEST, **given)


def _moment(label: Any, *, required: bool) -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT)
    return forms.DateTimeField(label=label, widget=widget, input_formats=[MOMENT], required=required)


class Answering(forms.Form):
    """A form whose fields are questions of a kind of permit, answered in the agency's own time."""

    def __init__(self, data: Any, files: Any, *, zone: ZoneInfo, at: datetime) -> None:
        super().__init__(data, files)
        self.zone = zone
        self.today = at.astimezone(zone).date()
        self.questions: list[Field] = []

    def ask(self, asked: Field, known: Any) -> None:
        self.questions.append(asked)
        if asked.type == "span":
            self.fields[f"{asked.key}_starts"] = _moment(_("It begins"), required=asked.required)
            self.fields[f"{asked.key}_ends"] = _moment(_("It ends"), required=asked.required)
            for end in ("starts", "ends") if known else ():
                moment = datetime.fromisoformat(known[end]).astimezone(self.zone)
                self.initial[f"{asked.key}_{end}"] = moment.strftime(MOMENT)
            return
        self.fields[asked.key] = _field(asked, said(asked.label))
        if known is not None:
            is_yes_no = isinstance(known, bool)
            self.initial[asked.key] = ("yes" if known else "no") if is_yes_no else known

    def clean(self) -> dict[str, Any]:
        for asked in self.questions:
            if asked.type == "span":
                self._check_span(asked)
            elif asked.type == "date":
                self._check_day(asked.key, self.cleaned_data.get(asked.key))
        return self.cleaned_data

    def _check_span(self, asked: Field) -> None:
        starts, ends = (self.cleaned_data.get(f"{asked.key}_{end}") for end in ("starts", "ends"))
        if not (starts and ends):
            return
        self._check_day(f"{asked.key}_starts", starts.date())
        if f"{asked.key}_starts" in self.errors:
            return
        # In real time: on the night when clocks change, a later hour on the wall may come before.
        hours = self._span(starts, ends)["hours"]
        if hours < 1:
            self.add_error(f"{asked.key}_ends", _("It must end after it begins."))
        elif hours > EVENT_DAYS * HOURS_OF_DAY:
            message = _("This is longer than %(days)d days. Ask for each part by itself.")
            self.add_error(f"{asked.key}_ends", message % {"days": EVENT_DAYS})

    def _check_day(self, key: str, day: date | None) -> None:
        if day is not None and day < self.today:
            self.add_error(key, _("This day is over. Choose today or a later day."))
        elif day is not None and day > self.today + timedelta(days=DAYS_AHEAD):
            self.add_error(key, _("This is more than three years ahead. Look at the year."))

    def _span(self, starts: datetime, ends: datetime) -> dict[str, Any]:
        return span_of(starts.replace(tzinfo=None), ends.replace(tzinfo=None), self.zone)

    def answer_to(self, asked: Field) -> Any:
        """Return the answer as it is stored: plain values, times with their zone; None for none."""
        if asked.type == "span":
            starts, ends = (self.cleaned_data[f"{asked.key}_{end}"] for end in ("starts", "ends"))
            return self._span(starts, ends) if starts and ends else None
        value = self.cleaned_data.get(asked.key)
        if asked.type == "yesno":
            return value == "yes" if value else None
        return value.isoformat() if isinstance(value, date) else value


class QuestionForm(Answering):
    """One question to a page."""

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        asked: Field,
        zone: ZoneInfo,
        at: datetime,
        known: Any,
    ) -> None:
        super().__init__(data, files, zone=zone, at=at)
        self.asked = asked
        self.ask(asked, known)


class OwnWordsForm(forms.Form):
    own_words = forms.CharField(
        label=_("Anything you want to keep with your application"),
        help_text=_(
            "You can leave it empty. It is locked with your own code, which we do not keep: "
            "nobody here can open it."
        ),
        required=False,
        max_length=OWN_WORDS_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class MissingForm(Answering):
    """Everything that was asked for again, on one page."""

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        missing: list[tuple[str, Any]],
        keys: list[str],
        zone: ZoneInfo,
        at: datetime,
    ) -> None:
        super().__init__(data, files, zone=zone, at=at)
        for key, (name, field) in zip(keys, missing, strict=True):
            if field is not None and field.type != "file":
                self.ask(field, None)
            else:
                self.fields[f"file_{key}"] = forms.FileField(label=name, required=False)

    @property
    def answers(self) -> dict[str, Any]:
        return {asked.key: self.answer_to(asked) for asked in self.questions}

    @property
    def uploads(self) -> list[Any]:
        return [value for key, value in self.cleaned_data.items() if key.startswith("file_") and value]


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Your code"),
        help_text=_("The words are locked with it. We do not keep it, so we cannot open them."),
        max_length=400,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class AppealForm(forms.Form):
    words = forms.CharField(
        label=_("Why is the decision wrong?"),
        help_text=_("Only the officer who decides the appeal reads this."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
