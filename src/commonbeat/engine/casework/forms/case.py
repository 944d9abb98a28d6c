"""The small forms of a case's page: each does one thing, and shows the same on a page of its own."""

from datetime import datetime
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commonbeat.engine.casework.access import can_publish
from commonbeat.engine.casework.choices import (
    MESSAGE_LENGTH,
    REASON_LENGTH,
    Move,
    Need,
    Shown,
    Words,
    case_type,
)
from commonbeat.engine.casework.models import Case, ClockRun, Queue, ReplyTemplate
from commonbeat.engine.casework.queries.pages import alike, people_for, queues_of, reference_of
from commonbeat.engine.casework.queries.replies import replies_for
from commonbeat.engine.files.fields import PhotosField
from commonbeat.ground.agency.models import Staff
from commonbeat.ground.core.errors import Refused


class ActForm(forms.Form):
    """A form that does one thing to one case; `name` is its address, `button` what is pressed."""

    name = ""
    title: Words = ""
    button: Words = ""
    note: Words = ""

    def __init__(
        self, data: Any = None, files: Any = None, *, case: Case, staff: Staff, at: datetime, **given: Any
    ) -> None:
        self.case, self.staff, self.at = case, staff, at
        super().__init__(data, files, auto_id=f"{self.mark}-%s", **given)

    @property
    def mark(self) -> str:
        """Return what sets the ids of this form's fields apart from the others of the page."""
        return self.name.replace("_", "-")

    @property
    def address(self) -> str:
        return reverse(f"casework:{self.name}", args=[self.case.public_id])

    def refuse(self, refusal: Refused) -> None:
        """Show a refusal at its field, with everything that was typed."""
        field = refusal.where if refusal.where in self.fields else None
        self.add_error(field, refusal.message)


class PersonChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Names with numbers, since two people may share a name."""

    def label_from_instance(self, obj: Any) -> str:
        return ", ".join(part for part in (obj.name, obj.title, obj.employee_no) if part)


def _reason(label: Any, help_text: Any = "", *, required: bool = True, length: int = REASON_LENGTH) -> Any:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=length,
        required=required,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class MoveForm(ActForm):
    """What must be given with one move of the case's type."""

    name = "move"

    def __init__(self, data: Any = None, files: Any = None, *, move: Move, **given: Any) -> None:
        self.step = move
        self.title = self.button = move.words
        super().__init__(data, files, **given)
        if Need.OUTCOME in move.needs:
            choices = [("", _("Choose one")), *((known.key, known.name) for known in move.outcomes)]
            self.fields["outcome"] = forms.ChoiceField(label=_("What came of it?"), choices=choices)
        if Need.REASON in move.needs:
            told = _("The person who asked reads this.") if move.public_words else ""
            self.fields["reason"] = _reason(_("Why, in plain words"), told)
        if move.needs:
            self.fields["files"] = PhotosField(
                label=_("Photos or documents that show the work. The person who asked can see them."),
                required=False,
            )

    @property
    def mark(self) -> str:
        return f"move-{self.step.key}"

    @property
    def address(self) -> str:
        return reverse("casework:move", args=[self.case.public_id, self.step.key])


class AssignForm(ActForm):
    name = "assign"
    title = _("Give it to someone")
    button = _("Give it")
    to = PersonChoice(
        label=_("Who takes care of it?"),
        queryset=Staff.objects.none(),
        required=False,
        empty_label=_("Nobody for now"),
    )

    def __init__(self, data: Any = None, files: Any = None, **given: Any) -> None:
        super().__init__(data, files, initial={"to": given["case"].assigned_to_id}, **given)
        field: Any = self.fields["to"]
        field.queryset = people_for(self.case, self.at)


class QueueForm(ActForm):
    name = "put_in_queue"
    title = _("Put it in a queue")
    button = _("Put it there")
    note = _("Whoever has it now will no longer have it.")
    queue = forms.ModelChoiceField(
        label=_("Queue"), queryset=Queue.objects.none(), empty_label=_("Choose one")
    )
    reason = _reason(_("Why"), required=False, length=200)

    def __init__(self, data: Any = None, files: Any = None, **given: Any) -> None:
        super().__init__(data, files, initial={"queue": given["case"].queue_id}, **given)
        field: Any = self.fields["queue"]
        field.queryset = queues_of(self.case.agency)


class ReplySelect(forms.Select):
    """A list of ready words that a script puts into the text at once; without one, a button does."""

    texts: dict[str, str]

    def create_option(self, name: str, value: Any, *args: Any, **options: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **options)
        if text := self.texts.get(str(value)):
            option["attrs"]["data-text"] = text
        return option


