"""What can be done with files: drawn anew and kept, covered in part, destroyed, swept up."""

import hashlib
import queue
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils.translation import gettext as _

from commonbeat.engine.files import queries
from commonbeat.engine.files.choices import PHOTO_LIMITS, WHY_NOT, Drawn, Form, Limits, Original
from commonbeat.engine.files.models import StoredFile, shelf
from commonbeat.engine.files.providers import table
from commonbeat.engine.files.rules import Box, lying
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.core import ids
from commonbeat.ground.core.errors import Invalid, TooMany


def draw(*, upload: "File[bytes]", limits: Limits = PHOTO_LIMITS) -> Drawn:
    """Return a photo or document drawn anew; nothing is written. Do it before a transaction, not inside.

    Raises Invalid with the cause as its code.
    """
    if not upload.size:
        raise not_taken("empty")
    if upload.size > limits.most_bytes:
        raise not_taken("too_many_bytes")
    upload.seek(0)
    content = upload.read()
    # What had no room when it arrived has a size and no bytes.
    if len(content) != upload.size:
        raise not_taken("too_many_bytes")
    return _drawn(content, limits, [])


def keep(
    *,
    agency: Agency,
    upload: "File[bytes] | Drawn",
    limits: Limits = PHOTO_LIMITS,
    keep_original: bool = False,
    at: datetime,
) -> StoredFile:
    """Keep a file, drawn anew if it is not yet; the bytes as sent only where they are evidence."""
    drawn = upload if isinstance(upload, Drawn) else draw(upload=upload, limits=limits)
    with transaction.atomic():
        file = _put(agency, drawn, at)
        if keep_original:
            _put_original(file, drawn, at)
    return file


def cover(
    *,
    file: StoredFile,
    boxes: Sequence[tuple[float, float, float, float]],
    pages: Sequence[int] = (),
    at: datetime,
) -> StoredFile:
    """Keep a new file with black where the boxes are; the old one stays as it is.

    A box is left, top, width and height as fractions of the page; `pages` has a number from 1 for each.
    """
    on = pages or [1] * len(boxes)
    wanted = [Box(*box, page) for box, page in zip(boxes, on, strict=False)]
    inside = all(box.is_inside and box.page <= file.pages for box in wanted)
    if not wanted or len(on) != len(boxes) or not inside:
        raise Invalid(_("A box lies outside the picture. Draw it again."), code="box_outside", where="boxes")
    limits = Limits(most_pages=file.pages, long_side=max(file.width, file.height))
    drawn = _drawn(queries.content(file), limits, wanted)
    with transaction.atomic():
        return _put(file.agency, drawn, at)


def destroy(*, file: StoredFile, at: datetime) -> None:
    """Remove the bytes of the file and of what was sent; the rows stay and say when."""
    with transaction.atomic():
        ends = list(StoredFile.objects.filter(original_of=file, destroyed_at=None))
        if file.destroyed_at is None:
            ends.append(file)
        for ended in ends:
            ended.destroyed_at = at
            ended.save(update_fields=["destroyed_at"])
            transaction.on_commit(partial(_remove, str(ended.content.name)))


def sweep_orphans(at: datetime) -> int:
    """Remove what a crash left on the shelf: files without a row, or whose row says destroyed."""
    # Files bear the midnight of their day; one that an unfinished act has just laid down is left alone.
    orphans = list(queries.orphans(before=at - timedelta(days=2)))
    for name in orphans:
        shelf().delete(name)
    return len(orphans)


def try_out() -> str:
    """Return why files cannot be kept, or only some kinds of photos can be read; "" when all is well."""
    try:
        name = shelf().save(lying(ids.public_id()), ContentFile(b"a trial"))
        shelf().delete(name)
    except OSError as wrong:
        return f"the folder of files cannot be written ({wrong.strerror})"
    try:
        kinds = table.draw({}, b"")[0]["kinds"]
    except (table.Died, queue.Empty):
        return "the program that draws photos anew does not start"
    return "" if "HEIF" in kinds else "the photos that iPhones take (HEIC) cannot be read"


def not_taken(code: str) -> Invalid:
    """Return the refusal of a file in words that say what to do."""
    return Invalid(" ".join(str(words) for words in WHY_NOT[code]), code=code, where="files")


def _drawn(content: bytes, limits: Limits, boxes: list[Box]) -> Drawn:
    asked: dict[str, Any] = {**asdict(limits), "boxes": [asdict(box) for box in boxes]}
    try:
        known, parts = table.draw(asked, content)
    except table.Died as died:
        raise not_taken("too_slow" if died.is_slow else "broken") from None
    except queue.Empty:
        raise TooMany(
            _("Many photos are being looked at right now. Nothing was sent; try again in a minute."), wait=60
        ) from None
    if "why_not" in known:
        raise not_taken(known["why_not"])
    return Drawn(
        form=Form(known["form"]),
        content=parts[0],
        content_type=known["content_type"],
        small=parts[1],
        width=known["width"],
        height=known["height"],
        pages=known["pages"],
        original=Original(content, known["sent_as"]),
    )


def _put(agency: Agency, drawn: Drawn, at: datetime) -> StoredFile:
    file = StoredFile(
        agency=agency,
        form=drawn.form,
        content_type=drawn.content_type,
        width=drawn.width,
        height=drawn.height,
        pages=drawn.pages,
        kept_at=at,
    )
    return _lay(file, drawn.content, drawn.small)


def _put_original(file: StoredFile, drawn: Drawn, at: datetime) -> StoredFile:
    sent = drawn.original
    original = StoredFile(
        agency=file.agency,
        form=file.form,
        content_type=sent.content_type,
        pages=file.pages,
        original_of=file,
        kept_at=at,
    )
    return _lay(original, sent.content)


def _lay(file: StoredFile, content: bytes, small: bytes = b"") -> StoredFile:
    """Write the bytes and the row; when the row cannot be written, the bytes go again."""
    file.public_id = ids.public_id()
    file.size, file.digest = len(content), hashlib.sha256(content).hexdigest()
    name = lying(file.public_id)
    try:
        # The shelf gives another name when this one is taken, so that no file is ever written over.
        file.content.name = name = shelf().save(name, ContentFile(content))
        if small:
            shelf().save(queries.small_name(name), ContentFile(small))
        with transaction.atomic():
            file.save(force_insert=True)
    except BaseException:
        _remove(name)
        raise
    return file


def _remove(name: str) -> None:
    shelf().delete(name)
    shelf().delete(queries.small_name(name))
