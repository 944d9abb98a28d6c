"""The folder where files lie: readable by the server alone, whole or not there, with no hour on them."""

import os
import secrets
from pathlib import Path

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage

A_DAY = 86_400
# A file that is still being written; a crash leaves it, and the sweep removes it.
UNFINISHED = ".part"


class Shelf(FileSystemStorage):
    """Files of 0600 in folders of 0700, written under another name and then moved in one step."""

    def _save(self, name: str, content: "File[bytes]") -> str:
        place = Path(self.path(name))
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        unfinished = place.with_name(f"{place.name}.{secrets.token_hex(4)}{UNFINISHED}")
        handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(handle, "wb") as written:
                for chunk in content.chunks():
                    written.write(chunk)
                written.flush()
                os.fsync(written.fileno())
            _without_hour(unfinished)
            unfinished.rename(place)
        except BaseException:
            unfinished.unlink(missing_ok=True)
            raise
        _without_hour(place.parent)
        return name


def _without_hour(path: Path) -> None:
    """Put its times at the midnight before, so that a file cannot be laid beside a visit by its minute."""
    midnight = path.stat().st_mtime // A_DAY * A_DAY
    os.utime(path, (midnight, midnight))
