"""The scenes that a visitor may set off on the handset."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Scene:
    """Either a call (type, and perhaps what it is re-typed to) or words that the resident texts."""

    key: str
    name: str | Promise
    effect: str | Promise
    call_type: str = ""
    re_typed_to: str = ""
    words: str = ""
    needs_someone_new: bool = False


@dataclass(frozen=True)
class Code:
    """A code that visitors may try: what it opens, what there is to do, in whose language."""

    key: str
    name: str | Promise
    to_do: str | Promise
    language: str


CODES = (
    Code("question", _("A truck in the bicycle lane"), _("We asked something: answer it."), "en"),
    Code(
        "fixed",
        _("A generator that runs all night"),
        _("We ask whether it is fixed: say yes, or open it again."),
        "es",
    ),
    Code("permit", _("A permit for an event"), _("A paper is missing: send it."), "en"),
    Code("arabic", _("Cars too fast at the school"), _("Somebody has it: write to them."), "ar"),
)
SCENES = (
    Scene(
        "party",
        _("A noisy party"),
        _("Someone new calls; the call is cleared; the survey goes out."),
        call_type="NOISE COMPLAINT",
        needs_someone_new=True,
    ),
    Scene(
        "theft",
        _("A theft is reported"),
        _("To the person on the phone. If they had a survey this month, nothing goes out."),
        call_type="THEFT REPORT",
    ),
    Scene(
        "re_typed",
        _("A quarrel turns out to be violence at home"),
        _("The call is re-typed before the text leaves. Nothing goes out, now or for a year."),
        call_type="NEIGHBOR DISPUTE",
        re_typed_to="DOMESTIC VIOLENCE",
        needs_someone_new=True,
    ),
    Scene("good", _("Answer 5"), _("The person on the phone is content."), words="5"),
    Scene(
        "thanks",
        _("Say thank you"),
        _("As the last answer. It reaches the officer, without the telephone number in it."),
        words="The officer was so kind to my mother. Thank you! Call me on 201-555-0123 if you need me.",
    ),
    Scene("bad", _("Answer 1"), _("A supervisor gets a call-back to make."), words="1"),
    Scene("stop", _("Write STOP"), _("One confirmation, then silence."), words="STOP"),
    Scene(
        "danger", _("Write that someone is in danger"), _("Answered at once."), words="someone is breaking in"
    ),
)
