"""Photos of streets that nobody took: drawn once, kept many times."""

import io
from datetime import datetime
from functools import cache

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from commonbeat.engine.files.actions import draw, keep
from commonbeat.engine.files.choices import Drawn
from commonbeat.engine.files.models import StoredFile
from commonbeat.ground.agency.models import Agency

COLOURS = ("#5b7f95", "#8a6d3b", "#556b2f", "#704f6b", "#3f5f5f", "#7a4a3a")
# The windows of the car: left, top, width and height as fractions.
WINDOWS = (0.36, 0.43, 0.26, 0.14)


def picture(agency: Agency, at: datetime) -> StoredFile:
    return keep(agency=agency, upload=_drawn(int(at.timestamp()) % len(COLOURS)), at=at)


@cache
def _drawn(number: int) -> Drawn:
    """Draw a street with a car, in one of a few colours."""
    image = Image.new("RGB", (640, 420), "#c9d6dd")
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 260, 640, 420), fill="#6c6f72")
    for left in range(20, 640, 120):
        pen.rectangle((left, 335, left + 60, 343), fill="#e8e4d0")
    pen.rounded_rectangle((180, 230, 440, 310), 24, fill=COLOURS[number])
    pen.rounded_rectangle((235, 185, 390, 240), 20, fill=COLOURS[number])
    for left in (220, 360):
        pen.ellipse((left, 285, left + 50, 335), fill="#222222")
    made = io.BytesIO()
    image.save(made, "JPEG", quality=80)
    return draw(upload=SimpleUploadedFile("street.jpg", made.getvalue(), "image/jpeg"))
