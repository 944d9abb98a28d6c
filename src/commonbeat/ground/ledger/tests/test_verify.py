"""Whatever is done to the book behind its back is found and, where it can be, named."""

from collections.abc import Callable
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from pytest_django import Settings

from commonbeat.ground.ledger import actions, queries
from commonbeat.ground.ledger.models import Checkpoint, Entry, Tile

Forge = Callable[..., None]

CHANGED = {
    "altered": ["UPDATE ledger_entry SET verb = 'concern.closed' WHERE \"index\" = 137"],
    "altered inside": ["UPDATE ledger_entry SET content = '{}' WHERE \"index\" = 137"],
    "re-salted": ["UPDATE ledger_entry SET subject = 'concern:other' WHERE \"index\" = 137"],
    "back-dated": ["UPDATE ledger_entry SET at = '2026-06-10 20:16:59+00:00' WHERE \"index\" = 137"],
    "given to another": ["UPDATE ledger_entry SET actor_role = 'system' WHERE \"index\" = 137"],
    "deleted": ['DELETE FROM ledger_entry WHERE "index" = 137'],
    "deleted and closed up": [
        'DELETE FROM ledger_entry WHERE "index" = 137',
        'UPDATE ledger_entry SET "index" = -"index" WHERE "index" > 137',
        'UPDATE ledger_entry SET "index" = -"index" - 1 WHERE "index" < -137',
    ],
    "reordered": [
        'UPDATE ledger_entry SET "index" = 9999 WHERE "index" = 137',
        'UPDATE ledger_entry SET "index" = 137 WHERE "index" = 201',
        'UPDATE ledger_entry SET "index" = 201 WHERE "index" = 9999',
    ],
    "inserted": [
        'UPDATE ledger_entry SET "index" = -"index" WHERE "index" >= 137',
        'UPDATE ledger_entry SET "index" = -"index" + 1 WHERE "index" <= -137',
        'INSERT INTO ledger_entry (verb, subject, agency, actor_role, actor_key, at, content, salt, "index") '
        "SELECT verb, subject, agency, actor_role, actor_key, at, content, salt, 137 "
        'FROM ledger_entry WHERE "index" = 5',
    ],
}


@pytest.fixture
def kept(book: list[Entry], tmp_path: Path) -> Path:
    """The checkpoint of 200 lines, as a mirror kept it."""
    path = tmp_path / "kept.txt"
    path.write_text(Checkpoint.objects.get(size=200).note, encoding="utf-8")
    return path


def _verify(*options: str) -> tuple[int, str]:
    said = StringIO()
    try:
        call_command("ledger", "verify", *options, stdout=said)
    except SystemExit as ended:
        return int(ended.code or 0), said.getvalue()
    return 0, said.getvalue()


def test_a_whole_book_is_whole(book: list[Entry], kept: Path) -> None:
    code, said = _verify("--against", str(kept))
    assert code == 0
    assert "300  entries" in said
    assert "3  checkpoints" in said
    assert "is its beginning" in said
    assert queries.verdict().size == len(book)


def test_an_empty_book_is_whole(db: None, at: datetime) -> None:
    assert _verify()[0] == 0
    actions.sequence(at=at)
    assert _verify()[0] == 0


@pytest.mark.parametrize("what", CHANGED)
def test_a_forged_entry_is_found_and_named(book: list[Entry], forge: Forge, what: str) -> None:
    # A forger who works around the guards also works around the check on the index.
    if connection.vendor == "postgresql":
        forge("ALTER TABLE ledger_entry DROP CONSTRAINT ledger_entry_index")
    else:
        forge("PRAGMA ignore_check_constraints = ON")
    forge(*CHANGED[what])
    code, said = _verify()
    assert code == 1
    assert "WRONG  Entry 137 " in said
    [finding, *_others] = queries.verdict().findings
    assert finding.index == 137


def test_an_entry_with_a_place_beyond_the_signed_ones_is_named(book: list[Entry], forge: Forge) -> None:
    forge(
        'INSERT INTO ledger_entry (verb, subject, agency, actor_role, actor_key, at, content, salt, "index") '
        "SELECT verb, subject, agency, actor_role, actor_key, at, content, salt, 300 "
        'FROM ledger_entry WHERE "index" = 5'
    )
    code, said = _verify()
    assert (code, "Entry 300 " in said) == (1, True)


