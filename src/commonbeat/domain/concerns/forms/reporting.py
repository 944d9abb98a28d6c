"""The shape of what people give on the pages of a report, one small form for each page."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import phonenumbers
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonbeat.domain.concerns.choices import DESCRIPTION_LENGTH
from commonbeat.domain.concerns.choices.reporting import MOST_PHOTOS, TOO_MANY_PHOTOS
from commonbeat.domain.concerns.models import Category, Place
from commonbeat.domain.concerns.queries import area_of_point, is_outside, places_like
from commonbeat.domain.concerns.queries.reporting import areas_to_choose, said
from commonbeat.domain.concerns.rules import faults_in, is_position, taken
from commonbeat.engine.files.choices import Drawn
from commonbeat.engine.files.fields import PhotosField
from commonbeat.ground.agency.models import Agency

OWN_WORDS = "own"
# Why a file is not taken, where the usual advice is to send a PDF: here only photos are of use.
NOT_A_PHOTO = {"not_taken", "office", "text"}
FAULTS = {
    "missing": gettext_lazy("Please answer this one."),
    "not_listed": gettext_lazy("Choose one from the list."),
    "not_a_number": gettext_lazy("Write a number, like 3."),
    "not_a_date": gettext_lazy("Write a date and a time."),
    "too_long": gettext_lazy("This is too long. Say it in fewer words."),
}


class WordsField(forms.CharField):
    """Words as a person wrote them; the signs that no keyboard has and no table keeps are left out."""

    def to_python(self, value: object) -> str:
        words = super().to_python(value) or ""
        return words.replace("\r\n", "\n").replace("\x00", "")


def words_field(**changes: Any) -> WordsField:
    """Return the field of the report's own words; too long says by how much."""
    return WordsField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto", "data-counter": str(DESCRIPTION_LENGTH)}),
        **changes,
    )


class WordsForm(forms.Form):
    def clean_words(self) -> str:
        words: str = self.cleaned_data["words"]
        over = len(words) - DESCRIPTION_LENGTH
        if over > 0:
            raise ValidationError(
                _("This is %(over)s characters too long. Up to %(most)s fit: leave out what matters least.")
                % {"over": f"{over:,}", "most": f"{DESCRIPTION_LENGTH:,}"}
            )
        return words


class StartForm(WordsForm):
    words = words_field(
        label=gettext_lazy("What is the matter?"),
        help_text=gettext_lazy("In your own words, in any language. A few are enough."),
    )
    category = forms.SlugField(required=False, widget=forms.HiddenInput)
    safe = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        field = self.fields["words"]
        field.required = not (data or {}).get("category")
        field.error_messages["required"] = _("Write a few words, or choose from the list below.")


class KindForm(forms.Form):
    category = forms.SlugField(
        label=gettext_lazy("What is it about?"),
        error_messages={"required": gettext_lazy("Choose what it is about.")},
    )

    def __init__(self, data: Any = None, *, categories: Sequence[Category]) -> None:
        super().__init__(data)
        self.known = {row.key: row for row in categories}

    def clean_category(self) -> str:
        key: str = self.cleaned_data["category"]
        if key not in self.known:
            raise ValidationError(_("Choose what it is about from the list."))
        return key


class PhotoForm(forms.Form):
    photos = PhotosField(
        label=gettext_lazy("Photos"),
        required=False,
        most=MOST_PHOTOS,
        are_documents_taken=False,
        help_text=gettext_lazy(
            "Take one or choose from your phone: up to 3. Please leave out faces and plates."
        ),
    )


def each_photo(uploads: Sequence["File[bytes]"], *, already: int) -> Iterator[Drawn | ValidationError]:
    """Yield each photo drawn anew, or why it cannot be: one that cannot be read takes no other with it.

    Those for which a report has no room any more are not looked at.
    """
    if not uploads:
        yield ValidationError(_("Choose a photo first, or go on without one."))
    field: Any = PhotoForm.base_fields["photos"]
    room = max(0, MOST_PHOTOS - already)
    for number, upload in enumerate(uploads[:room], start=1):
        try:
            yield from field.clean([upload])
        except ValidationError as fault:
            words = _fault_of_photo(fault)
            if len(uploads) > 1:
                words = _("Photo %(number)d: %(words)s") % {"number": number, "words": words}
            yield ValidationError(words)
    if len(uploads) > room:
        yield ValidationError(TOO_MANY_PHOTOS % {"most": MOST_PHOTOS})


