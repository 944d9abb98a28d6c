"""The public pages in every state, and what they answer to input that is empty, odd, huge or a stranger's."""

import io
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from PIL import Image
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from commonbeat.domain.permits import actions
from commonbeat.domain.permits.access import OpenDraft, draft_by_token
from commonbeat.domain.permits.models import Application, Draft, KindVersion, OwnWords
from commonbeat.domain.permits.tests.conftest import Applied, Desk, answers_for
from commonbeat.engine.files.models import StoredFile
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.core import clock

Kinds = dict[str, KindVersion]
Apply = Callable[..., Applied]
SPAN = {"span_starts": "2026-08-01T18:00", "span_ends": "2026-08-01T21:00"}
POSTED: dict[str, dict[str, str]] = {
    "text": {"": "Lantern Yard"},
    "number": {"": "40"},
    "date": {"": "2026-07-01"},
    "place": {"": "Mill Street 1 to 20"},
    "yesno": {"": "yes"},
    "span": {"_starts": "2026-08-01T18:00", "_ends": "2026-08-01T21:00"},
    "file": {},
}


@pytest.fixture(autouse=True)
def standing(at: datetime) -> Iterator[None]:
    with clock.standing_at(at):
        yield


def begun(kinds: Kinds, key: str, at: datetime) -> tuple[OpenDraft, str]:
    draft = actions.begin_draft(version=kinds[key], at=at)
    return draft, reverse("permits:step", args=[draft.token])


def ready(kinds: Kinds, key: str, at: datetime) -> tuple[OpenDraft, str]:
    """Return a form of which every question was answered, and the address of its last page."""
    draft = actions.begin_draft(version=kinds[key], at=at)
    for name, value in answers_for(kinds[key]).items():
        draft = actions.save_answer(draft=draft, key=name, value=value)
    for name in ("plan", "own_words"):
        draft = actions.pass_over(draft=draft, key=name)
    return draft, reverse("permits:check", args=[draft.token])


# ---- lists and kinds ----


def test_lists_are_there_with_nothing_in_them(larkspur: Agency, client: Client) -> None:
    assert "No permits can be asked for here yet." in client.get(reverse("permits:kinds")).text
    assert "No permit was issued yet." in client.get(reverse("permits:register")).text
    assert client.get(reverse("permits:kind", args=["block_party"])).status_code == 404


@pytest.mark.parametrize("language", ["en", "es", "ar"])
def test_every_kind_says_what_it_needs(language: str, kinds: Kinds, client: Client) -> None:
    for key, version in kinds.items():
        page = client.get(reverse("permits:kind", args=[key]), headers={"accept-language": language})
        assert page.status_code == 200
        names = [part.name for part in version.kind.checklist]
        names += [part.name for part in version.kind.reviewers]
        names += [ground.name for ground in version.grounds.all()]
        assert all(name[language] in page.text for name in names)


def test_page_of_a_kind_names_no_law_that_the_agency_did_not_enter(kinds: Kinds, client: Client) -> None:
    for key in kinds:
        page = client.get(reverse("permits:kind", args=[key])).text
        assert "U.S." not in page
        assert "ordinance" not in page.lower()


def test_page_of_a_kind_is_there_at_every_moment_of_a_change(
    kinds: Kinds, desk: Desk, client: Client, at: datetime
) -> None:
    address = reverse("permits:kind", args=["film"])
    for _time in range(3):
        version = KindVersion.objects.get(key="film", ended_at=None)
        actions.change_kind(version=version, cents={}, sources={}, by=desk.manager, at=at)
        assert client.get(address).status_code == 200
        assert "Film and photo shoot" in client.get(reverse("permits:kinds")).text


