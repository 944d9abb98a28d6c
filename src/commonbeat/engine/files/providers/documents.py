"""Pages of a PDF as pixels, written anew as a PDF of pictures. Runs in the drawing program only."""

import io
from collections.abc import Iterator

import pypdfium2
from PIL import Image
from pypdfium2 import raw

from commonbeat.engine.files.providers.pictures import QUALITY, NotDrawn

# A page as printed on paper: points are 1/72 inch, and nothing is drawn finer than this.
MOST_DOTS_PER_POINT = 4.0
SHOWN_DPI = 144


def pages(content: bytes, most_pages: int, long_side: int) -> Iterator[Image.Image]:
    """Yield each page as it looks on paper, with what was typed into its form."""
    try:
        document = pypdfium2.PdfDocument(content)
        # Draws the typed words. No script can run: this build of the reader knows no JavaScript and no XFA.
        document.init_forms()
    except pypdfium2.PdfiumError as wrong:
        is_locked = getattr(wrong, "err_code", None) == raw.FPDF_ERR_PASSWORD
        raise NotDrawn("locked" if is_locked else "broken") from None
    if not len(document):
        raise NotDrawn("broken")
    if len(document) > most_pages:
        raise NotDrawn("too_many_pages")
    for number in range(len(document)):
        yield _drawn(document, number, long_side)


def written(drawn: list[Image.Image]) -> bytes:
    """Return a PDF of the pictures without a title, a date or a maker."""
    kept = io.BytesIO()
    first, *others = drawn
    nothing = {"title": None, "creationDate": None, "modDate": None}
    first.save(
        kept, "PDF", save_all=True, append_images=others, resolution=SHOWN_DPI, quality=QUALITY, **nothing
    )
    return kept.getvalue()


def _drawn(document: pypdfium2.PdfDocument, number: int, long_side: int) -> Image.Image:
    page = document[number]
    # Notes and typed words become part of the page; the page has to be read again for it to show.
    raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
    page.close()
    page = document[number]
    width, height = page.get_size()
    if min(width, height) < 1:
        raise NotDrawn("broken")
    scale = min(long_side / max(width, height), MOST_DOTS_PER_POINT)
    shown = page.render(scale=scale, may_draw_forms=False, rev_byteorder=True)
    drawn: Image.Image = shown.to_pil().convert("RGB")
    shown.close()
    page.close()
    return drawn
