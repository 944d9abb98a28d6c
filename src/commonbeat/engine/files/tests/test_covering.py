"""Parts covered in black are absent from the new file; the old one stays."""

from collections.abc import Callable
from datetime import datetime

import pytest
from PIL import Image

from commonbeat.engine.files import actions, queries
from commonbeat.engine.files.models import StoredFile
from commonbeat.engine.files.tests import making
from commonbeat.engine.files.tests.making import as_image, picture, pixel
from commonbeat.ground.core.errors import Hidden, Invalid

Keep = Callable[..., StoredFile]


def faces() -> Image.Image:
    """Return a white picture with a red face at the left and a green one at the right."""
    image = Image.new("RGB", (400, 200), "white")
    image.paste((200, 30, 30), (40, 40, 120, 120))
    image.paste((30, 200, 30), (280, 40, 360, 120))
    return image


def is_black(pixel: tuple[int, ...]) -> bool:
    """Say whether it is black but for the rippling of a JPEG along an edge."""
    return max(pixel) < 48


@pytest.mark.req("C6")
@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_covered_pixels_are_black_and_all_others_stay(keep: Keep, at: datetime, form: str) -> None:
    old = keep(picture(form, faces() if form == "PNG" else making.gradient(400, 200)))
    covered = actions.cover(file=old, boxes=[(0.1, 0.2, 0.2, 0.4), (0.7, 0.2, 0.2, 0.4)], at=at)
    image, before = as_image(queries.content(covered)), as_image(queries.content(old))
    inside = [(x, y) for y in range(42, 118) for x in (*range(42, 118), *range(282, 358))]
    assert all(is_black(pixel(image, place)) for place in inside)
    for place in [(200, 100), (20, 20), (380, 180), (200, 180)]:
        assert sum(abs(a - b) for a, b in zip(pixel(image, place), pixel(before, place), strict=True)) < 12
    assert (covered.width, covered.height) == (400, 200)


@pytest.mark.req("C6")
def test_the_small_picture_is_covered_too(keep: Keep, at: datetime) -> None:
    covered = actions.cover(file=keep(picture("PNG", faces())), boxes=[(0, 0, 1, 1)], at=at)
    small = as_image(queries.thumbnail(covered).content)
    assert all(is_black(pixel(small, (x, y))) for x in range(small.width) for y in range(small.height))


def test_the_old_file_stays(keep: Keep, at: datetime) -> None:
    old = keep(picture("PNG", faces()))
    before = queries.content(old)
    assert actions.cover(file=old, boxes=[(0, 0, 0.5, 0.5)], at=at).pk != old.pk
    assert queries.content(old) == before


@pytest.mark.req("C6")
def test_each_box_of_a_document_lies_on_its_page(keep: Keep, at: datetime) -> None:
    old = keep(making.pdf(faces(), faces()))
    covered = actions.cover(file=old, boxes=[(0.1, 0.2, 0.2, 0.4)], pages=[2], at=at)
    first, second = (making.page_of(queries.content(covered), number) for number in (0, 1))
    width, height = first.size
    place = (int(0.2 * width), int(0.4 * height))
    assert pixel(first, place)[0] > 150
    assert is_black(pixel(second, place))
    assert (covered.pages, covered.width, covered.height) == (2, old.width, old.height)


@pytest.mark.parametrize(
    ("boxes", "pages"),
    [
        ([], []),
        ([(-0.1, 0, 0.5, 0.5)], []),
        ([(0.5, 0, 0.6, 0.5)], []),
        ([(0, 0, 0, 0.5)], []),
        ([(float("nan"), 0, 0.5, 0.5)], []),
        ([(0, 0, 0.5, 0.5)], [2]),
        ([(0, 0, 0.5, 0.5)], [0]),
        ([(0, 0, 0.5, 0.5)], [1, 1]),
    ],
)
def test_a_box_beside_the_picture_is_refused(
    keep: Keep, at: datetime, boxes: list[tuple[float, float, float, float]], pages: list[int]
) -> None:
    old = keep(picture("PNG", faces()))
    with pytest.raises(Invalid) as refused:
        actions.cover(file=old, boxes=boxes, pages=pages, at=at)
    assert refused.value.code == "box_outside"
    assert StoredFile.objects.count() == 1


def test_a_destroyed_file_cannot_be_covered(keep: Keep, at: datetime) -> None:
    old = keep(picture("PNG", faces()))
    actions.destroy(file=old, at=at)
    with pytest.raises(Hidden):
        actions.cover(file=old, boxes=[(0, 0, 1, 1)], at=at)
