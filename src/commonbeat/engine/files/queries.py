"""Kept files as bytes and as answers to a browser."""

from collections.abc import Iterator
from datetime import datetime

from django.http import HttpResponse
from django.utils.translation import gettext as _

from commonbeat.engine.files.choices import Form
from commonbeat.engine.files.models import StoredFile, shelf
from commonbeat.ground.core.errors import Hidden

SMALL = ".small"
_ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "application/pdf": "pdf"}


def content(file: StoredFile) -> bytes:
    """Return the kept bytes; raises Hidden when they were destroyed."""
    return _read(file, file.content.name or "")


def thumbnail(file: StoredFile) -> HttpResponse:
    """Answer with the small JPEG that was made when the file was kept."""
    return _answer(_read(file, small_name(file.content.name or "")), "image/jpeg", f'"{file.digest}-small"')


def answer(file: StoredFile, *, download: bool = False) -> HttpResponse:
    """Answer with the kept bytes in a way that no browser takes for anything else.

    Who may see it was asked before, by the app whose file it is. What was sent is only ever downloaded.
    """
    is_original = file.original_of_id is not None
    kept_as = "application/octet-stream" if is_original else file.content_type
    response = _answer(content(file), kept_as, f'"{file.digest}"')
    ending = _ENDINGS.get(kept_as, "bin")
    # A sandbox, which every answer has, keeps browsers from showing a PDF in the page.
    shown = "inline" if file.form == Form.PHOTO and not (download or is_original) else "attachment"
    response["Content-Disposition"] = f'{shown}; filename="{file.form}-{file.public_id[:6]}.{ending}"'
    return response


def small_name(name: str) -> str:
    return name + SMALL


def orphans(*, before: datetime) -> Iterator[str]:
    """Yield the names of what was laid down before a time and belongs to no row whose bytes are to stay."""
    store = shelf()
    if not store.exists(""):
        return
    for folder in store.listdir("")[0]:
        names = {name: name.split(".")[0] for name in store.listdir(folder)[1]}
        kept = set(
            StoredFile.objects.filter(public_id__in=set(names.values()), destroyed_at=None).values_list(
                "content", flat=True
            )
        )
        for name in names:
            whole = f"{folder}/{name}"
            if whole.removesuffix(SMALL) not in kept and store.get_modified_time(whole) < before:
                yield whole


def _read(file: StoredFile, name: str) -> bytes:
    if file.destroyed_at is not None:
        raise Hidden(_("This file was destroyed. It is no longer kept anywhere."), code="file_destroyed")
    try:
        with shelf().open(name) as opened:
            return bytes(opened.read())
    except FileNotFoundError as wrong:
        raise Hidden(_("This file is not there."), code="file_missing") from wrong


def _answer(body: bytes, content_type: str, tag: str) -> HttpResponse:
    return HttpResponse(
        body,
        headers={
            "Content-Type": content_type,
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "sandbox; default-src 'none'",
            "Content-Disposition": "inline",
            "Cache-Control": "private, max-age=3600",
            "ETag": tag,
        },
    )
