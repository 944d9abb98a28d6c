"""Uploads on their way in: in memory alone, with a bound, and refused in words when there is no room."""

import io
import tempfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.http import HttpRequest
from django.test import RequestFactory

from commonbeat.engine.files import actions
from commonbeat.engine.files.providers import arriving
from commonbeat.engine.files.tests.making import gradient, picture
from commonbeat.ground.core.errors import Invalid


@pytest.fixture(autouse=True)
def no_temporary_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Let anything that would write a temporary file fail."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "not there"))
    with pytest.raises(FileNotFoundError):
        tempfile.TemporaryFile()  # noqa: SIM115 - it must not be made


def sent(*contents: bytes) -> HttpRequest:
    files = []
    for number, content in enumerate(contents):
        file = io.BytesIO(content)
        file.name = f"{number}.jpg"
        files.append(file)
    return RequestFactory().post("/", {"words": "Here they are.", "photos": files})


@pytest.mark.req("C6")
def test_a_large_photo_never_reaches_a_disk_as_it_was_sent() -> None:
    photo = picture("BMP", gradient(2000, 1600))
    assert len(photo) > 9_000_000
    [upload] = sent(photo).FILES.getlist("photos")
    assert isinstance(upload, InMemoryUploadedFile)
    assert upload.read() == photo
    assert actions.draw(upload=upload).content_type == "image/jpeg"


def test_of_what_has_no_room_only_the_size_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arriving.InMemory, "room", 300_000)
    small = picture("PNG", gradient(200, 100))
    request = sent(bytes(200_000), bytes(200_000), small, bytes(400_000))
    first, second, third, fourth = request.FILES.getlist("photos")
    assert request.POST["words"] == "Here they are."
    assert [one.size for one in (first, second, fourth)] == [200_000, 200_000, 400_000]
    assert [len(one.read()) for one in (first, second, fourth)] == [200_000, 0, 0]
    assert third.read() == small
    for gone in (second, fourth):
        with pytest.raises(Invalid) as refused:
            actions.draw(upload=gone)
        assert refused.value.code == "too_many_bytes"


def test_room_is_for_as_many_of_the_largest_as_a_form_takes() -> None:
    assert arriving.ROOM >= 4 * 15_000_000