def _fault_of_photo(fault: ValidationError) -> str:
    if any(one.code in NOT_A_PHOTO for one in fault.error_list):
        return _("This is not a photo that we can read. Take a picture or a screenshot of it, and send that.")
    return " ".join(fault.messages)


class PlaceForm(forms.Form):
    """Where it is: a pin, a place from the list, words, or an area; `found` are places to pick from."""

    place = forms.CharField(
        label=gettext_lazy("Address, street corner or landmark"),
        help_text=gettext_lazy("For example: 12 Mill Road; Mill Road and 3rd Street; the library."),
        max_length=160,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
        error_messages={"max_length": gettext_lazy("This is too long. Write only the place.")},
    )
    area = forms.ChoiceField(
        label=gettext_lazy("Or choose the part of town"),
        help_text=gettext_lazy("Enough, if you do not know the address."),
        required=False,
    )
    longitude = forms.FloatField(required=False, widget=forms.HiddenInput)
    latitude = forms.FloatField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, agency: Agency, is_needed: bool, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.agency, self.is_needed = agency, is_needed
        self.picked = (data or {}).get("picked", "")
        self.found: list[Place] = []
        self.areas = areas_to_choose(agency)
        field: Any = self.fields["area"]
        field.choices = [("", _("I do not know")), *((area.code, area.name) for area in self.areas)]
        if not self.areas:
            del self.fields["area"]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            return given
        longitude, latitude = given.get("longitude"), given.get("latitude")
        typed = given.get("place", "").strip()
        if longitude is not None and latitude is not None:
            return self._from_pin(typed, longitude, latitude)
        if typed:
            return self._from_words(typed)
        if given.get("area"):
            return self._settled("", area=given["area"])
        if self.is_needed:
            self.add_error("place", _("Say where it is: write a place, or choose the part of town."))
        return self._settled("")

    def _from_pin(self, typed: str, longitude: float, latitude: float) -> dict[str, Any]:
        if not is_position(longitude, latitude):
            self.add_error("place", _("We could not read the pin. Place it again, or write the address."))
            return self.cleaned_data
        if is_outside(self.agency, longitude, latitude):
            self._outside(_("The pin"))
            return self.cleaned_data
        area = area_of_point(self.agency, longitude, latitude)
        return self._settled(typed, round(longitude, 6), round(latitude, 6), area.code if area else "")

    def _from_words(self, typed: str) -> dict[str, Any]:
        chosen = self.cleaned_data.get("area") or ""
        if self.picked == OWN_WORDS:
            return self._own_words(typed, chosen)
        self.found = places_like(self.agency, typed)
        known = [place for place in self.found if str(place.pk) == self.picked]
        known = known or [place for place in self.found if len(self.found) == 1 or place.name == typed]
        if known:
            return self._from_place(known[0])
        if self.found:
            self.add_error("place", _("We know more than one place like this. Which one do you mean?"))
            return self.cleaned_data
        return self._own_words(typed, chosen)

    def _own_words(self, typed: str, chosen: str) -> dict[str, Any]:
        if self.areas and not chosen:
            self.add_error(
                "area",
                _("We do not know this place yet. Choose the part of town it is in; we keep your words."),
            )
        return self._settled(typed, area=chosen)

    def _from_place(self, place: Place) -> dict[str, Any]:
        if is_outside(self.agency, place.longitude, place.latitude):
            self._outside(place.name)
            return self.cleaned_data
        area = area_of_point(self.agency, place.longitude, place.latitude)
        return self._settled(place.name, place.longitude, place.latitude, area.code if area else "")

    def _outside(self, what: str) -> None:
        self.found = []
        self.add_error(
            "place",
            _(
                "%(what)s is outside %(place)s, where this agency works. Choose another place, "
                "or report it to the police there. Nothing you gave is lost."
            )
            % {"what": what, "place": self.agency.place},
        )

    def _settled(
        self, place: str, longitude: float | None = None, latitude: float | None = None, area: str = ""
    ) -> dict[str, Any]:
        return {"place": place, "longitude": longitude, "latitude": latitude, "area": area}


