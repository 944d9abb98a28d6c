"""How uploads arrive: in memory alone, so that nothing a stranger sends lies on a disk as it was sent."""

import io
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from commonbeat.engine.files.choices import MOST_FILES, PHOTO_LIMITS

# All files of one request together: as many of the largest as a form takes, and some more.
ROOM = (MOST_FILES + 1) * PHOTO_LIMITS.most_bytes


class InMemory(FileUploadHandler):
    """Keeps what has room; of a file that has none, only its size, for the words of the refusal."""

    room = ROOM

    def new_file(self, *args: Any, **given: Any) -> None:
        super().new_file(*args, **given)
        self.kept = io.BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start + len(raw_data) <= self.room:
            self.kept.write(raw_data)
        else:
            self.kept = io.BytesIO()

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        self.room -= self.kept.tell()
        self.kept.seek(0)
        return InMemoryUploadedFile(
            self.kept,
            self.field_name,
            self.file_name or "",
            self.content_type or "",
            file_size,
            self.charset,
            self.content_type_extra or {},
        )
