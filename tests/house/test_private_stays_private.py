"""A private concern is on no address that everyone can open, whatever is asked, however it became private."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from io import BytesIO
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from PIL import Image

from commonbeat.domain.concerns import actions
from commonbeat.domain.concerns.actions.subscriptions import tell_subscribers
from commonbeat.domain.concerns.models import Category, Concern, Subscription
from commonbeat.domain.concerns.queries import duplicates_of
from commonbeat.engine.casework.actions import move, set_private, write_to_resident
from commonbeat.engine.casework.models import Attachment
from commonbeat.engine.casework.queries import unsaved_words
from commonbeat.engine.files.actions import keep
from commonbeat.engine.messaging.actions import contact_for_email
from commonbeat.engine.messaging.models import Message
from commonbeat.ground.agency.models import Area, Staff
from commonbeat.ground.core import clock
from commonbeat.ground.core.actor import RESIDENT
from commonbeat.ground.ledger.actions import sequence
from tests.house.conftest import City
from tests.house.test_who_may_open_what import OWN_ACCOUNT, PROGRAMS, SIGNING_IN, STAFF_DOORS

HERE = (-76.60517, 39.20531)
WORDS, PLACE, ANSWER = "a violet lantern hangs there", "77 Heron Row", "QX7 1934"
REASON, LETTER = "the keeper of the lantern moved", "we wrote to the keeper"
NEEDLES = ("violet lantern", "Heron Row", "QX7", "the keeper", "-76.605", "39.205")
# What an address is asked besides itself: lists narrowed down, searches, the whole map, a single number.
ASKED = (
    "?area=A&category=graffiti&state=closed",
    "?bbox=-77,39,-76,40",
    "?q=Heron+Row&name=Heron+Row&near=Heron+Row",
    "?service_request_id={id}&extensions=true",
    "?start_date=2026-05-01T00:00:00Z&end_date=2026-07-01T00:00:00Z&extensions=true",
    "?lat=39.20531&long=-76.60517&radius=100",
)


@dataclass
class Hidden:
    """Concerns that are private, each in its own way, and the ids of their photos."""

    concerns: list[Concern] = field(default_factory=list)
    photos: list[str] = field(default_factory=list)

    @property
    def ids(self) -> list[str]:
        return [concern.case.public_id for concern in self.concerns]


@pytest.fixture
def city(db: None, settled: Callable[[str, str], City], at: datetime) -> Iterator[City]:
    with clock.standing_at(at):
        yield settled("Larkspur", "+15555550100")


@pytest.fixture
def beat(city: City) -> Area:
    ring = [[-76.61, 39.2], [-76.6, 39.2], [-76.6, 39.21], [-76.61, 39.21], [-76.61, 39.2]]
    boundary = {"type": "Polygon", "coordinates": [ring]}
    return Area.objects.create(agency=city.agency, code="A", name="West", boundary=boundary)


def report(city: City, key: str, words: str, at: datetime) -> tuple[Concern, str]:
    drawn = BytesIO()
    Image.new("RGB", (8, 8)).save(drawn, "PNG")
    photo = keep(agency=city.agency, upload=SimpleUploadedFile("p.png", drawn.getvalue()), at=at)
    taken = actions.report(
        agency=city.agency,
        category=Category.objects.get(agency=city.agency, key=key),
        words=words,
        place=PLACE,
        longitude=HERE[0],
        latitude=HERE[1],
        answers={"plate": ANSWER},
        photos=[photo],
        source="web",
        language="en",
        by=RESIDENT,
        at=at,
    )
    return taken.concern, photo.public_id


def closed(concern: Concern, by: Staff, at: datetime) -> Concern:
    case = move(case=concern.case, key="acknowledge", by=by, at=at)
    write_to_resident(case=case, body=LETTER, by=by, at=at)
    concern.case = case
    return actions.close(concern=concern, outcome="no_action", reason=REASON, by=by, at=at)


@pytest.fixture
def hidden(city: City, beat: Area, at: datetime) -> Hidden:
    """Return concerns private by kind, by a name, and by staff; the last is still for everyone to see."""
    chief, found = city.posts["command"], Hidden()
    for key, words in (
        ("hate_incident", WORDS),
        ("speeding", f"Mr. Alvarez says {WORDS}"),
        ("speeding", WORDS),
        ("graffiti", WORDS),
    ):
        concern, photo = report(city, key, words, at - timedelta(days=2))
        found.concerns.append(concern)
        found.photos.append(photo)
    made_private, seen = found.concerns[2:]
    set_private(case=made_private.case, is_private=True, by=chief, at=at, reason=REASON)
    actions.moderate(
        concern=seen,
        words=WORDS,
        reason="",
        is_private=False,
        photos=[found.photos[3]],
        by=chief,
        at=at - timedelta(days=1),
    )
    return found


def addresses(
    patterns: list[URLPattern | URLResolver], space: tuple[str, ...] = (), given: tuple[str, ...] = ()
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the name of each address and of what stands in it."""
    for pattern in patterns:
        here = (*given, *pattern.pattern.regex.groupindex)
        if isinstance(pattern, URLResolver):
            inner = (*space, pattern.namespace) if pattern.namespace else space
            yield from addresses(pattern.url_patterns, inner, here)
        else:
            yield ":".join([*space, str(pattern.name)]), here