def test_an_entry_written_later_with_an_old_date_is_counted(
    book: list[Entry], forge: Forge, at: datetime
) -> None:
    forge(
        "INSERT INTO ledger_entry (verb, subject, agency, actor_role, actor_key, at, content, salt) "
        "SELECT verb, subject, agency, actor_role, actor_key, at, content, salt "
        'FROM ledger_entry WHERE "index" = 5'
    )
    actions.sequence(at=at + timedelta(days=30))
    code, said = _verify()
    assert code == 0
    assert "1  dated more than a day before they were sealed" in said


def test_a_book_cut_short_is_found_with_a_kept_checkpoint(
    book: list[Entry], forge: Forge, kept: Path
) -> None:
    """Cut to the first hundred with all that belongs to them: nothing inside shows it, the kept note does."""
    forge('DELETE FROM ledger_entry WHERE "index" >= 100', "DELETE FROM ledger_checkpoint WHERE size > 100")
    first = Tile.objects.get(level=0, number=0)
    Tile.objects.exclude(pk=first.pk).delete()
    Tile.objects.update(hashes=bytes(first.hashes)[: 32 * 100])
    assert _verify()[0] == 0
    code, said = _verify("--against", str(kept))
    assert code == 1
    assert "had 200 entries and has 100" in said


def test_a_book_written_anew_is_found_with_a_kept_checkpoint(
    book: list[Entry], forge: Forge, kept: Path, at: datetime
) -> None:
    """Everything made again and signed with the true key, as an administrator could."""
    forge(
        "UPDATE ledger_entry SET verb = 'concern.closed' WHERE \"index\" = 137",
        'UPDATE ledger_entry SET "index" = NULL',
        "DELETE FROM ledger_tile",
        "DELETE FROM ledger_checkpoint",
    )
    actions.sequence(at=at)
    assert _verify()[0] == 0
    code, said = _verify("--against", str(kept))
    assert code == 1
    assert "first 200 entries do not give the root of the checkpoint to compare with" in said


def test_a_book_written_anew_without_the_secret_is_found(
    book: list[Entry], forge: Forge, at: datetime, settings: Settings
) -> None:
    """As somebody could who has the database, and signs with a key put there."""
    secret = settings.SECRET_KEY
    settings.SECRET_KEY = "what the forger knows instead of the secret"
    forge(
        'UPDATE ledger_entry SET "index" = NULL', "DELETE FROM ledger_tile", "DELETE FROM ledger_checkpoint"
    )
    forge("DELETE FROM ledger_signingkey")
    actions.sequence(at=at)
    assert _verify()[0] == 0
    settings.SECRET_KEY = secret
    code, said = _verify()
    assert code == 1
    assert "not signed by a key that this installation's COMMONBEAT_SECRET_KEY opens" in said


def test_a_changed_tile_above_the_leaves_is_named(book: list[Entry]) -> None:
    Tile.objects.filter(level=1).update(hashes=b"x" * 32)
    code, said = _verify()
    assert (code, "tile/1/000" in said) == (1, True)


def test_a_forged_root_is_found(book: list[Entry]) -> None:
    forged = Checkpoint.objects.get(size=200)
    Checkpoint.objects.filter(size=200).update(note=forged.note.replace("200", "201"))
    code, said = _verify()
    assert (code, "first 200 entries" in said) == (1, True)


def test_a_checkpoint_that_another_key_signed_is_refused(book: list[Entry], kept: Path) -> None:
    kept.write_text(kept.read_text(encoding="utf-8").replace("/ledger ", "/ledgers "), encoding="utf-8")
    code, said = _verify("--against", str(kept))
    assert (code, "not signed by a key of this book" in said) == (1, True)
    Checkpoint.objects.filter(size=300).update(note="nothing")
    assert "The newest checkpoint" in _verify()[1]


@pytest.mark.parametrize("text", [None, "not a checkpoint", "origin\n5\nAAAA\n\n— origin AAAAAAAA\n"])
def test_a_file_that_is_no_checkpoint_is_said(book: list[Entry], tmp_path: Path, text: str | None) -> None:
    path = tmp_path / "kept.txt"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(CommandError, match=r"kept\.txt"):
        call_command("ledger", "verify", "--against", str(path))


def test_the_checkpoint_is_printed_as_it_is_published(db: None, at: datetime) -> None:
    with pytest.raises(CommandError, match="no checkpoint yet"):
        call_command("ledger", "checkpoint")
    actions.sequence(at=at)
    said = StringIO()
    call_command("ledger", "checkpoint", stdout=said)
    assert said.getvalue() == Checkpoint.objects.get().note


def test_the_key_is_rotated_from_the_command_line(book: list[Entry]) -> None:
    said = StringIO()
    call_command("ledger", "rotate-key", stdout=said)
    assert said.getvalue().count("/ledger+") == 2