def test_register_shows_the_newest_first_in_pages_and_its_budget(
    kinds: Kinds, client: Client, at: datetime, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(120):
        made = actions.submit(
            version=kinds["second_hand"],
            answers=answers_for(kinds["second_hand"], business=f"Shop {number}", holder="Ana Private"),
            language="en",
            at=at,
        ).application
        Application.objects.filter(pk=made.pk).update(
            number=f"2026-{number:04}", issued_at=at + timedelta(minutes=number), valid_until=at
        )
        type(made.case).objects.filter(pk=made.case_id).update(state="issued", is_open=False, closed_at=at)
    with django_assert_max_num_queries(5):
        page = client.get(reverse("permits:register")).text
    assert page.index("Shop 119") < page.index("Shop 118")
    assert "Shop 69" not in page
    assert "Ana Private" not in page
    for odd in ("3", "0", "-1", "99999", "x", "\x00"):
        assert client.get(reverse("permits:register"), {"page": odd}).status_code == 200


@pytest.mark.req("C10")
def test_register_names_nobody_whatever_the_kind(
    kinds: Kinds, client: Client, larkspur: Agency, at: datetime
) -> None:
    for number, version in enumerate(kinds.values()):
        answers = answers_for(version, holder="Ana Private") if "holder" in answers_for(version) else None
        made = actions.submit(
            version=version,
            answers=answers or answers_for(version),
            own_words="Quince",
            language="en",
            at=at,
        ).application
        Application.objects.filter(pk=made.pk).update(number=f"2026-{number}", issued_at=at, valid_until=at)
        type(made.case).objects.filter(pk=made.case_id).update(state="issued", is_open=False, closed_at=at)
    page = client.get(reverse("permits:register")).text
    listed = {"block_party", "special_event", "expressive_event", "solicitor", "second_hand", "tow", "film"}
    assert page.count('<th scope="row">') == len(listed)
    # Where an alarm is, or who rides along, is nobody's to read.
    assert kinds["alarm"].kind.name["en"] not in page
    assert {key for key, version in kinds.items() if version.is_listed} == listed
    for private in ("Ana Private", "Quince", made.case.public_id, made.fee_reference):
        assert private not in page


# ---- the form ----


@pytest.mark.parametrize(
    "key",
    [
        *("block_party", "special_event", "expressive_event", "alarm", "solicitor"),
        *("second_hand", "tow", "film", "ride_along"),
    ],
)
def test_form_is_answered_question_by_question_and_sent(
    key: str, kinds: Kinds, client: Client, at: datetime
) -> None:
    began = client.post(reverse("permits:kind", args=[key]))
    token = began.headers["Location"].rstrip("/").rsplit("/", 1)[1]
    step = reverse("permits:step", args=[token])
    for field in kinds[key].kind.fields:
        assert field.label["en"].replace("'", "&#x27;") in client.get(step).text
        posted = {f"{field.key}{end}": value for end, value in POSTED[field.type].items()}
        assert client.post(step, {"q": field.key, **posted}).status_code == 302
    if kinds[key].is_expressive:
        assert client.post(step, {"q": "own_words", "own_words": "Quince"}).status_code == 302
    check = reverse("permits:check", args=[token])
    assert client.get(step).headers["Location"] == check
    assert "Check your answers" in client.get(check).text
    sent = client.post(check)
    assert sent.headers["Location"].startswith("/follow/new/")
    made = Application.objects.get()
    expected = answers_for(kinds[key])
    assert made.answers == expected | {"span": made.answers["span"]} if "span" in expected else expected
    assert OwnWords.objects.exists() == kinds[key].is_expressive
    for page in (step, check):
        assert client.get(page).headers["Location"] == sent.headers["Location"]
        assert (
            client.post(page, {"q": "people", "people": "9"}).headers["Location"] == sent.headers["Location"]
        )
    assert Application.objects.count() == 1


@pytest.mark.parametrize(
    ("question", "posted"),
    [
        ("place", {"place": ""}),
        ("place", {"place": "   "}),
        ("place", {"place": "x" * 201}),
        ("place", {"place": "Mill\x00Street"}),
        ("place", {"other": "Mill Street"}),
        ("people", {"people": ""}),
        ("people", {"people": "many"}),
        ("people", {"people": "0"}),
        ("people", {"people": "-4"}),
        ("people", {"people": "1e9"}),
        ("people", {"people": "1" * 5000}),
        ("street", {"street": ""}),
        ("street", {"street": "maybe"}),
        ("span", {"span_starts": "2026-08-01T18:00"}),
        ("span", {"span_starts": "2026-08-01T18:00", "span_ends": "2026-08-01T18:00"}),
        ("span", {"span_starts": "2026-08-01T18:00", "span_ends": "2026-08-01T17:00"}),
        ("span", {"span_starts": "2026-06-09T18:00", "span_ends": "2026-06-11T17:00"}),
        ("span", {"span_starts": "2029-08-01T18:00", "span_ends": "2029-08-01T19:00"}),
        ("span", {"span_starts": "9999-12-31T23:00", "span_ends": "9999-12-31T23:59"}),
        ("span", {"span_starts": "2026-08-01T18:00", "span_ends": "2026-09-02T18:00"}),
        ("span", {"span_starts": "soon", "span_ends": "later"}),
        # On the night of the spring this hour is not there: half past two is half past three.
        ("span", {"span_starts": "2027-03-14T02:30", "span_ends": "2027-03-14T03:15"}),
    ],
)
def test_odd_answer_is_refused_at_its_question_and_nothing_is_kept(
    question: str, posted: dict[str, str], kinds: Kinds, client: Client, at: datetime
) -> None:
    draft, step = begun(kinds, "film", at)
    before = bytes(Draft.objects.get().sealed)
    answer = client.post(step, {"q": question, **posted})
    assert answer.status_code == 422
    assert 'id="error-summary"' in answer.text
    assert bytes(Draft.objects.get().sealed) == before
    assert draft_by_token(kinds["film"].agency, draft.token).answers == {}


@pytest.mark.parametrize("day", ["2026-06-09", "2029-07-01", "9999-12-31", "0001-01-01", "tomorrow"])
def test_odd_day_is_refused(day: str, kinds: Kinds, client: Client, at: datetime) -> None:
    _draft, step = begun(kinds, "tow", at)
    assert client.post(step, {"q": "begins", "begins": day}).status_code == 422


def test_million_words_are_not_taken(kinds: Kinds, client: Client, at: datetime) -> None:
    for key, question in (("film", "place"), ("expressive_event", "own_words")):
        _draft, step = begun(kinds, key, at)
        assert client.post(step, {"q": question, question: "word " * 1_000_000}).status_code in (
            400,
            413,
            422,
        )
        assert client.post(step, {"q": question, question: "word " * 500}).status_code == 422


def test_marks_that_turn_the_line_stay_in_their_place(kinds: Kinds, client: Client, at: datetime) -> None:
    turned = "Mill ‮Street"
    _draft, step = begun(kinds, "film", at)
    client.post(step, {"q": "place", "place": turned})
    draft, check = ready(kinds, "film", at)
    actions.save_answer(draft=draft, key="place", value=turned)
    assert f"<bdi>{turned}</bdi>" in client.get(check).text


def test_hours_are_real_hours_on_the_nights_when_clocks_change(
    kinds: Kinds, client: Client, at: datetime
) -> None:
    for starts, ends, hours in (
        ("2026-10-31T22:00", "2026-11-01T04:00", 7),
        ("2027-03-13T22:00", "2027-03-14T04:00", 5),
    ):
        draft, step = begun(kinds, "film", at)
        client.post(step, {"q": "span", "span_starts": starts, "span_ends": ends})
        kept = draft_by_token(kinds["film"].agency, draft.token)
        assert kept.answers["span"]["hours"] == hours


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"GIF89a<script>alert(1)</script>",
        b"%PDF-1.7 nothing more",
        b"PK\x03\x04 an office document",
        b"\xff\xd8\xff\xe0 no photo",
    ],
)
def test_file_that_is_none_is_refused_and_not_kept(
    sent: bytes, kinds: Kinds, client: Client, at: datetime
) -> None:
    _draft, step = begun(kinds, "film", at)
    upload = SimpleUploadedFile("plan.png", sent, "image/png")
    answer = client.post(step, {"q": "plan", "plan": upload})
    assert answer.status_code == 422
    assert not StoredFile.objects.exists()


