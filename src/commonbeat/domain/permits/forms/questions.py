"""Forms of the public pages: one question at a time, own words, what was missing, an appeal."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from commonbeat.domain.permits.choices import OWN_WORDS_LENGTH
from commonbeat.domain.permits.queries import said
from commonbeat.domain.permits.rules import Field, span_of

LARGEST = 1_000_000
LONGEST = 200
MOMENT = "%Y-%m-%dT%H:%M"
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


def _moment(label: Any) -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT)
    return forms.DateTimeField(label=label, widget=widget, input_formats=[MOMENT])


class Answering(forms.Form):
    """A form whose fields are questions of a kind of permit."""

    def ask(self, asked: Field, zone: ZoneInfo, known: Any) -> None:
        self.zone = zone
        if asked.type == "span":
            self.fields[f"{asked.key}_starts"] = _moment(_("It begins"))
            self.fields[f"{asked.key}_ends"] = _moment(_("It ends"))
            for end in ("starts", "ends") if known else ():
                moment = datetime.fromisoformat(known[end]).astimezone(zone)
                self.initial[f"{asked.key}_{end}"] = moment.strftime(MOMENT)
            return
        self.fields[asked.key] = _field(asked, said(asked.label))
        if known is not None:
            is_yes_no = isinstance(known, bool)
            self.initial[asked.key] = ("yes" if known else "no") if is_yes_no else known

    def answer_to(self, asked: Field) -> Any:
        """Return the answer as it is stored: plain values, times with their zone."""
        if asked.type == "span":
            starts, ends = (self.cleaned_data[f"{asked.key}_{end}"] for end in ("starts", "ends"))
            return span_of(starts.replace(tzinfo=None), ends.replace(tzinfo=None), self.zone)
        value = self.cleaned_data.get(asked.key)
        if asked.type == "yesno":
            return value == "yes"
        return value.isoformat() if isinstance(value, date) else value

    def check_span(self, asked: Field) -> None:
        starts, ends = (self.cleaned_data.get(f"{asked.key}_{end}") for end in ("starts", "ends"))
        if starts and ends and ends <= starts:
            self.add_error(f"{asked.key}_ends", _("It must end after it begins."))


class QuestionForm(Answering):
    """One question to a page."""

    def __init__(
        self, data: Any = None, files: Any = None, *, asked: Field, zone: ZoneInfo, known: Any
    ) -> None:
        super().__init__(data, files)
        self.asked = asked
        self.ask(asked, zone, known)

    def clean(self) -> dict[str, Any]:
        if self.asked.type == "span":
            self.check_span(self.asked)
        return self.cleaned_data


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
    ) -> None:
        super().__init__(data, files)
        self.asked: list[Field] = []
        for key, (name, field) in zip(keys, missing, strict=True):
            if field is not None and field.type != "file":
                self.ask(field, zone, None)
                self.asked.append(field)
            else:
                self.fields[f"file_{key}"] = forms.FileField(label=name, required=False)

    def clean(self) -> dict[str, Any]:
        for asked in self.asked:
            if asked.type == "span":
                self.check_span(asked)
        return self.cleaned_data

    @property
    def answers(self) -> dict[str, Any]:
        return {asked.key: self.answer_to(asked) for asked in self.asked}

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
