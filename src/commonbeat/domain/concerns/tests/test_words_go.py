"""The words of what has ended go when their days are over; what became of it stays."""

from collections.abc import Callable
from datetime import datetime

import pytest

from commonbeat.domain.concerns import actions
from commonbeat.domain.concerns.models import Concern, Revision
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
