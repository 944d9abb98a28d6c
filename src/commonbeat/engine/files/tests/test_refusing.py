"""What is not taken, and the words that say what to do instead."""

import io
import wave
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from commonbeat.engine.files.choices import WHY_NOT
from commonbeat.engine.files.models import StoredFile
from commonbeat.engine.files.providers import table
from commonbeat.engine.files.tests import making
from commonbeat.engine.files.tests.making import gradient, picture
from commonbeat.ground.core.errors import Invalid

Keep = Callable[..., StoredFile]
MUCH = zlib.compress(bytes(100_000_000), 9)


def packed() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as folder:
        folder.writestr("photo.txt", "no photo")
    return made.getvalue()


def sound() -> bytes:
    made = io.BytesIO()
    with wave.open(made, "wb") as written:
        written.setparams((1, 2, 8000, 0, "NONE", ""))
        written.writeframes(bytes(800))
    return made.getvalue()


NOT_TAKEN: dict[str, tuple[str, Callable[[], bytes]]] = {
    "nothing": ("empty", lambda: b""),
    "too many bytes": ("too_many_bytes", lambda: picture() + bytes(15_000_000)),
    "half a photo": ("broken", lambda: picture()[:6000]),
    "half an iPhone photo": ("broken", lambda: picture("HEIF")[:1500]),
    "a photo's first bytes": ("broken", lambda: picture("PNG")[:30]),
    "one pixel": ("too_small", lambda: picture("PNG", Image.new("RGB", (1, 1)))),
    "a huge claim": ("too_many_pixels", lambda: making.png_claiming(100_000, 100_000)),
    "a large claim": ("too_many_pixels", lambda: making.png_claiming(8000, 8000)),
    "a bomb in the colours": ("broken", lambda: making.png_with(b"iCCP", b"a\0\0" + MUCH)),
    "a bomb in the text": ("broken", lambda: making.png_with(b"zTXt", b"a\0\0" + MUCH)),
    "a bomb in other text": ("broken", lambda: making.png_with(b"iTXt", b"a\0\1\0\0\0" + MUCH)),
    "Office": ("office", making.docx),
    "old Office": ("office", lambda: bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2000)),
    "a packed file": ("archive", packed),
    "a drawing in code": ("text", lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'),
    "a web page": ("text", lambda: b"<!doctype html><html><script>alert(1)</script>"),
    "video": ("recording", lambda: bytes.fromhex("00000018667479706d703432") + bytes(100)),
    "sound": ("recording", sound),
    "a program": ("not_taken", lambda: b"\x7fELF\x02\x01\x01" + bytes(60)),
    "a script": ("not_taken", lambda: b"#!/bin/sh\nrm -rf /\n"),
    "PostScript": ("not_taken", lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n"),
    "a locked PDF": ("locked", making.locked_pdf),
    "a PDF of nothing": ("broken", lambda: b"%PDF-1.7\n"),
    "a long PDF": ("too_many_pages", lambda: making.pdf(*[gradient(50, 50)] * 21)),
}


@pytest.mark.parametrize("kind", NOT_TAKEN)
def test_a_refusal_says_what_to_do_and_leaves_nothing(keep: Keep, kind: str, shelf_folder: Path) -> None:
    code, made = NOT_TAKEN[kind]
    with pytest.raises(Invalid) as refused:
        keep(made())
    happened, advice = (str(words) for words in WHY_NOT[code])
    assert refused.value.code == code
    assert refused.value.where == "files"
    assert refused.value.message == f"{happened} {advice}"
    assert not StoredFile.objects.exists()
    assert not [path for path in shelf_folder.rglob("*") if path.is_file()]


def test_neither_a_name_nor_a_declared_type_is_believed(keep: Keep) -> None:
    # `keep` says photo.jpg and image/jpeg of everything.
    assert keep(making.pdf()).content_type == "application/pdf"
    with pytest.raises(Invalid):
        keep(making.docx())


def test_a_program_that_takes_too_long_is_ended_and_the_next_file_is_drawn(
    keep: Keep, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table, "WALL_SECONDS", 0.0001)
    table._table.close()
    with pytest.raises(Invalid) as refused:
        keep(picture("PNG", gradient(3000, 3000)))
    assert refused.value.code == "too_slow"
    monkeypatch.undo()
    assert keep(picture()).size


def test_what_a_crashed_program_leaves_is_never_another_persons_answer(keep: Keep) -> None:
    keep(picture())
    for place in table._table.places:
        if place.program:
            place.program.kill()
            place.program.wait()
    assert keep(picture("PNG", Image.new("RGB", (50, 40), "red"))).width == 50
