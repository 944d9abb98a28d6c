"""A rehearsal speaks Spanish from its first word to its last, when it is asked to or the terminal does."""

import io
import json
import re
import tomllib
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import translation
from django.utils.translation import gettext

from commonbeat.domain.calls.management.files import language_wanted
from commonbeat.domain.calls.mappings import shipped
from commonbeat.domain.calls.mappings.words import SAID
from commonbeat.domain.calls.tests.exports import MAPPING, row, table
from commonbeat.ground.core.errors import Invalid

# Words that an English sentence of this page can hardly do without.
ENGLISH = re.compile(r"\b(the|and|of|was|were|would|not|calls?|rows?|types?|never|nobody)\b", re.I)


@pytest.fixture
def export(tmp_path: Path) -> Path:
    rows = [row(1), row(2, "DV"), row(3, "LOITERING"), "L4,short", row(5, "")]
    file = tmp_path / "llamadas.csv"
    file.write_text(table(rows), encoding="utf-8")
    (tmp_path / "lectura.toml").write_text(MAPPING, encoding="utf-8")
    return file


def replay(export: Path, *arguments: object) -> str:
    out = io.StringIO()
    named = ("--mapping", export.with_name("lectura.toml"))
    call_command("calls", "replay", *map(str, (export, *named, *arguments)), stdout=out)
    return out.getvalue()


def without_the_files_own(text: str) -> str:
    """Take out what a person wrote into the mapping, and the names of things."""
    for name in (tomllib.loads(MAPPING)["title"], "LOITERING", "lectura"):
        text = text.replace(name, "")
    return text


def test_whole_page_is_in_spanish(export: Path, tmp_path: Path) -> None:
    page = replay(export, "--language", "es", "--report", tmp_path / "informe.html")
    assert "Ensayo: no se envió nada y no se guardó nada" in page
    assert "Seguridad:" in page
    told = {mark.lower() for mark in ENGLISH.findall(without_the_files_own(page))}
    assert told == set(), page
    report = (tmp_path / "informe.html").read_text(encoding="utf-8")
    assert '<html lang="es"' in report
    assert "habrían recibido un mensaje" in report
    assert "Seguridad: violencia o problemas en casa." in report
    assert "La fila tiene más o menos celdas que el encabezado." in report


def test_language_of_the_terminal_is_heeded(export: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "es_US.UTF-8")
    assert "Ensayo" in replay(export)
    assert "Rehearsal" in replay(export, "--language", "en")
    monkeypatch.setenv("LC_ALL", "C")
    assert "Rehearsal" in replay(export)
    assert language_wanted("es") == "es"
    with pytest.raises(Invalid, match="no language 'tlh'"):
        language_wanted("tlh")


def test_programs_read_the_same_in_every_language(export: Path) -> None:
    one, other = (json.loads(replay(export, "--json", "--language", code)) for code in ("en", "es"))
    assert {**one, "seconds": 0} == {**other, "seconds": 0}


def test_all_that_the_mapping_files_say_can_be_translated() -> None:
    said = {
        words
        for mapping in shipped().values()
        for words in (
            mapping.title,
            *([mapping.highlight.words] if mapping.highlight else []),
            *mapping.refused.values(),
            *mapping.suggested.values(),
            *mapping.left_out.values(),
        )
    }
    assert said == set(SAID)
    with translation.override("es"):
        assert {words for words in said if gettext(words) == words} == set()