def test_second_drawing_takes_the_place_of_the_first(kinds: Kinds, client: Client, at: datetime) -> None:
    draft, check = ready(kinds, "film", at)
    step = reverse("permits:step", args=[draft.token])
    drawn = io.BytesIO()
    Image.new("RGB", (8, 8)).save(drawn, "PNG")
    for _time in range(2):
        upload = SimpleUploadedFile("who-we-are.png", drawn.getvalue(), "image/png")
        assert client.post(step, {"q": "plan", "plan": upload}).status_code == 302
    assert StoredFile.objects.filter(destroyed_at=None).count() == 1
    assert "One file" in client.get(check).text
    client.post(check)
    assert Application.objects.get().case.attachments.count() == 1


def test_form_is_found_by_its_whole_address_at_its_own_agency_alone(
    kinds: Kinds, client: Client, settings: Settings, at: datetime
) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    draft, _step = begun(kinds, "film", at)
    names = {"slug": "elm", "name": "Elm Police", "short_name": "Elm", "place": "Elm"}
    stranger = Agency.objects.create(
        hostname="elm.example", time_zone="America/New_York", created_at=at, **names
    )
    for token in (draft.token[:-1], draft.token.upper(), "x" * 26):
        for page in ("step", "check"):
            assert client.get(reverse(f"permits:{page}", args=[token])).status_code == 404
    elsewhere = Client(headers={"host": stranger.hostname})
    for page in ("step", "check"):
        assert elsewhere.get(reverse(f"permits:{page}", args=[draft.token])).status_code == 404
    assert elsewhere.get(reverse("permits:kind", args=["film"])).status_code == 404


