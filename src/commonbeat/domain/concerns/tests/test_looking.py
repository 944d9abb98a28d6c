"""Nothing that somebody wrote or photographed is for everyone until a member of staff has looked."""

import io
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from commonbeat.domain.concerns import actions
from commonbeat.domain.concerns.models import Concern, Revision
from commonbeat.domain.concerns.queries import face, public_concerns, public_photos, public_words
from commonbeat.engine.casework.actions import merge, set_private, show_attachment
from commonbeat.engine.casework.choices import Shown
from commonbeat.engine.casework.models import Attachment
from commonbeat.engine.files.actions import keep
from commonbeat.engine.files.models import StoredFile
from commonbeat.engine.files.queries import content
from commonbeat.ground.agency.models import Agency, SettingValue, Staff
from commonbeat.ground.core.errors import Forbidden, Invalid, Refused
from commonbeat.ground.ledger.models import Entry

Report = Callable[..., Concern]
SECRET = "Ask at 14 Elm, the blue door."


@pytest.fixture
def license_plate(larkspur: Agency, at: datetime) -> StoredFile:
    """A photo with a green plate in its lower right quarter, and with a position in its metadata."""
    picture = Image.new("RGB", (800, 600), "gray")
    ImageDraw.Draw(picture).rectangle((500, 400, 700, 500), fill=(0, 255, 0))
    exif, made = Image.Exif(), io.BytesIO()
    exif.get_ifd(0x8825).update({1: "N", 2: (39.0, 12.0, 0.0), 3: "W", 4: (76.0, 36.0, 0.0)})
    picture.save(made, "JPEG", quality=95, exif=exif)
    return keep(agency=larkspur, upload=SimpleUploadedFile("p.jpg", made.getvalue(), "image/jpeg"), at=at)


@pytest.mark.req("C6")
def test_words_are_shown_only_once_looked_at(send: Report, worker: Staff, at: datetime) -> None:
    concern = send(words=f"Paint on the wall. {SECRET}")
    assert public_words(concern) == ""
    assert face(concern.case, Shown.PUBLIC).words == ""
    with pytest.raises(Invalid) as refused:
        actions.moderate(concern=concern, words="Paint.", reason="", is_private=False, by=worker, at=at)
    assert refused.value.where == "reason"
    told: dict[str, Any] = {"reason": "House number", "is_private": False, "by": worker, "at": at}
    concern = actions.moderate(concern=concern, words="Paint on the wall.", **told)
    assert public_words(concern) == "Paint on the wall."
    assert SECRET in concern.words
    concern = actions.moderate(concern=concern, words="Paint.", **told)
    history = list(Revision.objects.order_by("pk").values_list("before", "after", "reason"))
    assert history == [
        (f"Paint on the wall. {SECRET}", "Paint on the wall.", "House number"),
        ("Paint on the wall.", "Paint.", "House number"),
    ]
    line = Entry.objects.filter(verb="concern.moderated").latest("pk")
    assert "Paint" not in str(line.content)


@pytest.mark.req("C6")
def test_named_person_keeps_it_private(larkspur: Agency, send: Report, worker: Staff, at: datetime) -> None:
    concern = send(words="Mr. Alvarez paints the wall.")
    assert not public_concerns(larkspur).exists()
    told: dict[str, Any] = {"reason": "Name removed", "is_private": False, "by": worker, "at": at}
    with pytest.raises(Invalid) as refused:
        actions.moderate(concern=concern, words=concern.words, **told)
    assert refused.value.where == "words"
    concern = actions.moderate(concern=concern, words="Somebody paints the wall.", **told)
    assert list(public_concerns(larkspur)) == [concern]
    told["is_private"] = True
    actions.moderate(concern=concern, words="Somebody paints the wall.", **told)
    assert not public_concerns(larkspur).exists()


@pytest.mark.req("C6")
def test_words_with_a_name_are_shown_by_no_other_way_of_making_it_public(
    send: Report, worker: Staff, at: datetime
) -> None:
    concern = send(words="Mr. Alvarez paints the wall.")
    told: dict[str, Any] = {"reason": "Looked at", "is_private": True, "by": worker, "at": at}
    concern = actions.moderate(concern=concern, words=concern.words, **told)
    concern.case = set_private(case=concern.case, is_private=False, by=worker, at=at, reason="Shown.")
    assert (public_words(concern), concern.public_words) == ("", "")


