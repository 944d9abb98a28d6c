"""Reading what agencies send: packed, in other encodings, broken, or no table at all."""

import gzip
import io
import tracemalloc
import zipfile
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonbeat.domain.calls.rules.exports.containers import table_bytes
from commonbeat.domain.calls.rules.exports.lines import LONGEST_LINE
from commonbeat.domain.calls.rules.exports.table import Export, armed, disarmed
from commonbeat.domain.calls.tests.exports import HEADER, read, row, table
from commonbeat.ground.core.errors import Invalid

TWO = table([row(1), row(2)])


def zipped(**files: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), text)
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        TWO.encode(),
        TWO.encode("utf-8-sig"),
        TWO.encode("utf-16"),
        TWO.encode("utf-16-le"),
        TWO.encode("utf-16-be"),
        TWO.replace("\n", "\r\n").encode(),
        TWO.replace("\n", "\r").encode(),
        TWO.replace(",", ";").encode(),
        TWO.replace(",", "\t").encode(),
        TWO.replace(",", "|").encode(),
        b"sep=;\n" + TWO.replace(",", ";").encode(),
        gzip.compress(TWO.encode()),
        gzip.compress(HEADER.encode() + b"\n") + gzip.compress(TWO.partition("\n")[2].encode()),
        zipped(calls_csv=TWO),
    ],
)
def test_every_packing_encoding_and_delimiter_is_read(content: bytes) -> None:
    found = read(content)
    assert found.column("incident_no") == ["L1", "L2"]
    assert not found.rejects


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf\n \n", "empty"),
        (b"<!DOCTYPE html><html><body>911.csv</body></html>", "web page"),
        (b"\n\n  <HTML>", "web page"),
        (b'{"type": "FeatureCollection"}', "JSON"),
        (b'[{"a": 1}]', "JSON"),
        (b"<?xml version='1.0'?><calls/>", "XML"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "Excel"),
        (zipped(xl__workbook_xml="<x/>"), "Excel workbook"),
        (zipped(a_csv=TWO, b_csv=TWO), "2 files"),
        (zipped(), "no file"),
        (b"PK\x03\x04 broken", "damaged"),
        (gzip.compress(TWO.encode())[:-20], "damaged or cut off"),
        (bytes(range(256)) * 20, "program's own format"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (zipped(table_csv="%PDF-1.7"), "PDF"),
    ],
)
def test_what_is_no_table_is_refused_in_words(content: bytes, words: str) -> None:
    with pytest.raises(Invalid, match=words):
        read(content)


@pytest.mark.data
def test_a_web_page_saved_as_csv_is_refused_saying_so(shared_data: Path) -> None:
    with (
        (shared_data / "calls" / "montgomery_911_tiny.csv").open("rb") as file,
        pytest.raises(Invalid, match="web page"),
    ):
        read(file)


def test_a_header_alone_is_an_export_of_nothing() -> None:
    found = read(HEADER + "\n")
    assert (found.lines, found.rejects) == ([], [])


def test_lines_are_counted_as_an_editor_does() -> None:
    found = read(
        table(
            [row(1), '"L2","NOISE\nLOUD",,2026-06-01 10:00:00,,,,"100\r\nMain St",,,', "", row(3), "L4,short"]
        )
    )
    assert found.lines == [2, 3, 7]
    assert found.faults == [(8, "", "wrong_number_of_cells")]


def test_windows_letters_are_read_and_told() -> None:
    content = table([row(1, address="Calle Peñón")]).encode("cp1252") + row(2, address="Año").encode()
    export = Export(table_bytes(io.BytesIO(content)))
    assert export.sample()[0][7] == "Calle Peñón"
    assert export.sample()[1][7] == "Año"
    assert export.encoding == "UTF-8, 1 line Windows-1252"


def test_a_zero_byte_rejects_its_row_only_and_again_when_fed_back() -> None:
    found = read(table([row(1), row(2, "NO\0ISE"), row(3)]))
    assert found.column("incident_no") == ["L1", "L3"]
    assert found.faults == [(3, "", "nul_byte")]
    assert "\0" not in "".join(found.rejects[0].cells)
    assert read(table([",".join(found.rejects[0].cells)])).faults == [(2, "", "nul_byte")]


def test_a_forgotten_quote_costs_one_line() -> None:
    rows = [row(1), row(2, '"NOISE'), *[row(n) for n in range(3, 400)]]
    found = read(table(rows))
    assert found.faults == [(3, "", "unclosed_quote")]
    assert len(found.lines) == 398


def test_a_forgotten_quote_on_the_last_lines_costs_one_line() -> None:
    found = read(table([row(1), row(2, '"NOISE'), row(3), row(4)]))
    assert found.faults == [(3, "", "unclosed_quote")]
    assert found.column("incident_no") == ["L1", "L3", "L4"]


