"""The field of a form: several files, each drawn anew, and words about the one that is not taken."""

from collections.abc import Callable

from django import forms
from django.utils import translation
from django.utils.datastructures import MultiValueDict

from commonbeat.engine.files.fields import PhotosField
from commonbeat.engine.files.models import StoredFile
from commonbeat.engine.files.tests import making
from commonbeat.engine.files.tests.making import picture, upload


class AnyForm(forms.Form):
    photos = PhotosField(required=False, most=3)


class PhotoForm(forms.Form):
    photos = PhotosField(most=1, are_documents_taken=False, use_camera=True)


def sent(form: type[forms.Form], *contents: bytes) -> forms.Form:
    return form({}, MultiValueDict({"photos": [upload(content) for content in contents]}))


def test_files_come_out_drawn_anew_and_nothing_is_stored(
    db: None, django_assert_num_queries: Callable[..., object]
) -> None:
    with django_assert_num_queries(0):  # type: ignore[attr-defined]
        form = sent(AnyForm, picture(), making.pdf())
        assert form.is_valid()
    assert [drawn.content_type for drawn in form.cleaned_data["photos"]] == ["image/jpeg", "application/pdf"]
    assert not StoredFile.objects.exists()


def test_none_is_fine_unless_one_is_required() -> None:
    form = AnyForm({}, MultiValueDict())
    assert form.is_valid()
    assert form.cleaned_data["photos"] == []
    assert not PhotoForm({}, MultiValueDict()).is_valid()


def test_an_error_says_which_file_and_what_to_do() -> None:
    form = sent(AnyForm, picture(), making.docx(), b"")
    assert form.errors["photos"] == [
        "File 2: An Office file may carry hidden things and is not taken."
        " Take a photo of it or save it as a PDF, and send that.",
        "File 3: The file is empty. Choose it again, or take the photo again.",
    ]


def test_more_files_than_wanted_are_refused_before_any_is_opened() -> None:
    form = sent(AnyForm, *[b"no picture"] * 4)
    assert form.errors["photos"] == ["Choose up to 3 files."]


def test_documents_can_be_left_out() -> None:
    form = sent(PhotoForm, making.pdf())
    assert form.errors["photos"] == ["Only photos are taken here. Take a photo of the page and send that."]


def test_the_input_says_what_it_takes() -> None:
    page = str(AnyForm()["photos"])
    assert 'type="file"' in page
    assert "multiple" in page
    assert "application/pdf" in page
    assert "image/heic" in page
    assert "capture" not in page
    alone = str(PhotoForm()["photos"])
    assert 'capture="environment"' in alone
    assert "application/pdf" not in alone


def test_the_hint_is_told_in_the_readers_language() -> None:
    for language, words in {"en": "up to 3 files", "es": "hasta 3 archivos", "ar": "3"}.items():
        with translation.override(language):
            hint = str(AnyForm()["photos"].help_text)
            assert words in hint
            assert language == "en" or "files" not in hint