@pytest.mark.req("C6")
def test_covered_pixels_and_place_are_in_no_public_file(
    send: Report, license_plate: StoredFile, worker: Staff, at: datetime
) -> None:
    concern = send(photos=[license_plate])
    assert not public_photos(concern)
    attachment = Attachment.objects.get(case=concern.case)
    covered = actions.cover_photo(
        concern=concern,
        attachment=attachment,
        boxes=[(0.6, 0.6, 0.3, 0.3)],
        reason="License plate",
        by=worker,
        at=at,
    )
    concern = actions.moderate(
        concern=concern,
        words=concern.words,
        reason="",
        is_private=False,
        photos=[covered.file.public_id, license_plate.public_id],
        by=worker,
        at=at,
    )
    shown = [photo.file for photo in public_photos(concern)]
    assert shown == [covered.file]
    bytes_shown = content(shown[0])
    picture = Image.open(io.BytesIO(bytes_shown))
    assert not picture.getexif()
    assert b"GPS" not in bytes_shown
    assert b"Exif" not in bytes_shown
    pixels = picture.convert("RGB").resize((80, 60), Image.Resampling.NEAREST)
    greens = [
        (x, y)
        for x in range(80)
        for y in range(60)
        if pixels.getpixel((x, y))[1] > 150 and pixels.getpixel((x, y))[0] < 100  # type: ignore[index]
    ]
    assert greens == []
    attachment.refresh_from_db()
    assert attachment.shown == Shown.STAFF
    assert b"GPS" not in content(attachment.file)


@pytest.mark.req("C6")
def test_agency_may_show_no_words_at_all(larkspur: Agency, send: Report, worker: Staff, at: datetime) -> None:
    concern = send()
    told: dict[str, Any] = {"words": concern.words, "reason": "", "is_private": False, "by": worker, "at": at}
    concern = actions.moderate(concern=concern, **told)
    assert public_words(concern)
    SettingValue.objects.create(
        agency=larkspur, key="concerns.publish_words", value="never", changed_by="test", changed_at=at
    )
    assert public_words(concern) == ""


def test_only_who_may_looks(send: Report, hire: Callable[..., Staff], at: datetime) -> None:
    looker = hire("Ann Low", "concerns.see", "concerns.work")
    with pytest.raises(Forbidden):
        actions.moderate(concern=send(), words="Paint.", reason="Why", is_private=False, by=looker, at=at)


def test_only_who_may_looks_covers(
    send: Report, license_plate: StoredFile, hire: Callable[..., Staff], at: datetime
) -> None:
    concern = send(photos=[license_plate])
    worker = hire("Ann Low", "concerns.see", "concerns.work")
    attachment = Attachment.objects.get(case=concern.case)
    with pytest.raises(Forbidden):
        actions.cover_photo(
            concern=concern, attachment=attachment, boxes=[(0, 0, 1, 1)], reason="A face", by=worker, at=at
        )


@pytest.mark.req("C6")
def test_joined_senders_do_not_read_each_others_words(send: Report, worker: Staff, at: datetime) -> None:
    into, other = send(words=f"Paint. {SECRET}"), send(words="Paint again.")
    assert SECRET in face(into.case, Shown.PARTIES).words
    merge(case=other.case, into=into.case, by=worker, at=at)
    assert face(into.case, Shown.PARTIES).words == ""


def test_who_only_follows_reads_no_answers_once_it_is_private(
    send: Report, worker: Staff, at: datetime
) -> None:
    concern = send()
    concern.category.questions = [{"code": "count", "datatype": "number", "texts": {"en": "How many?"}}]
    concern.category.save()
    Concern.objects.filter(pk=concern.pk).update(answers={"count": "41"})

    def told() -> str:
        return str(face(Concern.objects.get(pk=concern.pk).case, Shown.PUBLIC))

    assert "41" in told()
    actions.moderate(concern=concern, words="", reason="A name", is_private=True, by=worker, at=at)
    assert "41" not in told()


def test_a_kind_that_is_private_is_shown_to_nobody_by_any_way(
    send: Report, worker: Staff, at: datetime
) -> None:
    concern = send("hate_incident", "Words on our door.")
    told: dict[str, Any] = {"reason": "A mistake", "is_private": False, "by": worker, "at": at}
    with pytest.raises(Refused):
        actions.moderate(concern=concern, words="Words.", **told)
    with pytest.raises(Refused):
        set_private(case=concern.case, **told)
    concern.refresh_from_db()
    assert concern.looked_at is None
    assert not public_concerns(concern.agency).exists()


def test_only_who_looks_at_reports_shows_a_photo_to_everyone(
    send: Report, worker: Staff, license_plate: StoredFile, hire: Callable[..., Staff], at: datetime
) -> None:
    officer = hire("Kim Ode", "concerns.see", "concerns.work")
    concern = send(photos=[license_plate])
    attachment = Attachment.objects.get(case=concern.case)
    show: dict[str, Any] = {"attachment": attachment, "at": at}
    with pytest.raises(Forbidden):
        show_attachment(shown=Shown.PUBLIC, by=officer, **show)
    show_attachment(shown=Shown.STAFF, by=officer, **show)
    show_attachment(shown=Shown.PUBLIC, by=worker, **show)
    covered = actions.cover_photo(
        concern=concern, attachment=attachment, boxes=[(0.5, 0.5, 0.4, 0.4)], reason="Plate", by=worker, at=at
    )
    # What lies under the boxes stays with staff, whoever asks.
    for shown in (Shown.PARTIES, Shown.PUBLIC):
        with pytest.raises(Refused):
            show_attachment(shown=shown, by=worker, **show)
    assert [one.pk for one in public_photos(concern)] in ([], [covered.pk])
