"""Where files lie: for the server alone, whole or not there, without an hour, and gone when destroyed."""

import os
import stat
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings, settings
from django.core.files.base import ContentFile
from django.db import IntegrityError, connection, transaction

from commonbeat.engine.files import actions, queries
from commonbeat.engine.files.models import StoredFile, shelf
from commonbeat.engine.files.providers import shelf as shelves
from commonbeat.engine.files.providers import table
from commonbeat.engine.files.tests.making import lay_shelf, picture, upload
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.core import ids
from commonbeat.ground.core.errors import Hidden

Keep = Callable[..., StoredFile]


def lying_in(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_only_the_server_may_read_and_no_name_tells_anything(keep: Keep, shelf_folder: Path) -> None:
    file = keep(picture(), keep_original=True)
    place = f"{file.public_id[:2]}/{file.public_id}"
    sent = f"{file.original.public_id[:2]}/{file.original.public_id}"
    assert lying_in(shelf_folder) == {place, f"{place}.small", sent}
    for path in shelf_folder.rglob("*"):
        wanted = 0o700 if path.is_dir() else 0o600
        assert stat.S_IMODE(path.stat().st_mode) == wanted


def test_no_hour_is_written_on_files_and_folders(keep: Keep, shelf_folder: Path) -> None:
    keep(picture())
    for path in shelf_folder.rglob("*"):
        written = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        assert (written.hour, written.minute, written.second) == (0, 0, 0)


@pytest.mark.django_db
def test_a_file_that_cannot_be_written_whole_is_not_there(
    shelf_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        shelf().save("ab/abcdef", ContentFile(b"some bytes"))
    assert lying_in(shelf_folder) == set()


def test_without_a_row_no_bytes_stay(
    keep: Keep, larkspur: Agency, at: datetime, shelf_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ids, "public_id", lambda: "bcdfghjk")
    keep(picture())
    before = lying_in(shelf_folder)
    with pytest.raises(IntegrityError), transaction.atomic():
        actions.keep(agency=larkspur, upload=upload(picture()), at=at)
    assert StoredFile.objects.count() == 1
    assert lying_in(shelf_folder) == before


def test_destroyed_bytes_are_gone_and_the_rows_say_when(
    keep: Keep, at: datetime, shelf_folder: Path, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    file, other = keep(picture(), keep_original=True), keep(picture())
    later = at + timedelta(days=30)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        actions.destroy(file=file, at=later)
    assert lying_in(shelf_folder) == {str(other.content.name), f"{other.content.name}.small"}
    assert set(StoredFile.objects.filter(destroyed_at=later)) == {file, file.original}
    for ask in (queries.content, queries.thumbnail, queries.answer):
        with pytest.raises(Hidden) as gone:
            ask(file)
        assert gone.value.code == "file_destroyed"
    actions.destroy(file=file, at=later + timedelta(days=1))
    file.refresh_from_db()
    assert file.destroyed_at == later


def test_what_a_crash_leaves_is_swept_up_two_days_later(keep: Keep, shelf_folder: Path) -> None:
    file, destroyed = keep(picture()), keep(picture())
    StoredFile.objects.filter(pk=destroyed.pk).update(destroyed_at=file.kept_at)
    kept = {str(file.content.name), f"{file.content.name}.small"}
    orphan = shelf_folder / "bc" / "bcdfgh"
    orphan.parent.mkdir(exist_ok=True)
    orphan.write_bytes(b"left over")
    (orphan.parent / f"bcdfgh.1a2b{shelves.UNFINISHED}").write_bytes(b"half")
    now = datetime.fromtimestamp(orphan.stat().st_mtime, UTC)
    assert actions.sweep_orphans(now + timedelta(hours=23)) == 0
    assert actions.sweep_orphans(now + timedelta(days=3)) == 4
    assert lying_in(shelf_folder) == kept


def test_the_sweep_runs_by_itself_and_asks_once_for_each_folder(
    keep: Keep, at: datetime, django_assert_max_num_queries: Callable[..., object]
) -> None:
    assert (86_400, "commonbeat.engine.files.actions.sweep_orphans") in settings.SCHEDULE
    file = keep(picture())
    with django_assert_max_num_queries(1, connection=connection):  # type: ignore[attr-defined]
        actions.sweep_orphans(at + timedelta(days=900))
    assert queries.content(file)


def test_an_empty_shelf_has_no_orphans(db: None, at: datetime) -> None:
    assert actions.sweep_orphans(at) == 0


def test_a_trial_says_what_is_wrong_and_leaves_nothing(
    shelf_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert actions.try_out() == ""
    assert lying_in(shelf_folder) == set()
    monkeypatch.setattr(table, "draw", lambda _asked, _content: ({"kinds": ["JPEG"]}, []))
    assert "HEIC" in actions.try_out()
    monkeypatch.undo()


def test_a_trial_finds_a_shelf_that_cannot_be_written(tmp_path: Path, settings: LazySettings) -> None:
    (tmp_path / "in_the_way").write_bytes(b"a file where the folder should be")
    lay_shelf(settings, tmp_path / "in_the_way")
    assert "cannot be written" in actions.try_out()
