"""Pictures and documents as people send them, made here and now."""

import io
import zipfile
from typing import Any

import pillow_heif
import pypdfium2
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
    return document[number].render(scale=1).to_pil()