class DetailsForm(WordsForm):
    """The report's own words, and the questions of its category."""

    words = words_field(
        label=gettext_lazy("What should we know?"),
        help_text=gettext_lazy(
            "What happens, when, and how often. Please leave out names, telephone numbers "
            "and house numbers of others."
        ),
    )
    safe = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, *, category: Category, initial: Mapping[str, Any] | None = None
    ) -> None:
        self.category = category
        super().__init__(data, initial=_flat(initial or {}))
        for question in category.questions:
            self.fields[_name(question["code"])] = _field(question)
        # Where nothing else is asked, a report without words says nothing.
        self.fields["words"].required = not category.questions
        self.fields["words"].error_messages["required"] = _(
            "Write at least a few words, so that somebody can act on it."
        )
        self.order_fields([*(_name(question["code"]) for question in category.questions), "words"])

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        asked = self.category.questions
        answers = taken(asked, {q["code"]: _as_text(given.get(_name(q["code"]))) for q in asked})
        for code, fault in faults_in(asked, answers).items():
            if _name(code) not in self.errors:
                self.add_error(_name(code), FAULTS[fault])
        if not given.get("words") and "words" not in self.errors and not answers:
            self.add_error("words", _("Write at least a few words, so that somebody can act on it."))
        return {"words": given.get("words", ""), "answers": answers, "safe": given.get("safe", False)}


class ReachForm(forms.Form):
    reach = forms.CharField(
        label=gettext_lazy("Mobile number or e-mail address"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "ltr"}),
        error_messages={"required": gettext_lazy("For this kind of report we must be able to reach you.")},
    )

    def clean_reach(self) -> str:
        given: str = self.cleaned_data["reach"]
        if "@" in given:
            try:
                validate_email(given)
            except ValidationError:
                raise ValidationError(
                    _("This is not an e-mail address. It looks like name@example.com.")
                ) from None
            return given
        return _number(given)


def _number(given: str) -> str:
    """Return a telephone number in E.164; without a country it is one of this country."""
    try:
        read = phonenumbers.parse(given, "US")
    except phonenumbers.NumberParseException:
        read = None
    if read is None or not phonenumbers.is_possible_number(read):
        raise ValidationError(_("This is neither a number nor an e-mail address. A number has 10 digits."))
    return phonenumbers.format_number(read, phonenumbers.PhoneNumberFormat.E164)


def _name(code: str) -> str:
    return f"answer-{code}"


def _flat(initial: Mapping[str, Any]) -> dict[str, Any]:
    answers = {_name(code): value for code, value in initial.get("answers", {}).items()}
    return {"words": initial.get("words", ""), **answers}


def _as_text(value: Any) -> Any:
    if value is None or isinstance(value, list | str):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _field(question: Mapping[str, Any]) -> forms.Field:
    """Return the field of one question, by its data type."""
    plain: dict[str, Any] = {"label": said(question["texts"]), "required": False}
    choices = [(value["key"], said(value["texts"])) for value in question.get("values", ())]
    fields: dict[str, Any] = {
        "singlevaluelist": lambda: forms.ChoiceField(widget=forms.RadioSelect, choices=choices, **plain),
        "multivaluelist": lambda: forms.MultipleChoiceField(
            widget=forms.CheckboxSelectMultiple, choices=choices, **plain
        ),
        "number": lambda: forms.CharField(
            max_length=30, widget=forms.TextInput({"inputmode": "decimal"}), **plain
        ),
        "datetime": lambda: forms.CharField(
            max_length=30, widget=forms.DateTimeInput({"type": "datetime-local"}), **plain
        ),
        "text": lambda: forms.CharField(widget=forms.Textarea({"rows": 4}), **plain),
    }
    made: forms.Field = fields.get(question["datatype"], lambda: forms.CharField(**plain))()
    return made
