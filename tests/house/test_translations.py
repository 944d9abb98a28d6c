"""Every visible text is said in Spanish, in Arabic too where an app offers it, and no catalogue is behind."""

import re
import shutil
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import polib
import pytest

from commonbeat.ground.ui.catalogues import HOUSE, catalogues, compile_all

APPS = sorted(path.parent for path in HOUSE.rglob("apps.py"))
CATALOGUES = list(catalogues())
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def name_of(path: Path) -> str:
    return str(path.relative_to(HOUSE)).removesuffix("/LC_MESSAGES/django.po")


def texts_of(path: Path) -> set[str]:
    """Return the texts a catalogue holds, none when there is none."""
    entries = polib.pofile(str(path)) if path.is_file() else []
    return {entry.msgid for entry in entries if not entry.obsolete}


def placeholders(text: str) -> list[str]:
    return sorted(PLACEHOLDER.findall(text))


def entry_fault(entry: polib.POEntry) -> str:
    """Return what is wrong with one translated text, or nothing."""
    if entry.fuzzy or not entry.translated():
        return "not translated"
    if not entry.msgid_plural:
        return "" if placeholders(entry.msgid) == placeholders(entry.msgstr) else "other placeholders"
    # A plural form may spell its number out, but may not name anything the original does not.
    allowed = {*placeholders(entry.msgid), *placeholders(entry.msgid_plural)}
    named = {name for form in entry.msgstr_plural.values() for name in placeholders(form)}
    return "" if named <= allowed else "other placeholders"


@pytest.mark.parametrize("path", CATALOGUES, ids=name_of)
def test_every_text_is_translated_with_its_placeholders(path: Path) -> None:
    entries = [entry for entry in polib.pofile(str(path)) if not entry.obsolete]
    assert {entry.msgid: fault for entry in entries if (fault := entry_fault(entry))} == {}


@pytest.mark.skipif(
    not shutil.which("xgettext"), reason="GNU gettext was not found (Debian: apt install gettext)"
)
@pytest.mark.parametrize("app", APPS, ids=name_of)
def test_no_catalogue_is_behind_its_sources(app: Path, tmp_path: Path) -> None:
    copy = tmp_path / "app"
    shutil.copytree(
        app, copy, ignore=shutil.ignore_patterns("tests", "static", "migrations", "locale", "*.mo")
    )
    (copy / "locale").mkdir()
    subprocess.run(
        [sys.executable, "-m", "django", "makemessages", "-l", "es", "--no-location"],
        cwd=copy,
        check=True,
        capture_output=True,
    )
    said = texts_of(copy / "locale/es/LC_MESSAGES/django.po")
    spanish, arabic = (app / "locale" / language / "LC_MESSAGES/django.po" for language in ("es", "ar"))
    assert said - texts_of(spanish) == set(), "Spanish lacks them: run makemessages and translate"
    assert texts_of(spanish) - said == set(), "Spanish holds what no one says any more"
    # Arabic is for the public pages, so a catalogue of it may hold less; it may not hold what is gone.
    assert not arabic.is_file() or texts_of(arabic) - said == set()


def test_compiling_leaves_fresh_catalogues_alone(tmp_path: Path) -> None:
    folder = tmp_path / "app/locale/es/LC_MESSAGES"
    folder.mkdir(parents=True)
    shutil.copy(CATALOGUES[0], folder / "django.po")
    assert compile_all(tmp_path) == 1
    assert (folder / "django.mo").is_file()
    assert compile_all(tmp_path) == 0


@pytest.mark.parametrize("language", ["es", "ar"])
def test_no_text_is_said_in_two_ways(language: str) -> None:
    """Django reads all catalogues as one: of two ways to say a text, only one is ever seen."""
    said: dict[tuple[str | None, str], set[str]] = defaultdict(set)
    for path in CATALOGUES:
        if f"/{language}/" in str(path):
            for entry in polib.pofile(str(path)):
                if not entry.obsolete:
                    forms = entry.msgstr or "|".join(entry.msgstr_plural.values())
                    said[entry.msgctxt, entry.msgid].add(forms)
    assert {text: ways for text, ways in said.items() if len(ways) > 1} == {}