class WriteForm(ActForm):
    name = "write"
    title = _("Write to the person")
    button = _("Look at it before it goes")
    reply = forms.ModelChoiceField(
        label=_("Ready words"),
        queryset=ReplyTemplate.objects.none(),
        required=False,
        empty_label=_("None"),
        widget=ReplySelect(attrs={"data-fills": "#write-body"}),
    )
    body = forms.CharField(
        label=_("Your words"),
        help_text=_("No names of others, no addresses, nothing you would not say to their face."),
        max_length=MESSAGE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Write something first.")},
    )

    def __init__(self, data: Any = None, files: Any = None, **given: Any) -> None:
        super().__init__(data, files, **given)
        field: Any = self.fields["reply"]
        field.queryset = replies_for(self.case)
        replies = list(field.queryset)
        if not replies:
            del self.fields["reply"]
            return
        field.widget.texts = {str(reply.pk): reply.body for reply in replies}


class NoteForm(ActForm):
    name = "note"
    title = _("Write a note")
    button = _("Keep the note")
    note = _("Only staff read notes.")
    body = forms.CharField(
        label=_("Note"),
        max_length=MESSAGE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write something first.")},
    )


class FilesForm(ActForm):
    name = "add_files"
    title = _("Add photos or documents")
    button = _("Add them")
    note = _("Hidden facts in a file, such as where a photo was taken, are removed.")
    # A field, which Django takes off the class: not the uploads that a form holds under this name.
    files = PhotosField(  # type: ignore[assignment]
        label=_("Files"), error_messages={"required": _("Choose at least one file.")}
    )
    shown = forms.ChoiceField(label=_("Who sees them?"), initial=Shown.STAFF)
    is_evidence = forms.BooleanField(label=_("They show work that was done"), required=False)

    def __init__(self, data: Any = None, files: Any = None, **given: Any) -> None:
        super().__init__(data, files, **given)
        field: Any = self.fields["shown"]
        readers = [Shown.STAFF, Shown.PARTIES]
        readers += [Shown.PUBLIC] if can_publish(self.staff, self.case) else []
        field.choices = [(one.value, one.label) for one in readers]


class PrivacyForm(ActForm):
    name = "set_private"
    reason = _reason(_("Why"))

    def __init__(self, data: Any = None, files: Any = None, **given: Any) -> None:
        self.title = self.button = _("Make it public") if given["case"].is_private else _("Make it private")
        super().__init__(data, files, **given)


class JoinForm(ActForm):
    name = "join"
    title = _("Join it with another")
    button = _("Join them")
    note = _("Everyone who follows this one will follow the other. You can part them again.")
    into = forms.CharField(
        label=_("The other one"), help_text=_("Its reference, as it stands on its page."), max_length=20
    )

    def __init__(self, data: Any = None, files: Any = None, **given: Any) -> None:
        super().__init__(data, files, **given)
        self.likely = [(reference_of(other), other) for other in alike(self.case, self.staff, self.at)]

    def clean_into(self) -> str:
        """Return the id within the reference."""
        prefix = f"{case_type(self.case.kind).prefix}-".lower()
        return str(self.cleaned_data["into"]).strip().lower().removeprefix(prefix)


class ClockForm(ActForm):
    """A form about one clock of the case."""

    def __init__(self, data: Any = None, files: Any = None, *, run: ClockRun, **given: Any) -> None:
        self.run = run
        super().__init__(data, files, **given)

    @property
    def mark(self) -> str:
        return f"{self.name.replace('_', '-')}-{self.run.pk}"

    @property
    def address(self) -> str:
        return reverse(f"casework:{self.name}", args=[self.case.public_id, self.run.pk])


class StopClockForm(ClockForm):
    name = "stop_clock"
    title = _("Let the clock stand still")
    button = _("Let it stand still")
    reason = _reason(_("Why"), _("The person who asked reads this."), length=200)


class ExtendClockForm(ClockForm):
    name = "extend_clock"
    title = _("Give it more time")
    button = _("Give more time")
    units = forms.IntegerField(label=_("How much longer?"), min_value=1, max_value=400)
    reason = _reason(_("Why"), _("The person who asked reads this."))

    def __init__(self, data: Any = None, files: Any = None, **given: Any) -> None:
        super().__init__(data, files, **given)
        named = {"business_days": _("In working days."), "days": _("In days."), "hours": _("In hours.")}
        self.fields["units"].help_text = named[self.run.unit]
