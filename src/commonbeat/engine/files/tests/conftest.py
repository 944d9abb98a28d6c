"""A shelf of its own for each test."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings

from commonbeat.engine.files import actions
from commonbeat.engine.files.models import StoredFile
from commonbeat.engine.files.tests.making import upload
from commonbeat.ground.agency.models import Agency


@pytest.fixture(autouse=True)
def shelf_folder(tmp_path: Path, settings: LazySettings) -> Path:
    """Put the shelf into a folder that ends with the test."""
    own: dict[str, Any] = {**settings.STORAGES["files"], "OPTIONS": {"location": tmp_path / "files"}}
    settings.STORAGES = {**settings.STORAGES, "files": own}
    return tmp_path / "files"


@pytest.fixture
def keep(larkspur: Agency, at: datetime) -> Callable[..., StoredFile]:
    """Return a function that keeps bytes as if somebody had sent them."""

    def kept(content: bytes, *, keep_original: bool = False) -> StoredFile:
        return actions.keep(agency=larkspur, upload=upload(content), keep_original=keep_original, at=at)

    return kept