class Endless(io.RawIOBase):
    """A file with one line of a gigabyte, made while it is read."""

    def __init__(self, before: bytes, length: int, after: bytes) -> None:
        self._before, self._length, self._after = before, length, after

    def seek(self, offset: int, whence: int = 0) -> int:
        return 0

    def tell(self) -> int:
        return 0

    def read(self, size: int = -1) -> bytes:
        if size == 8:
            return b"Incident"
        if self._before:
            piece, self._before = self._before, b""
        elif self._length > 0:
            piece, self._length = b"x" * size, self._length - size
        else:
            piece, self._after = self._after, b""
        return piece


@pytest.mark.slow
def test_a_line_of_a_gigabyte_is_rejected_and_never_held() -> None:
    before, after = table([row(1)]).encode(), f"\n{row(2)}\n".encode()
    file: BinaryIO = Endless(before, 1 << 30, after)  # type: ignore[assignment]
    tracemalloc.start()
    found = read(file)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found.faults == [(3, "", "line_too_long")]
    assert found.column("incident_no") == ["L1", "L2"]
    assert peak < 20 * LONGEST_LINE


def test_a_cell_too_long_is_rejected_by_line_and_column() -> None:
    found = read(table([row(1), row(2, "x" * 121), row(3, "y" * 200_000), row(4)]))
    assert found.faults == [(3, "Type", "cell_too_long"), (4, "", "cell_too_long")]
    assert found.lines == [2, 5]


@pytest.mark.parametrize(
    ("cells", "column", "fault"),
    [
        ({"received": ""}, "Received", "no_time"),
        ({"received": "yesterday"}, "Received", "bad_time"),
        ({"received": "2026-13-01 10:00:00"}, "Received", "bad_time"),
        ({"received": "1900-01-01 10:00:00"}, "Received", "bad_time"),
        ({"received": "3019-01-30 10:00:00"}, "Received", "bad_time"),
        ({"received": "2027-01-30 10:00:00"}, "Received", "in_the_future"),
        ({"cleared": "later"}, "Cleared", "bad_time"),
        ({"lat": "north"}, "Lat", "bad_position"),
        ({"lat": "91"}, "Lat", "bad_position"),
        ({"lon": "nan(1)"}, "Lon", "bad_position"),
        ({"lon": "inf"}, "Lon", "bad_position"),
    ],
)
def test_a_wrong_cell_names_its_column(cells: dict[str, str], column: str, fault: str) -> None:
    found = read(table([row(1), row(2, **cells), row(3)]))
    assert found.faults == [(3, column, fault)]
    assert found.lines == [2, 4]


def test_blank_cells_are_no_fault() -> None:
    found = read(table([row(1, cleared="", lat="", lon="NULL", address="null")]))
    assert not found.rejects
    assert found.column("latitude") == [None]


def test_a_header_in_the_middle_is_no_call() -> None:
    found = read(table([row(1), HEADER, row(2)]))
    assert found.faults == [(3, "", "header_again")]


def test_a_column_that_is_read_may_not_stand_twice() -> None:
    with pytest.raises(Invalid, match="twice"):
        read(table([], header=HEADER.replace("Callback", "Type")))


FORMULAS = ["=cmd|' /C calc'!A0", "+1+2", "-2+3", "@SUM(A1)", "\t=1", "'=1", "''+x", "|dir"]


@pytest.mark.parametrize("cell", FORMULAS)
def test_a_formula_is_disarmed_for_a_spreadsheet_and_comes_back(cell: str) -> None:
    assert armed(cell).startswith("'")
    assert disarmed(armed(cell)) == cell


@given(st.text(max_size=30))
def test_any_cell_comes_back(cell: str) -> None:
    assert disarmed(armed(cell)) == cell


@pytest.mark.parametrize("cell", ["-75.58", "+1", "NOISE", "100 Main"])
def test_a_number_or_word_stays_as_it_is(cell: str) -> None:
    assert armed(cell) == cell


CELL = st.text(alphabet=st.sampled_from("a1,;\"'\n\r\t =-\0é"), max_size=8)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(CELL, max_size=14), max_size=12))
def test_any_rows_are_read_or_rejected_and_each_once(rows: list[list[str]]) -> None:
    content = "\n".join([HEADER, *(",".join(cells) for cells in rows)])
    found = read(content)
    lines = [*found.lines, *(reject.line for reject in found.rejects)]
    assert len(lines) == len(set(lines))
    assert all(1 < line <= content.count("\n") + content.count("\r") + 1 for line in lines)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=600))
def test_any_bytes_end_in_a_clear_error_or_in_rows(content: bytes) -> None:
    with suppress(Invalid):
        read(content)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_after_a_good_header_end_in_rows(content: bytes) -> None:
    with suppress(Invalid):
        found = read(HEADER.encode() + b"\n" + content)
        assert len(found.lines) + len(found.rejects) <= content.count(b"\n") + content.count(b"\r") + 1
