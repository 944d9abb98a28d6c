"""How a kept file is answered: as what it is, for this person alone, with nothing that runs."""

from collections.abc import Callable

import pytest

from commonbeat.engine.files import queries
from commonbeat.engine.files.models import StoredFile, shelf
from commonbeat.engine.files.tests import making
from commonbeat.engine.files.tests.making import as_image, picture
from commonbeat.ground.core.errors import Hidden

Keep = Callable[..., StoredFile]


def test_a_photo_is_shown_and_nothing_in_it_can_run(keep: Keep) -> None:
    file = keep(picture())
    answer = queries.answer(file)
    assert answer.content == queries.content(file)
    assert dict(answer.headers) == {
        "Content-Type": "image/jpeg",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Content-Disposition": f'inline; filename="photo-{file.public_id[:6]}.jpg"',
        "Cache-Control": "private, max-age=3600",
        "ETag": f'"{file.digest}"',
    }


def test_a_photo_is_downloaded_when_asked(keep: Keep) -> None:
    assert queries.answer(keep(picture()), download=True)["Content-Disposition"].startswith("attachment;")


def test_a_document_is_downloaded(keep: Keep) -> None:
    answer = queries.answer(keep(making.pdf()))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith('attachment; filename="document-')


def test_bytes_as_sent_are_only_ever_downloaded_as_bytes(keep: Keep) -> None:
    original = keep(picture(), keep_original=True).original
    answer = queries.answer(original)
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment;")
    with pytest.raises(Hidden):
        queries.thumbnail(original)


@pytest.mark.parametrize("sent", [lambda: picture(image=making.gradient(2000, 1000)), making.pdf])
def test_a_small_picture_is_made_once_and_kept(keep: Keep, sent: Callable[[], bytes]) -> None:
    file = keep(sent())
    answer = queries.thumbnail(file)
    assert max(as_image(answer.content).size) == 320
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["ETag"] != queries.answer(file)["ETag"]
    assert shelf().size(queries.small_name(str(file.content.name))) == len(answer.content)


def test_a_file_that_the_disk_lost_is_told_as_not_there(keep: Keep) -> None:
    file = keep(picture())
    shelf().delete(str(file.content.name))
    with pytest.raises(Hidden) as gone:
        queries.answer(file)
    assert gone.value.code == "file_missing"
