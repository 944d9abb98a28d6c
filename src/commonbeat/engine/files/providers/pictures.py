"""Photos drawn anew from their pixels. Runs in the drawing program only, and knows no Django."""

import contextlib
import io
import struct
import warnings
from typing import cast

from PIL import AvifImagePlugin, Image, ImageCms, ImageDraw, ImageFile, UnidentifiedImageError

from commonbeat.engine.files.rules import Box, why_not_size

TAKEN = ("JPEG", "PNG", "WEBP", "GIF", "HEIF", "AVIF", "TIFF", "BMP")
CONTENT_TYPES = (
    "image/jpeg",
    "image/png",
    "image/webp",
    "image/gif",
    "image/heif",
    "image/heic",
    "image/avif",
    "image/tiff",
    "image/bmp",
)
SMALL_SIDE = 320
QUALITY = 85
# A photo in shades of grey has up to 256.
FEW_COLOURS = 64

# A machine without this library still reads every other kind; `doctor` says so.
with contextlib.suppress(ImportError):
    import pillow_heif

    pillow_heif.register_heif_opener(thumbnails=False)
    pillow_heif.options.DECODE_THREADS = 1
Image.init()
AvifImagePlugin.DEFAULT_MAX_THREADS = 1
ImageFile.LOAD_TRUNCATED_IMAGES = False
READ = tuple(kind for kind in TAKEN if kind in Image.OPEN)
_SRGB = ImageCms.createProfile("sRGB")


class NotDrawn(Exception):
    """Why a file could not be drawn; `code` is one of choices.WHY_NOT."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def opened(content: bytes, most_pixels: int) -> Image.Image | None:
    """Return the picture with only its header read; None when it is none that we take."""
    Image.MAX_IMAGE_PIXELS = most_pixels
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(content), formats=READ)
    except UnidentifiedImageError:
        return None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise NotDrawn("too_many_pixels") from None
    if wrong := why_not_size(*picture.size, most_pixels):
        raise NotDrawn(wrong)
    return picture


def pixels(picture: Image.Image, long_side: int) -> Image.Image:
    """Return a new upright picture in sRGB that has nothing of the old one but its colours."""
    profile = picture.info.get("icc_profile")
    orientation = _orientation(picture)
    # A camera's halved picture may be a little smaller than the limit, and is read in half the time.
    nearly = long_side * 15 / 16 / max(picture.size)
    picture.draft("RGB", (int(picture.width * nearly) or 1, int(picture.height * nearly) or 1))
    picture = _plain(picture)
    if max(picture.size) > long_side:
        picture.thumbnail((long_side, long_side), Image.Resampling.LANCZOS, reducing_gap=2.0)
    picture = _in_srgb(picture, profile)
    fresh = Image.new("RGB", picture.size)
    fresh.paste(picture)
    return fresh if orientation is None else fresh.transpose(orientation)


def written(picture: Image.Image) -> tuple[bytes, str]:
    """Return the bytes and their content type: PNG for a drawing of few colours, JPEG for a photo."""
    kept = io.BytesIO()
    if picture.getcolors(FEW_COLOURS):
        picture.save(kept, "PNG")
        return kept.getvalue(), "image/png"
    picture.save(kept, "JPEG", quality=QUALITY)
    return kept.getvalue(), "image/jpeg"


def small(picture: Image.Image) -> bytes:
    """Return a small JPEG for lists; the picture given is used up."""
    picture.thumbnail((SMALL_SIDE, SMALL_SIDE), Image.Resampling.BILINEAR, reducing_gap=1.0)
    kept = io.BytesIO()
    picture.save(kept, "JPEG", quality=75)
    return kept.getvalue()


def covered(picture: Image.Image, boxes: list[Box]) -> Image.Image:
    """Return the picture with black where the boxes are."""
    pencil = ImageDraw.Draw(picture)
    for box in boxes:
        pencil.rectangle(box.pixels(*picture.size), fill="black")
    return picture


_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def _orientation(picture: Image.Image) -> Image.Transpose | None:
    """Return how to turn it; what the camera wrote is often odd, and then the picture stays as it is."""
    with contextlib.suppress(Exception):
        return _UPRIGHT.get(picture.getexif().get(0x0112, 1))
    return None


def _plain(picture: Image.Image) -> Image.Image:
    """Return the first picture in eight bits; what lies under transparent parts is gone, white is there."""
    picture.load()
    if picture.mode.startswith("I"):
        deep = picture.convert("I")
        # Thirty-two bits may hold any range; sixteen bits are told by their name.
        brightest = 65535 if ";16" in picture.mode else max(255, int(cast(float, deep.getextrema()[1])))
        return deep.point(lambda value: value * (255 / brightest)).convert("L").convert("RGB")
    if picture.has_transparency_data:
        layered = picture.convert("RGBA")
        ground = Image.new("RGBA", layered.size, "white")
        return Image.alpha_composite(ground, layered).convert("RGB")
    return picture if picture.mode in ("RGB", "CMYK") else picture.convert("RGB")


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    if profile and b"s\0R\0G\0B" not in profile and b"sRGB" not in profile:
        with contextlib.suppress(ImageCms.PyCMSError, OSError, ValueError, struct.error):
            turned = ImageCms.profileToProfile(
                picture, ImageCms.ImageCmsProfile(io.BytesIO(profile)), _SRGB, outputMode="RGB"
            )
            if turned is not None:
                return turned
    return picture.convert("RGB")
