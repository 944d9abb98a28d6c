"""A shelf of its own for each test."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import LazySettings

from commonbeat.engine.files import actions
from commonbeat.engine.files.models import StoredFile
from commonbeat.engine.files.tests import making
from commonbeat.ground.agency.models import Agency


@pytest.fixture(autouse=True)
def shelf_folder(tmp_path: Path, settings: LazySettings) -> Path:
    """Put the shelf into a folder that ends with the test."""
    making.lay_shelf(settings, tmp_path / "files")
    return tmp_path / "files"


@pytest.fixture
def keep(larkspur: Agency, at: datetime) -> Callable[..., StoredFile]:
    """Return a function that keeps bytes as if somebody had sent them."""

    def kept(content: bytes, *, keep_original: bool = False) -> StoredFile:
        return actions.keep(
            agency=larkspur, upload=making.upload(content), keep_original=keep_original, at=at
        )

    return kept
