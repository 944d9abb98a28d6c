"""Forms about kinds of permit: adopting some, and making the next version of one."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from commonbeat.domain.permits.choices import Fact, FieldType, WhenLate
from commonbeat.domain.permits.mappings import speech_parts
from commonbeat.domain.permits.models import KindVersion
from commonbeat.domain.permits.queries import said, told_of
from commonbeat.domain.permits.rules import RESERVED, SPEECH_FACTS

MOST_DOLLARS = 100_000
KEY_LENGTH = 40


def _dollars(label: Any, **given: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, min_value=0, max_value=MOST_DOLLARS, decimal_places=2, max_digits=8, **given
    )


class AdoptForm(forms.Form):
    keys = forms.MultipleChoiceField(label=_("Kinds to adopt"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, data: Any = None, *, offered: list[tuple[str, str]]) -> None:
        super().__init__(data)
        field: Any = self.fields["keys"]
        field.choices = offered


class VersionForm(forms.Form):
    """The next version of a kind: amounts of its table, time for the decision, where each ground stands."""

    number = forms.IntegerField(widget=forms.HiddenInput)
    decide_days = forms.IntegerField(label=_("Working days for the decision"), min_value=1, max_value=90)
    when_late = forms.ChoiceField(label=_("What follows when that time runs out?"), widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, version: KindVersion) -> None:
        kind = version.kind
        standing = {"decide_days": kind.decide_days, "when_late": kind.when_late}
        super().__init__(data, initial={"number": version.number, **standing})
        self.version = version
        late: Any = self.fields["when_late"]
        late.choices = [
            choice for choice in WhenLate.choices if choice[0] != WhenLate.HEARD or not kind.is_expressive
        ]
        for row in version.fees.order_by("pk"):
            label = _("Fee in dollars: %(name)s") % {"name": said(row.name)}
            self.fields[f"fee_{row.key}"] = _dollars(label, initial=Decimal(row.amount_cents) / 100)
        for ground in version.grounds.order_by("pk"):
            label = _("Where this stands: %(name)s") % {"name": said(ground.name)}
            self.fields[f"source_{ground.key}"] = forms.CharField(
                label=label, max_length=200, required=False, initial=ground.source
            )

    def clean_number(self) -> int:
        number = int(self.cleaned_data["number"])
        if number != self.version.number:
            raise forms.ValidationError(
                _("Somebody changed this kind meanwhile. Load the page again and look before you save."),
                code="changed",
            )
        return number

    def change(self) -> dict[str, Any]:
        """Return what changes, as actions.change_kind takes it."""
        given = self.cleaned_data
        fees, sources = (
            {key.removeprefix(start): value for key, value in given.items() if key.startswith(start)}
            for start in ("fee_", "source_")
        )
        cents = {key: int(amount * 100) for key, amount in fees.items()}
        return {
            "cents": cents,
            "sources": sources,
            "decide_days": given["decide_days"],
            "when_late": given["when_late"],
        }


class PartForm(forms.Form):
    """A new part of a kind, in English and as many other languages as one can; its key comes from English."""

    en = forms.CharField(label=_("Words in English"), max_length=200)
    es = forms.CharField(label=_("Words in Spanish"), max_length=200, required=False)
    ar = forms.CharField(label=_("Words in Arabic"), max_length=200, required=False)

    def __init__(self, data: Any = None, *, version: KindVersion, part: str) -> None:
        super().__init__(data, auto_id=f"{part}_%s")
        self.taken = {*RESERVED, *(row["key"] for row in told_of(version)[part])}

    def clean_en(self) -> str:
        words = str(self.cleaned_data["en"])
        if not slugify(words):
            raise forms.ValidationError(_("Write it with letters."), code="no_letters")
        return words

    @property
    def texts(self) -> dict[str, str]:
        given = {language: str(self.cleaned_data[language]).strip() for language in ("en", "es", "ar")}
        return {language: words for language, words in given.items() if words}

    @property
    def key(self) -> str:
        stem = slugify(self.texts["en"]).replace("-", "_")[: KEY_LENGTH - 4]
        taken = (f"{stem}_{number}" for number in range(2, len(self.taken) + 3))
        return next(key for key in (stem, *taken) if key not in self.taken)

    @property
    def row(self) -> dict[str, Any]:
        """Return the part as a kind has it."""
        return {"key": self.key, "name": self.texts}


class QuestionPartForm(PartForm):
    type = forms.ChoiceField(label=_("What kind of answer?"), choices=FieldType.choices)
    fact = forms.ChoiceField(
        label=_("Which fact is it, for fees and notice?"),
        choices=[("", _("none")), *[choice for choice in Fact.choices if choice[0] not in ("", Fact.HOURS)]],
        required=False,
    )
    required = forms.BooleanField(label=_("It must be answered"), required=False, initial=True)

    @property
    def row(self) -> dict[str, Any]:
        given = {part: self.cleaned_data[part] for part in ("type", "fact", "required")}
        return {"key": self.key, "label": self.texts, **given}


class FeePartForm(PartForm):
    dollars = _dollars(_("Amount in dollars"))
    fact = forms.ChoiceField(label=_("It rests on"), choices=Fact.choices, required=False)
    at_least = forms.IntegerField(
        label=_("From this number on"), min_value=0, max_value=10**6, required=False
    )
    at_most = forms.IntegerField(label=_("Up to this number"), min_value=0, max_value=10**6, required=False)
    is_each = forms.BooleanField(label=_("Once for each one"), required=False)

    def __init__(self, data: Any = None, *, version: KindVersion, part: str) -> None:
        super().__init__(data, version=version, part=part)
        if version.is_expressive:
            field: Any = self.fields["fact"]
            field.choices = [choice for choice in Fact.choices if choice[0] in SPEECH_FACTS]

    @property
    def row(self) -> dict[str, Any]:
        given = {part: self.cleaned_data[part] for part in ("fact", "at_least", "at_most", "is_each")}
        return {
            "key": self.key,
            "name": self.texts,
            "cents": int(self.cleaned_data["dollars"] * 100),
            **given,
        }


class GroundPartForm(PartForm):
    source = forms.CharField(
        label=_("Where this stands"),
        help_text=_("The section of your ordinance or policy. People read it."),
        max_length=200,
        required=False,
    )

    @property
    def row(self) -> dict[str, Any]:
        return super().row | {"source": str(self.cleaned_data["source"]).strip()}


class ListedPartForm(forms.Form):
    """A part of a kind for speech: chosen from a closed list, so that nobody can ask or hold what is said."""

    key = forms.ChoiceField(label=_("Choose one"))

    def __init__(self, data: Any = None, *, version: KindVersion, part: str) -> None:
        super().__init__(data, auto_id=f"{part}_%s")
        taken = {row["key"] for row in told_of(version)[part]}
        self.listed = {row["key"]: row for row in speech_parts()[part] if row["key"] not in taken}
        field: Any = self.fields["key"]
        field.choices = [(key, said(row.get("label") or row["name"])) for key, row in self.listed.items()]

    @property
    def row(self) -> dict[str, Any]:
        return dict(self.listed[self.cleaned_data["key"]])


FORMS: Mapping[str, type[PartForm]] = {
    "fields": QuestionPartForm,
    "checklist": PartForm,
    "fees": FeePartForm,
    "grounds": GroundPartForm,
}


def part_form(version: KindVersion, part: str, data: Any = None) -> PartForm | ListedPartForm:
    """Return the form that adds a part; for speech, all but a fee is chosen from the closed list."""
    if version.is_expressive and part != "fees":
        return ListedPartForm(data, version=version, part=part)
    return FORMS[part](data, version=version, part=part)
