"""The words of what has ended go when their days are over; what became of it stays."""

from collections.abc import Callable
from datetime import datetime

import pytest

from commonbeat.domain.concerns import actions
from commonbeat.domain.concerns.models import Concern, HandOff, Partner, Revision
from commonbeat.ground.agency.models import Agency, Staff

Report = Callable[..., Concern]


@pytest.mark.req("C6")
def test_words_of_ended_reports_go_and_the_rest_stays(
    larkspur: Agency, send: Report, walk: Report, worker: Staff, at: datetime
) -> None:
    words = actions.CONCERN_WORDS
    standing, ended = send(place="14 Elm"), walk(send(place="14 Elm"), "acknowledge")
    told = {"reason": "Number", "is_private": False, "by": worker, "at": at}
    actions.moderate(concern=ended, words="Paint.", **told)  # type: ignore[arg-type]
    actions.close(concern=ended, outcome="no_action", reason="Gone.", by=worker, at=at)
    assert not words.standing(larkspur).exists()  # it may still be opened again
    actions.end_unanswered(at=at.replace(month=8))
    assert list(words.standing(larkspur)) == [ended]
    words.destroy([ended.pk], at)
    for concern in (standing, ended):
        concern.refresh_from_db()
    assert standing.words
    assert (ended.words, ended.public_words, ended.place, ended.answers) == ("", "", "", {})
    assert list(Revision.objects.values_list("before", "after")) == [("", "")]
    assert (ended.category.key, ended.case.outcome) == ("graffiti", "no_action")
    assert not words.standing(larkspur).exists()


def test_a_point_to_the_metre_becomes_the_block_that_everyone_saw(
    larkspur: Agency, send: Report, walk: Report, worker: Staff, at: datetime
) -> None:
    words = actions.CONCERN_WORDS
    pin_alone = send(words="", longitude=-76.605137, latitude=39.205231)
    areas_only = send(words="", longitude=None, latitude=None, place="", area=pin_alone.case.area)
    for concern in (pin_alone, areas_only):
        walk(concern, "acknowledge")
        actions.close(concern=concern, outcome="no_action", reason="Gone.", by=worker, at=at)
    actions.end_unanswered(at=at.replace(month=8))
    assert list(words.standing(larkspur)) == [pin_alone]
    words.destroy([pin_alone.pk], at)
    pin_alone.refresh_from_db()
    assert (pin_alone.longitude, pin_alone.latitude) == (-76.605, 39.205)
    assert not words.standing(larkspur).exists()


def test_what_a_partner_wrote_back_goes_along(send: Report, worker: Staff, at: datetime) -> None:
    concern = send()
    partner = Partner.objects.create(agency=concern.agency, name="Streets")
    row = HandOff.objects.create(
        concern=concern, partner=partner, state="sent", remote_notes="Ms. Mott said so.", at=at
    )
    actions.CONCERN_WORDS.destroy([concern.pk], at)
    row.refresh_from_db()
    assert row.remote_notes == ""
