"""How exports are recognised, what is refused by name, and how an unknown export is guessed."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from commonbeat.domain.calls.mappings import shipped
from commonbeat.domain.calls.rules.exports.columns import Role, refusal, refusal_for
from commonbeat.domain.calls.rules.exports.containers import table_bytes
from commonbeat.domain.calls.rules.exports.guessing import guessed
from commonbeat.domain.calls.rules.exports.mapping import as_toml, parsed, recognised
from commonbeat.domain.calls.rules.exports.table import Export
from commonbeat.domain.calls.rules.victim_safety import excluded
from commonbeat.domain.calls.tests.exports import HEADER, MAPPING, mapping, read, table
from commonbeat.ground.core.errors import Invalid

PERSONAL = [
    *(
        "narrative",
        "Call Narrative",
        "REMARKS",
        "comments",
        "Notes",
        "desc",
        "Description",
        "DETAILS",
        "synopsis",
    ),
    *(
        "name",
        "Caller Name",
        "first_name",
        "LastName",
        "DOB",
        "Date of Birth",
        "SSN",
        "race",
        "sex",
        "Ethnicity",
    ),
    *(
        "CallerPhone",
        "phone",
        "e-mail",
        "victim",
        "suspect_age",
        "criminal_history",
        "NCIC hit",
        "CHRI",
        "plate",
    ),
    *("Driver License", "observaciones", "nombre", "Immigration Status", "Disposition Notes", "Complainant"),
]
PLAIN = [
    *(
        "Incident Number",
        "Call Type",
        "Call Type Description",
        "Event Clearance Description",
        "timeStamp",
        "twp",
    ),
    *("Beat Name", "Street Name", "Priority", "Agency", "Location", "Latitude", "Unit", "zip"),
]


@pytest.mark.req("L5")
@pytest.mark.parametrize("name", PERSONAL)
def test_columns_about_persons_and_stories_are_refused_by_name(name: str) -> None:
    assert refusal(name)


@pytest.mark.parametrize("name", PLAIN)
def test_other_columns_are_not(name: str) -> None:
    assert not refusal(name)


@pytest.mark.req("L5")
@pytest.mark.parametrize("name", PERSONAL)
def test_no_mapping_can_read_them_as_a_type(name: str) -> None:
    with pytest.raises(Invalid, match="reads the column"):
        mapping(MAPPING.replace('"Type"\n', f'"{name}"\n'))


@pytest.mark.req("L5")
def test_no_mapping_can_tell_calls_apart_by_them() -> None:
    text = MAPPING.replace('incident_no = "Incident"\n', "").replace(
        "[columns]", 'key_columns = ["Notes"]\n[columns]'
    )
    with pytest.raises(Invalid, match="tells calls apart"):
        mapping(text)


def test_a_call_back_number_may_hold_a_phone_and_no_name() -> None:
    assert not refusal_for(Role.CALLBACK_NO, "Caller Phone")
    assert refusal_for(Role.CALLBACK_NO, "Caller Name")
    assert refusal_for(Role.PLACE, "Caller Phone")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('received_at = "Received"', "", "received_at"),
        ('type_initial = "Type"\ntype_final = "Final"', "", "type of the call"),
        ('incident_no = "Incident"', "", "key_columns"),
        ("received_at", "arrived", "columns.arrived: known are"),
        ('title = "', 'titel = "', "'titel' is not known"),
        ('"NOISE" = "', '"DV" = "', "never texted"),
        ('"Type"', '{"name" = "Type"}', "wrong shape"),
        ('"Type"', '"Type', "not valid TOML"),
    ],
)
def test_a_mapping_that_is_wrong_says_where(old: str, new: str, words: str) -> None:
    with pytest.raises(Invalid, match=words):
        mapping(MAPPING.replace(old, new, 1))


@pytest.mark.req("A2")
@pytest.mark.parametrize("name", sorted(shipped()))
def test_what_comes_with_the_product_is_sound(name: str) -> None:
    found = shipped()[name]
    assert found.suggested
    assert not [call_type for call_type in found.suggested if excluded([call_type])]
    assert not set(found.suggested) & set(found.left_out)
    assert recognised(found.signature, shipped().values()) is found


@pytest.mark.data
@pytest.mark.parametrize(
    ("file", "name", "rows", "last_line"),
    [
        ("montgomery_911.csv.gz", "montgomery_911", 99_492, 99_493),
        ("berkeley_calls_for_service_raw.csv", "berkeley_raw", 5_508, 16_497),
        ("berkeley_calls_cleaned.csv", "berkeley_cleaned", 5_508, 5_509),
        ("seattle_cad_dennyblaine_2018_2023.csv", "seattle_cad", 222, 223),
    ],
)
def test_every_real_export_is_recognised_and_read_whole(
    shared_data: Path, file: str, name: str, rows: int, last_line: int
) -> None:
    with (shared_data / "calls" / file).open("rb") as opened:
        found = read(opened, shipped()[name])
    assert (len(found.lines), found.rejects) == (rows, [])
    assert found.batches[-1].last_line == last_line


@pytest.mark.data
def test_the_two_forms_of_one_export_say_the_same(shared_data: Path) -> None:
    forms = []
    for file, name in (("for_service_raw", "berkeley_raw"), ("cleaned", "berkeley_cleaned")):
        with (shared_data / "calls" / f"berkeley_calls_{file}.csv").open("rb") as opened:
            found = read(opened, shipped()[name])
        roles = ("incident_no", "type_initial", "received_at", "latitude", "longitude", "place")
        forms.append(sorted(zip(*map(found.column, roles), strict=True), key=lambda call: str(call[0])))
    assert [call[:3] for call in forms[0]] == [call[:3] for call in forms[1]]
    placed = [
        (raw, clean) for raw, clean in zip(*forms, strict=True) if raw[3] is not None and clean[3] is not None
    ]
    assert len(placed) > 5_000
    assert all(raw[3:5] == clean[3:5] for raw, clean in placed)


def test_an_unknown_export_is_guessed_and_the_guess_can_be_saved() -> None:
    header = [
        "CallNumber",
        "Nature",
        "Call Received",
        "Dispo",
        "Remarks",
        "Caller Name",
        "Latitude",
        "Longitude",
        "X1",
    ]
    sample = [
        [
            f"26-{n}",
            ["NOISE", "THEFT"][n % 2],
            f"06/{n + 1:02}/2026 4:05 PM",
            "RPT",
            "he said",
            "Ann",
            "40.1",
            "-75.2",
            "",
        ]
        for n in range(20)
    ]
    guess = guessed(header, sample)
    assert guess.is_guessed
    told = {role.value: source.columns for role, source in guess.sources.items()}
    assert told == {
        "incident_no": ("CallNumber",),
        "type_initial": ("Nature",),
        "received_at": ("Call Received",),
        "disposition": ("Dispo",),
        "latitude": ("Latitude",),
        "longitude": ("Longitude",),
    }
    assert set(guess.refused_in(header)) == {"Remarks", "Caller Name"}
    assert guess.unread_in(header) == ["X1"]
    saved = parsed(as_toml(guess, header), name="saved")
    assert not saved.is_guessed
    assert saved.sources == guess.sources
    text = "\n".join([",".join(header), *(",".join(cells) for cells in sample[:2])])
    found = read(text, saved)
    assert found.column("received_at")[0] == datetime(2026, 6, 1, 16, 5, tzinfo=UTC)


def test_a_column_of_stories_is_not_guessed_to_be_a_type() -> None:
    sample = [[str(n), f"caller {n} reports a man at the door", "2026-06-01 10:00:00"] for n in range(30)]
    with pytest.raises(Invalid, match="the type of the call"):
        guessed(["Incident", "Problem", "Received"], sample)


def test_a_name_with_quotes_and_line_ends_survives_the_mapping_file() -> None:
    header = ['Call "Type"\\', "Received\n(local)", "Incident"]
    text = MAPPING.split("[columns]")[0] + (
        "[columns]\nincident_no = 'Incident'\ntype_initial = 'Call \"Type\"\\'\n"
        'received_at = "Received\\n(local)"\n'
    )
    found = mapping(text)
    assert parsed(as_toml(found, header), name="again").sources == found.sources


@pytest.mark.data
@pytest.mark.parametrize(
    "file",
    [
        "berkeley_calls_for_service_raw.csv",
        "berkeley_calls_cleaned.csv",
        "seattle_cad_dennyblaine_2018_2023.csv",
    ],
)
def test_a_guess_reads_the_same_times_and_types_as_the_mapping(shared_data: Path, file: str) -> None:
    from_mapping: list[tuple[object, object]] = []
    from_guess: list[tuple[object, object]] = []
    path = shared_data / "calls" / file
    with path.open("rb") as opened:
        export = Export(table_bytes(opened))
        guess = guessed(export.header, export.sample())
    known = recognised(export.header, shipped().values())
    assert known is not None
    for using, kept in ((known, from_mapping), (guess, from_guess)):
        with path.open("rb") as opened:
            found = read(opened, using)
        kept += zip(found.column("type_initial"), found.column("received_at"), strict=True)
    assert from_guess == from_mapping


def test_a_mapping_that_does_not_fit_names_the_column() -> None:
    with pytest.raises(Invalid, match="'Callback'"):
        read(table([], header=HEADER.replace("Callback", "Call back to")))
