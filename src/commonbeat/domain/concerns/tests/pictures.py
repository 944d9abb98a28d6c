"""A photo as a browser sends it."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


def picture() -> SimpleUploadedFile:
    drawn = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(drawn, "JPEG")
    return SimpleUploadedFile("street.jpg", drawn.getvalue(), "image/jpeg")
