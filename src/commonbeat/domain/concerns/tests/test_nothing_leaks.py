"""Words as sent, covered photos and exact places are on no page, feed or answer that everyone can read."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from commonbeat.domain.concerns import actions
from commonbeat.domain.concerns.models import Concern
from commonbeat.engine.casework.models import Attachment
from commonbeat.engine.files.models import StoredFile
from commonbeat.ground.agency.models import Agency, Staff

Report = Callable[..., Concern]
SECRETS = ("blue door", "555-0177", "Alvarez", "14 Elm", "-76.60512", "39.20512", "QX7")
WORDS = "Paint on the wall behind the blue door at 14 Elm. Call 555-0177."
EVERYONE = (
    "/concerns/",
    "/concerns/map.json",
    "/concerns/feed.xml",
    "/concerns/feed.atom",
    "/concerns/figures/",
    "/concerns/figures/concerns.csv",
    "/problems/",
    "/open311/v2/requests.json",
    "/open311/v2/requests.xml",
    "/open311/v2/requests.json?extensions=true",
)


def everything_public(client: Client, concerns: list[Concern]) -> str:
    """Return all that anyone can read, in one text."""
    ones = [concern.case.public_id for concern in concerns]
    addresses = [*EVERYONE, *(f"/concerns/{one}/" for one in ones)]
    addresses += [f"/open311/v2/requests/{one}.json" for one in ones]
    pages = []
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code in (200, 404), (address, answer.status_code)
        if answer.status_code == 200:
            pages.append(b"".join(answer) if answer.streaming else answer.content)
    return b"\n".join(pages).decode()


@pytest.mark.req("C6")
def test_scan_of_all_that_anyone_can_read(
    client: Client,
    larkspur: Agency,
    send: Report,
    photo: Callable[..., StoredFile],
    worker: Staff,
    at: datetime,
) -> None:
    sent = photo()
    told = {"place": "14 Elm Street", "longitude": -76.60512, "latitude": 39.20512}
    shown = send(words=WORDS, photos=[sent], **told)
    waiting = send("speeding", WORDS, answers={"plate": "QX7 1234"}, **told)
    named = send(words="Mr. Alvarez did it.", **told)
    hidden = send("hate_incident", WORDS, **told)
    every = [shown, waiting, named, hidden]
    before = everything_public(client, every)
    assert [secret for secret in (*SECRETS, sent.public_id) if secret in before] == []
    attachment = Attachment.objects.get(case=shown.case)
    covered = actions.cover_photo(
        concern=shown,
        attachment=attachment,
        boxes=[(0.1, 0.1, 0.5, 0.5)],
        reason="A face",
        by=worker,
        at=at,
    )
    actions.moderate(
        concern=shown,
        words="Paint on the wall.",
        reason="House number",
        is_private=False,
        photos=[covered.file.public_id],
        by=worker,
        at=at,
    )
    after = everything_public(client, every)
    assert [secret for secret in (*SECRETS, sent.public_id) if secret in after] == []
    assert "Paint on the wall." in after
    one = shown.case.public_id
    assert client.get(f"/concerns/{one}/photos/{covered.file.public_id}/").status_code == 200
    assert client.get(f"/concerns/{one}/photos/{sent.public_id}/").status_code == 404
    for private in (named, hidden):
        assert private.case.public_id not in after
        assert client.get(f"/concerns/{private.case.public_id}/").status_code == 404
