"""Whatever is sent: it is kept, or refused in words, soon, and a refusal leaves nothing behind."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from commonbeat.engine.files import actions
from commonbeat.engine.files.choices import WHY_NOT, Drawn
from commonbeat.engine.files.models import StoredFile
from commonbeat.engine.files.providers import drawing, table
from commonbeat.engine.files.rules import Box, is_pdf, why_not_kind, why_not_size
from commonbeat.engine.files.tests import making
from commonbeat.engine.files.tests.making import gradient, picture, upload
from commonbeat.ground.core.errors import Invalid

REAL = [
    picture(form, gradient(64, 48), **({"exif": making.told()} if form in ("JPEG", "PNG", "WEBP") else {}))
    for form in ("JPEG", "PNG", "WEBP", "GIF", "HEIF", "AVIF", "TIFF", "BMP")
] + [making.pdf(gradient(64, 48)), making.filled_form(), making.docx()]

# Seconds on a busy machine; a quiet one needs a third of it at most.
SOON = 15.0


def tried(content: bytes) -> str:
    """Return the code of the refusal, or "" when it was drawn; anything else fails the test."""
    started = time.perf_counter()
    try:
        drawn = actions.draw(upload=upload(content))
    except Invalid as refused:
        code = refused.code
    else:
        code = ""
        assert isinstance(drawn, Drawn)
    assert time.perf_counter() - started < SOON
    assert not code or code in WHY_NOT
    return code


@settings(max_examples=40, deadline=None)
@given(content=st.binary(max_size=4000))
@example(content=b"%PDF-")
@example(content=b"\xff\xd8\xff\xe0")
def test_random_bytes(content: bytes) -> None:
    tried(content)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_real_files_with_bytes_changed_cut_or_doubled(data: st.DataObject) -> None:
    content = bytearray(data.draw(st.sampled_from(REAL)))
    for _time in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(content) - 1))
        kind = data.draw(st.sampled_from(["change", "cut", "double", "ones"]))
        if kind == "change":
            content[place] = data.draw(st.integers(0, 255))
        elif kind == "cut":
            del content[max(1, place) :]
        elif kind == "double":
            content[place:place] = content[place : place + 64]
        else:
            content[place : place + 4] = b"\xff\xff\xff\xff"
    tried(bytes(content))


@pytest.mark.parametrize(
    ("start", "filling"),
    [
        (b"", b"\0"),
        (b"\xff\xd8\xff\xe0", b"\0"),
        (b"\xff\xd8\xff\xe0", b"\xff"),
        (b"%PDF-1.7\n", b"<<"),
        (b"%PDF-1.7\n", b"1 0 obj "),
        (b"GIF89a", b"\xff"),
        (b"RIFF", b"\0"),
        (b"II*\0\x08\0\0\0", b"\xff"),
    ],
)
def test_fifteen_megabytes_of_nothing_are_refused_soon(start: bytes, filling: bytes) -> None:
    assert tried((start + filling * 15_000_000)[:15_000_000]) in ("broken", "not_taken")


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_the_largest_picture_taken_is_drawn_soon(form: str) -> None:
    assert tried(picture(form, gradient(7000, 7000))) == ""


def page_drawing(stream: bytes, resources: bytes = b"", *others: bytes) -> bytes:
    return making.raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] /Contents 4 0 R /Resources << %s >> >>"
        % resources,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        *others,
    )


def test_a_page_that_draws_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "CPU_SECONDS", 0.5)
    stream = b"/G gs " + b"0 0 200 100 re f " * 300_000
    mixed = b"/ExtGState << /G << /ca 0.5 /BM /Luminosity >> >>"
    assert tried(page_drawing(stream, mixed)) == "too_slow"


def test_a_page_that_grows_without_end_is_given_up() -> None:
    # One shape holds the next ten times over, twelve deep: a million million shapes.
    shapes = []
    for number in range(5, 17):
        inner = b"/N Do " * 10
        shapes.append(
            b"<< /Type /XObject /Subtype /Form /BBox [0 0 200 100] /Resources << /XObject << /N %d 0 R >> >>"
            b" /Length %d >>\nstream\n%s\nendstream" % (number + 1, len(inner), inner)
        )
    assert tried(page_drawing(b"/N Do ", b"/XObject << /N 5 0 R >>", *shapes)) in ("broken", "too_slow")


def test_the_drawing_program_has_no_key_and_cannot_write(keep: Callable[[bytes], StoredFile]) -> None:
    keep(picture())
    running = [place.program for place in table._table.places if place.program]
    for program in running:
        home = Path(f"/proc/{program.pid}")
        if not home.exists():
            pytest.skip("only Linux tells about its programs in /proc")
        told = (home / "environ").read_bytes()
        limits = (home / "limits").read_text()
        assert b"COMMONBEAT" not in told
        assert b"DATABASE_URL" not in told
        assert limits.split("Max file size")[1].split()[0] == "0"
        assert limits.split("Max address space")[1].split()[0] == str(drawing.MEMORY)


@given(
    x=st.floats(-0.5, 1.5), y=st.floats(-0.5, 1.5), width=st.floats(-0.5, 1.5), height=st.floats(-0.5, 1.5),
    page=st.tuples(st.integers(8, 3000), st.integers(8, 3000)),
)  # fmt: skip
def test_a_box_on_the_page_covers_at_least_what_it_says(
    x: float, y: float, width: float, height: float, page: tuple[int, int]
) -> None:
    box = Box(x, y, width, height)
    if not box.is_inside:
        return
    left, top, right, bottom = box.pixels(*page)
    assert 0 <= left <= min(x * page[0], page[0])
    assert 0 <= top <= min(y * page[1], page[1])
    assert min(page[0], (x + width) * page[0]) <= right + 1 <= page[0]
    assert min(page[1], (y + height) * page[1]) <= bottom + 1 <= page[1]


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_sizes(width: int, height: int) -> None:
    assert bool(why_not_size(width, height, 50_000_000)) == (
        width * height > 50_000_000 or min(width, height) < 8
    )


def test_kinds() -> None:
    assert is_pdf(b"junk before %PDF-1.4")
    assert not is_pdf(bytes(1024) + b"%PDF-1.4")
    assert why_not_kind([], b"", ["image/png"]) == "not_taken"
    assert why_not_kind(["image/png"], b"", ["image/png"]) == "broken"
