"""What is sent is drawn anew: the pixels stay, and nothing else does."""

import os
import shutil
import subprocess
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from commonbeat.engine.files import actions, queries
from commonbeat.engine.files.choices import Form
from commonbeat.engine.files.models import StoredFile
from commonbeat.engine.files.tests import making
from commonbeat.engine.files.tests.making import (
    DESCRIPTION,
    MAKER,
    as_image,
    gradient,
    picture,
    pixel,
    told,
    upload,
)
from commonbeat.ground.agency.models import Agency

Keep = Callable[..., StoredFile]
XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF/>Ana Lopez</x:xmpmeta>"
TELLING = ("JPEG", "PNG", "WEBP", "HEIF", "AVIF", "TIFF", "GIF", "PDF")
HIDDEN = (b"Ana", b"SecretPhone", b"Exif", b"xmpmeta", b"ICC_PROFILE", b"iCCP")


def with_secrets() -> dict[str, bytes]:
    """Return one picture of each kind, told by the telephone where and by whom it was taken."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    exif = told()
    kinds = {form: picture(form, exif=exif, icc_profile=profile) for form in ("PNG", "WEBP", "AVIF")}
    kinds["TIFF"] = picture("TIFF", tiffinfo={MAKER: "SecretPhone", DESCRIPTION: "Ana Lopez"})
    kinds["JPEG"] = picture(exif=exif, icc_profile=profile, comment=b"Ana Lopez", xmp=XMP)
    kinds["HEIF"] = picture("HEIF", exif=exif, xmp=XMP)
    kinds["GIF"] = picture("GIF", comment=b"Ana Lopez")
    kinds["PDF"] = making.pdf(title="Ana Lopez", author="Ana Lopez", producer="SecretPhone")
    return kinds


@pytest.mark.req("C6")
@pytest.mark.parametrize("kind", TELLING)
def test_nothing_hidden_stays(keep: Keep, kind: str) -> None:
    sent = with_secrets()[kind]
    kept = queries.content(keep(sent))
    assert [word for word in HIDDEN if word in kept] == []


@pytest.mark.req("C6")
@pytest.mark.parametrize("kind", TELLING)
def test_a_reader_of_metadata_finds_none(keep: Keep, kind: str, tmp_path: Path) -> None:
    tool = _exiftool()
    sent, kept, small = tmp_path / "sent", tmp_path / "kept", tmp_path / "small"
    sent.write_bytes(with_secrets()[kind])
    file = keep(sent.read_bytes())
    kept.write_bytes(queries.content(file))
    small.write_bytes(queries.thumbnail(file).content)
    asked = ["-EXIF:all", "-XMP:all", "-IPTC:all", "-GPS:all", "-ICC_Profile:all", "-Comment", "-PDF:Title"]
    asked += ["-PDF:Author", "-PDF:Producer", "-PDF:Creator", "-PDF:CreateDate", "-PDF:ModifyDate"]
    assert _said(tool, asked, sent), "the picture sent should have told something"
    assert _said(tool, asked, kept) == ""
    assert _said(tool, asked, small) == ""


def _exiftool() -> str:
    tool = shutil.which("exiftool")
    if not tool and os.environ.get("REQUIRE_ALL"):
        pytest.fail("exiftool was not found (Debian: apt install libimage-exiftool-perl)")
    if not tool:
        pytest.skip("exiftool was not found (Debian: apt install libimage-exiftool-perl)")
    return tool


def _said(tool: str, asked: list[str], path: Path) -> str:
    command = [tool, "-s", "-G", *asked, str(path)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our files
    return ended.stdout


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF", "HEIF", "AVIF", "TIFF", "BMP"])
def test_photos_of_every_kind_look_the_same_afterwards(keep: Keep, form: str) -> None:
    file = keep(picture(form))
    assert (file.form, file.width, file.height, file.pages) == (Form.PHOTO, 640, 480, 1)
    kept = as_image(queries.content(file)).convert("L").resize((8, 6))
    sent = gradient().convert("L").resize((8, 6))
    assert max(abs(a - b) for a, b in zip(kept.tobytes(), sent.tobytes(), strict=True)) < 16


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGBA", "CMYK", "YCbCr", "I", "F", "I;16"])
def test_every_way_to_write_a_pixel_is_read(keep: Keep, mode: str) -> None:
    grey = Image.new("L", (64, 64), 155)
    image = Image.new("I;16", (64, 64), 155 * 257) if mode == "I;16" else grey.convert("RGB").convert("L")
    if mode not in ("L", "I;16"):
        image = (
            image.convert("RGB").convert(mode) if mode in ("YCbCr", "CMYK", "RGBA") else image.convert(mode)
        )
    form = "PNG" if mode in ("1", "P", "LA", "RGBA", "I;16") else "TIFF"
    kept = as_image(queries.content(keep(picture(form, image)))).convert("L")
    if mode == "1":
        assert kept.getextrema() == (0, 255)
    else:
        assert abs(pixel(kept, (32, 32))[0] - 155) <= 3


def test_a_photo_lying_on_its_side_is_set_upright_and_made_smaller(keep: Keep) -> None:
    file = keep(picture(image=gradient(3000, 1500), exif=told(orientation=6)))
    kept = as_image(queries.content(file)).convert("L")
    assert (file.width, file.height) == kept.size == (1024, 2048)
    assert pixel(kept, (1000, 20))[0] < pixel(kept, (1000, 2000))[0] - 50


@pytest.mark.req("C6")
def test_what_hangs_on_the_end_is_gone(keep: Keep) -> None:
    page = b"<html><script>alert(1)</script></html>"
    kept = queries.content(keep(picture() + page + making.docx()))
    assert b"script" not in kept
    assert b"PK\x03\x04" not in kept


@pytest.mark.req("C6")
def test_what_lies_under_transparent_parts_is_gone(keep: Keep) -> None:
    image = gradient().convert("RGBA")
    image.putalpha(0)
    file = keep(picture("PNG", image))
    kept = as_image(queries.content(file))
    assert kept.getextrema() == ((255, 255), (255, 255), (255, 255))
    assert file.content_type == "image/png"


def test_colours_of_another_space_are_brought_to_srgb(keep: Keep) -> None:
    swapped = _profile_with_red_and_blue_swapped()
    file = keep(picture(image=Image.new("RGB", (64, 64), "red"), icc_profile=swapped))
    red, _green, blue = pixel(as_image(queries.content(file)), (30, 30))
    assert blue > 200 > 80 > red


def _profile_with_red_and_blue_swapped() -> bytes:
    plain = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    entries = int.from_bytes(plain[128:132], "big")
    at = {bytes(plain[place : place + 4]): place for place in range(132, 132 + 12 * entries, 12)}
    red, blue = at[b"rXYZ"], at[b"bXYZ"]
    plain[red : red + 4], plain[blue : blue + 4] = b"bXYZ", b"rXYZ"
    return bytes(plain).replace("sRGB".encode("utf-16-be"), "odds".encode("utf-16-be"))


def test_only_the_first_picture_of_several_is_kept(keep: Keep) -> None:
    for form in ("GIF", "WEBP", "MPO", "TIFF", "HEIF"):
        first, second = Image.new("RGB", (64, 64), "red"), Image.new("RGB", (64, 64), "blue")
        kept = as_image(queries.content(keep(picture(form, first, save_all=True, append_images=[second]))))
        assert getattr(kept, "n_frames", 1) == 1
        assert pixel(kept, (30, 30))[0] > 200


def test_a_document_becomes_pictures_of_its_pages(keep: Keep) -> None:
    file = keep(making.pdf(gradient(), gradient(300, 600)))
    kept = queries.content(file)
    assert (file.form, file.content_type, file.pages) == (Form.DOCUMENT, "application/pdf", 2)
    assert (file.width, file.height) == (2048, 1536)
    assert making.page_of(kept, 1).height == 2 * making.page_of(kept, 1).width


def test_what_was_typed_into_a_form_is_seen_and_its_script_is_gone(keep: Keep) -> None:
    kept = queries.content(keep(making.filled_form()))
    dark = sum(making.page_of(kept).convert("L").histogram()[:128])
    assert dark > 100
    assert [word for word in (b"JavaScript", b"AcroForm", b"Annot", b"/T (a)") if word in kept] == []


def test_a_form_hands_over_what_is_drawn_already(larkspur: Agency, at: datetime) -> None:
    drawn = actions.draw(upload=upload(picture()))
    assert not StoredFile.objects.exists()
    file = actions.keep(agency=larkspur, upload=drawn, at=at)
    assert queries.content(file) == drawn.content


def test_bytes_as_sent_are_kept_only_when_asked(keep: Keep) -> None:
    sent = picture(exif=told())
    assert not StoredFile.objects.filter(original_of=keep(sent)).exists()
    file = keep(sent, keep_original=True)
    assert queries.content(file.original) == sent
    assert b"SecretPhone" not in queries.content(file)