def test_nothing_of_a_form_can_be_read_in_the_database(kinds: Kinds, client: Client, at: datetime) -> None:
    _draft, step = begun(kinds, "expressive_event", at)
    client.post(step, {"q": "route", "route": "Quince Street"})
    client.post(step, {"q": "own_words", "own_words": "Quince forever"})
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - names come from the database itself
            held = [v.tobytes() if isinstance(v, memoryview) else v for row in cursor.fetchall() for v in row]
            assert "Quince" not in str(held), table


def test_unfinished_form_is_not_sent(kinds: Kinds, client: Client, at: datetime) -> None:
    draft, step = begun(kinds, "film", at)
    assert client.post(reverse("permits:check", args=[draft.token])).headers["Location"] == step
    assert not Application.objects.exists()


def test_answer_that_no_longer_fits_leads_back_to_its_question(
    kinds: Kinds, client: Client, at: datetime
) -> None:
    draft, check = ready(kinds, "film", at)
    actions.save_answer(draft=draft, key="people", value="forty")
    assert client.post(check).headers["Location"].endswith("?q=people")
    assert not Application.objects.exists()


def test_own_words_are_asked_in_forms_for_speech_alone(kinds: Kinds, client: Client, at: datetime) -> None:
    for key, is_asked in (("film", False), ("expressive_event", True)):
        _draft, step = begun(kinds, key, at)
        assert ('name="own_words"' in client.get(step, {"q": "own_words"}).text) is is_asked


@pytest.mark.parametrize(("people", "days", "is_late"), [(40, 1, False), (76, 4, True), (76, 6, False)])
def test_check_says_when_it_is_asked_late(
    people: int, days: int, is_late: bool, kinds: Kinds, client: Client, at: datetime
) -> None:
    draft, check = ready(kinds, "expressive_event", at)
    starts = at + timedelta(days=days)
    span = {"starts": starts.isoformat(), "ends": (starts + timedelta(hours=2)).isoformat(), "hours": 2}
    for key, value in (("people", people), ("street", False), ("span", span)):
        draft = actions.save_answer(draft=draft, key=key, value=value)
    assert ("too little time" in client.get(check).text) is is_late