def questions(hidden: Hidden) -> Iterator[str]:
    """Yield every address that needs no sign-in, with an id of a concern wherever it names something."""
    closed_doors = {*STAFF_DOORS, *OWN_ACCOUNT, *SIGNING_IN, *PROGRAMS}
    for name, params in addresses(get_resolver().url_patterns):
        if name in closed_doors or name.startswith("demo") or name == "ledger:tile":
            continue
        for public_id, photo in zip(hidden.ids, hidden.photos, strict=True):
            named = list(filled(name, params, public_id, photo))
            assert named, name
            yield from named
            yield from (f"{one}{ask.format(id=public_id)}" for one in named if not params for ask in ASKED)


def tiles(client: Client) -> Iterator[str]:
    """Yield the addresses of every tile of the published book."""
    size = int(client.get("/ledger/checkpoint").content.split(b"\n")[1])
    for number in range(size // 256 + 1):
        width = min(256, size - 256 * number)
        place = f"{number:03}" if width == 256 else f"{number:03}.p/{width}"
        yield from (f"/ledger/tile/{level}/{place}" for level in ("entries", "0"))


def filled(name: str, params: tuple[str, ...], public_id: str, photo: str) -> Iterator[str]:
    for other in (
        (public_id, "json", "xml", 1, "graffiti") if set(params) - {"public_id", "file_id"} else ("",)
    ):
        known = {"public_id": public_id, "file_id": photo, "code": "graffiti", "token": public_id}
        try:
            yield reverse(name, kwargs={param: known.get(param, other) for param in params})
        except NoReverseMatch:
            continue


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code < 500, (address, answer.status_code)
    body = b"".join(answer) if answer.streaming else answer.content
    return body.decode(errors="replace")


@pytest.mark.req("C6")
def test_no_public_address_tells_of_a_private_concern(city: City, hidden: Hidden, at: datetime) -> None:
    chief, client = city.posts["command"], city.client("")
    everyone = hidden.concerns[3]
    shown = text_of(client, reverse("concerns:public_concern", args=[hidden.ids[3]]))
    assert "violet lantern" in shown  # so that the search below is known to find what it looks for
    set_private(case=everyone.case, is_private=True, by=chief, at=at, reason=REASON)
    for concern in hidden.concerns:
        closed(concern, chief, at)
    secrets = [*NEEDLES, *hidden.ids, *hidden.photos]
    sequence(at=at)
    asked = {*questions(hidden), *tiles(client)}
    assert len(asked) > 400
    for address in asked:
        text, given = text_of(client, address), unquote(address)
        assert [one for one in secrets if one in text and one not in given] == [], address
    for public_id, photo in zip(hidden.ids, hidden.photos, strict=True):
        for address in (
            reverse("concerns:public_concern", args=[public_id]),
            reverse("concerns:public_photo", args=[public_id, photo]),
            f"/open311/v2/requests/{public_id}.json",
            f"/open311/v2/requests/{public_id}.xml",
        ):
            assert client.get(address).status_code == 404, address
        assert client.post(reverse("concerns:follow_concern", args=[public_id])).status_code == 404


@pytest.mark.req("C6")
def test_no_hint_mail_or_follower_learns_of_it(city: City, hidden: Hidden, at: datetime) -> None:
    chief, everyone = city.posts["command"], hidden.concerns[3]
    _follower, token = actions.me_too(concern=everyone, is_troubled=False, language="en", at=at)
    opened = unsaved_words(token, at)
    assert opened is not None
    set_private(case=everyone.case, is_private=True, by=chief, at=at, reason=REASON)
    closed(everyone, chief, at)
    for concern in hidden.concerns:
        assert duplicates_of(city.agency, concern.category, *HERE, at) == []
    wish = Subscription.objects.create(
        agency=city.agency,
        contact=contact_for_email(agency=city.agency, email="n@larkspur.example", at=at),
        language="en",
        asked_at=at,
        confirmed_at=at,
        told_until=at - timedelta(days=5),
    )
    told = tell_subscribers(at=at)
    letters = Message.objects.filter(subject=f"subscription:{wish.pk}")
    assert len(letters) == told == 1  # of the paint on the bridge, which is for everyone
    assert [one for letter in letters for one in (*NEEDLES, *hidden.ids) if one in letter.body] == []
    follower = city.client("")
    follower.post(reverse("casework:follow"), {"code": " ".join(opened[1])})
    page = text_of(follower, reverse("casework:followed"))
    assert "Closed" in page or "closed" in page
    assert [one for one in (*NEEDLES, "Graffiti", *hidden.photos) if one in page] == []
    assert not Attachment.objects.filter(case=everyone.case, shown="public").count() > 1
