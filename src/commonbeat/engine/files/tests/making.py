"""Pictures and documents as people send them, made here and now."""

import io
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Any, cast

import pillow_heif
import pypdfium2
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

pillow_heif.register_heif_opener()

GPS = 0x8825
MAKER, DESCRIPTION, ORIENTATION = 0x010F, 0x010E, 0x0112


def gradient(width: int = 640, height: int = 480, mode: str = "RGB") -> Image.Image:
    """Return a picture of many colours, dark at the left and light at the right."""
    across = Image.linear_gradient("L").rotate(90).resize((width, height))
    down = Image.linear_gradient("L").resize((width, height))
    return Image.merge("RGB", (across, down, across)).convert(mode)


def told(orientation: int = 1) -> Image.Exif:
    """Return what a telephone writes: its maker, a name and a place."""
    exif = Image.Exif()
    exif[MAKER], exif[DESCRIPTION], exif[ORIENTATION] = "SecretPhone", "Taken by Ana Lopez", orientation
    exif[GPS] = {1: "N", 2: (40.0, 26.0, 46.0), 3: "W", 4: (79.0, 58.0, 56.0)}
    return exif


def picture(form: str = "JPEG", image: Image.Image | None = None, **options: Any) -> bytes:
    made = io.BytesIO()
    (image or gradient()).save(made, form, **options)
    return made.getvalue()


def upload(content: bytes, name: str = "photo.jpg", content_type: str = "image/jpeg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type)


def pdf(*pages: Image.Image, **options: Any) -> bytes:
    made = io.BytesIO()
    first, *others = pages or (gradient(),)
    first.save(made, "PDF", save_all=True, append_images=others, **options)
    return made.getvalue()


def docx() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("word/document.xml", "<document>Ana Lopez</document>")
    return made.getvalue()


def as_image(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def page_of(content: bytes, number: int = 0) -> Image.Image:
    document = pypdfium2.PdfDocument(content)
    page: Image.Image = document[number].render(scale=1).to_pil()
    return page


def pixel(image: Image.Image, place: tuple[int, int]) -> tuple[int, ...]:
    """Return the red, green and blue at a place."""
    return cast(tuple[int, ...], image.convert("RGB").getpixel(place))


def raw_pdf(*objects: bytes) -> bytes:
    """Return a PDF of these objects, the first of which is its catalogue."""
    written, places = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF"
    return written + end % (count, table, count, len(written))


def filled_form() -> bytes:
    """Return a page with a typed-in field that has no drawing of its own, and a script that opens with it."""
    return raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [4 0 R] /DR << /Font << /F 5 0 R >> >> >>"
        b" /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] /Annots [4 0 R] >>",
        b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /V (WWWWWWW) /DA (/F 20 Tf 0 g)"
        b" /Rect [10 10 110 40] /F 4 >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )


def locked_pdf() -> bytes:
    """Return a PDF whose password nobody knows: its keys were never made from one."""
    key = b"<" + b"00" * 32 + b">"
    page = raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] >>",
        b"<< /Filter /Standard /V 1 /R 2 /P -4 /O %s /U %s >>" % (key, key),
    )
    return page.replace(b"/Root 1 0 R", b"/Root 1 0 R /Encrypt 4 0 R /ID [<00><00>]")


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png_with(name: bytes, data: bytes) -> bytes:
    """Return a sound PNG with one more chunk behind its header."""
    sound = picture("PNG")
    return sound[:33] + chunk(name, data) + sound[33:]


def png_claiming(width: int, height: int) -> bytes:
    """Return a few bytes that say they are a picture of this size."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(99)))


def lay_shelf(settings: LazySettings, folder: Path) -> None:
    """Have files lie in this folder."""
    others: dict[str, Any] = dict(settings.STORAGES)
    own = {"BACKEND": others["files"]["BACKEND"], "OPTIONS": {"location": folder}}
    settings.STORAGES = {**others, "files": own}
